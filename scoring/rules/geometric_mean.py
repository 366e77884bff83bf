"""The weighted geometric mean: a weak child costs more than it would in the arithmetic one."""

import numpy as np

from scoring.rules.base import Aggregation, Fold, Instruction, Transform, Vector
from scoring.rules.registry import register


@register("geometric_mean")
class GeometricMean(Aggregation):
    """exp(sum of weight times log value over sum of weight); one 0 makes it 0."""

    def instruction(self) -> Instruction:
        """Adding of logarithms."""
        return Instruction(Fold.ADD, Transform.LOG)

    def shares(self, values: Vector, weights: Vector) -> Vector:
        """Weight over the logarithmic mean of value and score: the mean's own steepness there.

        Where a child is 0 the score is 0 because of it, so the zeros share everything.
        """
        if not values.all():
            zeros = weights * (values == 0)
            return zeros / zeros.sum()
        score = np.exp((weights / weights.sum()) @ np.log(values))
        ratio = values / score - 1
        # log1p keeps the quotient exact where a value is close to the score; its limit is 1.
        steepness = np.divide(np.log1p(ratio), ratio, out=np.ones_like(ratio), where=ratio != 0)
        steep = weights * steepness
        return steep / steep.sum()
