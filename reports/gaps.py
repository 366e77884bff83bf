"""Where points are lost: each item with its place on the way up and what would come next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from i18n import one_decimal
from questionnaires.answers import Answer
from questionnaires.model import Item, Kind, Option
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import Narrator
from reports.prose import fixed, prose
from scoring.scorecard import ItemScore
from scoring.steps import Step, next_steps, present_steps, steps_of
from wording.voice import Voice

AMOUNTS = (Kind.NUMBER, Kind.RATIO)
MOST_NAMED = 3  # options of a multi item that are named as what could come next


@dataclass(frozen=True)
class CountedItem:
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
    """Where a gap stands and where it is to stand, each with its place.

    ``gain`` in points is that of the plan's tasks; None where no task lifts it, and ``later`` then
    says why, or what comes next where there is no plan.
    """

    today: tuple[str, str]
    later: tuple[str, str]
    gain: float | None


def counted_items(diagnosis: Diagnosis) -> tuple[CountedItem, ...]:
    """Every scored item that applies, in the questionnaire's order, answered or open."""
    return tuple(
        CountedItem(
            item, diagnosis.answer(item) if state == "answered" else None, diagnosis.scores[item.id]
        )
        for item in diagnosis.questionnaire.scored
        if (state := diagnosis.state(item)) in ("answered", "unanswered")
    )


def gaps(diagnosis: Diagnosis) -> tuple[CountedItem, ...]:
    """The items that lose points one can see, the dearest first."""
    lost = [gap for gap in counted_items(diagnosis) if one_decimal(gap.score.lost) != "0.0"]
    return tuple(sorted(lost, key=lambda gap: -gap.score.lost))


def dimension_title(narrator: Narrator, gap: CountedItem) -> str:
    """The title of the dimension in which the item stands."""
    every = narrator.diagnosis.questionnaire.dimensions
    return next(narrator.dimension(each) for each in every if each.id == gap.item.dimension)


def now_text(narrator: Narrator, gap: CountedItem) -> str:
    """What is there; words are those of the answer, and said to be."""
    if gap.answer is None:
        return narrator.say("report.unanswered")
    answer = narrator.answer(gap.item, narrator.diagnosis.sheet, gap.answer)
    if gap.item.kind in AMOUNTS:
        return answer
    whose = "found" if gap.item.id in narrator.diagnosis.verdicts else "claimed"
    return narrator.say(f"report.answer_{whose}", answer=narrator.quoted(answer))


def place_text(narrator: Narrator, gap: CountedItem) -> str:
    """How far up that is: the step among the steps that differ in worth, or what is ticked."""
    if gap.answer is None:
        return ""
    return _place(narrator, gap.item, present_steps(gap.item, gap.answer))


def goal_of(narrator: Narrator, gap: CountedItem) -> Goal:
    """From the answer to what the plan brings, or else to the next step; answered gaps only."""
    diagnosis = narrator.diagnosis
    item, points = gap.item, points_of(diagnosis, gap.item)
    assert gap.answer is not None  # noqa: S101  (there is nothing to go on from)
    present = present_steps(item, gap.answer)
    planned = _planned(diagnosis, item)
    coming = planned or next_steps(item, points, gap.answer)
    place, id = place_text(narrator, gap), f"goals/{item.id}/goal"
    if item.kind is Kind.MULTI:
        added = [step for step in coming if step not in present]
        if not planned:
            added = added[:1]
        reached = (*present, *added)
        said = _options(narrator, item, added) or next_text(narrator, gap)
        today, later = (place, ""), (_reached(narrator, item, reached), step_text(item, said, id))
    else:
        reached = coming[:1]
        counts = item.kind in AMOUNTS
        today = (now_text(narrator, gap), place) if counts else (place, "")
        aim = step_text(item, _step(narrator, item, reached[0]), id)
        later = (aim, _reached(narrator, item, reached))
    if not planned:
        why = unlifted_text(narrator, item)
        left = narrator.say("concerns.not_planned", why=why)
        return Goal(today, (prose(left, id), "") if why else later, None)
    value = _value(item, points, reached)
    return Goal(today, later, max(0.0, (value - (gap.score.value or 0)) * gap.possible))


