"""The weighted harmonic mean: harder still on a weak child than the geometric one."""

from scoring.rules.base import Aggregation, Floats, Fold, Instruction, Transform
from scoring.rules.registry import register


@register("harmonic_mean")
class HarmonicMean(Aggregation):
    """Sum of weight over sum of weight by value; one 0 makes it 0."""

    def instruction(self) -> Instruction:
        """Adding of inverses."""
        return Instruction(Fold.ADD, Transform.INVERSE)

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """Weight over value: the mean's own steepness between the child and the score.

        Where a child is 0 the score is 0 because of it, so the zeros share everything.
        """
        shares: Floats = weights / values if values.all() else weights * (values == 0)
        shares /= shares.sum()
        return shares
