"""Ladders of the same levels side by side: level by level, all children together."""

import numpy as np
from pydantic import Field

from scoring.rules.base import TOLERANCE, Floats, Weighted
from scoring.rules.registry import register


@register("layered")
class Layered(Weighted):
    """Each child climbs ``levels`` levels; a level is passed where the mean of all reaches it.

    The level counts whole where it is passed and all below it, the first that is not counts by
    what there is of it, and none above.
    """

    levels: int = Field(ge=1, le=9)
    pass_at: float = Field(gt=0, le=1)

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The mean of what the levels are credited with."""
        together = weights.sum(axis=0)
        together[together == 0] = 1.0
        means = np.array([(weights * done).sum(axis=0) / together for done in self._done(values)])
        combined: Floats = self._credits(means, means).mean(axis=0)
        return combined

    def credited(self, values: Floats, weights: Floats) -> Floats:
        """For each child the mean of its levels: whole, as far as it is there, or not at all."""
        done = self._done(values)
        means = done @ weights / weights.sum()
        credited: Floats = self._credits(means[:, None], done).mean(axis=0)
        return credited

    def _done(self, values: Floats) -> Floats:
        """How much of each level every child has, of shape (levels, …)."""
        below = np.arange(self.levels).reshape(-1, *[1] * values.ndim)
        done: Floats = np.clip(values * self.levels - below, 0.0, 1.0)
        return done

    def _credits(self, means: Floats, there: Floats) -> Floats:
        """1 for passed levels, ``there`` for the first that ``means`` does not pass, 0 above."""
        passed = np.cumprod(means >= self.pass_at - TOLERANCE, axis=0)
        reached = np.concatenate((np.ones_like(passed[:1]), passed[:-1]))
        credits: Floats = passed + (reached - passed) * there
        return credits
