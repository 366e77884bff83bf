"""The annexes at the end: all that was noted as evidence, numbered, and the lines to sign."""

from collections.abc import Iterator

from assessments.model import Side, Stage
from i18n import Lang, say
from questionnaires.model import Item
from reports.chapters.cover import signer
from reports.diagnosis import Diagnosis
from reports.report import Block, Cell, Column, Paragraph, Table
from wording.phrases import day


def evidence(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """Notes and remarks in the order of the questions; empty where nothing was noted."""
    columns = (
        Column(say("outlook.column_number", lang), 0.09),
        Column(say("outlook.column_question", lang), 0.3),
        Column(say("outlook.column_noted", lang), 0.39),
        Column(say("outlook.column_who", lang), 0.22),
    )
    rows = tuple(
        (
            Cell(str(number)),
            Cell(item.ask.to(lang)),
            Cell(text),
            _who(diagnosis, side, item, lang),
        )
        for number, (item, side, text) in enumerate(_noted(diagnosis), start=1)
    )
    if not rows:
        return ()
    table = Table(say("outlook.caption_evidence", lang), columns, rows)
    return (Paragraph(say("outlook.evidence_lead", lang)), table)


def _noted(diagnosis: Diagnosis) -> Iterator[tuple[Item, Side, str]]:
    for item in diagnosis.questionnaire.items:
        if diagnosis.state(item) == "routed_out":
            continue  # it was answered before another answer took the question away
        if note := diagnosis.notes.get(item.id):
            yield item, "claimed", note
        if remark := diagnosis.remarks.get(item.id):
            yield item, "verified", remark


def _who(diagnosis: Diagnosis, side: Side, item: Item, lang: Lang) -> Cell:
    noted = diagnosis.noted.get((side, item.id))
    role = "by_enterprise" if side == "claimed" else "by_consultant"
    by = noted.by if noted is not None and noted.by else say(f"outlook.{role}", lang)
    return Cell(by, () if noted is None else (day(noted.at, lang),))


def sign_off(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """What a signature means, and the lines; nothing to sign on a draft."""
    assessment = diagnosis.assessment
    if assessment.stage is Stage.DRAFT:
        return ()
    lead = say("outlook.sign_off_claimed", lang)
    if diagnosis.signed and assessment.signed_at is not None:
        who = signer(diagnosis, lang)
        said = {"who": who, "day": day(assessment.signed_at, lang), **diagnosis.checked._asdict()}
        lead = say("outlook.sign_off_verified", lang, **said)
    columns = (
        Column(say("outlook.column_role", lang), 0.34),
        Column(say("outlook.column_signature", lang), 0.4),
        Column(say("outlook.column_date", lang), 0.26),
    )
    roles = [say("outlook.role_enterprise", lang), say("outlook.role_consultant", lang)]
    if diagnosis.centre:
        roles.append(say("outlook.role_centre", lang, centre=diagnosis.centre))
    signature, date = say("outlook.signature", lang), say("outlook.signing_day", lang)
    rows = tuple((Cell(role), Cell(signature), Cell(date)) for role in roles)
    return (Paragraph(lead), Table(say("outlook.caption_sign_off", lang), columns, rows))
