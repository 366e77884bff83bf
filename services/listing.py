"""The assessments of a store, for the operator."""

import math
from dataclasses import dataclass

from access.table import require
from assessments.model import Assessment, Enterprise, Stage
from assessments.refusals import Invalid
from services.context import Context


@dataclass(frozen=True)
class Listed:
    """One assessment; ``level`` and ``total`` are of the verified side where there is one.

    Both are None on a draft.
    """

    assessment: Assessment
    enterprise: Enterprise
    level: int | None
    total: float | None


def listing(ctx: Context, state: str | None = None) -> list[Listed]:
    """All assessments, or those in the stage ``state``; the ones begun first first.

    Raises Invalid for a state that does not exist.
    """
    require(ctx.actor, "assessment.list")
    states = [stage.value for stage in Stage]
    if state is not None and state not in states:
        raise Invalid("unknown_state", state=state, states=states)
    stages = list(Stage) if state is None else [Stage(state)]
    figures = ctx.store.figures(stages)[["assessment", "level", "total"]]
    known = {id: (level, total) for id, level, total in figures.itertuples(index=False)}
    nothing = (math.nan, math.nan)
    return [
        Listed(assessment, enterprise, _whole(level), None if math.isnan(total) else total)
        for assessment, enterprise in ctx.store.assessments(stages=stages)
        for level, total in [known.get(assessment.id, nothing)]
    ]


def _whole(level: float) -> int | None:
    return None if math.isnan(level) else int(level)
