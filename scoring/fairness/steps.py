"""Every pair of routes between which one honest answer leads, and what the step costs at most.

The answers beside it are free. A figure that is a straight line in each of them loses most where
each stands at one of its ends, so that the greatest loss is a sum of the greatest losses of all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from questionnaires.columns import Array
from scoring.fairness.inputs import HonestStep, RoutingInput
from scoring.fairness.routes import FREE, RouteGroup, RouteSpace
from scoring.fairness.weights import RouteWeights
from scoring.program import Codes, Floats, Ints

MOST_PAIRS = 1_000_000  # of routes for one input; more are drawn
AT_ONCE = 1 << 11  # of them


@dataclass(frozen=True)
class RoutePairs:
    """What a step in the answer to ``input`` can lead from and to.

    ``before`` and ``after`` are routes, ``step`` the place among the input's steps, ``states`` the
    states of the input's group, and ``rest`` the others'.
    """

    input: RoutingInput
    group: int
    before: Ints
    after: Ints
    step: Ints
    states: Ints  # (2, pairs)
    exact: bool

    def __len__(self) -> int:
        return len(self.before)

    def some(self, which: Ints) -> "RoutePairs":
        """Those at the places ``which``."""
        return RoutePairs(
            self.input, self.group, self.before[which], self.after[which], self.step[which],
            self.states[:, which], self.exact,
        )  # fmt: skip


def pairs(routes: RouteSpace, places: Iterable[int]) -> Iterator[RoutePairs]:
    """The pairs of every input, of the groups at ``places``, of which a step changes something."""
    for place in places:
        group = routes.groups[place]
        for at, each in enumerate(group.inputs):
            if each.steps:
                found = _within(group, at, each)
                if found is not None:
                    yield _everywhere(routes, place, each, *found)


def _within(group: RouteGroup, at: int, each: RoutingInput) -> tuple[Ints, Ints] | None:
    """The steps and states (before, after) that differ by their patterns: (pairs,), (2, pairs)."""
    sizes = [len(one.values) for one in group.inputs]
    stride = prod(sizes[at + 1 :])
    number: Ints = np.ravel_multi_index(tuple(group.picks), sizes)
    order = np.argsort(number)
    kept: dict[object, tuple[int, int, int]] = {}
    for place, step in enumerate(each.steps):
        before = np.flatnonzero((group.picks[at] == step.before) & group.shown[at, group.pattern])
        wanted = number[before] + (step.after - step.before) * stride
        found = np.searchsorted(number[order], wanted)
        there = (found < len(number)) & (number[order][found % len(number)] == wanted)
        before, after = before[there], order[found[there]]
        fair = _begins_low(group, before, after)
        before, after = before[fair], after[fair]
        one, other = group.pattern[before], group.pattern[after]
        key = one * len(group.example) + other
        if not each.codes:  # the answer itself brings nothing
            key = key[one != other]
            before, after = before[one != other], after[one != other]
        distinct, first = np.unique(key, return_index=True)
        for pair, index in zip(distinct.tolist(), first.tolist(), strict=True):
            mark = (pair, place if each.codes else step.to)
            kept.setdefault(mark, (place, int(before[index]), int(after[index])))
    if not kept:
        return None
    steps, *states = zip(*kept.values(), strict=True)
    return np.array(steps, dtype=np.int64), np.array(states, dtype=np.int64)


def _begins_low(group: RouteGroup, before: Ints, after: Ints) -> Array:
    """Where what is asked only after the step stands at its lowest, if it is an achievement."""
    fair = np.ones(len(before), dtype=bool)
    was, now = group.shown[:, group.pattern[before]], group.shown[:, group.pattern[after]]
    for at, each in enumerate(group.inputs):
        if each.starts:
            low = np.isin(group.picks[at, after], [*each.starts])
            fair &= low | was[at] | ~now[at]
    return fair


def _everywhere(
    routes: RouteSpace, place: int, each: RoutingInput, step: Ints, states: Ints
) -> RoutePairs:
    """The pairs of a group on every combination of the other groups' patterns."""
    group = routes.groups[place]
    strides = [prod(routes.sizes[at + 1 :]) for at in range(len(routes.sizes))]
    others = [at for at in range(len(routes.sizes)) if at != place]
    rest = np.zeros(1, dtype=np.int64)
    for at in others:
        rest = (rest[:, None] + np.arange(routes.sizes[at]) * strides[at]).ravel()
    exact = routes.exact and len(step) * len(rest) <= MOST_PAIRS
    if exact:
        which, beside = np.divmod(np.arange(len(step) * len(rest)), len(rest))
    else:
        draw = np.random.default_rng(0)
        which = draw.integers(0, len(step), MOST_PAIRS)
        beside = draw.integers(0, len(rest), MOST_PAIRS)
    before = group.pattern[states[0, which]] * strides[place] + rest[beside]
    after = group.pattern[states[1, which]] * strides[place] + rest[beside]
    return RoutePairs(each, place, before, after, step[which], states[:, which], exact)


