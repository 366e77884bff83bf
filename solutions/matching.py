"""From lost points to solutions: which ones win them back, and which has to come first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assessments.facts import Facts
from questionnaires.answers import Answer
from questionnaires.columns import code_of, columns_of, divided
from questionnaires.conditions import FALSE, Truth, evaluate, route
from questionnaires.model import Condition, Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.card import scorecard_of
from scoring.rubric import Rubric
from scoring.steps import present_steps, steps_of
from solutions.checks import change_faults
from solutions.library import catalogue
from solutions.model import LOWEST, Catalogue, Change, Solution


@dataclass(frozen=True)
class Gap:
    """An answered item that loses points.

    ``present``: the rungs that are there; ``points``: what each rung is worth, in the item's
    order; ``lost``: what is lost, in points of the total.
    """

    item: Item
    present: tuple[str, ...]
    points: tuple[float, ...]
    lost: float


@dataclass(frozen=True)
class Lift:
    """What a solution does to a gap; ``to``: the rung (multi: the rungs) that it brings.

    ``points`` of the total are won back, more than 0, if it leads to the highest rung that it can.
    """

    item: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    points: float


@dataclass(frozen=True)
class Match:
    """A solution with what it lifts.

    ``points``: all lifts together, at most; two solutions may lift the same item. ``after``:
    prerequisites that are listed before it; ``assumed``: those that lift nothing here, because
    they are there already or were not asked about.
    """

    solution: Solution
    lifts: tuple[Lift, ...]
    points: float
    after: tuple[str, ...]
    assumed: tuple[str, ...]


def gaps_of(questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet) -> tuple[Gap, ...]:
    """The answered items that lose points, the dearest first."""
    card = scorecard_of(questionnaire, rubric, sheet)
    found = []
    for score in card.items:
        if score.state != "answered" or score.lost <= 0:
            continue
        item = questionnaire.by_id[score.id]
        ratio = item.kind is Kind.RATIO
        answer = _share(questionnaire, item, sheet) if ratio else sheet.answers[item.id]
        names = dict(zip(steps_of(item), item.rungs, strict=True))
        present = tuple(names[step] for step in present_steps(item, answer))
        found.append(Gap(item, present, tuple(rubric.judged[item.id].points), score.lost))
    return tuple(sorted(found, key=lambda gap: -gap.lost))


def _share(questionnaire: Questionnaire, ratio: Item, sheet: Sheet) -> float:
    """What the numbers on the sheet come to, in [0, 1]."""
    both = (questionnaire.by_id[id or ""] for id in (ratio.part, ratio.whole))
    part, whole = (np.array([code_of(each, sheet.answers.get(each.id))]) for each in both)
    return float(divided(part, whole)[0])


def solutions_for(
    questionnaire: Questionnaire,
    gaps: Sequence[Gap],
    facts: Facts,
    answers: Mapping[str, Answer] | None = None,
    *,
    among: Catalogue | None = None,
) -> tuple[Match, ...]:
    """The solutions of ``among`` (the shipped ones) that lift gaps, those that win most back first.

    A prerequisite stands before what needs it. Left out is what does not suit by size, section or
    condition, and what needs something that does not suit; an unknown fact leaves nothing out.
    ``answers`` decide conditions about items.
    """
    among = among or catalogue()
    world = _World(questionnaire, {gap.item.id: gap for gap in gaps}, facts, answers or {})
    suiting: dict[str, bool] = {}

    def suits(solution: Solution) -> bool:
        if solution.id not in suiting:
            needed = (among.by_id[name] for name in solution.prerequisites)
            suiting[solution.id] = world.suits(solution) and all(map(suits, needed))
        return suiting[solution.id]

    lifts = {
        solution.id: found
        for solution in among.solutions
        if suits(solution) and (found := tuple(world.lifts(solution)))
    }
    points = {id: sum(lift.points for lift in found) for id, found in lifts.items()}

    def rank(id: str) -> tuple[float, float, str]:
        return -points[id], among.efforts[among.by_id[id].effort], id

    ranked = sorted(lifts, key=rank)
    return tuple(
        Match(
            among.by_id[id],
            lifts[id],
            points[id],
            tuple(name for name in among.by_id[id].prerequisites if name in lifts),
            tuple(name for name in among.by_id[id].prerequisites if name not in lifts),
        )
        for id in _prerequisites_first(ranked, among)
    )


def _prerequisites_first(ranked: Sequence[str], among: Catalogue) -> Iterable[str]:
    """The same ids; each after those of its prerequisites, and theirs, that are ranked too."""
    listed: dict[str, None] = {}
    seen: set[str] = set()

    def put(id: str) -> None:
        if id in seen:
            return
        seen.add(id)
        for name in among.by_id[id].prerequisites:
            put(name)
        listed[id] = None

    for id in ranked:
        put(id)
    wanted = set(ranked)
    return (id for id in listed if id in wanted)


class _World:
    """One enterprise before one questionnaire."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        gaps: Mapping[str, Gap],
        facts: Facts,
        answers: Mapping[str, Answer],
    ) -> None:
        self.questionnaire = questionnaire
        self.gaps = gaps
        self.facts = facts
        self.columns = columns_of(questionnaire, [answers], [facts])
        self.shown: Mapping[str, Truth] = route(questionnaire, self.columns).shown

    def suits(self, solution: Solution) -> bool:
        """Whether nothing that is known speaks against it."""
        size, section = self.facts.get("size"), self.facts.get("section")
        if size in ("large", "medium", "small", "micro") and size not in solution.sizes:
            return False
        if section and solution.sections and section not in solution.sections:
            return False
        return self._may_hold(solution.conditions)

    def lifts(self, solution: Solution) -> Iterator[Lift]:
        """What it does to the gaps, each item once."""
        lifted: dict[str, Lift] = {}
        for change in solution.changes:
            gap = self.gaps.get(change.item)
            if gap is None or not self._is_about(change, gap.item):
                continue
            if not self._may_hold(change.conditions):
                continue
            lift = _ticked(change, gap) if gap.item.kind is Kind.MULTI else _climbed(change, gap)
            if lift is not None and change.item not in lifted:
                lifted[change.item] = lift
        yield from lifted.values()

    def _is_about(self, change: Change, item: Item) -> bool:
        """An item of a pool is known by its rungs, wherever it was included."""
        if change.pool:
            return change.rungs == item.rungs
        own = self.questionnaire
        if change.source != own.id or own.edition not in (change.only or (own.edition,)):
            return False
        return not any(change_faults(change, item, own))

    def _may_hold(self, condition: Condition | None) -> bool:
        if condition is None:
            return True
        truth = evaluate(condition, self.questionnaire, self.columns, self.shown)
        return bool(truth[0] != FALSE)


def _climbed(change: Change, gap: Gap) -> Lift | None:
    worth = dict(zip(gap.item.rungs, gap.points, strict=True))
    now = max(worth[rung] for rung in gap.present)
    if change.from_ != LOWEST and now < worth[change.from_]:
        return None
    best = max(change.to, key=lambda rung: worth[rung])
    if worth[best] <= now:
        return None
    share = (worth[best] - now) / (max(worth.values()) - now)
    return Lift(change.item, gap.present, (best,), gap.lost * share)


def _ticked(change: Change, gap: Gap) -> Lift | None:
    worth = dict(zip(gap.item.rungs, gap.points, strict=True))
    new = tuple(rung for rung in change.to if rung not in gap.present and worth[rung] > 0)
    now = sum(worth[rung] for rung in gap.present)
    most = sum(points for points in worth.values() if points > 0)
    if not new or most <= now:
        return None
    share = min(sum(worth[rung] for rung in new) / (most - now), 1.0)
    return Lift(change.item, gap.present, new, gap.lost * share)
