"""Levels one after another: what is passed counts whole, the first that fails counts itself."""

import numpy as np
from pydantic import Field

from scoring.rules.base import Aggregation, Floats, Fold, Instruction
from scoring.rules.registry import register

CLOSE = 1e-9  # the tolerance of every threshold


@register("cumulative")
class Cumulative(Aggregation):
    """The children are levels, lowest first; a child is passed from ``pass_at`` on."""

    pass_at: float = Field(gt=0, le=1)

    def instruction(self) -> Instruction:
        """A fold of its own."""
        return Instruction(Fold.PASS, mark=self.pass_at)

    def credited(self, values: Floats, weights: Floats) -> Floats:
        """1 while they pass, the value of the first that does not, 0 above it."""
        del weights
        before = np.cumprod(np.concatenate(([1.0], values >= self.pass_at - CLOSE)))
        credited: Floats = before[1:] + (before[:-1] - before[1:]) * values
        return credited

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """The weights themselves."""
        del values
        shares: Floats = weights / weights.sum()
        return shares