@dataclass(frozen=True)
class PairEnds:
    """The codes on both sides of some pairs at which a figure loses most: (items, pairs)."""

    before: Codes
    after: Codes


@dataclass(frozen=True)
class PairSides:
    """What a figure is made of before and after the steps of some pairs, in shares of its scale.

    ``base`` (2, pairs) and ``slope`` (2, pairs, items) as in ``RouteWeights``.
    """

    base: Floats
    slope: Floats


def sides(found: RouteWeights, some: RoutePairs) -> PairSides:
    """Of the first node of ``found``, which has every route."""
    which = np.array([some.before, some.after])
    return PairSides(found.base[0, which], found.slope[0, which])


def ends(routes: RouteSpace, some: RoutePairs, found: PairSides) -> PairEnds:
    """The codes at which the figure loses most."""
    stands, low, high = routes.extremes(some.before)
    after_stands, after_low, _ = routes.extremes(some.after)
    both = (stands == FREE) & (after_stands == FREE)
    before = np.where(both & (found.slope[0] <= found.slope[1]).T, low, high)
    after = np.where(both, before, after_low)
    own = own_row(routes, some.input)
    if own is not None:
        before[own], after[own] = own_codes(routes, some)
    return PairEnds(before, after)


def own_row(routes: RouteSpace, each: RoutingInput) -> int | None:
    """The row of an input that is scored itself."""
    ids = [item.id for item in routes.questionnaire.scored]
    return ids.index(each.id) if each.codes else None


def own_codes(routes: RouteSpace, some: RoutePairs) -> Codes:
    """The codes of a scored input before and after the steps: (2, pairs)."""
    coder = next(each for each in routes.plan.coders if each.item == some.input.id)
    steps: tuple[HonestStep, ...] = some.input.steps
    kind = some.input.values.dtype
    told = np.array([[s.value_before for s in steps], [s.value_after for s in steps]], dtype=kind)
    found: Codes = np.array([coder(row) for row in told])[:, some.step].astype(np.int8)
    return found


def losses(routes: RouteSpace, some: RoutePairs, found: PairSides) -> Floats:
    """How much the figure falls at most."""
    at = ends(routes, some, found)
    loss = found.base[0] - found.base[1]
    loss += (found.slope[0] * _values(routes, at.before).T).sum(axis=1)
    loss -= (found.slope[1] * _values(routes, at.after).T).sum(axis=1)
    return np.asarray(loss)


def most_lost(routes: RouteSpace, some: RoutePairs, found: RouteWeights) -> Floats:
    """No less than ``losses``, and quicker: as if every answer were free on every route."""
    bound = np.empty(len(some))
    row = own_row(routes, some.input)
    for begin in range(0, len(some), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        before, after = some.before[part], some.after[part]
        falls = found.slope[0, before] - found.slope[0, after]
        if row is not None:
            falls[:, row] = found.slope[0, before, row]
        bound[part] = found.base[0, before] - found.base[0, after]
        bound[part] += np.maximum(falls, 0.0) @ routes.spread
    return bound


def _values(routes: RouteSpace, codes: Codes) -> Floats:
    """What each code is worth above the item's lowest; 0 for what does not apply."""
    return np.array(
        [
            np.where(row >= 0, values[np.maximum(row, 0)] - values.min(), 0.0)
            for row, values in zip(codes, routes.values, strict=True)
        ]
    )
