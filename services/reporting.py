"""The report of one assessment: gathered from the store, composed, written in a format."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assessments.model import AnswerRecord
from assessments.refusals import Invalid
from assessments.years import CHINA
from i18n import Lang
from reports.build import build
from reports.diagnosis import SIGNED, Diagnosis
from reports.docx import write_docx
from reports.html import write_html
from reports.pdf import unprintable, write_pdf
from reports.report import Report
from services.context import Context
from services.editions import default_rubric, pinned
from services.peers import peers
from services.sheets import score, sheet_of
from services.subjects import subject_of

FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "html": write_html,
    "docx": write_docx,
    "pdf": write_pdf,
}


def build_report(ctx: Context, assessment_id: str, lang: Lang) -> Report:
    """The report as of now. Of a draft too: it says on every page that it is one.

    Raises NotAllowed, NotFound (only to who may see all).
    """
    today = ctx.now().astimezone(CHINA).date()
    known = replace(diagnosis(ctx, assessment_id), peers=peers(ctx, assessment_id, lang))
    return build(known, lang, today)


def write_report(report: Report, format: str) -> bytes:
    """The file in one of ``FORMATS``; KeyError for another.

    Raises Invalid if a PDF cannot print all of it.
    """
    return FORMATS[format](report)


def pdf_refusal(ctx: Context, assessment_id: str, lang: Lang) -> Invalid | None:
    """Why there would be no PDF of the report; None where there would be one.

    Raises as ``build_report``.
    """
    today = ctx.now().astimezone(CHINA).date()
    found = unprintable(build(diagnosis(ctx, assessment_id), lang, today))
    return Invalid("unprintable", found=found) if found else None


def diagnosis(ctx: Context, assessment_id: str) -> Diagnosis:
    """All that is known of the assessment itself; verified answers count once they are signed."""
    assessment = subject_of(ctx, "report.read", assessment_id)
    enterprise = ctx.store.enterprise(assessment.enterprise)
    questionnaire = pinned(ctx, assessment)
    claims = ctx.store.answers(assessment.id, "claimed")
    claimed_sheet = sheet_of(questionnaire, enterprise, claims)
    claimed = ctx.store.scorecard(assessment.id, "claimed") or score(questionnaire, claimed_sheet)
    sheet, card = claimed_sheet, claimed
    verdicts: Mapping[str, AnswerRecord] = {}
    if assessment.stage in SIGNED:
        verdicts = ctx.store.answers(assessment.id, "verified")
        sheet = sheet_of(questionnaire, enterprise, claims, verdicts)
        card = ctx.store.scorecard(assessment.id, "verified") or score(questionnaire, sheet)
    return Diagnosis(
        enterprise=enterprise,
        assessment=assessment,
        questionnaire=questionnaire,
        rubric=default_rubric(questionnaire),
        claimed_sheet=claimed_sheet,
        sheet=sheet,
        claimed=claimed,
        card=card,
        notes={item: record.note for item, record in claims.items() if record.note},
        remarks={item: record.note for item, record in verdicts.items() if record.note},
        centre=ctx.store.centres().get(assessment.centre or "", ""),
    )
