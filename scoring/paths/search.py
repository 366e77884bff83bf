"""The cheapest combination that reaches the target: exactly where that can be had, else nearly.

Small spaces are tried out whole. Otherwise a first combination comes from going down from the
top, is improved by exchanges, and then bounds the search by Pareto fronts
(``scoring.paths.pareto_fronts``), which is exact for most rubrics.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.engine import Scores
from scoring.paths.pareto_fronts import Offered, cheaper_than
from scoring.paths.space import EXACT, Picks, Space
from scoring.program import Floats

WHOLE = 50_000  # combinations that are simply all tried
MOST_BRANCHES = 12  # fronts built for one answer


@dataclass(frozen=True)
class Combination:
    """A combination that reaches the target; ``proven``: none is cheaper."""

    picks: Picks  # of shape (items,)
    cost: float
    proven: bool


def cheapest(space: Space) -> Combination | None:
    """The cheapest combination found that reaches the target, or None where none does."""
    small = prod(len(one) for one in space.choices) <= WHOLE
    return of_all(space) if small else searched(space)


def of_all(space: Space) -> Combination | None:
    """The cheapest of all combinations there are; each of them is tried."""
    sizes = tuple(len(one) for one in space.choices)
    picks = np.indices((*sizes, 1), dtype=np.int16)[:-1].reshape(space.size, prod(sizes))
    picks = picks[:, space.allowed(picks)]
    scores = space.scores(picks)
    good = np.flatnonzero(scores.level >= space.target)
    if not len(good):
        return None
    costs = space.costs(picks)
    at = good[np.lexsort((-scores.total[good], costs[good]))[0]]
    return Combination(picks[:, at], float(costs[at]), proven=True)


def searched(space: Space) -> Combination | None:
    """The cheapest combination that descending, exchanging and the fronts find.

    A front does not know what steps need of each other. Where its combination lacks something,
    the search branches: without the step that asks, or with what it needs.
    """
    start = _downwards(space)
    if start is None:
        return None
    best = _improved(space, start)
    is_exact, solved = True, 0
    open_branches = [(0.0, solved, np.isfinite(space.prices))]
    while open_branches and solved < MOST_BRANCHES:
        _, _, offered = heappop(open_branches)
        front = cheaper_than(space, space.cost(best), offered)
        is_exact &= front.exact
        solved += 1
        if front.picks is None:
            continue
        completed = space.completed(front.picks[:, None])
        if space.allowed(completed)[0] and space.reaches(completed)[0]:
            best = min(best, _improved(space, completed[:, 0]), key=space.cost)
        for number, branch in enumerate(_branches(space, front.picks, offered)):
            branches_so_far = 2 * solved + number
            heappush(open_branches, (space.cost(front.picks), branches_so_far, branch))
    return Combination(best, space.cost(best), is_exact and not open_branches)


def _branches(space: Space, picks: Picks, offered: Offered) -> Iterator[Offered]:
    """Two narrower offers that share all combinations in which the first lacking need is met."""
    for need in space.needs:
        if space.violated(need, picks[:, None])[0]:
            asking, giving = space.sides[need]
            for item, kept in ((need.item, ~asking), (need.needed, giving)):
                narrower = offered.copy()
                narrower[space.place_of(item)] &= kept
                yield narrower
            return


def _downwards(space: Space) -> Picks | None:
    """From all at their best down, each time where most is saved for what is lost in height."""
    # Where a level rule counts otherwise than the points, the ground may be higher than the top.
    tops = space.completed(np.stack((space.best, np.zeros_like(space.best)), axis=1))
    reaching = np.flatnonzero(space.allowed(tops) & space.reaches(tops))
    if not len(reaching):
        return None
    picks = tops[:, reaching[-1]]
    height = _height(space, space.scores(picks[:, None]))[0]
    while True:
        others = _others(space, picks)
        others = others.only(others.costs < -EXACT)
        lower = others.made(picks)
        scores = space.scores(lower)
        heights = _height(space, scores)
        good = (scores.level >= space.target) & space.allowed(lower)
        if not good.any():
            return picks
        lost = np.maximum(height - heights, 0)
        at = int(np.where(good, -others.costs / (lost + 1e-6), -np.inf).argmax())
        picks, height = lower[:, at], heights[at]


def _height(space: Space, scores: Scores) -> Floats:
    """The sum of all node scores, in shares of their scales."""
    plan = space.ground.plan
    shares = [
        (scores.nodes[id] - plan.program.origin[at]) / plan.scales[at] for id, at in plan.at.items()
    ]
    return np.asarray(np.nansum(shares, axis=0))


class _Others(NamedTuple):
    """Exchanges: other picks for the items at ``places``, and what each adds to the cost."""

    places: Picks
    picks: Picks
    costs: Floats

    def only(self, these: NDArray[Any]) -> "_Others":
        """Some of them, by mask or by position."""
        return _Others(self.places[these], self.picks[these], self.costs[these])

    def made(self, picks: Picks, *more: "_Others") -> Picks:
        """``picks`` with these exchanges (and ``more``) made, column by column."""
        columns = np.repeat(picks[:, None], len(self.places), axis=1)
        for each in (self, *more):
            columns[each.places, np.arange(len(each.places))] = each.picks
        return columns


def _others(space: Space, picks: Picks) -> _Others:
    """Every (item, other choice)."""
    places, others = np.nonzero(np.isfinite(space.prices))
    differs = others != picks[places]
    places, others = places[differs], others[differs]
    costs = space.prices[places, others] - space.prices[places, picks[places]]
    return _Others(places.astype(np.int16), others.astype(np.int16), costs)


def _improved(space: Space, picks: Picks) -> Picks:
    """``picks`` after every exchange of one or two choices that saves something."""
    while True:
        others = _others(space, picks)
        one, two = np.triu_indices(len(others.places), 1)
        saved = others.costs[one] + others.costs[two]
        paying = np.flatnonzero((others.places[one] != others.places[two]) & (saved < -EXACT))
        pairs = others.only(one[paying]).made(picks, others.only(two[paying]))
        single = others.only(others.costs < -EXACT).made(picks)
        cheaper = np.concatenate((single, pairs), axis=1)
        good = space.allowed(cheaper) & space.reaches(cheaper)
        if not good.any():
            return picks
        cheaper = cheaper[:, good]
        picks = cheaper[:, int(space.costs(cheaper).argmin())]
