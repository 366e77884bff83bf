"""What an enterprise's account holds: its assessments, and further ones joined by their code."""

from access.table import require
from access.tokens import digest_of
from assessments.model import Assessment, Enterprise
from services.context import Context, at_once
from services.filling import resume
from services.noting import note_case
from services.subjects import subject_of


def own_assessments(ctx: Context) -> list[tuple[Assessment, Enterprise]]:
    """All assessments of the actor's enterprise, the last begun first.

    A correction is there once it is signed.
    """
    require(ctx.actor, "record.list")
    found = ctx.store.assessments(records=ctx.actor.records)
    return [each for each in reversed(found) if each[0].corrects is None or each[0].signed]


def join(ctx: Context, code: str) -> Assessment:
    """Let the enterprise hold the assessment of that resume code, with all of its record's.

    Raises as ``filling.resume``; Invalid where another enterprise's accounts hold it. The code
    goes on to open it until it is revoked.
    """
    require(ctx.actor, "record.join")
    assessment = resume(ctx, code)
    own = ctx.actor.enterprise or ""
    with at_once(ctx) as one:
        one.store.hold(assessment.enterprise, own, one.actor.id, one.now())
        note_case(one, "code.join", assessment, to=own)
    return assessment


def choose(ctx: Context, token: str, assessment_id: str) -> None:
    """Let the browser that holds ``token`` be at that assessment of its enterprise from now on."""
    assessment = subject_of(ctx, "assessment.fill", assessment_id)
    require(ctx.actor, "record.list")
    with at_once(ctx) as one:
        found = one.store.holder(digest_of(token), one.now())
        if found is not None and found[0].data.get("username") == ctx.actor.id:
            data = {**found[0].data, "assessment": assessment.id}
            one.store.put_session(found[0].digest, data, found[0].expires, one.now())


def revoke_code(ctx: Context, assessment_id: str) -> None:
    """Let no resume code open the assessment, and no browser that came by one stay in it."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "code.revoke", assessment_id)
        one.store.set_resume_digest(assessment.id, None)
        one.store.end_browsers_of(assessment.id)
        note_case(one, "code.revoke", assessment)
