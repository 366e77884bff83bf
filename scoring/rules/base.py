"""What a rule is: a frozen class with typed options that states itself to the kernel."""

from enum import IntEnum
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from questionnaires.shape import Entry
from scoring import kernel

Floats = NDArray[np.float64]

TIE = 1e-12  # values that differ by less differ by rounding only


class Fold(IntEnum):
    """How the kernel brings the children of a node together."""

    ADD = kernel.ADD  # undo(sum of weight * transform(value) / sum of weight)
    MIN = kernel.MIN
    MAX = kernel.MAX
    CALL = kernel.CALL  # the rule's own ``combine``, block by block


class Transform(IntEnum):
    """What is done to a value before adding; it is undone on the mean."""

    NONE = kernel.NONE
    LOG = kernel.LOG
    INVERSE = kernel.INVERSE


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
    """Children's values to a node's value, all in [0, 1].

    It has to be a mean (never below the lowest child nor above the highest) and must not fall
    when a child rises: the interval and the explanation rest on that. A rule says either which
    ``instruction`` of the kernel it is, or how to ``combine``.
    """

    adds_points: ClassVar[bool] = False  # the node's scale is the sum of its children's weights
    weighs: ClassVar[bool] = True  # weights bear on the score, so they have to be given

    def instruction(self) -> Instruction:
        """The aggregation in the kernel's terms."""
        return Instruction(Fold.CALL)

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The node's value for each sheet, of shape (sheets,).

        ``values`` and ``weights`` are of shape (children, sheets), items first, then nodes; a
        child that does not count has weight 0 and value 0 (a sheet without any is not used).
        """
        raise NotImplementedError

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """The effective weight of each child: adds up to 1, and ``shares @ values`` is the score.

        ``values`` and ``weights`` > 0, of shape (children,), are those that count. Unless the
        rule knows better: the weights, shifted to the weakest child (or to the strongest) just
        as far as the score asks for.
        """
        plain: Floats = weights / weights.sum()
        mean = float(plain @ values)
        score = float(self.combine(values[:, None], weights[:, None])[0])
        end = values == (values.min() if score < mean else values.max())
        far = float(values[end][0]) - mean
        if far == 0:
            return plain
        pull = (score - mean) / far
        shares: Floats = (1 - pull) * plain + pull * end * plain / (end @ plain)
        return shares


class LevelRule(Rule):
    """Scores to a level; the rubric's level is the lowest that any of its rules gives."""

    def thresholds(self) -> tuple[Threshold, ...]:
        """All that the levels ask for; levels are reached one after another."""
        raise NotImplementedError

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Where in the rule's options each threshold stands, for problems to name their line."""
        return ((),) * len(self.thresholds())
