"""The assessment an act is about: found, and checked against the actor, in one step."""

from access.table import TABLE, require
from assessments.model import Assessment
from assessments.refusals import NotAllowed, NotFound
from services.context import Context


def subject_of(ctx: Context, action: str, assessment_id: str) -> Assessment:
    """The assessment, read anew, if the actor may do ``action`` to it; else NotAllowed.

    Only the operator, who may see all, is told that there is none (NotFound).
    """
    if ctx.actor.role not in TABLE.get(action, {}):
        raise NotAllowed("not_allowed", action=action)
    try:
        assessment = ctx.store.assessment(assessment_id)
    except NotFound:
        require(ctx.actor, action)
        raise
    require(ctx.actor, action, assessment)
    return assessment
