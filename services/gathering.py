"""What a report tells, worked out from a dossier; each thing once."""

from contextlib import suppress
from dataclasses import replace

from assessments.refusals import Invalid
from reports.diagnosis import (
    Diagnosis,
    Earlier,
    Noted,
    NotedConcerns,
    NotedCorrection,
    NotedSignature,
)
from services.assumptions import assumptions_of_case
from services.business import business_in
from services.comparing import since_last_round
from services.concerns import concerns_in
from services.correcting import correction_in, superseded_by
from services.declaring import declared
from services.dossier import Dossier
from services.evidence import photos_of, reported_files
from services.logos import logo_of
from services.plans import plan_in, progress_since
from services.programmes import programmes
from services.reading_under import read_under
from services.signing import signature_in
from services.verdicts import not_shown_in
from services.visits import visit_of


def diagnosis(dossier: Dossier) -> Diagnosis:
    """All that is known of the case but its peers and its check code.

    Verified answers count once it is signed. There is no plan for a provisional result: it would
    send the enterprise the wrong way.
    """
    known, readings = typed(dossier), read_under(dossier)
    said = declared(dossier)
    plan = None if known.card.provisional else plan_in(dossier).plan
    return replace(
        known,
        readings=readings,
        programmes=programmes(dossier, readings),
        declared=said.held,
        smart_factory=said.rung,
        earlier=_earlier(dossier),
        plan=plan,
    )


def typed(dossier: Dossier) -> Diagnosis:
    """What people have answered and noted, and what that is worth, without what follows from it.

    An author without an account is the enterprise.
    """
    assessment, claims = dossier.assessment, dossier.claimed
    verified = dossier.verified if assessment.signed else {}
    record = visit_of(dossier)
    files = reported_files(dossier)
    records = [*claims.values(), *verified.values()]
    return Diagnosis(
        enterprise=dossier.enterprise,
        assessment=assessment,
        questionnaire=dossier.questionnaire,
        rubric=dossier.rubric,
        claimed_sheet=dossier.sheets["claimed"],
        sheet=dossier.sheet,
        claimed=dossier.card("claimed"),
        card=dossier.card(assessment.side),
        notes={item: record.note for item, record in claims.items() if record.note},
        remarks={item: record.note for item, record in verified.items() if record.note},
        centre=dossier.centre,
        logo=logo_of(dossier),
        noted={
            (each.side, each.item): Noted(dossier.names.get(each.author), each.at)
            for each in records
            if each.note
        },
        edited_catalogue=dossier.catalogue,
        assumptions=assumptions_of_case(dossier),
        verdicts=dossier.verdicts if assessment.signed else frozenset(),
        visit=record.visit if assessment.signed and record.revision else None,
        concerns=_concerns(dossier),
        business=business_in(dossier).said,
        files=files,
        photos=photos_of(dossier, files),
        not_shown=frozenset(not_shown_in(dossier).items) if assessment.signed else frozenset(),
        signature=_signature(dossier),
        correction=_correction(dossier),
        superseded_at=later.signed_at if (later := superseded_by(dossier)) else None,
    )


def _signature(dossier: Dossier) -> NotedSignature | None:
    found = signature_in(dossier)
    if found is None:
        return None
    return NotedSignature(found.digest, found.reviewed_by, found.reviewed_at)


def _correction(dossier: Dossier) -> NotedCorrection | None:
    """Why it corrects another; nothing before it is signed, as of all that a consultant writes."""
    found = correction_in(dossier)
    if found is None or not dossier.assessment.signed:
        return None
    return NotedCorrection(found.reason, found.by, found.signed_at)


def _concerns(dossier: Dossier) -> NotedConcerns:
    """What presses the enterprise; nothing that a consultant answers before it is signed."""
    record, signed = concerns_in(dossier), dossier.assessment.signed
    return NotedConcerns(
        said=record.said,
        by=record.by,
        at=record.at,
        answer=record.answer.text if record.answer and signed else "",
        answered_by=record.answered_by if record.answer and signed else "",
    )


def _earlier(dossier: Dossier) -> Earlier | None:
    """The round before; None too where its edition or rubric is no longer at hand as it was."""
    with suppress(Invalid):
        found = since_last_round(dossier)
        if found is not None:
            plan = progress_since(dossier)
            return Earlier(
                assessment=found.assessments[0],
                questionnaire=found.questionnaires[0],
                comparison=found.comparison,
                sides=found.sides,
                plan=plan.plan if plan else None,
            )
    return None
