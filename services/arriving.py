"""Noting from which line an assessment comes in, and what its answers look like, as digests."""

import json
from collections.abc import Mapping

from access.addresses import network_of
from access.arrival import ARRIVALS_KEPT, Arrival, Deed
from assessments.model import AnswerRecord, Assessment
from services.attempts import subject
from services.context import Context

Answers = Mapping[str, AnswerRecord]


def arrived(
    ctx: Context, assessment: Assessment, deed: Deed, answers: Answers | None = None
) -> None:
    """Note that it was begun or, with all its ``answers``, submitted; forget what is old.

    To be called with what it notes in one transaction.
    """
    now = ctx.now()
    line = subject(ctx, "line", network_of(ctx.address)) if ctx.address else None
    sheet = None if answers is None else _sheet(ctx, assessment, answers)
    ctx.store.forget_arrivals_before(now - ARRIVALS_KEPT)
    ctx.store.add_arrival(
        Arrival(assessment=assessment.id, deed=deed, at=now, line=line, sheet=sheet)
    )


def _sheet(ctx: Context, assessment: Assessment, answers: Answers) -> str:
    """The digest of an answer sheet: equal for equal answers to one edition."""
    given = {item: record.value for item, record in answers.items() if record.value is not None}
    told = json.dumps(given, ensure_ascii=True, sort_keys=True)
    return subject(ctx, "sheet", assessment.questionnaire, assessment.edition, told)
