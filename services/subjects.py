"""The assessment an act is about: found, and checked against the actor, in one step."""

import re

from access.table import TABLE, require
from assessments.model import Assessment
from assessments.refusals import NotAllowed, NotFound
from services.context import Context

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def subject_of(ctx: Context, action: str, assessment_id: str) -> Assessment:
    """The assessment, read anew, if the actor may do ``action`` to it; else NotAllowed.

    Only the operator, who may see all, is told that there is none (NotFound).
    """
    if ctx.actor.role not in TABLE.get(action, {}):
        raise NotAllowed("not_allowed", action=action)
    try:
        assessment = _find(ctx, assessment_id)
    except NotFound:
        require(ctx.actor, action)
        raise
    require(ctx.actor, action, assessment)
    return assessment


def _find(ctx: Context, assessment_id: str) -> Assessment:
    if not ID.fullmatch(assessment_id):  # no id of ours, and a database may choke on it
        raise NotFound("unknown_assessment", id=assessment_id)
    return ctx.store.assessment(assessment_id)
