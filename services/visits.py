"""The visit of a consultant: kept beside the assessment, asked for before anybody signs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from access.actor import Actor
from assessments.lifecycle import require_open
from assessments.model import Assessment, Document, Enterprise
from assessments.refusals import Invalid, NotAllowed, Stale
from assessments.visits import SiteVisit, lacking, parse_code, parse_visit
from assessments.years import CHINA
from i18n import Text
from services.context import Context, at_once
from services.dossier import Dossier
from services.groups import parent_of, say_parent
from services.kinds import VISIT
from services.noting import note_case
from services.subjects import subject_of


@dataclass(frozen=True)
class VisitRecord:
    """What was put down of a visit, by whom (their name) and when.

    ``revision``: what whoever changes it has to have seen; 0 where nothing was put down yet.
    ``parent``: the credit code of the firm that the enterprise belongs to, "" where none is known.
    """

    visit: SiteVisit
    revision: int
    by: str
    at: datetime | None
    parent: str = ""


def visit_of(dossier: Dossier) -> VisitRecord:
    """The visit of the assessment as it stands."""
    document = dossier.document(VISIT, dossier.assessment.id)
    record = VisitRecord(SiteVisit(), 0, "", None) if document is None else _record(document)
    return replace(record, parent=parent_of(dossier))


def lacks(dossier: Dossier) -> tuple[Text, ...]:
    """What has to be put down before the assessment can be signed."""
    return lacking(visit_of(dossier).visit, dossier.enterprise)


def keep(ctx: Context, assessment_id: str, raw: Mapping[str, Any], *, seen: int) -> VisitRecord:
    """Keep a form's values in the place of all that was put down; durable when this returns.

    ``credit_code`` in it, where it says one, is given to the enterprise as by ``give_code``;
    ``parent_code`` says whose the enterprise is, and an empty one takes that back.
    Raises Invalid (``fields``), Stale where it was changed since, NotAllowed (the stage).
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "case.verify", assessment_id)
        require_open(assessment, "verified")
        begun, today = (at.astimezone(CHINA).date() for at in (assessment.started_at, one.now()))
        fields = dict(raw)
        code, parent = fields.pop("credit_code", None), fields.pop("parent_code", None)
        visit = parse_visit(fields, begun=begun, today=today)
        if code:
            _give(one, assessment, code)
        if parent is not None:
            enterprise = one.store.enterprise(assessment.enterprise)
            if say_parent(one, enterprise, parent):
                note_case(one, "assessment.parent", assessment)
        held = one.store.document(VISIT, assessment.id)
        if held is not None and held.revision != seen:
            raise Stale("visit_changed", author=_record(held).by, at=held.at)
        document = visit_document(assessment.id, visit, one.actor, one.now(), seen + 1)
        one.store.append_document(document)
        return _record(document)


def give_code(ctx: Context, assessment_id: str, code: str) -> Enterprise:
    """Let the enterprise, which has none yet, have the credit code that was typed.

    Raises Invalid (``fields``, or one is known already), NotAllowed once it is signed.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "facts.declare", assessment_id)
        if assessment.signed:
            raise NotAllowed("code_signed")
        return _give(one, assessment, code)


def visit_document(
    assessment_id: str, visit: SiteVisit, by: Actor, at: datetime, revision: int = 1
) -> Document:
    """A visit as it is kept."""
    return Document(
        kind=VISIT,
        subject=assessment_id,
        revision=revision,
        value={"visit": visit.model_dump(mode="json"), "by": by.name or by.id},
        author=by.id,
        at=at,
    )


def _give(one: Context, assessment: Assessment, code: str) -> Enterprise:
    enterprise, known = one.store.enterprise(assessment.enterprise), parse_code(code)
    if enterprise.credit_code is not None and enterprise.credit_code != known:
        raise Invalid("code_known", code=enterprise.credit_code)
    changed = enterprise.model_copy(update={"credit_code": known})
    one.store.update_enterprise(changed)
    if changed != enterprise:
        note_case(one, "assessment.credit_code", assessment)
    return changed


def _record(document: Document) -> VisitRecord:
    kept = document.value
    visit = SiteVisit.model_validate(kept["visit"])
    return VisitRecord(visit, document.revision, kept["by"], document.at)
