"""The weakest link: a node is as good as its worst child."""

from typing import ClassVar

from scoring.rules.base import TIE, Aggregation, Floats, Fold, Instruction
from scoring.rules.registry import register


@register("min")
class Min(Aggregation):
    """The lowest value; weights only say what a child counts for in coverage."""

    weighs: ClassVar[bool] = False
    heeds_weights: ClassVar[bool] = False

    def instruction(self) -> Instruction:
        """The lowest."""
        return Instruction(Fold.MIN)

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """All on the weakest child, shared by weight among equals."""
        at_the_end = weights * (values <= values.min() + TIE)
        shares: Floats = at_the_end / at_the_end.sum()
        return shares