def step_text(item: Item, text: str, id: str) -> str:
    """A step as it can be edited under ``id``; of an amount it is a figure."""
    return fixed(text, "figures") if item.kind in AMOUNTS else prose(text, id)


def _reached(narrator: Narrator, item: Item, steps: Sequence[Step]) -> str:
    """How far up that is."""
    return fixed(_place(narrator, item, steps), "levels")


def unlifted_text(narrator: Narrator, item: Item) -> str:
    """Why no task of the plan lifts it; empty where one does, or where there is no plan."""
    plan = narrator.diagnosis.plan
    if plan is None or item.id not in plan.unlifted:
        return ""
    left = plan.unlifted[item.id]
    if left is None:
        return narrator.say("choosing.unlifted_none")
    title = narrator.text(left.solution.title)
    return narrator.say(f"choosing.unlifted_{left.reason}", title=title)


def _planned(diagnosis: Diagnosis, item: Item) -> tuple[Step, ...]:
    """What the tasks of the plan bring of an item: of a multi item all, else the best."""
    lifts = [
        lift
        for task in (diagnosis.plan.tasks if diagnosis.plan else ())
        for lift in task.lifts
        if lift.item == item.id
    ]
    brought = {rung for lift in lifts for rung in lift.to}
    points = points_of(diagnosis, item)
    rungs = list(zip(item.rungs, steps_of(item), points, strict=True))
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


def _place(narrator: Narrator, item: Item, steps: Sequence[Step]) -> str:
    points = points_of(narrator.diagnosis, item)
    worth = list(zip(steps_of(item), points, strict=True))
    if item.kind is Kind.MULTI:
        good = [step for step, point in worth if point > 0]
        ticked = sum(step in steps for step in good)
        key = "none" if not ticked else "all" if ticked == len(good) else "of"
        return narrator.say(f"report.ticked_{key}", n=ticked, of=len(good))
    rungs = sorted(set(points))
    place = max(rungs.index(point) for step, point in worth if step in steps) + 1
    key = "lowest" if place == 1 else "highest" if place == len(rungs) else "of"
    return narrator.say(f"report.step_{key}", place=place, of=len(rungs))


def next_text(narrator: Narrator, gap: CountedItem) -> str:
    """What comes next: the next rung, or what is not ticked yet and what had better go.

    Empty where there is no answer to go on from.
    """
    if gap.answer is None:
        return ""
    coming = next_steps(gap.item, points_of(narrator.diagnosis, gap.item), gap.answer)
    if gap.item.kind is not Kind.MULTI:
        return _step(narrator, gap.item, coming[0]) if coming else narrator.say("report.next_top")
    ill = [option for option in _ticked(gap) if option.negative]
    parts = []
    if ill:
        parts.append(narrator.say("report.next_stop", options=_options(narrator, gap.item, ill)))
    if coming:
        parts.append(narrator.say("report.next_any", options=_options(narrator, gap.item, coming)))
    return narrator.say("report.next_then").join(parts) or narrator.say("report.next_top")


def at_bottom(gap: CountedItem) -> bool:
    """Whether the answer brings nothing."""
    return gap.score.value == 0


def at_top(gap: CountedItem) -> bool:
    """Whether the answer brings all that the item can."""
    return gap.score.value == 1


def _step(voice: Voice, item: Item, step: Step) -> str:
    """A step in the option's own words, which stand in quotation marks; an amount without."""
    said = voice.step(item, step)
    return said if item.kind in AMOUNTS else voice.quoted(said)


def _ticked(gap: CountedItem) -> list[Option]:
    held = gap.answer if isinstance(gap.answer, tuple) else ()
    return [option for option in gap.item.options if option.id in held]


def _options(voice: Voice, item: Item, steps: Iterable[Step]) -> str:
    named = [voice.step(item, step) for step in steps]
    said = voice.clauses(named[:MOST_NAMED])
    if len(named) <= MOST_NAMED:
        return said
    return voice.say("report.next_more", options=said, n=len(named) - MOST_NAMED)


def points_of(diagnosis: Diagnosis, item: Item) -> tuple[float, ...]:
    """The rubric's points of each step of the item."""
    return diagnosis.rubric.judged[item.id].points
