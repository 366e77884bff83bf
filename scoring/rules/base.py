"""What a rule is: a frozen class with typed options that states itself to the kernel."""

import math
from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from files.shape import Entry
from questionnaires.model import Item
from scoring import program

if TYPE_CHECKING:
    from scoring.rubric import Node

Floats = NDArray[np.float64]

TOLERANCE = 1e-9  # share of a node's scale by which binary rounding may miss a threshold
TIE = 1e-12  # values that differ by less differ by rounding only


class Fold(IntEnum):
    """How the kernel brings the children of a node together."""

    ADD = program.ADD  # undo(sum of weight * transform(value) / sum of weight)
    MIN = program.MIN
    MAX = program.MAX
    CALL = program.CALL  # the rule's own ``combine``, block by block
    PASS = program.PASS  # in order: passed children count whole, the first that fails its value


class Transform(IntEnum):
    """What is done to a value before adding; it is undone on the mean."""

    NONE = program.NONE
    LOG = program.LOG
    INVERSE = program.INVERSE
    PRODUCT = program.PRODUCT  # the logarithm without its weight; undone on the sum


class Instruction(NamedTuple):
    """An aggregation in the kernel's terms."""

    fold: Fold
    transform: Transform = Transform.NONE
    mark: float = 0.0  # from here on a child is passed (Fold.PASS)


class Threshold(NamedTuple):
    """``level`` asks that ``node`` is at least at ``at_least`` (on the node's own scale).

    ``above``: at it is not enough.
    """

    level: int
    node: str
    at_least: float
    above: bool = False

    def lacks(self, value: float, span: float, start: float) -> bool:
        """Whether ``value``, in [0, 1], misses it, but for what binary rounding may do (S22)."""
        return value < self.least(span, start)

    def least(self, span: float, start: float) -> float:
        """The lowest value in [0, 1] that meets it, on a scale ``span`` long from ``start`` on."""
        value = (self.at_least - start) / span
        if self.above:
            return math.nextafter(value + TOLERANCE, math.inf)
        return value - TOLERANCE


class Rule(Entry):
    """Anything a rubric names by a word; its fields are the options the file may give."""

    name: ClassVar[str]


class Aggregation(Rule):
    """Children's values to a node's value, all in [0, 1].

    It has to be a mean of what it credits its children with, and must not fall when a child
    rises: the interval and the explanation rest on that. A rule says either which
    ``instruction`` of the kernel it is, or how to ``combine``.
    """

    adds_points: ClassVar[bool] = False  # the node's scale is the sum of its children's weights
    weighs: ClassVar[bool] = True  # weights bear on the score, so they have to be given
    heeds_weights: ClassVar[bool] = True  # whether they bear on it where they are given

    def instruction(self) -> Instruction:
        """The aggregation in the kernel's terms."""
        return Instruction(Fold.CALL)

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The node's value for each sheet, of shape (sheets,).

        ``values`` and ``weights`` are of shape (children, sheets), items first, then nodes; a
        child that does not count has weight 0 and value 0 (a sheet without any is not used).
        """
        raise NotImplementedError

    def faults(self) -> Iterator["Fault"]:
        """What is wrong with the options that their types do not catch."""
        yield from ()

    def unfit(self, below: tuple[frozenset[str], ...]) -> "Fault | None":
        """What is wrong with the children, of which the items are ``below``."""
        del below
        return None

    def credited(self, values: Floats, weights: Floats) -> Floats:
        """What each child's value counts as; ``shares @ credited`` is the score."""
        del weights
        return values

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """The effective weight of each child; they add up to 1.

        ``shares @ credited(values, weights)`` is the score.

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


class Weighted(Aggregation):
    """An aggregation of which each child makes up its share of the weight."""

    def shares(self, values: Floats, weights: Floats) -> Floats:
        """The weights themselves."""
        del values
        shares: Floats = weights / weights.sum()
        return shares


Fault = tuple[str, tuple[str | int, ...], dict[str, Any]]  # code, place in the options, parameters


class LevelRule(Rule):
    """Scores to a level; the rubric's level is the lowest that any of its rules gives."""

    def measures(self, tree: "Node") -> tuple["Node", ...]:
        """Figures of the rule's own beside the tree, for thresholds only.

        Each is a node over items that the tree judges; its id holds a dot, so that it is no
        node's of a file.
        """
        del tree
        return ()

    def faults(self, tree: "Node", items: Mapping[str, Item]) -> Iterator[Fault]:
        """What is wrong with the options in view of the tree and the questionnaire's items."""
        del tree, items
        yield from ()

    def thresholds(self) -> tuple[Threshold, ...]:
        """All that the levels ask for; levels are reached one after another."""
        raise NotImplementedError

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """The place of each threshold in the rule's options, for problems to name their line."""
        return ((),) * len(self.thresholds())
