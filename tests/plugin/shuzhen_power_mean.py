"""The weighted power mean: 1 is the arithmetic one, more rewards strengths, less punishes gaps."""

import numpy as np
from pydantic import Field

from scoring.rules.base import Aggregation, Floats
from scoring.rules.registry import register


@register("power_mean")
class PowerMean(Aggregation):
    """(Σ w·v^p / Σ w)^(1/p)."""

    exponent: float = Field(gt=0)

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The mean of each sheet."""
        with np.errstate(invalid="ignore"):  # a sheet without any child is not used
            means = (weights * values**self.exponent).sum(axis=0) / weights.sum(axis=0)
        power: Floats = means ** (1 / self.exponent)
        return power
