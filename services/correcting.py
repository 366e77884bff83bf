"""A signed assessment is never changed: a correction is one of its own, which takes its place."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from access.tokens import new_id
from assessments.corrections import opened, superseding
from assessments.model import AnswerRecord, Assessment, Document, Stage
from assessments.plain_text import plain
from assessments.refusals import Invalid, NotFound, Refusal
from services.context import Context, at_once
from services.dossier import Dossier, dossier_of
from services.edits import LANGS, subject_of_edits
from services.evidence import evidence_in
from services.kinds import (
    BUSINESS,
    CONCERNS,
    CONSENT,
    CORRECTION,
    EVIDENCE,
    NOT_SHOWN,
    PARAGRAPHS,
    PLAN,
    POINTS,
    REQUEST_ANSWER,
    VISIT,
)
from services.noting import note_case

LONGEST_REASON = 500
TAKEN = (
    BUSINESS,
    CONCERNS,
    CONSENT,
    EVIDENCE,
    NOT_SHOWN,
    PLAN,
    POINTS,
    REQUEST_ANSWER,
    VISIT,
)


@dataclass(frozen=True)
class CorrectionNote:
    """Why an assessment corrects another, who says so (a name), and when.

    ``signed_at`` and ``signed_by`` are of the one that it corrects.
    """

    corrects: str
    reason: str
    by: str
    at: datetime
    signed_at: datetime
    signed_by: str


def correction_in(dossier: Dossier) -> CorrectionNote | None:
    """Why it corrects another; None where it corrects none."""
    document = dossier.document(CORRECTION, dossier.assessment.id)
    if document is None or dossier.assessment.corrects is None:
        return None
    kept = document.value
    return CorrectionNote(
        corrects=dossier.assessment.corrects,
        reason=kept["reason"],
        by=kept["by"],
        at=document.at,
        signed_at=datetime.fromisoformat(kept["signed_at"]),
        signed_by=kept["signed_by"],
    )


def superseded_by(dossier: Dossier) -> Assessment | None:
    """The signed correction that took its place; None where it counts."""
    return superseding(dossier.assessment, dossier.corrections)


def correct(ctx: Context, assessment_id: str, reason: str) -> Assessment:
    """Begin the correction of a signed assessment: the same answers and findings, open again.

    The signed one stays as it is, and counts until the correction is signed. Raises Invalid
    without a reason, or where it is not signed, or was corrected already or is being corrected.
    """
    dossier = dossier_of(ctx, "case.correct", assessment_id)
    text = _reason(dossier, reason)
    id = new_id()
    for each in evidence_in(dossier).files:  # before what names them, so that they are there
        for digest in each.digests:
            with suppress(NotFound):  # one that was lost stays lost
                ctx.media.keep(id, ctx.media.content(assessment_id, digest))
    try:
        return _added(ctx, assessment_id, id, text)
    except Refusal:
        ctx.media.forget(id)  # nothing names them
        raise


def take_place(one: Context, made: Assessment) -> None:
    """Hand on what goes with what counts: the resume code, and the plan if it is the newer one.

    Who works on the plan meanwhile works on that of the first one, which counts until then.
    """
    if made.corrects is None:
        return
    one.store.hand_code_on(made.corrects, made.id)
    first, own = (one.store.document(PLAN, id) for id in (made.corrects, made.id))
    if first is not None and (own is None or first.at > own.at):
        revision = 1 if own is None else own.revision + 1
        taken = {"subject": made.id, "revision": revision}
        one.store.append_document(first.model_copy(update=taken))


def _added(ctx: Context, assessment_id: str, id: str, reason: str) -> Assessment:
    """The correction with all that it takes over; ``id`` is its own."""
    with at_once(ctx) as one:
        dossier = dossier_of(one, "case.correct", assessment_id)
        _reason(dossier, reason)
        before = dossier.assessment
        made = before.model_copy(
            update={
                "id": id,
                "stage": Stage.UNDER_VERIFICATION,
                "version": 1,
                "signed_at": None,
                "signed_by": None,
                "corrects": before.id,
            }
        )
        one.store.add_assessment(made, None)
        records = (*dossier.claimed.values(), *dossier.verified.values())
        one.store.append_answers(_taken(record, id) for record in records)
        if before.submitted_at is not None:
            one.store.add_scorecard(id, "claimed", dossier.card("claimed"), before.submitted_at)
        _take_documents(one, before.id, id)
        one.store.append_document(_note(one, before, id, reason))
        note_case(one, "case.correct", made, of=before.id)
        return made


def _reason(dossier: Dossier, typed: str) -> str:
    """The reason, if there may be a correction."""
    if not dossier.assessment.signed:
        raise Invalid("correction_not_signed")
    if superseded_by(dossier) is not None:
        raise Invalid("correction_superseded")
    if opened(dossier.assessment, dossier.corrections) is not None:
        raise Invalid("correction_opened")
    text = plain(typed)
    if not text:
        raise Invalid("correction_no_reason")
    if len(text) > LONGEST_REASON:
        raise Invalid("note_long", longest=LONGEST_REASON, length=len(text))
    return text


def _taken(record: AnswerRecord, id: str) -> AnswerRecord:
    """The same answer, by whom and when it was given, as the first one of the correction."""
    return record.model_copy(update={"assessment": id, "revision": 1})


def _take_documents(one: Context, before: str, id: str) -> None:
    subjects = {before: id} | {
        subject_of_edits(before, lang): subject_of_edits(id, lang) for lang in LANGS
    }
    wanted = {kind: [before] for kind in TAKEN} | {PARAGRAPHS: list(subjects)}
    for (_, subject), document in one.store.all_documents(wanted).items():
        taken = {"subject": subjects[subject], "revision": 1}
        one.store.append_document(document.model_copy(update=taken))


def _note(one: Context, before: Assessment, id: str, reason: str) -> Document:
    signed_at = before.signed_at or one.now()
    return Document(
        kind=CORRECTION,
        subject=id,
        revision=1,
        value={
            "reason": reason,
            "by": one.actor.name or one.actor.id,
            "signed_at": signed_at.isoformat(),
            "signed_by": before.signed_by or "",
        },
        author=one.actor.id,
        at=one.now(),
    )
