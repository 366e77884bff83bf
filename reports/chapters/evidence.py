"""The annexes at the end: all that was noted as evidence, numbered, and the lines to sign."""

from collections.abc import Iterator, Mapping, Sequence

from assessments.model import Side, Stage
from questionnaires.model import Item
from reports.chapters.cover import signer
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Paragraph, Table


def evidence(narrator: Narrator) -> tuple[Block, ...]:
    """Notes and remarks in the order of the questions; empty where nothing was noted."""
    columns = (
        Column(narrator.say("outlook.column_number"), 0.09, holds="records"),
        Column(narrator.say("outlook.column_question"), 0.3, holds="questions"),
        Column(narrator.say("outlook.column_noted"), 0.39, holds="answers"),
        Column(narrator.say("outlook.column_who"), 0.22, holds="records"),
    )
    rows = tuple(
        (
            Cell(str(number)),
            Cell(narrator.text(item.ask)),
            Cell(text),
            _who(narrator, side, item),
        )
        for number, (item, side, text) in enumerate(_noted(narrator.diagnosis), start=1)
    )
    if not rows:
        return ()
    table = Table(narrator.say("outlook.caption_evidence"), columns, rows)
    return (Paragraph(narrator.say("outlook.evidence_lead")), table)


def evidence_numbers(diagnosis: Diagnosis) -> Mapping[str, Sequence[int]]:
    """Under which numbers the annex has the evidence of an item."""
    found: dict[str, list[int]] = {}
    for number, (item, _, _) in enumerate(_noted(diagnosis), start=1):
        found.setdefault(item.id, []).append(number)
    return found


def _noted(diagnosis: Diagnosis) -> Iterator[tuple[Item, Side, str]]:
    for item in diagnosis.questionnaire.items:
        if diagnosis.state(item) == "routed_out":
            continue  # it was answered before another answer took the question away
        if note := diagnosis.notes.get(item.id):
            yield item, "claimed", note
        if remark := diagnosis.remarks.get(item.id):
            yield item, "verified", remark


def _who(narrator: Narrator, side: Side, item: Item) -> Cell:
    noted = narrator.diagnosis.noted.get((side, item.id))
    role = "by_enterprise" if side == "claimed" else "by_consultant"
    by = noted.by if noted is not None and noted.by else narrator.say(f"outlook.{role}")
    return Cell(by, () if noted is None else (narrator.day(noted.at),))


def sign_off(narrator: Narrator) -> tuple[Block, ...]:
    """What a signature means, and the lines; nothing to sign on a draft."""
    diagnosis = narrator.diagnosis
    assessment = diagnosis.assessment
    if assessment.stage is Stage.DRAFT:
        return ()
    lead = narrator.say("outlook.sign_off_claimed")
    if diagnosis.signed and assessment.signed_at is not None:
        who = signer(narrator)
        said = {
            "who": who,
            "day": narrator.day(assessment.signed_at),
            **diagnosis.checked._asdict(),
        }
        lead = narrator.say("outlook.sign_off_verified", **said)
    columns = (
        Column(narrator.say("outlook.column_role"), 0.34, holds="names"),
        Column(narrator.say("outlook.column_signature"), 0.4, holds="records"),
        Column(narrator.say("outlook.column_date"), 0.26, holds="records"),
    )
    roles = [narrator.say("outlook.role_enterprise"), narrator.say("outlook.role_consultant")]
    if diagnosis.centre:
        roles.append(narrator.say("outlook.role_centre", centre=diagnosis.centre))
    signature, date = narrator.say("outlook.signature"), narrator.say("outlook.signing_day")
    rows = tuple((Cell(role), Cell(signature), Cell(date)) for role in roles)
    return (Paragraph(lead), Table(narrator.say("outlook.caption_sign_off"), columns, rows))
