"""A node as a level of its own, to be averaged or taken the lowest of further up."""

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from pydantic import Field

from i18n import exact
from scoring.entries import LevelKey
from scoring.rules.base import TOLERANCE, Fault, Floats
from scoring.rules.registry import register
from scoring.rules.stepped import Stepped

Percent = Annotated[float, Field(ge=0, le=100)]


@register("graded")
class Graded(Stepped):
    """Level L of the highest one from ``from[L]`` percent of the children's mean on."""

    from_: dict[LevelKey, Percent] = Field(alias="from", min_length=1)

    def stepped(self, means: Floats) -> Floats:
        """The number of the level reached over that of the highest."""
        levels = sorted(int(level) for level in self.from_)
        starts = np.array([self.from_[str(level)] for level in levels]) / 100 - TOLERANCE
        reached: Floats = np.array([0, *levels])[np.searchsorted(starts, means, side="right")]
        return reached / max(levels[-1], 1)

    def faults(self) -> Iterator[Fault]:
        """Levels that do not begin above the ones below them, and a ladder that ends at 0."""
        levels = sorted(self.from_)
        starts = [self.from_[level] for level in levels]
        if levels[-1] == "0" or starts != sorted(set(starts)):
            got = ", ".join(f"{level}: {exact(self.from_[level])}" for level in levels)
            yield "R047", ("from",), {"got": got}
