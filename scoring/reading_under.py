"""How a sheet would stand under another questionnaire, by what its answers leave possible there.

Rules V1 to V7 of ``docs/crosswalks.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from questionnaires.answers import Answer, NotApplicable
from questionnaires.columns import columns_of
from questionnaires.conditions import leaves
from questionnaires.crosswalks import Crosswalk, Remaining, remaining, remaining_of_each
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from scoring.batch import score
from scoring.card import scorecard_of, scorecards_of
from scoring.engine import or_none
from scoring.rubric import Rubric
from scoring.scorecard import Level, Scorecard

State = Literal["open", "narrowed", "contradicted"]
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class StillAsked:
    """An item of theirs that our answers do not settle; ``remaining`` says what they leave."""

    item: Item
    state: State
    remaining: Remaining | None


class Estimated(NamedTuple):
    """The figures of a ``ReadUnder`` by the same names; None where nothing can be judged."""

    total: float | None
    low: float | None
    high: float | None
    level: float | None
    level_low: float | None
    level_high: float | None
    known: float | None
    coverage: float | None


@dataclass(frozen=True)
class ReadUnder:
    """A sheet of ours as seen by a questionnaire of theirs.

    ``estimate`` judges the certain answers, and of those that are narrowed the middle one that
    is left; what is open does not count in it. Whatever agrees with the crosswalk lies within
    ``low``..``high`` (on the scale of ``estimate``) and ``level_low``..``level_high``; all four are
    None where nothing can be judged. ``known`` and ``coverage`` are the shares of weight that are
    certain, and certain or narrowed.
    ``certain`` are the answers that can be carried over, ``asked`` counts the items that would
    be asked as far as is decided.
    """

    crosswalk: Crosswalk
    questionnaire: Questionnaire
    rubric: Rubric
    estimate: Scorecard
    low: float | None
    high: float | None
    level_low: int | None
    level_high: int | None
    known: float
    coverage: float
    certain: Mapping[str, Remaining]
    still_asked: tuple[StillAsked, ...]
    asked: int

    @property
    def level(self) -> Level | None:
        """The estimated level; None where nothing can be judged."""
        return self.estimate.level


def read_under(
    crosswalk: Crosswalk, ours: Questionnaire, sheet: Sheet, theirs: Questionnaire, rubric: Rubric
) -> ReadUnder:
    """``sheet``, filled in under ``ours``, as ``theirs`` and its ``rubric`` see it."""
    left = remaining(crosswalk, ours, theirs, sheet)
    certain = {id: each for id, each in left.items() if each.answer is not None}
    answers, lowest, middle, highest = _filled(left, _Chooser(theirs, rubric))
    sheets = [Sheet(found, sheet.facts) for found in (answers, lowest, highest)]
    sure, worst, best = scorecards_of(theirs, rubric, sheets)
    estimate = scorecard_of(theirs, rubric.sharing, Sheet(middle, sheet.facts))
    visible = shown(theirs, sheets[0])
    asked = [item for item in theirs.items if item.asked and item.kind is not Kind.TEXT]
    asked = [item for item in asked if visible[item.id] is not False]
    return ReadUnder(
        crosswalk=crosswalk,
        questionnaire=theirs,
        rubric=rubric,
        estimate=estimate,
        low=worst.low,
        high=best.high,
        level_low=worst.level_low,
        level_high=best.level_high,
        known=sure.coverage,
        coverage=estimate.coverage,
        certain=certain,
        still_asked=tuple(
            StillAsked(item, _state(left.get(item.id)), left.get(item.id))
            for item in asked
            if item.id not in certain
        ),
        asked=len(asked),
    )


def estimates_under(
    crosswalk: Crosswalk,
    ours: Questionnaire,
    sheets: Sequence[Sheet],
    theirs: Questionnaire,
    rubric: Rubric,
) -> list[Estimated]:
    """What ``read_under`` says in figures of every sheet, in their order: many at once."""
    chooser = _Chooser(theirs, rubric)
    each = remaining_of_each(crosswalk, ours, theirs, sheets)
    filled = list(zip(*(_filled(left, chooser) for left in each), strict=True))
    if not filled:
        return []
    facts = [sheet.facts for sheet in sheets]
    sure, worst, middle, best = (
        score(theirs, judge, columns_of(theirs, answers, facts))
        for judge, answers in zip((rubric, rubric, rubric.sharing, rubric), filled, strict=True)
    )
    columns = (
        middle.total, worst.low, best.high, middle.level, worst.level_low, best.level_high,
        sure.coverage, middle.coverage,
    )  # fmt: skip
    found = np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
    nothing = np.isnan(found[:, [0, 1, 2]])
    found[:, 3:6][nothing | (found[:, 3:6] < 0)] = np.nan
    return [Estimated(*map(or_none, row)) for row in found.tolist()]


def _filled(left: Mapping[str, Remaining], chooser: "_Chooser") -> tuple[Answers, ...]:
    """The certain answers; with the lowest, the middle, the highest of what is narrowed."""
    answers = {id: each.answer for id, each in left.items() if each.answer is not None}
    lowest, middle, highest = dict(answers), dict(answers), dict(answers)
    for id, each in left.items():
        chosen = None if each.answer is not None else chooser(each)
        if chosen is not None:
            lowest[id], middle[id], highest[id] = chosen
    return answers, lowest, middle, highest


class _Chooser:
    """``_chosen`` of one questionnaire and rubric; what was chosen once is known."""

    def __init__(self, theirs: Questionnaire, rubric: Rubric) -> None:
        self.rubric, self.routing = rubric, _routing(theirs)
        self.known: dict[tuple[object, ...], tuple[Answer, Answer, Answer] | None] = {}

    def __call__(self, left: Remaining) -> tuple[Answer, Answer, Answer] | None:
        if left.item.id in self.routing:
            return None
        key = (left.item.id, left.options, left.ticked, left.contradicted)
        if key not in self.known:
            self.known[key] = _chosen(left, self.rubric)
        return self.known[key]


def _state(left: Remaining | None) -> State:
    if left is None:
        return "open"
    return "contradicted" if left.contradicted else "narrowed"


def _routing(questionnaire: Questionnaire) -> set[str]:
    """The items that decide what else is asked: to narrow them says nothing about that."""
    tests = (test for item in questionnaire.items for test in leaves(item.show_if))
    return {test.item for test in tests if test.item is not None}


def _chosen(left: Remaining, rubric: Rubric) -> tuple[Answer, Answer, Answer] | None:
    """The lowest, the middle and the highest answer that is left; None where judges differ.

    An item may be worth something to several figures of the rubric. The middle of two is the
    lower one; of a multi item it is what is certain.
    """
    tables = [
        judged.points
        for node in rubric.figures.values()
        for judged in node.items
        if judged.id == left.item.id
    ]
    choices = list(_choices(left))
    if left.contradicted or not tables or not choices:
        return None
    worths = [[_worth(left.item, points, each) for points in tables] for each in choices]
    columns = list(zip(*worths, strict=True))
    low, high = [min(column) for column in columns], [max(column) for column in columns]
    if low not in worths or high not in worths:
        return None
    lowest, highest = choices[worths.index(low)], choices[worths.index(high)]
    if left.item.kind is Kind.MULTI:
        return lowest, left.ticked or lowest, highest
    ranked = sorted(range(len(choices)), key=lambda place: worths[place])
    return lowest, choices[ranked[(len(ranked) - 1) // 2]], highest


def _choices(left: Remaining) -> Iterator[Answer]:
    """Every answer that is left, but of a multi item those that can be an end."""
    if left.item.kind is not Kind.MULTI:
        yield from left.options
        return
    alone = {option.id for option in left.item.options if option.exclusive}
    free = [id for id in left.options if id not in alone]
    against = {option.id for option in left.item.options if option.negative}
    if not left.ticked:
        yield from ((id,) for id in left.options)
    for taken in (against, set(free) - against):
        ticked = tuple(id for id in free if id in left.ticked or id in taken)
        if ticked:
            yield ticked
    if left.ticked:
        yield left.ticked


def _worth(item: Item, points: Sequence[float], answer: Answer) -> float:
    if isinstance(answer, NotApplicable):
        return 0.0
    ticked = answer if isinstance(answer, tuple) else (answer,)
    pairs = zip(item.options, points, strict=True)
    return max(sum(point for option, point in pairs if option.id in ticked), 0.0)
