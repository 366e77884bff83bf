"""Means that become one of a few steps: what they have in common."""

from abc import abstractmethod

import numpy as np

from scoring.rules.base import Floats, Weighted


class Stepped(Weighted):
    """The weighted mean of the children, brought to a step."""

    @abstractmethod
    def stepped(self, means: Floats) -> Floats:
        """The step in [0, 1] of each mean; it must not fall where a mean rises."""

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The step of the weighted mean."""
        together = weights.sum(axis=0)
        together[together == 0] = 1.0
        return self.stepped((weights * values).sum(axis=0) / together)

    def credited(self, values: Floats, weights: Floats) -> Floats:
        """Each value cut off or filled up by what the step leaves of the mean, in proportion."""
        mean = weights @ values / weights.sum()
        step = self.stepped(np.array([mean]))[0]
        credited: Floats
        if step > mean:
            credited = 1 - (1 - values) * ((1 - step) / (1 - mean))
        elif step < mean:
            credited = values * (step / mean)
        else:
            credited = values
        return credited
