"""Where points are lost: each item with its place on the way up and what would come next."""

from collections.abc import Iterable
from dataclasses import dataclass

from i18n import Lang, one_decimal, say
from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Item, Kind, Option
from reports.diagnosis import Diagnosis
from reports.wording import answer_text, step_text
from scoring.scorecard import ItemScore
from scoring.steps import Step, next_steps, present_steps, steps_of

MOST_NAMED = 3  # options of a multi item that are named as what could come next


@dataclass(frozen=True)
class Gap:
    """An item that counts, what is answered (None: nothing yet) and what it brings."""

    item: Item
    answer: Answer | None
    score: ItemScore

    @property
    def possible(self) -> float:
        """The points of the total that the item could bring at most."""
        return self.score.gained + self.score.lost


def counted_items(diagnosis: Diagnosis) -> tuple[Gap, ...]:
    """Every scored item that applies, in the questionnaire's order, answered or open."""
    return tuple(
        Gap(item, diagnosis.answer(item), diagnosis.scores[item.id])
        for item in diagnosis.questionnaire.scored
        if diagnosis.state(item) in ("answered", "unanswered")
    )


def gaps(diagnosis: Diagnosis) -> tuple[Gap, ...]:
    """The items that lose points one can see, the dearest first."""
    lost = [gap for gap in counted_items(diagnosis) if one_decimal(gap.score.lost) != "0.0"]
    return tuple(sorted(lost, key=lambda gap: -gap.score.lost))


def now_text(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """What is there."""
    if gap.answer is None:
        return say("report.unanswered", lang)
    return answer_text(gap.item, diagnosis.sheet, gap.answer, lang)


def place_text(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """How far up that is: the step among the steps that differ in worth, or what is ticked."""
    if gap.answer is None or isinstance(gap.answer, NotApplicable):
        return ""
    present, points = present_steps(gap.item, gap.answer), _points(diagnosis, gap.item)
    worth = list(zip(steps_of(gap.item), points, strict=True))
    if gap.item.kind is Kind.MULTI:
        good = [step for step, point in worth if point > 0]
        ticked = sum(step in present for step in good)
        return say("report.ticked_of", lang, n=ticked, of=len(good))
    rungs = sorted(set(points))
    place = max(rungs.index(point) for step, point in worth if step in present) + 1
    return say("report.step_of", lang, place=place, of=len(rungs))


def next_text(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """What comes next: the next rung, or what is not ticked yet and what had better go.

    Empty where there is no answer to go on from.
    """
    if gap.answer is None or isinstance(gap.answer, NotApplicable):
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
