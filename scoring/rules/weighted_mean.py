"""The weighted arithmetic mean: what is strong here can make up for what is weak there."""

from scoring.rules.base import Fold, Instruction, Weighted
from scoring.rules.registry import register


@register("weighted_mean")
class WeightedMean(Weighted):
    """Sum of weight times value over sum of weight."""

    def instruction(self) -> Instruction:
        """Plain adding."""
        return Instruction(Fold.ADD)
