"""A mean of levels that is a level again, by a rounding that the rubric declares."""

from typing import Literal

import numpy as np
from pydantic import Field

from scoring.rules.base import TOLERANCE, Floats
from scoring.rules.registry import register
from scoring.rules.stepped import Stepped


@register("rounded")
class Rounded(Stepped):
    """The children's mean on 0..``to``, rounded to a whole number there."""

    to: int = Field(ge=1, le=100)
    how: Literal["down", "half_up", "up"]

    def stepped(self, means: Floats) -> Floats:
        """The whole number over ``to``."""
        exact = means * self.to
        close = TOLERANCE * self.to
        if self.how == "up":
            whole = np.ceil(exact - close)
        else:
            whole = np.floor(exact + close + (0.5 if self.how == "half_up" else 0.0))
        stepped: Floats = np.clip(whole / self.to, 0.0, 1.0)
        return stepped
