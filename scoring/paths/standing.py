"""Where a state of a sheet stands: its level, its total, and what it lacks."""

import math
from dataclasses import dataclass

from scoring.engine import Scores, score
from scoring.kernel import Codes
from scoring.paths.ground import Ground
from scoring.plan import TOLERANCE
from scoring.rules.base import Threshold
from scoring.scorecard import Requirement


@dataclass(frozen=True)
class Standing:
    """A level and a total on its scale; both None where there is nothing to judge."""

    level: int | None
    total: float | None


def standings(ground: Ground, codes: Codes) -> list[Standing]:
    """Where each column of ``codes`` stands."""
    scores = score(ground.plan, codes)
    return [
        Standing(None if level < 0 else int(level), None if math.isnan(total) else float(total))
        for level, total in zip(scores.level, scores.total, strict=True)
    ]


def lacking(ground: Ground, scores: Scores, at: int, target: int) -> tuple[Threshold, ...]:
    """The thresholds up to ``target`` that the sheet at ``at`` does not meet."""
    scale = ground.plan.scales
    return tuple(
        need
        for need in ground.rubric.thresholds
        if need.level <= target
        and scores.nodes[need.node][at]  # NaN lacks nothing
        < need.at_least - TOLERANCE * scale[ground.plan.at[need.node]]
    )


def requirement(ground: Ground, need: Threshold, scores: Scores, at: int) -> Requirement:
    """An unmet threshold with the figure that stands against it."""
    return ground.rubric.requirement(need, float(scores.nodes[need.node][at]))
