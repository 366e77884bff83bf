"""The report of one assessment: computed from its dossier, composed, written in a format."""

from dataclasses import replace

from assessments.years import CHINA
from i18n import Lang
from reports.build import build
from reports.diagnosis import Diagnosis
from reports.editing import edited
from reports.formats.pdf import unprintable
from reports.pdf_glyphs import missing_glyphs
from reports.report import Report
from services.context import Context
from services.dossier import Dossier, dossier_of
from services.gathering import diagnosis, typed
from services.peers import peers
from services.stating import address_of, carried, code_of, stated
from wording.voice import Voice


def build_report(ctx: Context, assessment_id: str, lang: Lang) -> Report:
    """The report as of now. Of a draft too: it says on every page that it is one.

    Raises NotAllowed, NotFound (only to who may see all).
    """
    dossier = dossier_of(ctx, "report.read", assessment_id)
    return report_of(ctx, dossier, with_code(ctx, dossier, diagnosis(dossier)), lang)


def with_code(ctx: Context, dossier: Dossier, known: Diagnosis) -> Diagnosis:
    """``known`` with the check code of what its report states, unless it is a draft."""
    if dossier.assessment.submitted_at is None:
        return known
    statement = stated(dossier)
    code = code_of(ctx, statement)
    return replace(
        known,
        check_code=code,
        check_address=address_of(ctx, code),
        carried=str(carried(statement, code)),
    )


def report_of(ctx: Context, dossier: Dossier, known: Diagnosis, lang: Lang) -> Report:
    """The report of ``known``, with the paragraphs that a consultant edited once it is signed."""
    return _as_edited(dossier, generated(ctx, dossier, known, lang))


def generated(ctx: Context, dossier: Dossier, known: Diagnosis, lang: Lang) -> Report:
    """The report of ``known`` with nothing edited in it."""
    today = ctx.now().astimezone(CHINA).date()
    return build(replace(known, peers=peers(ctx, dossier, lang)), lang, today)


def lasting(dossier: Dossier, known: Diagnosis, lang: Lang) -> Report:
    """What the report of ``known`` tells whatever the day and whoever else has submitted."""
    day = known.assessment.started_at.astimezone(CHINA).date()
    return _as_edited(dossier, build(known, lang, day))


def pdf_remark(dossier: Dossier, lang: Lang) -> str:
    """What people have typed that the PDF of the report shows as numbers; "" where nothing is."""
    edits = dossier.edits(lang).all if dossier.assessment.signed else ()
    words = (*typed(dossier).typed, *(edit.text for edit in edits))
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


def _as_edited(dossier: Dossier, made: Report) -> Report:
    return edited(made, dossier.edits(made.lang).all) if dossier.assessment.signed else made
