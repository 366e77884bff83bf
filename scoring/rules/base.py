"""What a rule is: a frozen class with typed options that states itself to the kernel."""

from enum import IntEnum
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from questionnaires.shape import Entry

Vector = NDArray[np.float64]


class Fold(IntEnum):
    """How the kernel brings the children of a node together."""

    ADD = 0  # after(sum of weight * before(value) / sum of weight)
    MIN = 1
    MAX = 2


class Transform(IntEnum):
    """What is done to a value before adding; the inverse is done to the mean."""

    NONE = 0
    LOG = 1
    INVERSE = 2


class Instruction(NamedTuple):
    """An aggregation in the kernel's terms."""

    fold: Fold
    transform: Transform = Transform.NONE


class Threshold(NamedTuple):
    """``level`` asks that ``node`` is at least at ``at_least`` (on the node's own scale)."""

    level: int
    node: str
    at_least: float


class Rule(Entry):
    """Anything a rubric names by a word; its fields are the options the file may give."""

    name: ClassVar[str]


class Aggregation(Rule):
    """Children's values to a node's value, all in [0, 1]; it must be monotone in each child."""

    adds_points: ClassVar[bool] = False  # the node's scale is the sum of its children's weights
    weighs: ClassVar[bool] = True  # weights bear on the score, so they have to be given

    def instruction(self) -> Instruction:
        """The aggregation in the kernel's terms."""
        raise NotImplementedError

    def shares(self, values: Vector, weights: Vector) -> Vector:
        """The effective weight of each child: adds up to 1, and ``shares @ values`` is the score.

        ``values`` in [0, 1] and ``weights`` > 0 are those of the children that count.
        """
        raise NotImplementedError


class LevelRule(Rule):
    """Scores to a level; the rubric's level is the lowest that any of its rules gives."""

    def thresholds(self) -> tuple[Threshold, ...]:
        """All that the levels ask for; levels are reached one after another."""
        raise NotImplementedError
