"""Levels that ask for something of single nodes, so that no strength hides a weak base."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from files.shape import Entry
from files.texts import Translatable
from questionnaires.model import Item
from scoring.rubric import Node
from scoring.rules.base import Fault, LevelRule, Threshold
from scoring.rules.registry import register


class Gate(Entry):
    """``level`` asks ``node`` to be at least at ``at_least``, or ``above`` it (on its scale)."""

    level: int
    node: str
    at_least: float | None = None
    above: float | None = None
    reason: Translatable


@register("gates")
class Gates(LevelRule):
    """Every requirement of every level up to L has to be met for L."""

    requires: tuple[Gate, ...] = Field(min_length=1)

    def thresholds(self) -> tuple[Threshold, ...]:
        """The gates themselves."""
        return tuple(
            Threshold(gate.level, gate.node, gate.at_least or 0.0)
            if gate.above is None
            else Threshold(gate.level, gate.node, gate.above, above=True)
            for gate in self.requires
        )

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Each gate's own line."""
        return tuple(("requires", index) for index in range(len(self.requires)))

    def faults(self, tree: Node, items: Mapping[str, Item]) -> Iterator[Fault]:
        """Gates that ask for nothing, or in two ways."""
        del tree, items
        for index, gate in enumerate(self.requires):
            if (gate.at_least is None) == (gate.above is None):
                yield "R064", ("requires", index), {"node": gate.node}
