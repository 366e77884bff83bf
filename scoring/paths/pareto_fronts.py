"""Cheaper combinations by Pareto fronts: at each node, what every score costs at least.

A front is the combinations of one node's items of which none is both cheaper and higher than
another. It is built child by child: a node's score only rises with its children, so what is
beaten in a child is beaten in the node. What the level asks of the node is tried on the front
with all else at its best. All scores come from the engine; the folds are only asked whether
the children not yet brought in have to be at their best or as they are.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.paths.space import EXACT, Picks, Space
from scoring.program import Floats
from scoring.rubric import Node
from scoring.rules.base import Fold

MOST = 300  # combinations of a front; beyond it they are thinned out evenly
SAME = 1e-12  # scores nearer than that are the same

Offered = NDArray[np.bool_]  # of shape (items, picks): which may be taken


class Cheaper(NamedTuple):
    """A combination below the bound, if there is one; ``exact``: none is cheaper."""

    picks: Picks | None
    exact: bool


def cheaper_than(space: Space, bound: float, offered: Offered) -> Cheaper:
    """The cheapest combination below ``bound`` that reaches the target.

    What steps need of each other is left aside.
    """
    if space.ground.rubric.judges_again:  # what is cheap in one node may be expensive in another
        return Cheaper(None, exact=False)
    search = _Search(space, bound, offered)
    front = search.front(space.ground.rubric.tree)
    cheapest = front.picks[:, int(front.costs.argmin())] if len(front.costs) else None
    return Cheaper(cheapest, search.is_exact)


class _Front(NamedTuple):
    """Combinations, 0 for the items outside, with what the items inside take."""

    picks: Picks
    costs: Floats

    def only(self, these: NDArray[np.int64] | NDArray[np.bool_]) -> "_Front":
        return _Front(self.picks[:, these], self.costs[these])


class _Search:
    """The fronts of one space below one bound."""

    def __init__(self, space: Space, bound: float, offered: Offered) -> None:
        self.space = space
        self.bound = bound
        self.offered = offered
        # what a level rule measures beside the tree does not rise with each node's score
        self.is_exact = not space.routes and not space.ground.rubric.measures

    def front(self, node: Node) -> _Front:
        """The front of ``node`` with all that the target asks of it."""
        space = self.space
        fold = node.aggregate.instruction().fold
        self.is_exact &= fold is not Fold.CALL
        own, inside = self._inside(node), np.zeros(space.size, dtype=bool)
        rest = np.where(own & (fold is Fold.MAX), 0, space.best)[:, None].astype(np.int16)
        front = _Front(np.zeros((space.size, 1), dtype=np.int16), np.zeros(1))
        for places, child in self._children(node):
            inside |= places
            front = self._joined(front, child)
            scores = space.scores(np.where(inside[:, None], front.picks, rest))
            heights = np.nan_to_num(scores.nodes[node.id])  # a node may have no score of its own
            front = self._thinned(front.only(_paying(front.costs, heights)))
        at_best = np.where(own[:, None], front.picks, space.best[:, None])
        return front.only(space.reaches(at_best))

    def _children(self, node: Node) -> Iterator[tuple[NDArray[np.bool_], _Front]]:
        """Each child that can rise: the indices of its items among all, and its front."""
        space = self.space
        for item in node.items:
            place = space.place.get(space.ground.rows[item.id])
            if place is not None:
                own = np.arange(space.size) == place
                offers = np.flatnonzero(self.offered[place])
                picks = np.zeros((space.size, len(offers)), dtype=np.int16)
                picks[place] = offers
                yield own, _Front(picks, space.prices[place, offers])
        for child in node.nodes:
            own = self._inside(child)
            if own.any():
                yield own, self.front(child)

    def _inside(self, node: Node) -> NDArray[np.bool_]:
        """Which of the items that can rise are below ``node``."""
        ids = {item.id for below, _ in node.walk() for item in below.items}
        scored = self.space.ground.questionnaire.scored
        return np.array([scored[row].id in ids for row in self.space.rows], dtype=bool)

    def _joined(self, front: _Front, child: _Front) -> _Front:
        """Every combination of the two that stays below the bound."""
        costs = front.costs[:, None] + child.costs[None, :]
        left, right = np.nonzero(costs < self.bound - EXACT)
        return _Front(front.picks[:, left] + child.picks[:, right], costs[left, right])

    def _thinned(self, front: _Front) -> _Front:
        if len(front.costs) <= MOST:
            return front
        self.is_exact = False
        return front.only(np.linspace(0, len(front.costs) - 1, MOST).round().astype(np.int64))


def _paying(costs: Floats, scores: Floats) -> NDArray[np.int64]:
    """The combinations that no cheaper one equals or beats, the cheapest first."""
    order = np.lexsort((-scores, costs))
    highest = np.maximum.accumulate(scores[order])
    before = np.concatenate(([-np.inf], highest))[: len(order)]
    return order[scores[order] > before + SAME]
