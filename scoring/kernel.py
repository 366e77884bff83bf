"""The compiled kernel: interprets a Program over blocks of sheets.

It is compiled when this module is first imported on a machine (``python -m scoring.warm`` at
set-up) and kept; from then on importing takes milliseconds, and nothing compiles later.
All compiled code is in files called ``kernel…`` because the cache is renewed when one of them
changes (or ``scoring/program.py``).
"""

import numpy as np
from numba import boolean, float64, int8, int64, void

from scoring.kernel_cache import compiled
from scoring.kernel_walk import CODES, FLOATS, TABLES, walk
from scoring.program import (
    ASKED,
    BEST,
    BLOCK,
    COVERAGE,
    EXCLUDED,
    INCLUDED,
    OPEN,
    ORDER,
    VIEWS,
    WORST,
    Codes,
    Floats,
    Ints,
    Program,
)
from scoring.program_type import PROGRAM

_INTS = int64[::1]


@compiled(boolean(CODES, int64, int64))
def has_open(codes: Codes, begin: int, size: int) -> bool:
    """Whether any item of the ``size`` sheets at ``begin`` is unanswered.

    Without its sign that code is the highest there is, and a maximum of bytes runs at the speed
    of memory; it also brings the block near before the walks look at it.
    """
    for row in range(codes.shape[0]):
        column = codes[row, begin : begin + size].view(np.uint8)
        highest = np.uint8(0)
        for i in range(size):
            highest = max(highest, column[i])
        if highest == np.uint8(OPEN):
            return True
    return False


@compiled(void(PROGRAM, int64, float64[:, :, ::1]))
def settle(program: Program, size: int, views: Floats) -> None:
    """Make the views of a block agree with each other.

    A node of which nothing is answered, or less than its floor, has no score; the range always
    contains the score.
    """
    for node in range(views.shape[1]):
        asked, worst, best = views[ASKED, node], views[WORST, node], views[BEST, node]
        coverage, floor = views[COVERAGE, node], program.floor[node]
        for i in range(size):
            if coverage[i] == 0.0 or coverage[i] < floor:
                asked[i] = np.nan
            elif asked[i] < worst[i]:
                worst[i] = asked[i]
            elif asked[i] > best[i]:
                best[i] = asked[i]


@compiled(void(PROGRAM, int64, boolean, TABLES, TABLES, int8[::1]))
def find_levels(
    program: Program, size: int, is_open: bool, scores: Floats, fallback: Floats, levels: Codes
) -> None:
    """The highest level all of whose needs, and of those below it, are met; -1 without a total.

    A node without a score takes its ``fallback``, which is only looked at where something
    is open; without that it does not apply, and nothing is asked of it.
    """
    for i in range(size):
        levels[i] = program.top
    for need in range(program.needs_level.shape[0] - 1, -1, -1):
        least = program.needs_value[need]
        below = np.int8(program.needs_level[need] - 1)
        score = scores[program.needs_node[need]]
        for i in range(size):  # NaN is never short
            levels[i] = below if score[i] < least else levels[i]
        if is_open:
            other = fallback[program.needs_node[need]]
            for i in range(size):
                is_short = np.isnan(score[i]) and other[i] < least
                levels[i] = below if is_short else levels[i]
    total = scores[scores.shape[0] - 1]
    for i in range(size):
        levels[i] = np.int8(-1) if np.isnan(total[i]) else levels[i]


@compiled(void(PROGRAM, float64[:, :, ::1], int64, int64, boolean, int64, FLOATS), within=True)
def _hand_over(
    program: Program, views: Floats, view: int, node: int, is_open: bool, size: int, out: Floats
) -> None:
    """One figure of a block as it leaves; where nothing is open, all views but two are one."""
    if view in (EXCLUDED, INCLUDED) or (view == COVERAGE and is_open):
        for i in range(size):
            out[i] = views[view, node, i]
    elif view == COVERAGE:
        for i in range(size):
            out[i] = views[ASKED, node, i] * 0.0 + 1.0  # NaN stays NaN
    else:
        figure = views[view if is_open else ASKED, node]
        for i in range(size):
            out[i] = figure[i] * program.end[node] + (1.0 - figure[i]) * program.origin[node]


@compiled(boolean(int64, boolean, boolean, boolean), within=True)
def _is_walked(view: int, is_open: bool, with_excluded: bool, with_included: bool) -> bool:
    """Whether anybody looks at the view; where nothing is open, most are what was asked."""
    if view == EXCLUDED:
        return with_excluded
    if view == INCLUDED:
        return with_included
    return view == ASKED or is_open


@compiled(void(PROGRAM, CODES, int64, int64, _INTS, _INTS, TABLES, int8[:, ::1]))
def run(
    program: Program, codes: Codes, low: int, high: int, want_view: Ints, want_node: Ints,
    out: Floats, levels: Codes,
) -> None:  # fmt: skip
    """Score the sheets ``low`` to before ``high``.

    ``out[w, sheet]`` receives node ``want_node[w]`` in view ``want_view[w]``, a score on the
    node's scale; ``levels[view, sheet]`` the level as asked, at worst and at best.
    """
    nodes = program.fold.shape[1]
    space = min(BLOCK, high - low)
    views = np.empty((VIEWS, nodes, space))
    sums, counts = np.empty(space), np.empty(space)
    steps, weights = np.empty(space, np.int16), np.empty(space, np.int16)
    with_excluded = False
    for want in range(want_view.shape[0]):
        with_excluded |= want_view[want] == EXCLUDED
    with_included = program.shrinks.any()
    for begin in range(low, high, BLOCK):
        size = min(BLOCK, high - begin)
        is_open = has_open(codes, begin, size)
        applies = views[WORST if is_open else ASKED]
        included = views[INCLUDED]
        for view in ORDER:
            if _is_walked(view, is_open, with_excluded, with_included):
                walk(
                    program, codes, begin, size, view, 0, nodes, views[view],
                    included if view == INCLUDED else applies, included, sums, counts, steps,
                    weights,
                )  # fmt: skip
        if is_open:
            settle(program, size, views)
        # where nothing is open, worst and best are what was asked
        worst = views[WORST if is_open else ASKED]
        for view in range(BEST + 1):
            found = levels[view, begin : begin + size]
            if view == ASKED or is_open:
                find_levels(program, size, is_open, views[view], worst, found)
            else:
                asked = levels[ASKED, begin : begin + size]
                for i in range(size):
                    found[i] = asked[i]
        for want in range(want_view.shape[0]):
            target = out[want, begin : begin + size]
            _hand_over(program, views, want_view[want], want_node[want], is_open, size, target)
