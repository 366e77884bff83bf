"""The product of what is below: likelihood times impact, or whatever has to come together."""

from typing import ClassVar

import numpy as np

from scoring.rules.base import Aggregation, Fault, Floats, Fold, Instruction, Transform
from scoring.rules.geometric_mean import GeometricMean
from scoring.rules.registry import register


@register("product")
class Product(Aggregation):
    """The values multiplied; weights only say what a child counts for in coverage."""

    weighs: ClassVar[bool] = False
    heeds_weights: ClassVar[bool] = False

    def instruction(self) -> Instruction:
        """Adding of logarithms, undone on their sum."""
        return Instruction(Fold.ADD, Transform.PRODUCT)

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """Those of the geometric mean of equal weights, of which the product is a power."""
        return GeometricMean().shares(values, np.ones_like(weights))

    def credited(self, values: Floats, weights: Floats) -> Floats:
        """Each value cut off by what the product leaves of that mean, in proportion."""
        del weights
        if not values.all():
            return values
        mean = np.exp(np.log(values).mean())
        credited: Floats = values * mean ** (len(values) - 1)
        return credited

    def unfit(self, below: tuple[frozenset[str], ...]) -> Fault | None:
        """A product of one thing is none, and with an item on both sides it is a square."""
        twice = {id for each in below for id in each if sum(id in other for other in below) > 1}
        if len(below) > 1 and not twice:
            return None
        return "R066", ("aggregate",), {"items": ", ".join(sorted(twice)) or "—"}
