"""Ladders are ladders: a higher rung is worth no less, the lowest nothing, the best can be said."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from i18n import exact
from questionnaires.model import Item, Kind
from scoring.engine import score
from scoring.fairness.evidence import evidence, evidence_params, states_of
from scoring.fairness.finding import FairnessFinding
from scoring.fairness.routes import FREE, RouteSpace
from scoring.program import Codes, Ints

CLOSE = 1e-9


def check(routes: RouteSpace) -> Iterator[FairnessFinding]:
    """Of each scored item: its rungs, its lowest answer, its range."""
    for row, item in enumerate(routes.questionnaire.scored):
        yield from _rungs(routes, row, item)
        lowest = _lowest(routes, row, item)
        if lowest is not None:
            params = {"item": item.id, "rung": lowest, "share": f"{100 * _worth(routes, row):.0f}"}
            yield FairnessFinding("J006", "ladder", item.id, item.id, params)
        lacking = _lacking(routes, item)
        if lacking is not None:
            yield FairnessFinding("J007", "range", item.id, item.id, {"item": item.id, **lacking})


def _worth(routes: RouteSpace, row: int) -> float:
    """What the answer is worth that says that there is nothing; 1 where there is no such one."""
    item, values = routes.questionnaire.scored[row], routes.values[row]
    if routes.rubric.judged[item.id].counts == "deduction":
        return 0.0  # its best answer is that there is nothing
    if item.kind is Kind.LADDER:
        return float(values[0])
    if item.kind is Kind.MULTI and not any(option.exclusive for option in item.options):
        return 1.0
    return float(values.min())


def _lowest(routes: RouteSpace, row: int, item: Item) -> str | None:
    """The rung that should be worth nothing, where none is."""
    if _worth(routes, row) <= CLOSE:
        return None
    return (
        item.rungs[int(routes.values[row].argmin())]
        if item.kind is not Kind.LADDER
        else (item.rungs[0])
    )


def _rungs(routes: RouteSpace, row: int, item: Item) -> Iterator[FairnessFinding]:
    """The first step up, in the questionnaire's order, that lowers some figure or the level."""
    route = _asking(routes, row)
    if route is None:
        return
    stands, low, high = (each[:, 0] for each in routes.extremes(np.array([route])))
    steps = [*_steps(routes, row, item)]
    for others in (low, high):
        codes = np.where(stands == FREE, others, stands)
        before, after = _sides(codes, row, steps)
        if not steps:
            return
        one, other = score(routes.plan, before), score(routes.plan, after)
        falls = one.level > other.level
        for node, figures in one.nodes.items():
            falls |= figures - other.nodes[node] > CLOSE * routes.rubric.figures[node].span
        for place in np.flatnonzero(falls)[:1]:
            states = states_of(routes, route)
            shown = evidence(routes, (states, states), (before[:, place], after[:, place]), item.id)
            params = {"item": item.id} | evidence_params(shown, item.id)
            yield FairnessFinding("J005", "ladder", item.id, item.id, params, shown)
            return


def _steps(routes: RouteSpace, row: int, item: Item) -> Iterator[tuple[int, int]]:
    """RoutePairs of codes of which the second must not be worth less."""
    if item.kind in (Kind.LADDER, Kind.CHOICE):
        yield from pairwise(range(item.steps))
    elif item.kind is Kind.MULTI:
        coder = routes.plan.coders[row]
        alone = [1 << at for at, option in enumerate(item.options) if option.exclusive]
        for one in alone:
            for at, option in enumerate(item.options):
                if not (option.exclusive or option.negative):
                    low, high = coder(np.array([one, 1 << at])).tolist()
                    yield low, high


def _sides(codes: Codes, row: int, steps: list[tuple[int, int]]) -> tuple[Codes, Codes]:
    sides = np.repeat(codes[None, :, None], 2, axis=0).repeat(max(len(steps), 1), axis=2)
    for place, step in enumerate(steps):
        sides[:, row, place] = step
    return sides[0], sides[1]


def _asking(routes: RouteSpace, row: int) -> int | None:
    """A route on which an item is asked."""
    route = 0
    for place, group in enumerate(routes.groups):
        at: Ints = np.flatnonzero(group.rows == row)
        pattern = 0
        if len(at):
            asked = np.flatnonzero(group.codes[at[0]] == FREE)
            if not len(asked):
                return None
            pattern = int(asked[0])
        route = route * routes.sizes[place] + pattern
    return route


def _lacking(routes: RouteSpace, item: Item) -> dict[str, str] | None:
    """The best answer to a number or ratio that its range refuses."""
    if item.kind not in (Kind.NUMBER, Kind.RATIO):
        return None
    points = routes.rubric.judged[item.id].points
    rising = points[-1] >= points[0]
    if item.kind is Kind.NUMBER:
        if not rising and (item.minimum or 0.0) > 0:
            return {"best": "0", "bound": f"minimum: {exact(item.minimum or 0.0)}", "of": item.id}
        return None
    by_id = routes.questionnaire.by_id
    part, whole = by_id[item.part or ""], by_id[item.whole or ""]
    least = item.bands[-1].from_ * max(whole.minimum or 0.0, 1.0)
    if rising and part.maximum is not None and part.maximum < least:
        return {"best": "100%", "bound": f"maximum: {exact(part.maximum)}", "of": part.id}
    if not rising and (part.minimum or 0.0) > 0:
        return {"best": "0", "bound": f"minimum: {exact(part.minimum or 0.0)}", "of": part.id}
    return None
