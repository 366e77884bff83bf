"""Levels that ask for something of single nodes, so that no strength hides a weak base."""

from pydantic import Field

from files.shape import Entry
from files.texts import Translatable
from scoring.rules.base import LevelRule, Threshold
from scoring.rules.registry import register


class Gate(Entry):
    """``level`` asks ``node`` to be at least at ``at_least`` (on the node's scale)."""

    level: int
    node: str
    at_least: float
    reason: Translatable


@register("gates")
class Gates(LevelRule):
    """Every requirement of every level up to L has to be met for L."""

    requires: tuple[Gate, ...] = Field(min_length=1)

    def thresholds(self) -> tuple[Threshold, ...]:
        """The gates themselves."""
        return tuple(Threshold(g.level, g.node, g.at_least) for g in self.requires)

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Each gate's own line."""
        return tuple(("requires", index) for index in range(len(self.requires)))
