"""What the sheets say of each item: its rungs, and its values in [0, 1]."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from questionnaires.columns import Columns, is_answered
from questionnaires.conditions import TRUE, route
from questionnaires.model import Item, Kind, Questionnaire
from scoring.columns import band_of, encode
from scoring.lines import DIGIT_VALUES
from scoring.rubric import Rubric
from scoring.weighed_batch import coding_plan

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class ItemReading:
    """The answers of one scored item, of shape (sheets,) each.

    ``asked``: whether it was asked; ``answered``: and answered with a rung, neither open nor not
    applicable; ``rungs``: per rung whether it was taken, of shape (rungs, sheets); ``values``:
    what the answer is worth in [0, 1], NaN where it counts for nothing.
    """

    asked: Flags
    answered: Flags
    rungs: Flags
    values: Floats


def read_items(
    questionnaire: Questionnaire, rubric: Rubric, columns: Columns
) -> Mapping[str, ItemReading]:
    """Each scored item of all sheets, by id, in the questionnaire's order."""
    plan, routes = coding_plan(questionnaire, rubric), route(questionnaire, columns)
    codes = encode(plan.coders, routes)
    found = {}
    for item in questionnaire.scored:
        asked = np.asarray(routes.shown[item.id] == TRUE)
        step, *digits = plan.rows[item.id]
        row = codes[step]
        answered = asked & (row >= 0)
        if digits:  # scored along a line
            worth = np.array(DIGIT_VALUES) @ np.clip(codes[digits], 0, None)
        else:
            worth = np.array(plan.values[item.id])[np.clip(row, 0, None)]
        values = np.where(answered, worth, np.nan)
        column = routes.items.get(item.id, np.full(columns.size, -1))
        found[item.id] = ItemReading(asked, answered, _rungs(item, column) & answered, values)
    return found


def _rungs(item: Item, column: NDArray[np.generic]) -> Flags:
    """Which rung each sheet takes; of a multi item each that is ticked."""
    if item.kind is Kind.MULTI:
        masks = np.where(is_answered(column), column, 0).astype(np.int64)
        return np.array([(masks >> bit) & 1 for bit in range(len(item.options))], dtype=bool)
    if item.bands:
        known = is_answered(column)
        bands = band_of(item, np.where(known, column, item.bands[0].from_))
        return np.array([known & (bands == band) for band in range(len(item.bands))])
    return np.array([column == option for option in range(len(item.options))])
