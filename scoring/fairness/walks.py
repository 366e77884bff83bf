"""Walks from the lowest answers to the highest, on both sides of a step: a search, no proof."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.engine import Scores, score
from scoring.fairness.routes import FREE, RouteSpace
from scoring.fairness.steps import RoutePairs, own_codes, own_row
from scoring.program import Codes, Floats, Ints

WALKS = 24  # of each pair and figure, in different orders


@dataclass(frozen=True)
class Walk:
    """The sheets of some walks on both sides of one step, and what they score."""

    before: Codes  # (items, sheets)
    after: Codes
    scores_before: Scores
    scores_after: Scores

    def falls(self) -> Ints:
        """The sheets whose level the step lowers."""
        return np.flatnonzero(self.scores_before.level > self.scores_after.level)

    def losses(self) -> Floats:
        """How much of the total the step takes."""
        return self.scores_before.total - self.scores_after.total


def walk(routes: RouteSpace, one: RoutePairs, rows: Sequence[int], first: Floats) -> Walk:
    """Let the items of ``rows`` rise rung by rung, the others staying at their highest.

    ``one`` is a single pair. Those with a high ``first`` rise earlier on most of the walks.
    """
    stands, low, high = (each[:, 0] for each in routes.extremes(one.before))
    after_stands, after_low, _ = (each[:, 0] for each in routes.extremes(one.after))
    moving = [row for row in rows if stands[row] == FREE and low[row] != high[row]]
    start = np.where(stands == FREE, high, stands)
    start[moving] = low[moving]
    random = np.random.default_rng(0)
    walks = [
        _sheets(routes, start, high, moving, first + noise * random.normal(size=len(first)))
        for noise in np.linspace(0.0, 3.0, WALKS) * max(float(first.std()), 1e-6)
    ]
    before = np.hstack(walks)
    both = (stands == FREE) & (after_stands == FREE)
    after = np.where(both[:, None], before, after_low[:, None])
    own = own_row(routes, one.input)
    if own is not None:
        before[own], after[own] = own_codes(routes, one)
    return Walk(before, after, score(routes.plan, before), score(routes.plan, after))


def _sheets(
    routes: RouteSpace, start: Codes, high: Codes, moving: Sequence[int], first: Floats
) -> Codes:
    inputs = {each.id for group in routes.groups for each in group.inputs}
    rises: list[tuple[float, int, int]] = []
    for row in moving:
        worth, item = routes.values[row], routes.questionnaire.scored[row]
        order = np.argsort(worth, kind="stable").tolist()
        rungs = order[order.index(int(start[row])) + 1 : order.index(int(high[row])) + 1]
        if item.id in inputs:  # what lies between may lead along another route
            rungs = rungs[-1:]
        rises += [(-first[row], row, rung) for rung in rungs]
    rises.sort(key=lambda rise: rise[0])
    sheets = np.repeat(start[:, None], len(rises) + 1, axis=1)
    for at, (_, row, rung) in enumerate(rises, start=1):
        sheets[row, at:] = rung
    return sheets
