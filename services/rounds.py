"""The rounds of one enterprise with one questionnaire."""

from assessments.model import Assessment
from services.context import Context


def round_before(ctx: Context, later: Assessment) -> Assessment | None:
    """The last submitted round of the same enterprise and questionnaire that was begun earlier.

    Whether the actor may see it has to be asked of the two together.
    """
    before = [
        each
        for each in ctx.store.rounds(later.enterprise)
        if each.questionnaire == later.questionnaire
        and each.submitted_at is not None
        and each.started_at < later.started_at
    ]
    return before[-1] if before else None
