"""Levels one after another: what is passed counts whole, the first that fails counts itself."""

import numpy as np
from pydantic import Field

from scoring.rules.base import TOLERANCE, Floats, Fold, Instruction, Weighted
from scoring.rules.registry import register


@register("cumulative")
class Cumulative(Weighted):
    """The children are levels, lowest first; a child is passed from ``pass_at`` on."""

    pass_at: float = Field(gt=0, le=1)

    def instruction(self) -> Instruction:
        """A fold of its own."""
        return Instruction(Fold.PASS, mark=self.pass_at)

    def credited(self, values: Floats, weights: Floats) -> Floats:
        """1 while they pass, the value of the first that does not, 0 above it."""
        del weights
        before = np.cumprod(np.concatenate(([1.0], values >= self.pass_at - TOLERANCE)))
        credited: Floats = before[1:] + (before[:-1] - before[1:]) * values
        return credited
