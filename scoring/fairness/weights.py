"""What each item carries on each route, asked of the engine: one sheet for each item raised.

Where every node is a mean or a sum of its children, a figure is a straight line in the value of
each item, whatever the others are, so that two sheets tell all of it. Elsewhere what is found
here holds where all other items are at their lowest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.engine import figures
from scoring.fairness.routes import FREE, RouteSpace
from scoring.program import ASKED, Floats, Ints
from scoring.rubric import WHOLE

LINEAR = frozenset({"weighted_mean", "sum"})
MOST_SHEETS = 1 << 17  # at once


@dataclass(frozen=True)
class RouteWeights:
    """For the figures of some nodes on some routes, in shares of their scale.

    ``base`` (nodes, routes) is the figure with all items at their lowest, NaN where the node does
    not apply; ``slope`` (nodes, routes, items) what it rises by as an item goes from a value of 0
    to 1; it is 0 for an item that is not asked.
    """

    base: Floats
    slope: Floats


def is_linear(routes: RouteSpace) -> bool:
    """Whether every figure of the tree is a straight line in the value of every item."""
    return all(
        node.aggregate.name in LINEAR and node.limits == WHOLE
        for node, _ in routes.rubric.nodes
        if node.weight > 0
    )


def weights(routes: RouteSpace, which: Ints, nodes: Sequence[int]) -> RouteWeights:
    """The weights of the items for ``nodes`` (indices of the compiled rubric) on ``which``."""
    items = len(routes.values)
    base = np.empty((len(nodes), len(which)))
    slope = np.zeros((len(nodes), len(which), items))
    room = max(MOST_SHEETS // (items + 1), 1)
    for begin in range(0, len(which), room):
        part = slice(begin, begin + room)
        base[:, part], slope[:, part] = _some(routes, which[part], nodes)
    return RouteWeights(base, slope)


def _some(routes: RouteSpace, which: Ints, nodes: Sequence[int]) -> tuple[Floats, Floats]:
    stands, _, _ = routes.extremes(which)
    free = stands == FREE
    low = np.array([values.argmin() for values in routes.values], dtype=np.int8)
    high = np.array([values.argmax() for values in routes.values], dtype=np.int8)
    bottom = np.where(free, low[:, None], stands)
    item, route = np.nonzero(free)
    raised = bottom[:, route]
    raised[item, np.arange(len(item))] = high[item]
    wanted = [(ASKED, node) for node in nodes]
    out, _ = figures(routes.plan, np.hstack([bottom, raised]), wanted)
    begins, spans = routes.plan.program.origin, routes.plan.scales
    out = (out - begins[list(nodes), None]) / spans[list(nodes), None]
    base, top = out[:, : len(which)], out[:, len(which) :]
    slope = np.zeros((len(nodes), len(which), len(routes.values)))
    spread = np.where(
        routes.spread > 0, routes.spread, 1.0
    )  # all answers alike: it carries nothing
    rise = (top - base[:, route]) / spread[item]
    slope[:, route, item] = np.where(np.isnan(rise), 0.0, rise)
    return base, slope
