"""Whose answers a book is about, and whether they may be given."""

from assessments.lifecycle import require_open
from assessments.model import Side
from services.context import Context
from services.dossier import Dossier, dossier_of


def dossier_to_fill(ctx: Context, assessment_id: str, side: Side) -> Dossier:
    """The case, if the actor may fill in that side of it off line; else NotAllowed.

    Also in a stage in which answers of that side are not given yet, or no longer.
    """
    if side == "claimed":
        dossier = dossier_of(ctx, "workbook.claimed", assessment_id)
    else:
        dossier = dossier_of(ctx, "workbook.verified", assessment_id)
    require_open(dossier.assessment, side)
    return dossier
