"""The digests of signatures that somebody in the demonstration gets to see; all would take long."""

from assessments.model import Stage
from reports.verdicts import counted
from services.context import Context
from services.demo.city import CENTRE
from services.dossier import dossier_of
from services.signing import signature_document
from services.verdicts import verdicts_in

MOST = 50  # cases, ten milliseconds each


def seal(ctx: Context) -> None:
    """Give the last signed cases of the centre that has accounts their digests.

    Once all is written that a signature covers.
    """
    signed = [
        (each.signed_at, each.id)
        for each, _ in ctx.store.assessments(stages=[Stage.VERIFIED], centre=CENTRE)
        if each.signed_at is not None
    ]
    for at, id in sorted(signed)[-MOST:]:
        dossier = dossier_of(ctx, "report.read", id)
        counts = {str(each): n for each, n in counted(verdicts_in(dossier)).items()}
        by = dossier.assessment.signed_by or ""
        document = signature_document(
            dossier, by=by, author="demo", at=at, reviewed=None, counts=counts
        )
        ctx.store.append_document(document)
