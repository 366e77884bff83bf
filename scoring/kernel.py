"""The compiled kernel: interprets a Plan over blocks of sheets.

Compiled when this module is first imported on a machine (``python -m scoring.warm`` at set-up)
and kept in a cache; from then on importing takes milliseconds.
"""

import numpy as np
from numba import njit

BLOCK = 2048  # sheets at once: the columns in hand stay in the processor's nearest memory

_ADD, _MIN = 0, 1
_LOG, _INVERSE = 1, 2
_ASKED, _WORST, _BEST, _COVERAGE, _EXCLUDED = 0, 1, 2, 3, 4


@njit(nogil=True, cache=True)
def _view(
    view,
    codes,
    low,
    size,
    fold,
    transform,
    first_item,
    item,
    start,
    first_child,
    child,
    weight,
    value,
    count,
    out,
    sums,
    counts,
):
    """One pass through the tree for one block: ``out[node, :size]`` in [0, 1], NaN for nothing."""
    for node in range(out.shape[0]):
        kind = fold[view, node]
        change = transform[view, node]
        begin = 0.0 if kind == _ADD else (np.inf if kind == _MIN else -np.inf)
        for i in range(size):
            sums[i] = begin
            counts[i] = 0.0
        for edge in range(first_item[node], first_item[node + 1]):
            row = item[edge]
            base = start[edge] + 2
            for i in range(size):
                at = base + codes[row, low + i]
                counts[i] += count[view, at]
                if kind == _ADD:
                    sums[i] += value[view, at]
                elif kind == _MIN:
                    sums[i] = min(sums[i], value[view, at])
                else:
                    sums[i] = max(sums[i], value[view, at])
        for edge in range(first_child[node], first_child[node + 1]):
            below = child[edge]
            heavy = weight[edge]
            for i in range(size):
                score = out[below, i]
                if np.isnan(score):
                    continue
                counts[i] += heavy
                if kind == _ADD:
                    if change == _LOG:
                        score = np.log(score)
                    elif change == _INVERSE:
                        score = 1.0 / score if score > 0.0 else np.inf
                    sums[i] += heavy * score
                elif kind == _MIN:
                    sums[i] = min(sums[i], score)
                else:
                    sums[i] = max(sums[i], score)
        for i in range(size):
            if counts[i] == 0.0:
                out[node, i] = np.nan
            elif kind != _ADD:
                out[node, i] = sums[i]
            elif change == _LOG:
                out[node, i] = np.exp(sums[i] / counts[i])
            elif change == _INVERSE:
                out[node, i] = counts[i] / sums[i]
            else:
                out[node, i] = sums[i] / counts[i]


@njit(nogil=True, cache=True)
def _level(size, scores, fallback, top, needs_level, needs_node, needs_value, levels, first):
    """The highest level all of whose needs, and those below it, are met; -1 without a total.

    A node without a score stands with its ``fallback``; without that it does not apply, and
    nothing is asked of it.
    """
    total = scores.shape[0] - 1
    for i in range(size):
        levels[first + i] = top
    for need in range(needs_level.shape[0] - 1, -1, -1):
        node = needs_node[need]
        short = needs_level[need] - 1
        for i in range(size):
            score = scores[node, i]
            if np.isnan(score):
                score = fallback[node, i]
            if score < needs_value[need]:  # never where it is NaN
                levels[first + i] = short
    for i in range(size):
        if np.isnan(scores[total, i]):
            levels[first + i] = -1


@njit(nogil=True, cache=True)
def run(
    codes,
    low,
    high,
    fold,
    transform,
    first_item,
    item,
    start,
    first_child,
    child,
    weight,
    value,
    count,
    top,
    needs_level,
    needs_node,
    needs_value,
    want_view,
    want_node,
    out,
    levels,
):
    """Score the sheets ``low``..``high``.

    ``out[w]`` receives node ``want_node[w]`` in view ``want_view[w]``; ``levels`` the level as
    it is, at worst and at best.
    """
    nodes = fold.shape[1]
    space = min(BLOCK, high - low)
    views = np.empty((5, nodes, space))
    sums = np.empty(space)
    counts = np.empty(space)
    excluded_wanted = False
    for want in range(want_view.shape[0]):
        excluded_wanted |= want_view[want] == _EXCLUDED
    for begin in range(low, high, BLOCK):
        size = min(BLOCK, high - begin)
        is_open = False
        for row in range(codes.shape[0]):
            found = False
            for i in range(size):
                found |= codes[row, begin + i] == -1
            is_open |= found
        last = 4 if is_open else 1
        for view in range(last):
            _view(
                view,
                codes,
                begin,
                size,
                fold,
                transform,
                first_item,
                item,
                start,
                first_child,
                child,
                weight,
                value,
                count,
                views[view],
                sums,
                counts,
            )
        if excluded_wanted:
            _view(
                _EXCLUDED,
                codes,
                begin,
                size,
                fold,
                transform,
                first_item,
                item,
                start,
                first_child,
                child,
                weight,
                value,
                count,
                views[_EXCLUDED],
                sums,
                counts,
            )
        if is_open:
            for node in range(nodes):
                for i in range(size):
                    if views[_COVERAGE, node, i] == 0.0:
                        views[_ASKED, node, i] = np.nan
                    score = views[_ASKED, node, i]
                    if score < views[_WORST, node, i]:
                        views[_WORST, node, i] = score
                    if score > views[_BEST, node, i]:
                        views[_BEST, node, i] = score
        else:
            for node in range(nodes):
                for i in range(size):
                    score = views[_ASKED, node, i]
                    views[_WORST, node, i] = score
                    views[_BEST, node, i] = score
                    views[_COVERAGE, node, i] = np.nan if np.isnan(score) else 1.0
        for view in range(3):
            _level(
                size,
                views[view],
                views[_WORST],
                top,
                needs_level,
                needs_node,
                needs_value,
                levels[view],
                begin,
            )
        for want in range(want_view.shape[0]):
            view = want_view[want]
            node = want_node[want]
            for i in range(size):
                out[want, begin + i] = views[view, node, i]
