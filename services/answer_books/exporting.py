"""From what is stored of an assessment to an answer book of one side."""

from collections.abc import Mapping
from dataclasses import replace

from assessments.model import AnswerRecord, Side
from assessments.years import CHINA
from questionnaires.answers import Answer, parse_answer
from reports.answer_book.content import AnswerBook
from reports.answer_book.layout import BookMark
from reports.answer_book.writing import write_answer_book
from reports.chapters.cover import marks
from reports.narratives.narrator import Narrator
from reports.report import Cover, Report
from reports.workings import workings
from services.answer_books.sides import dossier_to_fill
from services.context import Context, at_once
from services.dossier import Dossier
from services.gathering import typed
from services.noting import note_case
from services.sheets import score
from services.verdicts import not_shown_in
from wording.voice import Voice


def export_book(ctx: Context, assessment_id: str, side: Side, voice: Voice) -> bytes:
    """The answers of ``side`` as they are now, as a workbook to be filled in elsewhere.

    Raises NotAllowed, also in a stage in which answers of that side are no longer given.
    """
    with at_once(ctx) as one:
        dossier = dossier_to_fill(one, assessment_id, side)
        note_case(one, "workbook.export", dossier.assessment, side=side)
    return write_answer_book(book_of(ctx, dossier, side, voice))


def book_of(ctx: Context, dossier: Dossier, side: Side, voice: Voice) -> AnswerBook:
    """What the workbook of ``side`` tells."""
    now, own = ctx.now().astimezone(CHINA), getattr(dossier, side)
    sheet, asked = dossier.sheets[side], dossier.questionnaire
    known = typed(dossier)
    known = replace(known, sheet=sheet, card=score(asked, sheet))
    narrator = Narrator(voice.lang, known)
    enterprise, title = dossier.enterprise.name, voice.say(f"answer_book.title_{side}")
    told = Report(
        lang=voice.lang,
        made_on=now.date(),
        cover=Cover(title, enterprise, "", "", (), {}),
        running=voice.say("report.running", enterprise=enterprise, short=title),
        marks=tuple(mark for mark in marks(narrator) if known.synthetic),
        summary="",
        sections=(),
        workings=workings(narrator),
        slides=(),
    )
    files: dict[str, tuple[str, ...]] = {}
    for each in known.files:
        files[each.item] = (*files.get(each.item, ()), each.name)
    return AnswerBook(
        report=told,
        identity=_identity(dossier, side, voice, f"{now:%Y-%m-%d %H:%M}"),
        questionnaire=asked,
        rubric=dossier.rubric,
        facts=sheet.facts,
        given=_answers(dossier, own),
        notes=_notes(own),
        claims=dossier.sheets["claimed"].answers if side == "verified" else {},
        claim_notes=_notes(dossier.claimed) if side == "verified" else {},
        files=files,
    )


def _identity(dossier: Dossier, side: Side, voice: Voice, at: str) -> BookMark:
    assessment = dossier.assessment
    records: Mapping[str, AnswerRecord] = getattr(dossier, side)
    missing = not_shown_in(dossier).items if side == "verified" else {}
    return BookMark(
        assessment=assessment.id,
        questionnaire=assessment.questionnaire,
        edition=assessment.edition,
        digest=assessment.digest,
        side=side,
        lang=voice.lang,
        written_at=at,
        revisions={item: record.revision for item, record in sorted(records.items())},
        not_shown=frozenset(missing),
    )


def _answers(dossier: Dossier, records: Mapping[str, AnswerRecord]) -> dict[str, Answer]:
    items = dossier.questionnaire.by_id
    return {
        item: parse_answer(items[item], record.value)
        for item, record in records.items()
        if record.value is not None
    }


def _notes(records: Mapping[str, AnswerRecord]) -> dict[str, str]:
    return {item: record.note for item, record in records.items() if record.note}
