"""Many sheets to scores at once; a single sheet is a batch of one through the same kernel."""

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from scoring.compiling import CompiledRubric
from scoring.program import (
    ASKED,
    BEST,
    BLOCK,
    COVERAGE,
    EXCLUDED,
    INCLUDED,
    VIEWS,
    WORST,
    Codes,
    Floats,
)

VERSION = "1"  # grows when the same answers and rubric give another figure than before

THREADS = min(2, os.cpu_count() or 1)
PIECE = 32 * BLOCK  # sheets a thread takes at a time

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="scoring")


@dataclass(frozen=True)
class Scores:
    """Scores of ``n`` sheets; every array is of shape (n,), in the order of the columns.

    Figures are on 0..scale of their node, NaN where there is nothing to say; ``coverage`` and
    ``excluded`` are in [0, 1]. A level is -1 where there is no total, 0 below the first level.
    The figures of nodes are under their ids; those of the total's parts in the ``node_…`` ones
    are there only as far as asked for.
    """

    total: Floats
    low: Floats
    high: Floats
    coverage: Floats
    level: Codes
    level_low: Codes
    level_high: Codes
    nodes: dict[str, Floats]
    node_low: dict[str, Floats]
    node_high: dict[str, Floats]
    node_coverage: dict[str, Floats]
    node_excluded: dict[str, Floats]
    node_included: dict[str, Floats]  # the share that applies, where any node shrinks (S62); or NaN


def score(plan: CompiledRubric, codes: Codes, *, detail: bool = False) -> Scores:
    """The scores of ``codes`` (see ``scoring.columns``): every node's figure, the total's range.

    ``detail``: range, coverage and excluded share of every node too.
    """
    views = range(VIEWS if plan.program.shrinks.any() else INCLUDED)
    everywhere = views if detail else (ASKED,)
    wanted = [(view, node) for view in everywhere for node in range(len(plan.nodes))]
    if not detail:
        wanted += [(view, plan.total) for view in (WORST, BEST, COVERAGE)]
    out, levels = figures(plan, codes, wanted)
    found = dict(zip(wanted, out, strict=True))
    lowest, highest = plan.levels
    below, above = plan.estimate

    def of(view: int) -> dict[str, Floats]:
        return {id: found[view, node] for id, node in plan.at.items() if (view, node) in found}

    return Scores(
        total=found[ASKED, plan.total],
        low=found[WORST, plan.total],
        high=found[BEST, plan.total],
        coverage=found[COVERAGE, plan.total],
        level=levels[ASKED],
        level_low=_widened(levels[WORST], -below, lowest, highest),
        level_high=_widened(levels[BEST], above, lowest, highest),
        nodes=of(ASKED),
        node_low=of(WORST),
        node_high=of(BEST),
        node_coverage=of(COVERAGE),
        node_excluded=of(EXCLUDED),
        node_included=of(INCLUDED),
    )


def or_none(figure: float) -> float | None:
    """A figure of ``Scores``; None where there is nothing to say."""
    return None if math.isnan(figure) else float(figure)


def _widened(levels: Codes, by: int, lowest: int, highest: int) -> Codes:
    """The levels moved as far as an estimate may be wrong; where there is none, -1 stays."""
    if not by:
        return levels
    moved = np.clip(levels + by, lowest, highest).astype(levels.dtype)
    return np.where(levels < 0, levels, moved)


def figures(
    plan: CompiledRubric, codes: Codes, wanted: Sequence[tuple[int, int]]
) -> tuple[Floats, Codes]:
    """The ``wanted`` (view, node) pairs, and the levels as asked, at worst, at best.

    Both of shape (pairs or 3, sheets). Raises ValueError for another number of columns: the
    kernel would read beside them.
    """
    from scoring.called import Batch, run  # noqa: PLC0415  (1 s of the compiler's library)

    if codes.shape[0] != plan.columns:
        raise ValueError(f"{codes.shape[0]} columns of codes instead of {plan.columns}")
    size = codes.shape[1]
    views = np.array([view for view, _ in wanted], dtype=np.int64)
    nodes = np.array([node for _, node in wanted], dtype=np.int64)
    batch = Batch(
        np.ascontiguousarray(codes),
        views,
        nodes,
        np.empty((len(wanted), size)),
        np.empty((3, size), dtype=np.int8),
    )
    pieces = [(low, min(low + PIECE, size)) for low in range(0, size, PIECE)]
    rest = iter(pieces)

    def work() -> None:
        for piece in rest:  # a list's iterator gives each piece to one thread
            run(plan, batch, piece)

    others = [_pool.submit(work) for _ in range(min(THREADS, len(pieces)) - 1)]
    work()
    for other in others:
        other.result()
    return batch.out, batch.levels
