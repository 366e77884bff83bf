"""The annexes at the end: all that was noted or filed as evidence, numbered; the lines to sign."""

from collections.abc import Iterator, Mapping, Sequence

from assessments.evidence import EvidenceFile
from assessments.model import Side, Stage
from questionnaires.model import Item
from reports.chapters.cover import signer
from reports.diagnosis import Diagnosis
from reports.figures import PhotoFigure
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Heading, Paragraph, Picture, Table


def evidence(narrator: Narrator) -> tuple[Block, ...]:
    """Notes and remarks in the order of the questions, then files; empty where there is none."""
    return (*_notes(narrator), *_files(narrator))


def _notes(narrator: Narrator) -> tuple[Block, ...]:
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
    for number, file in _filed(diagnosis):
        found.setdefault(file.item, []).append(number)
    return found


def _files(narrator: Narrator) -> Iterator[Block]:
    """The files in the same order, and those photographs that stand in the report."""
    diagnosis = narrator.diagnosis
    links = any(file.kept.kind == "link" for file in diagnosis.files)
    named = "file_or_link" if links else "file"
    shares = {"number": 0.08, "question": 0.27, named: 0.26, "shows": 0.2, "verdict": 0.19}
    rows = tuple(_row(narrator, number, file) for number, file in _filed(diagnosis))
    if not rows:
        return
    columns = tuple(
        Column(narrator.say(f"outlook.column_{name}"), share) for name, share in shares.items()
    )
    after_notes = rows[0][0].text != "1"
    lead = [narrator.say("outlook.files_lead_on" if after_notes else "outlook.files_lead")]
    lead += [narrator.say("outlook.files_links")] if links else []
    yield Paragraph(narrator.sentences(lead))
    yield Table(narrator.say("outlook.caption_files"), columns, rows)
    photos = [(n, file) for n, file in _filed(diagnosis) if diagnosis.photos.get(file.id)]
    if photos:
        yield Heading("evidence-photos", narrator.say("outlook.photos"))
        yield Paragraph(narrator.say("outlook.photos_lead"))
    for number, file in photos:
        said = {"number": number, "shows": file.shows}
        caption = narrator.say("outlook.caption_photo", **said)
        alt, kept = narrator.say("outlook.alt_photo", **said), file.kept
        content = diagnosis.photos[file.id]
        yield Picture(caption, PhotoFigure(content, kept.width, kept.height, alt))


def _filed(diagnosis: Diagnosis) -> Iterator[tuple[int, EvidenceFile]]:
    """The files with their numbers, which follow those of the notes."""
    return enumerate(diagnosis.files, start=1 + sum(1 for _ in _noted(diagnosis)))


def _row(narrator: Narrator, number: int, file: EvidenceFile) -> tuple[Cell, ...]:
    dash = narrator.say("report.dash")
    item = narrator.diagnosis.questionnaire.by_id.get(file.item)
    by = file.by or narrator.say("outlook.by_enterprise")
    filed = [narrator.say("outlook.filed", by=by, day=narrator.day(file.at))]
    if file.expires is not None:
        filed.append(narrator.say("outlook.holds_until", day=narrator.written(str(file.expires))))
    judged = [file.remark] if file.remark else []
    if file.judged_at is not None and file.verdict:
        day = narrator.day(file.judged_at)
        judged.append(narrator.say("outlook.filed", by=file.judged_by, day=day))
    if narrator.diagnosis.photos.get(file.id) == b"":
        filed.append(narrator.say("outlook.photo_lost"))
    return (
        Cell(str(number)),
        Cell(dash if item is None else narrator.text(item.ask)),
        Cell(file.name, tuple(filed)),
        Cell(file.shows or dash),
        Cell(narrator.say(f"evidence.verdict_{file.verdict or 'open'}"), tuple(judged)),
    )


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
