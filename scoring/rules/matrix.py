"""Levels from a table over two axes: so much of the one together with so much of the other."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import ClassVar

import numpy as np
from pydantic import Field

from files.shape import Entry, did_you_mean
from files.texts import Translatable
from i18n import exact, text_of
from questionnaires.model import Item
from scoring.rubric import Node
from scoring.rules.base import Aggregation, Fault, Floats, LevelRule, Threshold
from scoring.rules.counting import Number
from scoring.rules.registry import register

WHOLE = 100.0  # percent


class Axis(Entry):
    """The bands of one node: where each begins, on the node's scale."""

    node: str
    from_: tuple[float, ...] = Field(alias="from", min_length=1)


class Corners(Aggregation):
    """How near two nodes are to the nearest of some pairs of minimums, all in [0, 1]."""

    name: ClassVar[str] = "corners"
    at: tuple[tuple[float, float], ...]

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The scarcer of the two for its minimum, at the best pair."""
        del weights
        first, second = values
        near: Floats = np.max(
            [np.minimum(_of(first, low), _of(second, other)) for low, other in self.at], axis=0
        )
        return near


@register("matrix")
class Matrix(LevelRule):
    """The level is ``levels[row][column]`` for the bands that the two nodes have reached."""

    rows: Axis
    columns: Axis
    levels: tuple[tuple[Number, ...], ...] = Field(min_length=1)
    reason: Translatable

    def measures(self, tree: Node) -> tuple[Node, ...]:
        """The two axes once more, and for each level how near they are to it."""
        nodes = {node.id: node for node, _ in tree.walk()}
        axes = (self.rows, self.columns)
        if not all(axis.node in nodes for axis in axes):
            return ()
        rows, columns = (
            self._beside(nodes[axis.node], name, is_axis=True)
            for axis, name in zip(axes, ("rows", "columns"), strict=True)
        )
        return (
            *rows.children_first(),
            *columns.children_first(),
            *(self._nearness(level, rows, columns) for level in self._asked()),
        )

    def _beside(self, node: Node, axis: str, *, is_axis: bool = False) -> Node:
        """A copy of ``node`` beside the tree; an axis that does not apply is full."""
        return node.model_copy(
            update={
                "id": f"{self.rows.node}.matrix_{axis}_{node.id}",
                "nodes": tuple(self._beside(child, axis) for child in node.nodes),
                "weight": 1.0 if is_axis else node.weight,
                "not_applicable": "full" if is_axis else node.not_applicable,
            }
        )

    def _nearness(self, level: int, rows: Node, columns: Node) -> Node:
        corners = tuple(
            (
                (self.rows.from_[row] - rows.start) / rows.span,
                (self.columns.from_[column] - columns.start) / columns.span,
            )
            for row, column in self._cells(level)
        )
        return Node(
            id=self._name(level),
            title=text_of("scoring.matrix", level=level, rows=rows.title, columns=columns.title),
            scale=WHOLE,
            reason=self.reason,
            aggregate=Corners(at=corners),
            nodes=(rows, columns),
        )

    def _name(self, level: int) -> str:
        return f"{self.rows.node}.matrix_{level}"

    def _cells(self, level: int) -> Iterator[tuple[int, int]]:
        """The cells that give ``level`` or more, as far as both axes have them."""
        for row, cells in enumerate(self.levels[: len(self.rows.from_)]):
            for column, found in enumerate(cells[: len(self.columns.from_)]):
                if found >= level:
                    yield row, column

    def _asked(self) -> tuple[int, ...]:
        """The distinct levels of the table."""
        most = max((found for cells in self.levels for found in cells), default=0)
        return tuple(level for level in range(1, most + 1) if any(self._cells(level)))

    def thresholds(self) -> tuple[Threshold, ...]:
        """All of the way to each level."""
        return tuple(Threshold(level, self._name(level), WHOLE) for level in self._asked())

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """The first row that gives the level."""
        return tuple(("levels", next(self._cells(level))[0]) for level in self._asked())

    def faults(self, tree: Node, items: Mapping[str, Item]) -> Iterator[Fault]:
        """Axes that are not there, bands that do not rise, a table that does not fit or falls."""
        del items
        nodes = {node.id: node for node, _ in tree.walk()}
        for name, axis in (("rows", self.rows), ("columns", self.columns)):
            if axis.node not in nodes:
                near = did_you_mean(axis.node, nodes)
                yield "R032", (name, "node"), {"node": axis.node, "near": near}
                continue
            scale, begin = nodes[axis.node].scale, nodes[axis.node].start
            if any(not low < high for low, high in pairwise(axis.from_)):
                got = ", ".join(exact(start) for start in axis.from_)
                yield "R047", (name, "from"), {"got": got}
            for place, start in enumerate(axis.from_):
                if not begin <= start <= scale:
                    params = {"node": axis.node, "got": start, "start": begin, "scale": scale}
                    yield "R033", (name, "from", place), params
        sizes = {len(cells) for cells in self.levels}
        if len(self.levels) != len(self.rows.from_) or sizes != {len(self.columns.from_)}:
            wanted = f"{len(self.rows.from_)} × {len(self.columns.from_)}"
            yield "R048", ("levels",), {"wanted": wanted}
            return
        for row, cells in enumerate(self.levels):
            above = self.levels[row - 1] if row else cells
            if list(cells) != sorted(cells) or any(
                here < there for here, there in zip(cells, above, strict=True)
            ):
                yield "R049", ("levels", row), {"row": row + 1}


def _of(values: Floats, least: float) -> Floats:
    """How much of ``least`` is there, at most all of it; all where nothing is asked."""
    part: Floats = np.minimum(values / least, 1.0) if least else np.ones_like(values)
    return part
