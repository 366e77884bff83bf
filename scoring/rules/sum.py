"""Points added up: a child's weight is the points it brings at best."""

from typing import ClassVar

from scoring.rules.base import Fold, Instruction, Weighted
from scoring.rules.registry import register


@register("sum")
class Sum(Weighted):
    """The points gained, on a scale that ends at the sum of the weights."""

    adds_points: ClassVar[bool] = True

    def instruction(self) -> Instruction:
        """Plain adding; the scale makes points of the mean."""
        return Instruction(Fold.ADD)
