"""Answer columns to the engine's code columns: one int8 per item and sheet.

A code is the index of the option (choice, ladder), of the band (number, ratio) or of the sum of
points (multi) among the steps of the rubric's table; below 0 it is a state.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from questionnaires.columns import Array, is_answered, is_not_applicable
from questionnaires.conditions import FALSE, UNKNOWN, Routes
from questionnaires.model import Item, Kind, Questionnaire
from scoring.points import sums
from scoring.rubric import Rubric

UNANSWERED = -1
NOT_APPLICABLE = -2  # or routed out

Codes = NDArray[np.int8]


def encode(questionnaire: Questionnaire, rubric: Rubric, routes: Routes) -> Codes:
    """The code columns, shape (scored items in the questionnaire's order, sheets).

    What is routed out counts as not applicable, whatever was once answered; what is not decided
    yet counts as unanswered. A column that is not there is unanswered throughout.
    """
    size = len(next(iter(routes.shown.values())))
    codes = np.full((len(questionnaire.scored), size), UNANSWERED, dtype=np.int8)
    for row, item in enumerate(questionnaire.scored):
        column = routes.items.get(item.id)
        if column is not None:
            answered = is_answered(column)
            steps = _steps(item, rubric.judged[item.id].points, column)
            np.copyto(codes[row], steps, where=answered, casting="unsafe")
            codes[row][is_not_applicable(column)] = NOT_APPLICABLE
        codes[row][routes.shown[item.id] == UNKNOWN] = UNANSWERED
        codes[row][routes.shown[item.id] == FALSE] = NOT_APPLICABLE
    return codes


def _steps(item: Item, points: Sequence[float], column: Array) -> Array:
    if item.kind in (Kind.NUMBER, Kind.RATIO):
        return band_of(item, column)
    if item.kind is Kind.MULTI:
        return _sum_index(item, points, column)
    return column


def band_of(item: Item, numbers: Array) -> Array:
    """The index of the band that each number falls into; beyond the ends: the band at the end."""
    if item.closed == "left":  # [from, to)
        return np.searchsorted([band.from_ for band in item.bands[1:]], numbers, side="right")
    ends = [band.to for band in item.bands[:-1]]  # (from, to]
    return np.searchsorted(np.array(ends, dtype=np.float64), numbers, side="left")


def _sum_index(item: Item, points: Sequence[float], masks: Array) -> Array:
    """The index among ``sums`` of the points that the ticked options bring."""
    total = np.zeros(masks.shape)
    for bit, (option, point) in enumerate(zip(item.options, points, strict=True)):
        ticked = (masks >> bit) & 1 == 1
        if option.exclusive:
            total[ticked] = point
        else:
            total[ticked] += point
    steps = np.array(sums(item, points))
    between = (steps[1:] + steps[:-1]) / 2  # robust against the rounding of the additions
    return np.searchsorted(between, total, side="right")
