"""The assessment an act is about: found, and checked against the actor, in one step."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from access.table import TABLE, denied, require
from assessments.model import Assessment
from assessments.refusals import NotFound
from services.context import Context

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def subject_of(ctx: Context, action: str, assessment_id: str) -> Assessment:
    """The assessment, read anew, if the actor may do ``action`` to it; else NotAllowed.

    Only the operator, who may see all, is told that there is none (NotFound).
    """
    with finding(ctx, action, assessment_id):
        assessment = ctx.store.assessment(assessment_id)
    require(ctx.actor, action, assessment)
    return assessment


@contextmanager
def finding(ctx: Context, action: str, assessment_id: str) -> Iterator[None]:
    """Look an assessment up in the block, whose NotFound is NotAllowed to most.

    Whether the actor may do ``action`` to what was found has to be asked afterwards.
    """
    if ctx.actor.role not in TABLE.get(action, {}):
        raise denied(ctx.actor, action)
    if not ID.fullmatch(assessment_id):  # no id of ours, and a database may choke on it
        require(ctx.actor, action)
        raise NotFound("unknown_assessment", id=assessment_id)
    try:
        yield
    except NotFound:
        require(ctx.actor, action)
        raise
