"""Reports that leave the house: what each stated is on record, to be asked for by its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from access.addresses import network_of
from access.check_codes import tidy_check_code
from access.limits import ALL_CODES, PER_ADDRESS
from access.table import require
from assessments.model import Assessment
from assessments.refusals import NotFound
from i18n import Lang, Text
from reports.diagnosis import Diagnosis
from reports.report import Report
from services.attempts import attempt, subject
from services.context import Context
from services.correcting import superseded_by
from services.dossier import Dossier, dossier_of
from services.gathering import diagnosis
from services.issuing import issue
from services.kinds import HANDED_OUT
from services.noting import note_case
from services.reporting import report_of, with_code
from services.signing import checked_signature
from services.stating import LATER, Statement, stated
from services.templates import Form, file_of


@dataclass(frozen=True)
class CheckedReport:
    """What the report with the check code stated, and when it was handed out first.

    ``newest``: whether a report of the same assessment would state the same now. ``holds``:
    whether what was signed is stored as it was signed; None where no digest was kept.
    ``corrected``: the signed assessment that has taken its place.
    """

    statement: Statement
    questionnaire: Text
    rubric: Text
    handed_out_at: datetime
    newest: bool
    holds: bool | None = None
    corrected: Assessment | None = None


def hand_out(
    ctx: Context, assessment_id: str, lang: Lang, format: str, *, form: Form = "centre"
) -> tuple[Report, bytes]:
    """The report of now and its file in one of ``FORMATS``; what it states is kept by then.

    ``form``: a Word file in the product's own or in the official form whatever the centre has.
    Raises NotAllowed, NotFound (only to who may see all).
    """
    dossier = dossier_of(ctx, "report.read", assessment_id)
    return handed_out(ctx, dossier, diagnosis(dossier), lang, format, form=form)


def handed_out(  # noqa: PLR0913  (what is handed out, and how)
    ctx: Context,
    dossier: Dossier,
    known: Diagnosis,
    lang: Lang,
    format: str,
    *,
    form: Form = "centre",
) -> tuple[Report, bytes]:
    """The same of a dossier and its ``diagnosis``."""
    known = with_code(ctx, dossier, known)
    report = report_of(ctx, dossier, known, lang)
    file = file_of(report, format, dossier, form)
    if known.check_code:
        code = known.check_code.replace("-", "")
        stating = partial(_statement, known, stated(dossier))
        issue(ctx, code, lang, format, file, stating=stating)
    note_case(ctx, "report.hand_out", dossier.assessment, format=format, lang=lang)
    return report, file


def check(ctx: Context, code: str) -> CheckedReport:
    """What the report with this check code stated, however the code is written.

    Raises NotFound where no report that was handed out has it, also for what is no code at all;
    NotAllowed after too many of those from one address, or in all for one that had some.
    """
    require(ctx.actor, "report.check")
    here = subject(ctx, "check", network_of(ctx.address))
    with attempt(ctx, {here: PER_ADDRESS}, {subject(ctx, "check"): ALL_CODES}, tried="check"):
        tidy = tidy_check_code(code)
        found = None if tidy is None else recorded(ctx, tidy)
        if found is None:
            raise NotFound("unknown_check_code")
    return found


def recorded(ctx: Context, code: str) -> CheckedReport | None:
    """What was handed out under the tidy ``code``; None for nothing."""
    history = ctx.store.document_history(HANDED_OUT, code)
    if not history:
        return None
    document = history[0]
    if "statement" not in document.value:
        raise NotFound("report_erased")
    kept = document.value["statement"]
    statement = Statement.model_validate(kept)
    kept = {**{name: getattr(statement, name) for name in LATER}, **kept}  # it was told without
    dossier = dossier_of(ctx, "report.check", statement.assessment)
    now, signed = stated(dossier).model_dump(mode="json"), checked_signature(dossier)
    return CheckedReport(
        statement=statement,
        questionnaire=Text(**document.value["questionnaire"]),
        rubric=Text(**document.value["rubric"]),
        handed_out_at=document.at,
        newest=all(now.get(name) == value for name, value in kept.items()),
        holds=signed.holds if signed and statement.signature else None,
        corrected=superseded_by(dossier),
    )


def _statement(known: Diagnosis, statement: Statement) -> Mapping[str, object]:
    """What is kept of a report under its code."""
    titles = {"questionnaire": known.questionnaire.title, "rubric": known.rubric.title}
    return {
        "statement": statement.model_dump(mode="json"),
        **{name: title.model_dump() for name, title in titles.items()},
    }
