"""The middle of what is below: neither one very strong child nor one very weak one moves it."""

from typing import ClassVar

import numpy as np

from scoring.rules.base import TIE, Aggregation, Floats
from scoring.rules.registry import register

HALF = 0.5 - 1e-12  # of the weight, but for what binary rounding may do


@register("median")
class Median(Aggregation):
    """The value that half of the weight does not exceed and half does not fall below.

    Of the values for which both holds, the mean of the lowest and the highest. Without weights
    every child counts the same.
    """

    weighs: ClassVar[bool] = False

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The middle of the two ends."""
        low, high = self._ends(values, weights)
        return (low + high) / 2

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """All on the children in the middle, half at each end, shared by weight among equals."""
        ends = self._ends(values[:, None], weights[:, None])
        at = (weights * (abs(values - end) <= TIE) for end in ends)
        shares: Floats = np.mean([each / each.sum() for each in at], axis=0)
        return shares

    def _ends(self, values: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """The lowest value with half of the weight at or below it, the highest with half above."""
        counts = weights > 0
        order = np.argsort(np.where(counts, values, np.inf), axis=0, kind="stable")
        ranked = np.take_along_axis(values, order, axis=0)
        reached = np.cumsum(np.take_along_axis(weights, order, axis=0), axis=0)
        half = reached[-1] * HALF
        low = np.argmax(reached >= half, axis=0)
        before = np.concatenate((np.zeros_like(reached[:1]), reached[:-1]))
        is_high = (reached[-1] - before >= half) & (reached > before)
        high = len(values) - 1 - np.argmax(is_high[::-1], axis=0)
        columns = np.arange(values.shape[1])
        return ranked[low, columns], ranked[high, columns]
