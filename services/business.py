"""What an enterprise does: kept beside the assessment, for its report; fixed by the signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.business import BusinessProfile, parse_business
from assessments.model import Document
from assessments.refusals import NotAllowed, Stale
from i18n import text_of
from services.context import Context, at_once
from services.dossier import Dossier
from services.kinds import BUSINESS
from services.subjects import subject_of


@dataclass(frozen=True)
class BusinessRecord:
    """What was said last, by whom (their name; "": the enterprise) and when.

    ``revision``: what whoever changes it has to have seen; 0 where nothing was said yet.
    """

    said: BusinessProfile
    revision: int
    by: str
    at: datetime | None


def business_in(dossier: Dossier) -> BusinessRecord:
    """What was said of the assessment, as it stands."""
    return _record(dossier.document(BUSINESS, dossier.assessment.id))


def keep(ctx: Context, assessment_id: str, raw: Mapping[str, str], *, seen: int) -> BusinessRecord:
    """Keep a form's values in the place of all that was said; durable when this returns.

    Raises Invalid for what is too long, Stale where it was changed since, NotAllowed once it is
    signed.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "facts.declare", assessment_id)
        if assessment.signed:
            raise NotAllowed("business_signed")
        said = parse_business(raw)
        held = one.store.document(BUSINESS, assessment.id)
        if held is not None and held.revision != seen:
            by = held.value["by"] or text_of("refusals.the_enterprise")
            raise Stale("document_changed", author=by, at=held.at)
        document = Document(
            kind=BUSINESS,
            subject=assessment.id,
            revision=seen + 1,
            value={"said": said.model_dump(mode="json"), "by": one.actor.name},
            author=one.actor.id,
            at=one.now(),
        )
        one.store.append_document(document)
        return _record(document)


def _record(document: Document | None) -> BusinessRecord:
    if document is None:
        return BusinessRecord(BusinessProfile(), 0, "", None)
    said = BusinessProfile.model_validate(document.value["said"])
    return BusinessRecord(said, document.revision, document.value["by"], document.at)
