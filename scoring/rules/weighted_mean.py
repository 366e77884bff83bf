"""The weighted arithmetic mean: what is strong here can make up for what is weak there."""

from scoring.rules.base import Aggregation, Fold, Instruction, Vector
from scoring.rules.registry import register


@register("weighted_mean")
class WeightedMean(Aggregation):
    """Sum of weight times value over sum of weight."""

    def instruction(self) -> Instruction:
        """Plain adding."""
        return Instruction(Fold.ADD)

    def shares(self, values: Vector, weights: Vector) -> Vector:
        """The weights themselves."""
        del values
        return weights / weights.sum()
