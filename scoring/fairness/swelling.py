"""Nothing swells: no item carries too much of the total, no large node rests on few items."""

from collections.abc import Iterator

import numpy as np

from scoring.fairness.evidence import Evidence, evidence, evidence_params, states_of
from scoring.fairness.finding import FairnessFinding
from scoring.fairness.routes import RouteSpace
from scoring.fairness.weights import RouteWeights
from scoring.program import Floats

MOST_CARRIED = 0.08  # of the total, by one item
LARGE = 0.10  # of the total: from here on a node needs
FEWEST = 3  # items that are asked
CLOSE = 1e-9


def check(routes: RouteSpace, found: RouteWeights) -> Iterator[FairnessFinding]:
    """The worst route of each item and of each child of the total; ``found`` as the total's."""
    yield from _items(routes, found.slope[0])
    yield from _nodes(routes, found.slope[0])


def _items(routes: RouteSpace, slope: Floats) -> Iterator[FairnessFinding]:
    for row, item in enumerate(routes.questionnaire.scored):
        route = int(slope[:, row].argmax())
        share = float(slope[route, row])
        if share > MOST_CARRIED + CLOSE:
            bounds = {"share": f"{100 * share:.1f}", "most": f"{100 * MOST_CARRIED:.0f}"}
            shown = _raised(routes, route, row)
            params: dict[str, object] = {
                "item": item.id,
                **bounds,
                **evidence_params(shown, item.id),
            }
            yield FairnessFinding("J003", "weight", item.id, item.id, params, shown)


def _nodes(routes: RouteSpace, slope: Floats) -> Iterator[FairnessFinding]:
    scored = routes.questionnaire.scored
    rows = {item.id: row for row, item in enumerate(scored)}
    for node in routes.rubric.tree.counted:
        own = sorted({rows[item.id] for each, _ in node.walk() for item in each.items})
        carried = slope[:, own].sum(axis=1)
        live = (slope[:, own] > CLOSE).sum(axis=1)
        thin = np.where((live > 0) & (live < FEWEST), carried, 0.0)
        route = int(thin.argmax())
        if thin[route] >= LARGE - CLOSE:
            row = own[int(slope[route, own].argmax())]
            bounds = {
                "share": f"{100 * thin[route]:.1f}",
                "large": f"{100 * LARGE:.0f}",
                "live": str(live[route]),
                "fewest": str(FEWEST),
            }
            shown = _raised(routes, route, row)
            params: dict[str, object] = {"node": node.id, "item": scored[row].id, **bounds}
            params |= evidence_params(shown, scored[row].id)
            yield FairnessFinding("J004", "dimension", node.id, node.id, params, shown)


def _raised(routes: RouteSpace, route: int, row: int) -> Evidence:
    """The item's lowest answer beside its highest, all others being at their lowest."""
    _, low, high = (each[:, 0] for each in routes.extremes(np.array([route])))
    raised = low.copy()
    raised[row] = high[row]
    states = states_of(routes, route)
    item = routes.questionnaire.scored[row].id
    return evidence(routes, (states, states), (low, raised), item)
