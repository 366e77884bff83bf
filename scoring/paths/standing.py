"""The standing of a state of a sheet: level, total, and what it lacks."""

from dataclasses import dataclass

from scoring.engine import or_none, score
from scoring.paths.ground import Ground
from scoring.program import Codes
from scoring.rules.base import Threshold
from scoring.scorecard import Requirement
from scoring.thresholds import unmet


@dataclass(frozen=True)
class Standing:
    """A level and a total on its scale; both None where there is nothing to judge."""

    level: int | None
    total: float | None


def standings(ground: Ground, codes: Codes) -> list[Standing]:
    """The standing of each column of ``codes``."""
    scores = score(ground.plan, codes)
    return [
        Standing(None if level < 0 else int(level), or_none(total))
        for level, total in zip(scores.level, scores.total, strict=True)
    ]


def lacking(ground: Ground, codes: Codes, target: int) -> dict[Threshold, Requirement]:
    """The thresholds up to ``target`` that the one sheet of ``codes`` does not meet.

    A figure that is not there yet counts at its lowest.
    """
    scores = score(ground.plan, codes, detail=True)
    return {
        need: ground.rubric.requirement(need, figure)
        for need, figure in unmet(ground.rubric, scores, 0)
        if need.level <= target
    }
