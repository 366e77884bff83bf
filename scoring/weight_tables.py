"""Weights that depend on a fact of the enterprise: a row of weights for some of its values."""

from collections.abc import Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from files.frozen import Frozen
from i18n import Text
from questionnaires.columns import Array, Facts, fact_columns
from questionnaires.facts import FACTS, NUMBER
from questionnaires.model import Condition

Ints = NDArray[np.int64]


class WeightRow(Frozen):
    """The weight of every child of a node, by id, where ``when`` holds.

    ``when`` tests the table's fact; None: it is the row for all other values, or for no value.
    """

    when: Condition | None
    weights: Mapping[str, float]
    reason: Text


class WeightTable(Frozen):
    """The rows of weights by one fact (S76); ``otherwise`` and ``unknown`` are places of rows.

    ``otherwise`` is None where the rows leave no value out.
    """

    fact: str
    rows: tuple[WeightRow, ...]
    otherwise: int | None
    unknown: int

    def places(self, facts: Mapping[str, Array], size: int) -> Ints:
        """The place of the row of each of ``size`` sheets, by their columns of facts."""
        column = facts.get(self.fact)
        found = np.full(size, self.unknown, dtype=np.int64)
        if column is None:
            return found
        known = ~np.isnan(column.astype(np.float64)) if self._is_number else column != ""
        if self.otherwise is not None:
            found[known] = self.otherwise
        for place, row in enumerate(self.rows):
            if row.when is not None:
                found[known & _holds(row.when, column)] = place
        return found

    def place(self, facts: Facts) -> int:
        """The place of the row of one enterprise."""
        return int(self.places(fact_columns([facts]), 1)[0])

    @property
    def _is_number(self) -> bool:
        return FACTS[self.fact] == NUMBER


def _holds(when: Condition, column: Array) -> NDArray[np.bool_]:
    """Where a column of known values is among those of the test."""
    if when.is_ is not None:
        return reduce(np.bitwise_or, [column == each for each in when.is_])
    numbers = column.astype(np.float64)
    low = -np.inf if when.at_least is None else when.at_least
    high = np.inf if when.below is None else when.below
    return np.asarray((numbers >= low) & (numbers < high))
