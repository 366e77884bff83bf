"""The strongest child: a node is as good as the best of its alternatives."""

from typing import ClassVar

from scoring.rules.base import TIE, Aggregation, Floats, Fold, Instruction
from scoring.rules.registry import register


@register("max")
class Max(Aggregation):
    """The highest value; weights only say what a child counts for in coverage."""

    weighs: ClassVar[bool] = False
    heeds_weights: ClassVar[bool] = False

    def instruction(self) -> Instruction:
        """The highest."""
        return Instruction(Fold.MAX)

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """All on the strongest child, shared by weight among equals."""
        at_the_end = weights * (values >= values.max() - TIE)
        shares: Floats = at_the_end / at_the_end.sum()
        return shares
