"""The weighted arithmetic mean: what is strong here can make up for what is weak there."""

from scoring.rules.base import Aggregation, Floats, Fold, Instruction
from scoring.rules.registry import register


@register("weighted_mean")
class WeightedMean(Aggregation):
    """Sum of weight times value over sum of weight."""

    def instruction(self) -> Instruction:
        """Plain adding."""
        return Instruction(Fold.ADD)

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """The weights themselves."""
        del values
        shares: Floats = weights / weights.sum()
        return shares
