"""Levels from one figure: half-open bands, compared unrounded."""

from pydantic import Field

from files.texts import Translatable
from scoring.entries import LevelKey
from scoring.rules.base import LevelRule, Threshold
from scoring.rules.registry import register


@register("bands")
class Bands(LevelRule):
    """Level L begins where ``node`` reaches ``from[L]`` (on the node's scale)."""

    node: str
    from_: dict[LevelKey, float] = Field(alias="from", min_length=1)
    reason: Translatable

    def thresholds(self) -> tuple[Threshold, ...]:
        """The lower end of each band."""
        return tuple(Threshold(int(level), self.node, x) for level, x in self.from_.items())

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Each band's own line."""
        return tuple(("from", level) for level in self.from_)
