"""What a city could do for everybody who lacks it: a solution, or a rung that all come up to.

The list is fixed for a questionnaire and a catalogue; nobody composes one of his own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from questionnaires.columns import Array
from questionnaires.model import Item, Kind, Questionnaire
from scoring.rubric import Rubric
from solutions.changes import changes_in
from solutions.many_sheets import ROUNDS, Flags, ManySheets
from solutions.model import Catalogue, Change, Solution


@dataclass(frozen=True)
class Intervention:
    """A ``solution`` (its id) with what it needs first, or the ``rung`` of an ``item`` as a floor.

    ``brought_by``: the solutions that bring it, that of the lowest class of cost first; of a
    solution itself. ``first``: the prerequisites that whoever lacks them gets with it. ``cost``:
    the rank of the highest class of cost among a solution and those; of a rung the lowest that
    any solution has which leads there, None where the catalogue has none.
    """

    id: str
    solution: str | None
    item: str | None
    rung: str | None
    brought_by: tuple[str, ...]
    first: tuple[str, ...]
    cost: int | None


def interventions(
    questionnaire: Questionnaire, rubric: Rubric, among: Catalogue
) -> tuple[Intervention, ...]:
    """Every one there is, solutions in the order of the catalogue, then items in theirs."""
    changes = changes_in(questionnaire, among)
    ranks = {cost.id: cost.rank for cost in among.costs}
    own = {each.id: ranks[each.cost] for each in among.solutions}
    found = []
    for id in changes:
        first = tuple(need for need in _before(among, id) if need in changes)
        cost = max(own[each] for each in (id, *first))
        found.append(Intervention(f"solution:{id}", id, None, None, (id,), first, cost))
    for item in questionnaire.scored:
        for rung in _floors(item, rubric):
            bring = sorted(_bringing(changes, item, rung, rubric), key=own.__getitem__)
            cheapest = own[bring[0]] if bring else None
            name = f"item:{item.id}:{rung}"
            found.append(Intervention(name, None, item.id, rung, tuple(bring), (), cheapest))
    return tuple(found)


def with_intervention(
    sheets: ManySheets, each: Intervention, among: Catalogue
) -> tuple[Array, ManySheets | None]:
    """Which sheets it changes anything on (their places), and those sheets then; None: none."""
    if each.solution is not None:
        return _brought(sheets, each.solution, among)
    item = sheets.questionnaire.by_id.get(each.item or "")
    if item is None or each.rung not in item.rungs:
        return np.empty(0, dtype=np.int64), None
    rung = item.rungs.index(each.rung)
    who, _ = sheets.raised(item, rung)
    rows = np.flatnonzero(who)
    if not rows.size:
        return rows, None
    own = sheets.only(rows)
    return rows, own.answered({item.part or item.id: own.raised(item, rung)[1]})


def _brought(
    sheets: ManySheets, solution: str, among: Catalogue
) -> tuple[Array, ManySheets | None]:
    """The sheets that lack the solution, with it and with what it needs first."""
    every = (solution, *_before(among, solution))
    changes = changes_in(sheets.questionnaire, among)
    lacking = {id: _lacks(sheets, among.by_id[id], changes, among) for id in every}
    rows = np.flatnonzero(lacking[solution])
    if not rows.size:
        return rows, None
    state = sheets.only(rows)
    for id, who in _sequence(among, solution, {id: own[rows] for id, own in lacking.items()}):
        state = _done(state, among.by_id[id], changes, who)
    return rows, state


def _sequence(
    among: Catalogue, solution: str, lacking: Mapping[str, Flags]
) -> Iterator[tuple[str, Flags]]:
    """What each sheet gets, in order: through prerequisites that are lacking, each once."""
    given: dict[str, Flags] = {}

    def put(id: str, who: Flags) -> Iterator[tuple[str, Flags]]:
        for need in among.by_id[id].prerequisites:
            yield from put(need, who & lacking[need])
        left = who & ~given.get(id, np.zeros_like(who))
        given[id] = given.get(id, np.zeros_like(who)) | left
        if left.any():
            yield id, left

    yield from put(solution, lacking[solution])


def _done(
    state: ManySheets, solution: Solution, changes: Mapping[str, tuple[Change, ...]], who: Flags
) -> ManySheets:
    """The sheets after the solution was done on those of ``who``."""
    found: dict[str, Flags] = {}
    for _ in range(ROUNDS):
        here = who & _applies(state, changes[solution.id])
        answers = {}
        for id, (lifted, column) in state.lifts(changes[solution.id]).items():
            new = lifted & here & ~found.get(id, np.zeros_like(here))
            if new.any():
                found[id] = found.get(id, np.zeros_like(here)) | new
                answers[id] = np.where(new, column, state.columns.items[id])
        if not answers:
            break
        state = state.answered(answers)
    return state


def _lacks(
    sheets: ManySheets,
    solution: Solution,
    changes: Mapping[str, tuple[Change, ...]],
    among: Catalogue,
) -> Flags:
    """Whom it suits, with all that it needs, and on whose sheet it lifts something."""
    if solution.id not in changes:
        return np.zeros(sheets.size, dtype=bool)
    found = _applies(sheets, changes[solution.id])
    for each in (solution.id, *_before(among, solution.id)):
        found &= _suits(sheets, among.by_id[each])
    lifted = sheets.lifts(changes[solution.id]).values()
    return np.asarray(found & np.any([who for who, _ in lifted], axis=0))


def _applies(sheets: ManySheets, changes: Sequence[Change]) -> Flags:
    """Where an item that is a reason for it is asked and may apply."""
    reasons = [change for change in changes if not change.side] or changes
    return np.asarray(np.any([sheets.asked(change.item) for change in reasons], axis=0))


def _suits(sheets: ManySheets, solution: Solution) -> Flags:
    """Where nothing that is known of the firm speaks against it."""
    facts = sheets.columns.facts
    found = sheets.may_hold(solution.conditions)
    size, section = facts["size"], facts["section"]
    classes = ("large", "medium", "small", "micro")
    unfit = [each for each in classes if each not in solution.sizes]
    found &= ~np.isin(size, unfit)
    if solution.sections:
        found &= (section == "") | np.isin(section, solution.sections)
    return found


def _before(among: Catalogue, solution: str) -> tuple[str, ...]:
    """All that it needs, and they, each after what it needs itself."""
    found: dict[str, None] = {}
    for need in among.by_id[solution].prerequisites:
        found |= dict.fromkeys((*_before(among, need), need))
    return tuple(found)


def _floors(item: Item, rubric: Rubric) -> Iterator[str]:
    """The rungs that bring more than the lowest; of a multi item the options worth something."""
    worth = rubric.judged[item.id].points
    least = 0.0 if item.kind is Kind.MULTI else min(worth)
    yield from (rung for rung, points in zip(item.rungs, worth, strict=True) if points > least)


def _bringing(
    changes: Mapping[str, tuple[Change, ...]], item: Item, rung: str, rubric: Rubric
) -> Iterator[str]:
    """The solutions that can lead the item there, or higher."""
    worth = dict(zip(item.rungs, rubric.judged[item.id].points, strict=True))
    for id, own in changes.items():
        to = {each for change in own if change.item == item.id for each in change.to}
        there = rung in to if item.kind is Kind.MULTI else any(worth[x] >= worth[rung] for x in to)
        if there:
            yield id
