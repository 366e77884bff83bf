"""Where points are lost: each item with its place on the way up and what would come next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from i18n import Lang, one_decimal, say
from questionnaires.answers import Answer
from questionnaires.model import Item, Kind, Option
from reports.diagnosis import Diagnosis
from scoring.scorecard import ItemScore
from scoring.steps import Step, next_steps, present_steps, steps_of
from solutions.model import rungs_of
from wording.phrases import answer_text, step_text

MOST_NAMED = 3  # options of a multi item that are named as what could come next


@dataclass(frozen=True)
class Gap:
    """An item that counts, what is answered (None: nothing that counts yet) and what it brings."""

    item: Item
    answer: Answer | None
    score: ItemScore

    @property
    def possible(self) -> float:
        """The points of the total that the item could bring at most."""
        return self.score.gained + self.score.lost


@dataclass(frozen=True)
class Goal:
    """Where a gap stands and where it is to stand, each with its place; ``gain`` in points."""

    today: tuple[str, str]
    later: tuple[str, str]
    gain: float


def counted_items(diagnosis: Diagnosis) -> tuple[Gap, ...]:
    """Every scored item that applies, in the questionnaire's order, answered or open."""
    return tuple(
        Gap(
            item, diagnosis.answer(item) if state == "answered" else None, diagnosis.scores[item.id]
        )
        for item in diagnosis.questionnaire.scored
        if (state := diagnosis.state(item)) in ("answered", "unanswered")
    )


def gaps(diagnosis: Diagnosis) -> tuple[Gap, ...]:
    """The items that lose points one can see, the dearest first."""
    lost = [gap for gap in counted_items(diagnosis) if one_decimal(gap.score.lost) != "0.0"]
    return tuple(sorted(lost, key=lambda gap: -gap.score.lost))


def dimension_title(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """The title of the dimension in which the item stands."""
    every = diagnosis.questionnaire.dimensions
    return next(each.title.to(lang) for each in every if each.id == gap.item.dimension)


def now_text(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """What is there."""
    if gap.answer is None:
        return say("report.unanswered", lang)
    return answer_text(gap.item, diagnosis.sheet, gap.answer, lang)


def place_text(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """How far up that is: the step among the steps that differ in worth, or what is ticked."""
    if gap.answer is None:
        return ""
    return _place(diagnosis, gap.item, present_steps(gap.item, gap.answer), lang)


def goal_of(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> Goal:
    """From the answer to what the plan brings, or else to the next step; answered gaps only."""
    item, points = gap.item, _points(diagnosis, gap.item)
    assert gap.answer is not None  # noqa: S101  (there is nothing to go on from)
    present = present_steps(item, gap.answer)
    coming = _planned(diagnosis, item) or next_steps(item, points, gap.answer)
    place = place_text(diagnosis, gap, lang)
    if item.kind is Kind.MULTI:
        added = [step for step in coming if step not in present]
        if not _planned(diagnosis, item):
            added = added[:1]
        reached = (*present, *added)
        said = _options(item, added, lang) or next_text(diagnosis, gap, lang)
        today, later = (place, ""), (_place(diagnosis, item, reached, lang), said)
    else:
        reached = coming[:1]
        counts = item.kind in (Kind.RATIO, Kind.NUMBER)
        today = (now_text(diagnosis, gap, lang), place) if counts else (place, "")
        later = (step_text(item, reached[0], lang), _place(diagnosis, item, reached, lang))
    value = _value(item, points, reached)
    return Goal(today, later, max(0.0, (value - (gap.score.value or 0)) * gap.possible))


def _planned(diagnosis: Diagnosis, item: Item) -> tuple[Step, ...]:
    """What the tasks of the plan bring of an item: of a multi item all, else the best."""
    lifts = [
        lift
        for task in (diagnosis.plan.tasks if diagnosis.plan else ())
        for lift in task.lifts
        if lift.item == item.id
    ]
    brought = {rung for lift in lifts for rung in lift.to}
    points = _points(diagnosis, item)
    rungs = list(zip(rungs_of(item), steps_of(item), points, strict=True))
    found = sorted(
        ((point, step) for rung, step, point in rungs if rung in brought),
        key=lambda each: -each[0],
    )
    steps = tuple(step for _point, step in found)
    return steps if item.kind is Kind.MULTI else steps[:1]


def _value(item: Item, points: Sequence[float], steps: Sequence[Step]) -> float:
    """What the steps are worth, in [0, 1]."""
    worth = [point for step, point in zip(steps_of(item), points, strict=True) if step in steps]
    if item.kind is Kind.MULTI:
        return max(0.0, sum(worth)) / sum(point for point in points if point > 0)
    return max(worth) / max(points)


def _place(diagnosis: Diagnosis, item: Item, steps: Sequence[Step], lang: Lang) -> str:
    points = _points(diagnosis, item)
    worth = list(zip(steps_of(item), points, strict=True))
    if item.kind is Kind.MULTI:
        good = [step for step, point in worth if point > 0]
        ticked = sum(step in steps for step in good)
        return say("report.ticked_of", lang, n=ticked, of=len(good))
    rungs = sorted(set(points))
    place = max(rungs.index(point) for step, point in worth if step in steps) + 1
    return say("report.step_of", lang, place=place, of=len(rungs))


def next_text(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """What comes next: the next rung, or what is not ticked yet and what had better go.

    Empty where there is no answer to go on from.
    """
    if gap.answer is None:
        return ""
    coming = next_steps(gap.item, _points(diagnosis, gap.item), gap.answer)
    if gap.item.kind is not Kind.MULTI:
        return step_text(gap.item, coming[0], lang) if coming else say("report.next_top", lang)
    ill = [option for option in _ticked(gap) if option.negative]
    parts = []
    if ill:
        parts.append(say("report.next_stop", lang, options=_options(gap.item, ill, lang)))
    if coming:
        parts.append(say("report.next_any", lang, options=_options(gap.item, coming, lang)))
    return say("report.next_then", lang).join(parts) or say("report.next_top", lang)


def at_bottom(gap: Gap) -> bool:
    """Whether the answer brings nothing."""
    return gap.score.value == 0


def at_top(gap: Gap) -> bool:
    """Whether the answer brings all that the item can."""
    return gap.score.value == 1


def _ticked(gap: Gap) -> list[Option]:
    held = gap.answer if isinstance(gap.answer, tuple) else ()
    return [option for option in gap.item.options if option.id in held]


def _options(item: Item, steps: Iterable[Step], lang: Lang) -> str:
    named = [step_text(item, step, lang) for step in steps]
    said = say("report.semicolon", lang).join(named[:MOST_NAMED])
    if len(named) <= MOST_NAMED:
        return said
    return say("report.next_more", lang, options=said, n=len(named) - MOST_NAMED)


def _points(diagnosis: Diagnosis, item: Item) -> tuple[float, ...]:
    return diagnosis.rubric.judged[item.id].points
