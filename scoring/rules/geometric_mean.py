"""The weighted geometric mean: a weak child costs more than it would in the arithmetic one."""

import numpy as np

from scoring.rules.base import Aggregation, Floats, Fold, Instruction, Transform
from scoring.rules.registry import register


@register("geometric_mean")
class GeometricMean(Aggregation):
    """exp(sum of weight times log value over sum of weight); one 0 makes it 0."""

    def instruction(self) -> Instruction:
        """Adding of logarithms."""
        return Instruction(Fold.ADD, Transform.LOG)

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """Weight over the logarithmic mean of value and score: the mean's own steepness there.

        Where a child is 0 the score is 0 because of it, so the zeros share everything.
        """
        if values.all():
            score = np.exp((weights / weights.sum()) @ np.log(values))
            off = values / score - 1
            # The quotient's limit is 1; log1p keeps it exact where a value is near the score.
            steepness = np.divide(np.log1p(off), off, out=np.ones_like(off), where=off != 0)
        else:
            steepness = values == 0
        shares: Floats = weights * steepness
        shares /= shares.sum()
        return shares
