"""The compiled kernel: interprets a Program over blocks of sheets.

It is compiled when this module is first imported on a machine (``python -m scoring.warm`` at
set-up) and kept; from then on importing takes milliseconds, and nothing compiles later.
All compiled code is in one file because the cache is renewed when this file changes
(or ``scoring/program.py``).
"""

import numpy as np
from numba import boolean, float64, int8, int16, int64, void

from scoring.kernel_cache import compiled
from scoring.program import (
    ABSENT,
    ADD,
    ASKED,
    BEST,
    BLOCK,
    COVERAGE,
    EXCLUDED,
    INVERSE,
    LOG,
    MAX,
    MIN,
    NONE,
    OPEN,
    ORDER,
    PASS,
    STATES,
    VIEWS,
    WORST,
    Codes,
    Floats,
    Ints,
    Program,
    Shorts,
)
from scoring.program_type import PROGRAM

_INTS, _FLOATS, _TABLES, _SHORTS = int64[::1], float64[::1], float64[:, ::1], int16[::1]
_CODES = int8[:, ::1]


@compiled(void(PROGRAM, _CODES, int64, int64, int64, int64, _FLOATS, _FLOATS), within=True)
def _add_items(
    program: Program, codes: Codes, begin: int, size: int, view: int, node: int,
    sums: Floats, counts: Floats,
) -> None:  # fmt: skip
    """Bring the items of ``node`` into ``sums`` and ``counts``."""
    kind = program.fold[view, node]
    for edge in range(program.first_item[node], program.first_item[node + 1]):
        column = codes[program.item[edge], begin : begin + size]
        adds = program.adds[view, program.start[edge] :]
        brings = program.brings[view, program.start[edge] :]
        if kind == ADD:
            for i in range(size):
                at = np.uint64(column[i] + STATES)  # unsigned: no test for a negative index
                sums[i] += adds[at]
                counts[i] += brings[at]
        elif kind == MIN:
            for i in range(size):
                at = np.uint64(column[i] + STATES)
                sums[i] = min(sums[i], adds[at])
                counts[i] += brings[at]
        else:
            for i in range(size):
                at = np.uint64(column[i] + STATES)
                sums[i] = max(sums[i], adds[at])
                counts[i] += brings[at]


@compiled(void(PROGRAM, _CODES, int64, int64, int64, int64, _SHORTS, _SHORTS), within=True)
def _climb_items(
    program: Program, codes: Codes, begin: int, size: int, view: int, node: int, steps: Shorts,
    weights: Shorts,
) -> None:  # fmt: skip
    """As ``_add_items`` for a node whose items come in whole units."""
    nothing = np.int16(0)
    for i in range(size):
        steps[i] = nothing
        weights[i] = nothing
    last = program.first_item[node + 1]
    for edge in range(program.first_item[node], last, 2):  # two at once: half the sums written
        pair = min(edge + 1, last - 1)
        one = codes[program.item[edge], begin : begin + size]
        two = codes[program.item[pair], begin : begin + size]
        rise, brings = program.rise[view, edge], program.lift[view, edge]
        other_rise = program.rise[view, pair] if pair > edge else nothing
        other_brings = program.lift[view, pair] if pair > edge else nothing
        for i in range(size):
            steps[i] += rise * max(one[i], np.int8(0)) + other_rise * max(two[i], np.int8(0))
            weights[i] += (brings if one[i] >= 0 else nothing) + (
                other_brings if two[i] >= 0 else nothing
            )
    for edge in range(program.first_item[node], last):
        column = codes[program.item[edge], begin : begin + size]
        for step in range(program.first_step[edge], program.first_step[edge + 1]):
            least = program.step_from[step]
            adds, brings = program.step_adds[view, step], program.step_brings[view, step]
            if adds != nothing:
                for i in range(size):
                    steps[i] += adds if column[i] >= least else nothing
            if brings != nothing:
                for i in range(size):
                    weights[i] += brings if column[i] >= least else nothing


@compiled(float64(PROGRAM, int64, int64), within=True)
def _stand_in(program: Program, edge: int, view: int) -> float:
    """The value of a node below that does not apply; NaN where its siblings share its weight."""
    stand_in = program.stand_in[edge]
    if np.isnan(stand_in) or view < COVERAGE:
        return float(stand_in)
    return 1.0 if view == COVERAGE else 0.0  # settled, and not left out


