"""Comments on the items of a case, and points that stay open until they are settled."""

from assessments.lifecycle import require_open
from assessments.model import Document
from assessments.refusals import NotFound
from assessments.verdicts import PointNotes
from services.context import Context, at_once
from services.dossier import Dossier, dossier_of
from services.kinds import POINTS
from services.noting import note_case


def points_in(dossier: Dossier) -> PointNotes:
    """All that was noted beside the items, and how what was open was settled."""
    document = dossier.document(POINTS, dossier.assessment.id)
    return PointNotes() if document is None else PointNotes.model_validate(document.value)


def note_point(ctx: Context, assessment_id: str, item: str, text: str, *, open: bool) -> None:
    """Note something beside an item ("": beside the case); durable when this returns.

    Raises Invalid (the text), NotFound (the item), NotAllowed (the stage).
    """
    with at_once(ctx) as one:
        dossier = _opened(one, assessment_id)
        if item and item not in dossier.questionnaire.by_id:
            raise NotFound("unknown_item", item=item, questionnaire=dossier.questionnaire.title)
        by = one.actor.name or one.actor.id
        made = points_in(dossier).with_note(item, text, open=open, by=by, at=one.now())
        _append(one, dossier, made)
        note_case(one, "case.point", dossier.assessment, item=item)


def settle_point(ctx: Context, assessment_id: str, point: int, text: str) -> None:
    """Say how an open point was settled; durable when this returns.

    Raises Invalid (the text), NotFound (the point, or it was settled meanwhile), NotAllowed.
    """
    with at_once(ctx) as one:
        dossier = _opened(one, assessment_id)
        by = one.actor.name or one.actor.id
        _append(one, dossier, points_in(dossier).settled(point, text, by=by, at=one.now()))
        note_case(one, "case.settle", dossier.assessment, number=point)


def _opened(one: Context, assessment_id: str) -> Dossier:
    dossier = dossier_of(one, "case.verify", assessment_id)
    require_open(dossier.assessment, "verified")
    return dossier


def _append(one: Context, dossier: Dossier, notes: PointNotes) -> None:
    held = dossier.document(POINTS, dossier.assessment.id)
    one.store.append_document(
        Document(
            kind=POINTS,
            subject=dossier.assessment.id,
            revision=1 if held is None else held.revision + 1,
            value=notes.model_dump(mode="json"),
            author=one.actor.id,
            at=one.now(),
        )
    )
