"""What presses an enterprise, and what its consultant answers: kept beside the assessment.

Both are fixed by the signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from access.actor import Actor
from assessments.concerns import DeclaredConcerns, RequestAnswer, parse_answer, parse_concerns
from assessments.lifecycle import require_open
from assessments.model import Assessment, Document
from assessments.refusals import NotAllowed, Stale
from files.frozen import Frozen
from i18n import text_of
from services.context import Context, at_once
from services.dossier import Dossier
from services.kinds import CONCERNS, REQUEST_ANSWER
from services.subjects import subject_of
from solutions.concerns import concerns


@dataclass(frozen=True)
class ConcernsRecord:
    """What was said last, by whom (their name; "": the enterprise) and when.

    ``answer`` is one to the present request, None where there is none (any more). The revisions
    are what whoever changes something has to have seen; 0 where nothing was said yet.
    """

    said: DeclaredConcerns
    revision: int
    by: str
    at: datetime | None
    answer: RequestAnswer | None
    answer_revision: int
    answered_by: str


def concerns_in(dossier: Dossier) -> ConcernsRecord:
    """What was said of the assessment, as it stands."""
    id = dossier.assessment.id
    return _record(dossier.document(CONCERNS, id), dossier.document(REQUEST_ANSWER, id))


def keep(
    ctx: Context, assessment_id: str, pressing: Sequence[str], request: str, *, seen: int
) -> ConcernsRecord:
    """Keep it in the place of all that was said; durable when this returns.

    Raises NotFound for an unknown concern, Invalid for too many or too long, Stale where it was
    changed since, NotAllowed once it is signed.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "facts.declare", assessment_id)
        if assessment.signed:
            raise NotAllowed("concerns_signed")
        said = parse_concerns(pressing, request, concerns())
        return _append(one, assessment, CONCERNS, said, seen)


def answer(
    ctx: Context, assessment_id: str, request: str, text: str, *, seen: int
) -> ConcernsRecord:
    """Answer the request that was read; durable when this returns. "" takes the answer back.

    Raises Invalid where there is no request or the text is too long, Stale where either was
    changed since, NotAllowed (the stage).
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.verify", assessment_id)
        require_open(assessment, "verified")
        held = one.store.document(CONCERNS, assessment.id)
        given = parse_answer(_record(held, None).said.request, text)
        if held is not None and given.request != request:
            raise _stale(held)
        return _append(one, assessment, REQUEST_ANSWER, given, seen)


def concern_document(  # noqa: PLR0913  (all that it is)
    kind: str, assessment_id: str, value: Frozen, by: Actor, at: datetime, *, revision: int = 1
) -> Document:
    """What was said as it is kept."""
    return Document(
        kind=kind,
        subject=assessment_id,
        revision=revision,
        value={"said": value.model_dump(mode="json"), "by": by.name},
        author=by.id,
        at=at,
    )


def _append(
    one: Context, assessment: Assessment, kind: str, value: Frozen, seen: int
) -> ConcernsRecord:
    held = one.store.document(kind, assessment.id)
    if held is not None and held.revision != seen:
        raise _stale(held)
    document = concern_document(kind, assessment.id, value, one.actor, one.now(), revision=seen + 1)
    one.store.append_document(document)
    kept = (one.store.document(each, assessment.id) for each in (CONCERNS, REQUEST_ANSWER))
    return _record(*kept)


def _stale(held: Document) -> Stale:
    by = held.value["by"] or text_of("refusals.the_enterprise")
    return Stale("document_changed", author=by, at=held.at)


def _record(said: Document | None, answered: Document | None) -> ConcernsRecord:
    declared = DeclaredConcerns()
    if said is not None:
        declared = DeclaredConcerns.model_validate(said.value["said"])
    known = None if answered is None else RequestAnswer.model_validate(answered.value["said"])
    fits = known is not None and known.text and known.request == declared.request
    return ConcernsRecord(
        said=declared,
        revision=0 if said is None else said.revision,
        by="" if said is None else said.value["by"],
        at=None if said is None else said.at,
        answer=known if fits else None,
        answer_revision=0 if answered is None else answered.revision,
        answered_by="" if answered is None else answered.value["by"],
    )