@compiled(void(PROGRAM, int64, int64, int64, _TABLES, _TABLES, _FLOATS, _FLOATS), within=True)
def _add_nodes(
    program: Program, size: int, view: int, node: int, scores: Floats, applies: Floats,
    sums: Floats, counts: Floats,
) -> None:  # fmt: skip
    """Bring the nodes below ``node`` into ``sums`` and ``counts``; NaN does not count."""
    kind = program.fold[view, node]
    change = program.transform[view, node]
    for edge in range(program.first_child[node], program.first_child[node + 1]):
        below, here = scores[program.child[edge]], applies[program.child[edge]]
        weight, stand_in = program.weight[edge], _stand_in(program, edge, view)
        if kind == ADD and change == NONE and np.isnan(stand_in):
            for i in range(size):
                counted = below[i] == below[i]
                sums[i] += weight * below[i] if counted else 0.0
                counts[i] += weight if counted else 0.0
            continue
        stands = not np.isnan(stand_in)
        for i in range(size):
            score = stand_in if stands and np.isnan(here[i]) else below[i]
            if np.isnan(score):
                continue
            counts[i] += weight
            if kind == MIN:
                sums[i] = min(sums[i], score)
            elif kind == MAX:
                sums[i] = max(sums[i], score)
            elif change == LOG:
                sums[i] += weight * np.log(score)
            elif change == INVERSE:
                sums[i] += weight / score
            else:
                sums[i] += weight * score


@compiled(
    void(PROGRAM, _CODES, int64, int64, int64, int64, _TABLES, _TABLES, _FLOATS, _FLOATS, _SHORTS)
)
def _pass_children(
    program: Program, codes: Codes, begin: int, size: int, view: int, node: int, scores: Floats,
    applies: Floats, sums: Floats, counts: Floats, passing: Shorts,
) -> None:  # fmt: skip
    """Bring the children of ``node`` one after another: whole while they pass, then one more."""
    mark = program.mark[node]
    for i in range(size):
        sums[i] = 0.0
        counts[i] = 0.0
        passing[i] = np.int16(1)
    for edge in range(program.first_item[node], program.first_item[node + 1]):
        column = codes[program.item[edge], begin : begin + size]
        for i in range(size):
            at = program.start[edge] + STATES + column[i]
            weight, value = program.brings[view, at], program.adds[view, at]
            counts[i] += weight
            if passing[i] == 1 and weight > 0.0:
                sums[i] += weight if value >= mark else weight * value
                passing[i] = np.int16(value >= mark)
    for edge in range(program.first_child[node], program.first_child[node + 1]):
        below, here = scores[program.child[edge]], applies[program.child[edge]]
        weight, stand_in = program.weight[edge], _stand_in(program, edge, view)
        stands = not np.isnan(stand_in)
        for i in range(size):
            value = stand_in if stands and np.isnan(here[i]) else below[i]
            if np.isnan(value):
                continue
            counts[i] += weight
            if passing[i] == 1:
                sums[i] += weight if value >= mark else weight * value
                passing[i] = np.int16(value >= mark)


@compiled(void(PROGRAM, _CODES, int64, int64, int64, int64, _TABLES, _FLOATS))
def cut_out(
    program: Program, codes: Codes, begin: int, size: int, view: int, node: int, applies: Floats,
    score: Floats,
) -> None:  # fmt: skip
    """Let ``node`` not apply where a child that does not apply takes it along."""
    gone = 1.0 if view == EXCLUDED else np.nan
    for edge in range(program.first_item[node], program.first_item[node + 1]):
        if program.cuts_item[edge]:
            column = codes[program.item[edge], begin : begin + size]
            for i in range(size):
                if column[i] == ABSENT:
                    score[i] = gone
    for edge in range(program.first_child[node], program.first_child[node + 1]):
        if program.cuts_node[edge]:
            here = applies[program.child[edge]]
            for i in range(size):
                if np.isnan(here[i]):
                    score[i] = gone


