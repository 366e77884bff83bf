"""Levels from one figure: half-open bands, compared unrounded."""

from pydantic import Field

from files.texts import Translatable
from scoring.entries import LevelKey
from scoring.rules.base import LevelRule, Threshold
from scoring.rules.registry import register


@register("bands")
class Bands(LevelRule):
    """Level L begins where ``node`` reaches ``from[L]``, or above ``above[L]`` (on its scale)."""

    node: str
    from_: dict[LevelKey, float] = Field(alias="from", default_factory=dict)
    above: dict[LevelKey, float] = Field(default_factory=dict)
    reason: Translatable

    def thresholds(self) -> tuple[Threshold, ...]:
        """The lower end of each band."""
        reached = (Threshold(int(level), self.node, x) for level, x in self.from_.items())
        passed = (
            Threshold(int(level), self.node, x, above=True) for level, x in self.above.items()
        )
        return (*reached, *passed)

    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Each band's own line."""
        return (
            *(("from", level) for level in self.from_),
            *(("above", level) for level in self.above),
        )
