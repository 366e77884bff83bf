"""Reports that leave the house: what each stated is on record, to be asked for by its code."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from access.addresses import network_of
from access.check_codes import tidy_check_code
from access.table import require
from access.throttle import ALL_CODES, PER_ADDRESS
from assessments.model import Document
from assessments.refusals import NotFound, Stale
from i18n import Lang, Text
from reports.diagnosis import Diagnosis
from reports.report import Report
from services.attempts import attempt, subject
from services.context import Context
from services.reporting import diagnosis, report_of
from services.stating import Statement, code_of, stated
from services.templates import file_of

KIND = "handed_out"


@dataclass(frozen=True)
class Checked:
    """What the report with the check code stated, and when it was handed out first.

    ``newest``: whether a report of the same assessment would state the same now.
    """

    statement: Statement
    questionnaire: Text
    rubric: Text
    handed_out_at: datetime
    newest: bool


def hand_out(  # noqa: PLR0913  (what is handed out, and how)
    ctx: Context,
    assessment_id: str,
    lang: Lang,
    format: str,
    known: Diagnosis | None = None,
    *,
    own_form: bool = False,
) -> tuple[Report, bytes]:
    """The report of now and its file in one of ``FORMATS``; what it states is kept by then.

    ``known``: the assessment's ``diagnosis``, where somebody has it already. ``own_form``: a Word
    file in the product's own form even where the centre has a template. Raises NotAllowed,
    NotFound (only to who may see all).
    """
    known = diagnosis(ctx, assessment_id) if known is None else known
    statement = None
    if known.check_code:
        statement = stated(ctx, known.assessment)
        known = replace(known, check_code=code_of(ctx, statement))
    report = report_of(ctx, known, lang)
    file = file_of(ctx, report, format, None if own_form else known.assessment.centre)
    if statement is not None:
        _record(ctx, known, statement)
    return report, file


def check(ctx: Context, code: str) -> Checked:
    """What the report with this check code stated, however the code is written.

    Raises NotFound where no report that was handed out has it, also for what is no code at all;
    NotAllowed after too many of those from one address, or in all for one that had some.
    """
    require(ctx.actor, "report.check")
    here = subject(ctx, "check", network_of(ctx.address))
    with attempt(ctx, {here: PER_ADDRESS}, {subject(ctx, "check"): ALL_CODES}):
        tidy = tidy_check_code(code)
        document = None if tidy is None else ctx.store.document(KIND, tidy)
        if document is None:
            raise NotFound("unknown_check_code")
    kept = document.value["statement"]
    statement = Statement.model_validate(kept)
    now = stated(ctx, ctx.store.assessment(statement.assessment)).model_dump(mode="json")
    return Checked(
        statement=statement,
        questionnaire=Text(**document.value["questionnaire"]),
        rubric=Text(**document.value["rubric"]),
        handed_out_at=document.at,
        newest=all(now.get(name) == value for name, value in kept.items()),
    )


def _record(ctx: Context, known: Diagnosis, statement: Statement) -> None:
    """Keep what is stated under its code; a code stands for one statement, so once is enough."""
    code = known.check_code.replace("-", "")
    if ctx.store.document(KIND, code) is not None:
        return
    titles = {"questionnaire": known.questionnaire.title, "rubric": known.rubric.title}
    document = Document(
        kind=KIND,
        subject=code,
        revision=1,
        value={
            "statement": statement.model_dump(mode="json"),
            **{name: title.model_dump() for name, title in titles.items()},
        },
        author=ctx.actor.id,
        at=ctx.now(),
    )
    with suppress(Stale):  # somebody took the same report at the same moment
        ctx.store.append_document(document)
