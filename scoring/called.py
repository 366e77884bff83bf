"""Batches through the kernel, around the rules that combine their children themselves."""

from typing import NamedTuple

import numpy as np

from scoring import kernel
from scoring.compiling import CompiledRubric
from scoring.kernel import find_levels, settle
from scoring.kernel_walk import cut_off, cut_out, walk
from scoring.program import (
    ASKED,
    BEST,
    BLOCK,
    INCLUDED,
    ORDER,
    STATES,
    VIEWS,
    WORST,
    Codes,
    Floats,
    Ints,
)
from scoring.rules.base import Aggregation


class Batch(NamedTuple):
    """Code columns with the arrays that receive what is wanted of them."""

    codes: Codes  # (items, sheets)
    want_view: Ints
    want_node: Ints
    out: Floats  # (wanted, sheets)
    levels: Codes  # (3, sheets)


def run(plan: CompiledRubric, batch: Batch, piece: tuple[int, int]) -> None:
    """Score the sheets from the first to before the second of ``piece``."""
    if plan.called:
        _run_with_calls(plan, batch, piece)
    else:
        kernel.run(plan.program, batch.codes, *piece, *batch[1:])


def _run_with_calls(plan: CompiledRubric, batch: Batch, piece: tuple[int, int]) -> None:
    """What ``kernel.run`` does, node by node around those that the kernel cannot combine."""
    total, program, codes = len(plan.nodes), plan.program, batch.codes
    room = (*np.empty((2, BLOCK)), *np.empty((2, BLOCK), np.int16))
    is_score = np.isin(batch.want_view, (ASKED, WORST, BEST))
    scale_end = np.where(is_score, program.end[batch.want_node], 1.0)[:, None]
    origin = np.where(is_score, program.origin[batch.want_node], 0.0)[:, None]
    low, high = piece
    for begin in range(low, high, BLOCK):
        size = min(BLOCK, high - begin)
        end = begin + size
        views = np.empty((VIEWS, total, size))
        included = views[INCLUDED]
        for view in ORDER:
            scores = views[view]
            applies = included if view == INCLUDED else views[WORST]
            first, aside = 0, (applies, included)
            for node, rule in plan.called if view in (ASKED, WORST, BEST) else ():
                walk(program, codes, begin, size, view, first, node, scores, *aside, *room)
                scores[node] = _combined(plan, node, rule, view, codes[:, begin:end], views)
                cut_off(program, view, node, size, scores[node])
                cut_out(program, codes, begin, size, view, node, applies, scores[node])
                first = node + 1
            walk(program, codes, begin, size, view, first, total, scores, *aside, *room)
        settle(program, size, views)
        for view in (ASKED, WORST, BEST):
            find_levels(
                program, size, True, views[view], views[WORST], batch.levels[view, begin:end]
            )
        figures = views[batch.want_view, batch.want_node]
        batch.out[:, begin:end] = figures * scale_end + (1.0 - figures) * origin


def _combined(
    plan: CompiledRubric, node: int, rule: Aggregation, view: int, codes: Codes, views: Floats
) -> Floats:
    """A node by its rule's own ``combine``; NaN where nothing counts."""
    program = plan.program
    values, weights = [], []
    for edge in range(program.first_item[node], program.first_item[node + 1]):
        at = codes[program.item[edge]].astype(np.int64) + (program.start[edge] + STATES)
        values.append(program.adds[view, at])
        weights.append(program.brings[view, at])
    for edge in range(program.first_child[node], program.first_child[node + 1]):
        below, applies, included = views[[view, WORST, INCLUDED], program.child[edge]]
        is_gone = np.isnan(applies)
        below = np.where(is_gone, program.stand_in[edge], below)
        shrunk = np.where(is_gone | (program.shrinks[edge] == 0), 1.0, included)
        counted = ~np.isnan(below)
        values.append(np.where(counted, below, 0.0))
        weights.append(np.where(counted, program.weight[edge] * shrunk, 0.0))
    combined = rule.combine(np.array(values), np.array(weights))
    return np.where(np.sum(weights, axis=0) > 0, combined, np.nan)
