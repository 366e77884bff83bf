"""The report of one assessment: gathered from the store, composed, written in a format."""

from collections.abc import Mapping
from dataclasses import replace

from assessments.model import AnswerRecord, Stage
from assessments.years import CHINA
from i18n import Lang
from reports.build import build
from reports.diagnosis import SIGNED, Diagnosis
from reports.editing import edited
from reports.formats.pdf import unprintable
from reports.pdf_glyphs import missing_glyphs
from reports.report import Report
from services.context import Context
from services.editions import default_rubric, pinned
from services.edits import edits_of
from services.gathering import gathered, noted
from services.peers import peers
from services.sheets import score, sheet_of
from services.sides import verdicts_in
from services.stating import code_of, stated
from services.subjects import subject_of
from wording.voice import Voice


def build_report(ctx: Context, assessment_id: str, lang: Lang) -> Report:
    """The report as of now. Of a draft too: it says on every page that it is one.

    Raises NotAllowed, NotFound (only to who may see all).
    """
    return report_of(ctx, diagnosis(ctx, assessment_id), lang)


def report_of(ctx: Context, known: Diagnosis, lang: Lang) -> Report:
    """The report of ``known``, with the paragraphs that a consultant edited once it is signed."""
    return _as_edited(ctx, known, generated(ctx, known, lang))


def generated(ctx: Context, known: Diagnosis, lang: Lang) -> Report:
    """The report of ``known`` with nothing edited in it."""
    today = ctx.now().astimezone(CHINA).date()
    among = peers(ctx, known.assessment.id, lang)
    return build(replace(known, peers=among), lang, today)


def lasting(ctx: Context, known: Diagnosis, lang: Lang) -> Report:
    """What the report of ``known`` tells whatever the day and whoever else has submitted."""
    day = known.assessment.started_at.astimezone(CHINA).date()
    return _as_edited(ctx, known, build(known, lang, day))


def pdf_remark(ctx: Context, assessment_id: str, lang: Lang) -> str:
    """What people have typed that the PDF of the report shows as numbers; "" where there is none.

    Raises as ``build_report``.
    """
    known = _known(ctx, assessment_id)
    known = replace(known, noted=noted(ctx, known))
    edits = edits_of(ctx.store, assessment_id, lang).all if known.signed else ()
    words = (*known.typed, *(edit.text for edit in edits))
    return _remark(Voice(lang), "".join(map(missing_glyphs, words)))


def remark_of(report: Report) -> str:
    """The same of all that ``report`` says."""
    return _remark(report.voice, unprintable(report))


def _remark(voice: Voice, lacking: str) -> str:
    named = [
        voice.say("report.replaced_one", character=each, code=f"U+{ord(each):04X}")
        for each in dict.fromkeys(lacking)
    ]
    return voice.say("report.replaced", found=voice.listed(named)) if named else ""


def _as_edited(ctx: Context, known: Diagnosis, made: Report) -> Report:
    if not known.signed:
        return made
    return edited(made, edits_of(ctx.store, known.assessment.id, made.lang).all)


def diagnosis(ctx: Context, assessment_id: str) -> Diagnosis:
    """All that is known of the assessment but its peers; verified answers count once signed.

    With the check code of what its report states, unless it is a draft.
    """
    known = gathered(ctx, _known(ctx, assessment_id))
    if known.assessment.stage is Stage.DRAFT:
        return known
    return replace(known, check_code=code_of(ctx, stated(ctx, known.assessment)))


def _known(ctx: Context, assessment_id: str) -> Diagnosis:
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
        verdicts=verdicts_in(verdicts),
    )
