"""No first step is punished: a further honest answer lowers neither the total nor the level."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from scoring.fairness.evidence import Evidence, answer_of, evidence, evidence_params, states_of
from scoring.fairness.finding import FairnessFinding, SearchExtent
from scoring.fairness.routes import RouteSpace
from scoring.fairness.steps import (
    AT_ONCE,
    PairSides,
    RoutePairs,
    ends,
    losses,
    most_lost,
    pairs,
    sides,
)
from scoring.fairness.walks import Walk, walk
from scoring.fairness.weights import RouteWeights, is_linear, weights
from scoring.program import Codes, Floats, Ints

MOST_LOST = 0.0005  # of the scale: 0.05 of 100
NOTHING = 1e-9  # of the scale: binary rounding
CLOSELY = 8  # pairs of each figure on which a lower level is looked for


def check(
    routes: RouteSpace, places: Iterable[int], found: RouteWeights, reach: SearchExtent
) -> Iterator[FairnessFinding]:
    """The worst step to each option (or rung, or number) of each input that is punished.

    ``places`` are the groups to look at, ``found`` the weights of the total on every route.
    """
    for some in pairs(routes, places):
        reach.pairs += len(some)
        reach.exact &= some.exact
        bound = np.nan_to_num(most_lost(routes, some, found), nan=-1.0)  # no total, no loss
        for target, of in _targets(some).items():
            every = some.some(of[np.argsort(-bound[of])])
            part, loss = _worst_first(routes, every, -np.sort(-bound[of]), found)
            yield from _of_target(routes, every, part, loss, target, found, reach)


def _worst_first(
    routes: RouteSpace, some: RoutePairs, bound: Floats, found: RouteWeights
) -> tuple[RoutePairs, Floats]:
    """The pairs that lose most, first, and what they lose; the greatest loss is among them."""
    losing: list[Floats] = []
    most = -1.0
    for begin in range(0, len(some), AT_ONCE):
        if begin and bound[begin] <= max(most, NOTHING):
            break
        part = some.some(np.arange(begin, min(begin + AT_ONCE, len(some))))
        losing.append(np.nan_to_num(losses(routes, part, sides(found, part)), nan=-1.0))
        most = max(most, float(losing[-1].max()))
    loss = np.concatenate(losing)
    order = np.argsort(-loss)
    return some.some(order), loss[order]


def _targets(some: RoutePairs) -> Mapping[str, Ints]:
    """The pairs that lead to each option of the input."""
    names = np.array([step.to for step in some.input.steps])
    own = names[some.step]
    return {name: np.flatnonzero(own == name) for name in dict.fromkeys(own.tolist())}


def _of_target(  # noqa: PLR0913, PLR0917 - what is known of the steps to one option
    routes: RouteSpace,
    every: RoutePairs,
    some: RoutePairs,
    loss: Floats,
    target: str,
    found: RouteWeights,
    reach: SearchExtent,
) -> Iterator[FairnessFinding]:
    one = some.some(np.array([0]))
    if loss[0] > MOST_LOST:
        at = ends(routes, one, sides(found, one))
        yield _finding("J001", routes, one, (at.before[:, 0], at.after[:, 0]), target)
        return
    for one, walked in _walked(routes, every, some, loss, found):
        reach.searched += walked.before.shape[1]
        lost = np.nan_to_num(walked.losses(), nan=-1.0)
        falls = walked.falls()
        if lost.max() > MOST_LOST * routes.rubric.tree.span:
            at_most = int(lost.argmax())
            code = "J001"
        elif len(falls):
            at_most = int(falls[0])
            code = "J002"
        else:
            continue
        codes = walked.before[:, at_most], walked.after[:, at_most]
        yield _finding(code, routes, one, codes, target)
        return


def _walked(
    routes: RouteSpace, every: RoutePairs, some: RoutePairs, loss: Floats, found: RouteWeights
) -> Iterator[tuple[RoutePairs, Walk]]:
    """Walks where the total falls by a hair, where a gate falls, or where no line tells."""
    rows = list(range(len(routes.values)))
    linear = is_linear(routes)
    for place in range(min(len(loss), CLOSELY)):
        if loss[place] > NOTHING or not linear:
            one = some.some(np.array([place]))
            falls = found.slope[0, one.before[0]] - found.slope[0, one.after[0]]
            yield one, walk(routes, one, rows, falls)
    for node, below in _gates(routes).items():
        for one, falls in _at_gate(routes, every, node, below):
            yield one, walk(routes, one, below, falls)


def _gates(routes: RouteSpace) -> Mapping[int, list[int]]:
    """The nodes beside the total that a level asks for, each with the rows of its items."""
    row = {item.id: at for at, item in enumerate(routes.questionnaire.scored)}
    figures = routes.rubric.figures
    gates = {need.node for need in routes.rubric.thresholds} - {routes.rubric.tree.id}
    return {
        routes.plan.at[id]: sorted(
            {row[item.id] for node, _ in figures[id].walk() for item in node.items}
        )
        for id in sorted(gates)
    }


def _at_gate(
    routes: RouteSpace, some: RoutePairs, node: int, rows: list[int]
) -> Iterator[tuple[RoutePairs, Floats]]:
    """The pairs at which the figure of a gate falls most, with how each item's weight falls."""
    before, after = routes.extremes(some.before)[0][rows], routes.extremes(some.after)[0][rows]
    differs = (before != after).any(axis=0)
    told_apart = np.ascontiguousarray(np.vstack([before, after])[:, differs].T)
    _, first = np.unique(told_apart, axis=0, return_index=True)
    chosen = some.some(np.flatnonzero(differs)[first])
    if not len(chosen):
        return
    size = len(chosen)
    found = weights(routes, np.concatenate([chosen.before, chosen.after]), [node])
    own = PairSides(found.base[0].reshape(2, size), found.slope[0].reshape(2, size, -1))
    loss = losses(routes, chosen, own)
    was, now = np.isnan(own.base)
    loss = np.where(now, -1.0, np.where(was, 1.0, loss))  # what does not apply meets every gate
    for place in np.argsort(-loss)[:CLOSELY]:
        if loss[place] > NOTHING:
            yield chosen.some(np.array([place])), own.slope[0, place] - own.slope[1, place]


def _finding(
    code: str, routes: RouteSpace, one: RoutePairs, codes: tuple[Codes, Codes], target: str
) -> FairnessFinding:
    shown = _evidence(routes, one, codes)
    opened = [
        item.id
        for item, was, now in zip(routes.questionnaire.scored, *codes, strict=True)
        if was < 0 <= now
    ]
    params = {"item": one.input.id, "opened": ", ".join(opened) or "—"}
    return FairnessFinding(
        code, "first_step", target, next(iter(opened), one.input.id),
        params | evidence_params(shown, one.input.id), shown,
    )  # fmt: skip


def _evidence(routes: RouteSpace, one: RoutePairs, codes: tuple[Codes, Codes]) -> Evidence:
    states = states_of(routes, int(one.before[0])), states_of(routes, int(one.after[0]))
    for side, state in zip(states, one.states[:, 0], strict=True):
        side[one.group] = state
    step, item = one.input.steps[one.step[0]], one.input.item
    assert item is not None  # noqa: S101 - facts have no steps
    answers = answer_of(item, step.value_before), answer_of(item, step.value_after)
    return evidence(routes, states, codes, item.id, answers)
