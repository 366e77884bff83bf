"""Where a state of a sheet stands: its level, its total, and what it lacks."""

import math
from dataclasses import dataclass

from scoring.engine import score
from scoring.paths.ground import Ground
from scoring.plan import TOLERANCE
from scoring.program import Codes
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


def lacking(ground: Ground, codes: Codes, target: int) -> dict[Threshold, Requirement]:
    """The thresholds up to ``target`` that the one sheet of ``codes`` does not meet.

    As the engine sees them: a figure that is not there yet counts at its lowest.
    """
    scores, found = score(ground.plan, codes, detail=True), {}
    for need in ground.rubric.thresholds:
        figure, low = float(scores.nodes[need.node][0]), float(scores.node_low[need.node][0])
        least = need.at_least - TOLERANCE * ground.rubric.figures[need.node].scale
        counted = low if math.isnan(figure) else figure
        if need.level <= target and counted < least:  # never where nothing applies
            actual = None if math.isnan(figure) else figure
            found[need] = ground.rubric.requirement(need, actual)
    return found
