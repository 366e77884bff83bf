"""What was seen of a dimension: notes of the enterprise, remarks and changes of the consultant."""

from collections.abc import Sequence

from i18n import Lang, say
from questionnaires.answers import Answer
from questionnaires.model import Dimension, Item
from questionnaires.sheet import Sheet
from reports.diagnosis import Diagnosis
from reports.narratives.telling import Telling
from reports.wording import answer_text, counted, quoted

MOST = 4  # things that are named; all stand in the annex
ENDS = "。．.！!；;，, \n"  # what a note may end with and a sentence goes on after


def seen(telling: Telling, dimension: Dimension) -> str:
    """The evidence as running text; empty where nobody has left any."""
    diagnosis, lang = telling.diagnosis, telling.lang
    items = [item for item in diagnosis.questionnaire.items if item.dimension == dimension.id]
    noted = [item for item in items if diagnosis.notes.get(item.id)]
    found = [item for item in items if diagnosis.remarks.get(item.id) or _changed(diagnosis, item)]
    told = []
    if noted:
        named = [_noted(telling, item) for item in noted[:MOST]]
        told.append(_told("report.seen_notes", dimension, noted, named, lang))
    if found:
        ordered = sorted(found, key=lambda item: not _changed(diagnosis, item))
        named = [_found(telling, item) for item in ordered[:MOST]]
        told.append(_told("report.seen_remarks", dimension, found, named, lang))
    text = ("" if lang == "zh" else " ").join(told)
    return say("report.seen", lang, text=text) if text else ""


def _told(
    key: str, dimension: Dimension, items: Sequence[Item], named: Sequence[str], lang: Lang
) -> str:
    said = {
        "title": dimension.title.to(lang),
        "questions": counted("questions", len(items), lang),
        "told": say("report.semicolon", lang).join(named),
    }
    return say(key if len(items) == len(named) else f"{key}_more", lang, **said)


def _changed(diagnosis: Diagnosis, item: Item) -> bool:
    return diagnosis.signed and item.asked and diagnosis.claim(item) != diagnosis.answer(item)


def _noted(telling: Telling, item: Item) -> str:
    note = _bare(telling.diagnosis.notes[item.id])
    return say("report.seen_item", telling.lang, item=telling.named(item), text=note)


def _found(telling: Telling, item: Item) -> str:
    """Claim and finding where they differ, and what the consultant says of it."""
    diagnosis, lang, ask = telling.diagnosis, telling.lang, telling.named(item)
    remark = _bare(diagnosis.remarks.get(item.id, ""))
    if not _changed(diagnosis, item):
        return say("report.seen_item", lang, item=ask, text=remark)
    said = {
        "item": ask,
        "claimed": _answer(item, diagnosis.claimed_sheet, diagnosis.claim(item), lang),
        "verified": _answer(item, diagnosis.sheet, diagnosis.answer(item), lang),
    }
    if not remark:
        return say("report.seen_changed", lang, **said)
    return say("report.seen_changed_remark", lang, **said, remark=remark)


def _answer(item: Item, sheet: Sheet, answer: Answer | None, lang: Lang) -> str:
    if answer is None:
        return say("report.unanswered", lang)
    return quoted(answer_text(item, sheet, answer, lang), lang)


def _bare(note: str) -> str:
    """What somebody wrote, in one line and without its last mark."""
    return " ".join(note.split()).rstrip(ENDS)
