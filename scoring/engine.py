"""Many sheets to scores at once; a single sheet is a batch of one through the same kernel."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.columns import Codes
from scoring.kernel import BLOCK, run
from scoring.plan import ASKED, BEST, COVERAGE, EXCLUDED, VIEWS, WORST, Plan

VERSION = "1"  # grows when the same answers and rubric give another figure than before

THREADS = min(2, os.cpu_count() or 1)
PIECE = 16 * BLOCK  # sheets a thread takes at a time

Floats = NDArray[np.float64]

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="scoring")


@dataclass(frozen=True)
class Scores:
    """Scores of ``n`` sheets; every array is of shape (n,), in the order of the columns.

    Figures are on 0..scale of their node, NaN where there is nothing to say; ``coverage`` and
    ``excluded`` are in [0, 1]. A level is -1 where there is no total, 0 below the first level.
    ``nodes`` (id to figures) and what is below it are there as far as asked for.
    """

    total: Floats
    low: Floats
    high: Floats
    coverage: Floats
    level: NDArray[np.int8]
    level_low: NDArray[np.int8]
    level_high: NDArray[np.int8]
    nodes: dict[str, Floats]
    node_low: dict[str, Floats]
    node_high: dict[str, Floats]
    node_coverage: dict[str, Floats]
    node_excluded: dict[str, Floats]


def score(plan: Plan, codes: Codes, *, detail: bool = False) -> Scores:
    """The scores of ``codes`` (see ``scoring.columns``): every node's figure, the total's range.

    ``detail``: range, coverage and excluded share of every node too.
    """
    views = range(VIEWS) if detail else (ASKED,)
    wanted = [(view, node) for view in views for node in range(len(plan.nodes))]
    if not detail:
        wanted += [(view, plan.total) for view in (WORST, BEST, COVERAGE)]
    out, levels = figures(plan, codes, wanted)
    row = {want: out[position] for position, want in enumerate(wanted)}
    for (view, node), values in row.items():
        if view in (ASKED, WORST, BEST):
            values *= plan.scales[node]

    def each(view: int) -> dict[str, Floats]:
        return {id: row[view, node] for id, node in plan.at.items() if (view, node) in row}

    return Scores(
        total=row[ASKED, plan.total],
        low=row[WORST, plan.total],
        high=row[BEST, plan.total],
        coverage=row[COVERAGE, plan.total],
        level=levels[0],
        level_low=levels[1],
        level_high=levels[2],
        nodes=each(ASKED),
        node_low=each(WORST),
        node_high=each(BEST),
        node_coverage=each(COVERAGE),
        node_excluded=each(EXCLUDED),
    )


def figures(
    plan: Plan, codes: Codes, wanted: Sequence[tuple[int, int]]
) -> tuple[Floats, NDArray[np.int8]]:
    """The ``wanted`` (view, node) pairs, each in [0, 1], and the levels as it is, worst, best."""
    codes = np.ascontiguousarray(codes)
    size = codes.shape[1]
    out = np.empty((len(wanted), size))
    levels = np.empty((3, size), dtype=np.int8)
    views = np.array([view for view, _ in wanted], dtype=np.int64)
    nodes = np.array([node for _, node in wanted], dtype=np.int64)

    def piece(low: int) -> None:
        run(
            codes, low, min(low + PIECE, size), plan.fold, plan.transform, plan.first_item,
            plan.item, plan.start, plan.first_child, plan.child, plan.weight, plan.value,
            plan.count, plan.top, plan.needs_level, plan.needs_node, plan.needs_value, views,
            nodes, out, levels,
        )  # fmt: skip

    if size <= PIECE:
        piece(0)
    else:
        list(_pool.map(piece, range(0, size, PIECE)))
    return out, levels