@compiled(void(int64, int64, int64, _FLOATS, _FLOATS, _FLOATS), within=True)
def _conclude(
    kind: int, change: int, size: int, sums: Floats, counts: Floats, score: Floats
) -> None:
    """Make the score of a node of what its children brought; NaN where nothing counts."""
    if kind == PASS or (kind == ADD and change == NONE):
        for i in range(size):
            score[i] = sums[i] / counts[i]  # 0 / 0 is NaN
        return
    for i in range(size):
        if counts[i] == 0.0:
            score[i] = np.nan
        elif kind != ADD:
            score[i] = sums[i]
        elif change == LOG:
            score[i] = np.exp(sums[i] / counts[i])
        else:
            score[i] = counts[i] / sums[i]


@compiled(
    void(
        PROGRAM, _CODES, int64, int64, int64, int64, int64, _TABLES, _TABLES, _FLOATS, _FLOATS,
        _SHORTS, _SHORTS,
    )
)  # fmt: skip
def walk(  # noqa: C901 - one fold after another, for the compiler to see whole
    program: Program, codes: Codes, begin: int, size: int, view: int, first: int, last: int,
    scores: Floats, applies: Floats, sums: Floats, counts: Floats, steps: Shorts, weights: Shorts,
) -> None:  # fmt: skip
    """The nodes ``first`` to before ``last`` of one view for the ``size`` sheets at ``begin``.

    ``scores[node, :size]`` receives them, in [0, 1], NaN where there is none. ``applies`` is
    NaN where a node does not apply: the scores at worst, or where nothing is open those asked
    for; it may be ``scores`` itself. The last four are room to work in.
    """
    for node in range(first, last):
        kind = program.fold[view, node]
        unit, score = program.unit[node], scores[node]
        alone = program.first_child[node] == program.first_child[node + 1]
        if unit > 0.0:
            _climb_items(program, codes, begin, size, view, node, steps, weights)
        if unit > 0.0 and alone:
            for i in range(size):
                score[i] = steps[i] / weights[i]  # 0 / 0 is NaN
        else:
            if unit > 0.0:
                for i in range(size):
                    sums[i] = steps[i] * unit
                    counts[i] = weights[i] * unit
            elif kind != PASS:
                empty = np.inf if kind == MIN else (-np.inf if kind == MAX else 0.0)
                for i in range(size):
                    sums[i] = empty
                    counts[i] = 0.0
                _add_items(program, codes, begin, size, view, node, sums, counts)
            if kind == PASS:
                _pass_children(
                    program, codes, begin, size, view, node, scores, applies, sums, counts, steps
                )
            else:
                _add_nodes(program, size, view, node, scores, applies, sums, counts)
            _conclude(kind, program.transform[view, node], size, sums, counts, score)
        if program.is_cut[node]:
            cut_out(program, codes, begin, size, view, node, applies, score)


@compiled(boolean(_CODES, int64, int64))
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


@compiled(void(PROGRAM, int64, boolean, _TABLES, _TABLES, int8[::1]))
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


@compiled(void(PROGRAM, float64[:, :, ::1], int64, int64, boolean, int64, _FLOATS), within=True)
def _hand_over(
    program: Program, views: Floats, view: int, node: int, is_open: bool, size: int, out: Floats
) -> None:
    """One figure of a block as it leaves; where nothing is open, all views but two are one."""
    if view == EXCLUDED or (view == COVERAGE and is_open):
        for i in range(size):
            out[i] = views[view, node, i]
    elif view == COVERAGE:
        for i in range(size):
            out[i] = views[ASKED, node, i] * 0.0 + 1.0  # NaN stays NaN
    else:
        figure = views[view if is_open else ASKED, node]
        for i in range(size):
            out[i] = figure[i] * program.scale[node]


@compiled(void(PROGRAM, _CODES, int64, int64, _INTS, _INTS, _TABLES, int8[:, ::1]))
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
    for begin in range(low, high, BLOCK):
        size = min(BLOCK, high - begin)
        is_open = has_open(codes, begin, size)
        applies = views[WORST if is_open else ASKED]
        for view in ORDER:
            if view == ASKED or (with_excluded if view == EXCLUDED else is_open):
                walk(
                    program, codes, begin, size, view, 0, nodes, views[view], applies, sums,
                    counts, steps, weights,
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
