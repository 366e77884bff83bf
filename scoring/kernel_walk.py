"""One walk of the kernel through the tree of a rubric, for the sheets of a block."""

import numpy as np
from numba import boolean, float64, int8, int16, int64, void

from scoring.kernel_cache import compiled
from scoring.program import (
    ABSENT,
    ADD,
    COVERAGE,
    EXCLUDED,
    INCLUDED,
    INVERSE,
    LOG,
    MAX,
    MIN,
    NONE,
    PASS,
    PRODUCT,
    SKIPPED,
    STATES,
    Codes,
    Floats,
    Program,
    Shorts,
)
from scoring.program_type import PROGRAM

FLOATS, TABLES, SHORTS = float64[::1], float64[:, ::1], int16[::1]
CODES = int8[:, ::1]


@compiled(void(PROGRAM, CODES, int64, int64, int64, int64, FLOATS, FLOATS), within=True)
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


@compiled(void(PROGRAM, CODES, int64, int64, int64, int64, SHORTS, SHORTS), within=True)
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
    return 0.0 if view == EXCLUDED else 1.0  # settled, and not left out


@compiled(boolean(float64, int64), within=True)
def _is_gone(applies: float, view: int) -> bool:
    """Whether a node does not apply, by what ``applies`` has of it in that view."""
    return bool(applies == 0.0) if view == INCLUDED else bool(np.isnan(applies))


@compiled(float64(int64, float64, float64), within=True)
def _changed(change: int, weight: float, score: float) -> float:
    """What a score adds, as the node's rule changes it."""
    if change == LOG:
        return float(weight * np.log(score))
    if change == PRODUCT:
        return float(np.log(score))
    if change == INVERSE:
        return weight / score
    return weight * score


@compiled(void(PROGRAM, int64, int64, int64, TABLES, TABLES, TABLES, FLOATS, FLOATS), within=True)
def _add_nodes(
    program: Program, size: int, view: int, node: int, scores: Floats, applies: Floats,
    included: Floats, sums: Floats, counts: Floats,
) -> None:  # fmt: skip
    """Bring the nodes below ``node`` into ``sums`` and ``counts``; NaN does not count."""
    kind = program.fold[view, node]
    change = program.transform[view, node]
    for edge in range(program.first_child[node], program.first_child[node + 1]):
        below, here = scores[program.child[edge]], applies[program.child[edge]]
        whole, stand_in = program.weight[edge], _stand_in(program, edge, view)
        shrinks = program.shrinks[edge] == 1 and view <= COVERAGE
        if kind == ADD and change == NONE and np.isnan(stand_in) and not shrinks:
            for i in range(size):
                counted = below[i] == below[i]
                sums[i] += whole * below[i] if counted else 0.0
                counts[i] += whole if counted else 0.0
            continue
        stands, share = not np.isnan(stand_in), included[program.child[edge]]
        for i in range(size):
            is_stand_in = stands and _is_gone(here[i], view)
            score = stand_in if is_stand_in else below[i]
            if np.isnan(score):
                continue
            weight = whole * share[i] if shrinks and not is_stand_in else whole
            counts[i] += weight
            if kind == MIN:
                sums[i] = min(sums[i], score)
            elif kind == MAX:
                sums[i] = max(sums[i], score)
            else:
                sums[i] += _changed(change, weight, score)


@compiled(
    void(
        PROGRAM, CODES, int64, int64, int64, int64, TABLES, TABLES, TABLES, FLOATS, FLOATS,
        SHORTS,
    )
)  # fmt: skip
def _pass_children(
    program: Program, codes: Codes, begin: int, size: int, view: int, node: int, scores: Floats,
    applies: Floats, included: Floats, sums: Floats, counts: Floats, passing: Shorts,
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
        whole, stand_in = program.weight[edge], _stand_in(program, edge, view)
        stands, share = not np.isnan(stand_in), included[program.child[edge]]
        shrinks = program.shrinks[edge] == 1
        for i in range(size):
            is_stand_in = stands and np.isnan(here[i])
            value = stand_in if is_stand_in else below[i]
            if np.isnan(value):
                continue
            weight = whole * share[i] if shrinks and not is_stand_in else whole
            counts[i] += weight
            if passing[i] == 1:
                sums[i] += weight if value >= mark else weight * value
                passing[i] = np.int16(value >= mark)


@compiled(void(PROGRAM, CODES, int64, int64, int64, int64, TABLES, FLOATS))
def cut_out(
    program: Program, codes: Codes, begin: int, size: int, view: int, node: int, applies: Floats,
    score: Floats,
) -> None:  # fmt: skip
    """Let ``node`` not apply where a child that does not apply takes it along."""
    gone = 1.0 if view == EXCLUDED else (0.0 if view == INCLUDED else np.nan)
    for edge in range(program.first_item[node], program.first_item[node + 1]):
        by_absent, by_skipped = program.cuts_item[edge] & 1, program.cuts_item[edge] & 2
        if by_absent or by_skipped:
            column = codes[program.item[edge], begin : begin + size]
            for i in range(size):
                if (by_absent and column[i] == ABSENT) or (by_skipped and column[i] == SKIPPED):
                    score[i] = gone
    for edge in range(program.first_child[node], program.first_child[node + 1]):
        if program.cuts_node[edge]:
            here = applies[program.child[edge]]
            for i in range(size):
                if _is_gone(here[i], view):
                    score[i] = gone


@compiled(void(int64, int64, int64, FLOATS, FLOATS, FLOATS), within=True)
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
        elif change == PRODUCT:
            score[i] = np.exp(sums[i])
        else:
            score[i] = counts[i] / sums[i]


@compiled(void(PROGRAM, int64, int64, int64, FLOATS))
def cut_off(program: Program, view: int, node: int, size: int, score: Floats) -> None:
    """Bring the children's value to the limits of ``node``, if it has any; NaN stays."""
    low, over = program.limit_from[node], program.limit_over[node]
    if over == 0.0 or view >= COVERAGE:
        return
    for i in range(size):
        value = (score[i] - low) / over
        score[i] = 0.0 if value < 0.0 else (min(value, 1.0))


@compiled(
    void(
        PROGRAM, CODES, int64, int64, int64, int64, int64, TABLES, TABLES, TABLES, FLOATS,
        FLOATS, SHORTS, SHORTS,
    )
)  # fmt: skip
def walk(  # noqa: C901 - one fold after another, for the compiler to see whole
    program: Program, codes: Codes, begin: int, size: int, view: int, first: int, last: int,
    scores: Floats, applies: Floats, included: Floats, sums: Floats, counts: Floats,
    steps: Shorts, weights: Shorts,
) -> None:  # fmt: skip
    """The nodes ``first`` to before ``last`` of one view for the ``size`` sheets at ``begin``.

    ``scores[node, :size]`` receives them, in [0, 1], NaN where there is none. ``applies`` is
    NaN where a node does not apply: the scores at worst, or where nothing is open those asked
    for; it may be ``scores`` itself. ``included`` is the view of that name, which is its own
    ``applies`` and is only looked at where nodes shrink. The last four are room to work in.
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
                    program, codes, begin, size, view, node, scores, applies, included, sums,
                    counts, steps,
                )  # fmt: skip
            else:
                _add_nodes(program, size, view, node, scores, applies, included, sums, counts)
            _conclude(kind, program.transform[view, node], size, sums, counts, score)
        cut_off(program, view, node, size, score)
        if program.is_cut[node]:
            cut_out(program, codes, begin, size, view, node, applies, score)
