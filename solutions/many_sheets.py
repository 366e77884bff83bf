"""Many answer sheets at once before a catalogue: what a solution lifts on each, and what of it.

The same as ``matching`` and ``plans.trying`` say of one sheet, column by column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from questionnaires.columns import UNANSWERED, Array, Columns, is_answered, is_not_applicable
from questionnaires.conditions import FALSE, Routes, evaluate, route
from questionnaires.model import Condition, Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.columns import band_of, encode
from scoring.engine import Scores
from scoring.paths.ground import Ground
from scoring.paths.reaching import nearest_numbers
from scoring.program import Codes
from scoring.rubric import Rubric
from scoring.weighed_batch import coding_plan, score_weighed
from scoring.weighing import weighed
from solutions.model import LOWEST, Change

Flags = npt.NDArray[np.bool_]
Lifted = Mapping[str, tuple[Flags, Array]]  # item: whose answer rises, and all answers then

ROUNDS = 4  # an answer may open a question, whose answer may open another


@dataclass(frozen=True)
class ManySheets:
    """Sheets of one questionnaire in some state. ``base``: their codes before anything changed."""

    questionnaire: Questionnaire
    rubric: Rubric
    columns: Columns
    base: Codes | None = None

    @property
    def size(self) -> int:
        """How many."""
        return self.columns.size

    @cached_property
    def routes(self) -> Routes:
        """Who is asked what."""
        return route(self.questionnaire, self.columns)

    @cached_property
    def codes(self) -> Codes:
        """The code columns of the answers that are there."""
        return encode(coding_plan(self.questionnaire, self.rubric).coders, self.routes)

    @cached_property
    def steps(self) -> Mapping[str, Array]:
        """The place of each scored item's rung; of a multi item the ticks; -1 where none is."""
        return {item.id: self._step(item) for item in self.questionnaire.scored}

    def scores(self) -> Scores:
        """What the engine makes of them; what is asked only now stands at its lowest."""
        codes = self.codes
        if self.base is not None:
            opened = (self.base < UNANSWERED) & (codes == UNANSWERED)
            codes = np.where(opened, self._lowest[:, None], codes)
        return score_weighed(self.questionnaire, self.rubric, codes, self.columns.facts)

    def only(self, rows: Array) -> "ManySheets":
        """Those of them, in that order; what they are now is what they were before anything."""
        own = self.columns
        items = {id: column[rows] for id, column in own.items.items()}
        facts = {name: column[rows] for name, column in own.facts.items()}
        base = self.codes[:, rows]
        return replace(self, columns=Columns(len(rows), items, facts), base=base)

    def answered(self, items: Mapping[str, Array]) -> "ManySheets":
        """With these columns in place of theirs, and the lowest of what is asked only then."""
        base = self.codes if self.base is None else self.base
        columns = replace(self.columns, items={**self.columns.items, **items})
        state = replace(self, columns=columns, base=base)
        for _ in range(ROUNDS):
            opened = state.opened_lowest()
            if not opened:
                break
            columns = replace(state.columns, items={**state.columns.items, **opened})
            state = replace(state, columns=columns)
        return state

    def opened_lowest(self) -> Mapping[str, Array]:
        """The lowest answers to what is asked only now."""
        if self.base is None:
            return {}
        found = {}
        opened = (self.base < UNANSWERED) & (self.codes == UNANSWERED)
        for row in np.flatnonzero(opened[: len(self.questionnaire.scored)].any(axis=1)).tolist():
            item = self.questionnaire.scored[row]
            lowest = _lowest(item, int(self._lowest[row]))
            column = self.columns.items.get(item.id)
            if lowest is None or column is None:
                continue
            who = opened[row] & (column == UNANSWERED)
            if who.any():
                found[item.id] = np.where(who, lowest, column)
        return found

    def may_hold(self, condition: Condition | None) -> Flags:
        """Where nothing that is known speaks against it."""
        if condition is None:
            return np.ones(self.size, dtype=bool)
        shown = self.routes.shown
        return np.asarray(evaluate(condition, self.questionnaire, self.columns, shown) != FALSE)

    def asked(self, item: str) -> Flags:
        """Where the item is asked and may apply."""
        column = self.routes.items.get(item)
        found = self.routes.shown[item] != FALSE
        return np.asarray(found if column is None else found & ~is_not_applicable(column))

    def lifts(self, changes: Sequence[Change]) -> Lifted:
        """What these changes of one solution do; of each item the first that does anything."""
        found: dict[str, tuple[Flags, Array]] = {}
        for change in changes:
            item = self.questionnaire.by_id[change.item]
            lift = self._ticked if item.kind is Kind.MULTI else self._climbed
            who, answers = lift(item, change)
            who &= self.may_hold(change.conditions)
            id = _answered_by(item)
            if id in found:
                before, held = found[id]
                who &= ~before
                found[id] = before | who, np.where(who, answers, held)
            else:
                found[id] = who, answers
        return found

    def raised(self, item: Item, rung: int) -> tuple[Flags, Array]:
        """Whose answer to an item is below a rung, and all answers if nobody's were."""
        if item.kind is Kind.MULTI:
            now = self.steps[item.id]
            who = (self._valid(item)) & (now & (1 << rung) == 0)
            return who, np.where(who, _without_exclusive(item, now) | (1 << rung), now)
        worth = self._worth(item)
        who = self._valid(item) & (worth[self.steps[item.id]] < worth[rung])
        return who, self._reached(item, np.full(self.size, rung), who)

    def lowered(self, item: Item, who: Flags) -> Array:
        """All answers to an item, those of ``who`` one step lower where there is a lower one."""
        worth, now = self._worth(item), self.steps[item.id]
        if item.kind is Kind.MULTI:
            places = [place for place, points in enumerate(worth) if points > 0]
            lower = now
            for place in places:  # the last good one that is ticked goes, unless it is alone
                fewer = now & ~(1 << place)
                lower = np.where((now & (1 << place) != 0) & (fewer != 0), fewer, lower)
            return np.where(who & self._valid(item), lower, self.columns.items[item.id])
        order = np.argsort(worth, kind="stable")
        below = np.arange(len(worth))
        for place in range(len(worth)):
            less = [each for each in order if worth[each] < worth[place]]
            below[place] = less[-1] if less else place
        return self._reached(item, below[now], who & self._valid(item) & (below[now] != now))

    def _climbed(self, item: Item, change: Change) -> tuple[Flags, Array]:
        worth, valid = self._worth(item), self._valid(item)
        now = worth[self.steps[item.id]]
        places = {rung: place for place, rung in enumerate(item.rungs)}
        who = valid & (now < worth.max())
        if change.from_ != LOWEST:
            who &= now >= worth[places[change.from_]]
        to = np.full(self.size, -1)
        for rung in sorted(change.to, key=lambda rung: -worth[places[rung]]):
            to = np.where((to < 0) & self._within(change, rung), places[rung], to)
        who &= (to >= 0) & (worth[to] > now)
        return who, self._reached(item, to, who)

    def _ticked(self, item: Item, change: Change) -> tuple[Flags, Array]:
        worth, now = self._worth(item), self.steps[item.id]
        bits = [1 << place for place in range(len(worth))]
        held = sum(
            np.where(now & bit != 0, points, 0.0) for bit, points in zip(bits, worth, strict=True)
        )
        new = np.zeros(self.size, dtype=np.int64)
        for rung in change.to:
            place = item.rungs.index(rung)
            if worth[place] > 0:
                brought = self._within(change, rung) & (now & bits[place] == 0)
                new |= np.where(brought, bits[place], 0)
        who = self._valid(item) & (new != 0) & (held < worth[worth > 0].sum())
        return who, np.where(who, _without_exclusive(item, now | new), now)

    def _within(self, change: Change, rung: str) -> Flags:
        """Where all is there for sure that bringing this rung needs."""
        found = np.ones(self.size, dtype=bool)
        for need in change.needs:
            if rung in (need.rungs or change.to):
                found &= self._there(need.item, need.is_)
        return found

    def _there(self, id: str, rungs: Sequence[str]) -> Flags:
        item = self.questionnaire.by_id.get(id)
        if item is None:
            return np.zeros(self.size, dtype=bool)
        places = [place for place, rung in enumerate(item.rungs) if rung in rungs]
        step = self.steps[id] if id in self.steps else self._step(item)
        shown = (self.routes.shown[id] != FALSE) & (step >= 0)
        if item.kind is Kind.MULTI:
            return np.asarray(shown & (step & sum(1 << place for place in places) != 0))
        return np.asarray(shown & np.isin(step, places))

    def _valid(self, item: Item) -> Flags:
        """Where it counts as answered."""
        row = coding_plan(self.questionnaire, self.rubric).rows[item.id][0]
        return np.asarray(self.codes[row] >= 0)

    def _worth(self, item: Item) -> npt.NDArray[np.float64]:
        return np.array(self.rubric.judged[item.id].points)

    def _step(self, item: Item) -> Array:
        column = self.routes.items.get(item.id)
        if column is None:
            return np.full(self.size, -1)
        known = is_answered(column)
        if item.kind in (Kind.NUMBER, Kind.RATIO):
            return np.where(known, band_of(item, np.where(known, column, 0.0)), -1)
        return np.where(known, column, -1).astype(np.int64)

    def _reached(self, item: Item, to: Array, who: Flags) -> Array:
        """The column of answers with those of ``who`` at the rungs ``to``, as near as they can."""
        if item.options:
            return np.where(who, to, self.columns.items[item.id])
        id = _answered_by(item)
        held = self.columns.items[id].copy()
        whole = None if item.whole is None else self.columns.items[item.whole]
        rows = np.flatnonzero(who)
        held[rows] = nearest_numbers(
            item,
            self.questionnaire.by_id[id],
            to[rows],
            held[rows],
            None if whole is None else whole[rows],
        )
        return held

    @cached_property
    def _lowest(self) -> Codes:
        return Ground(self.questionnaire, weighed(self.rubric, {}), Sheet({}, {})).lowest


def _answered_by(item: Item) -> str:
    """The item whose answer moves it: itself, or the part of a ratio."""
    return item.part or item.id


def _without_exclusive(item: Item, ticks: Array) -> Array:
    alone = sum(1 << place for place, each in enumerate(item.options) if each.exclusive)
    return np.asarray(ticks & ~alone)


def _lowest(item: Item, code: int) -> int | None:
    """The answer of whoever is asked only now; None where there is none to give."""
    if not item.options:
        return None
    if item.kind is not Kind.MULTI:
        return code
    alone = [place for place, each in enumerate(item.options) if each.exclusive]
    return 1 << alone[0] if alone else None
