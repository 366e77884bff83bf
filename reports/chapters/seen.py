"""What was seen of a dimension: notes of the enterprise, remarks and changes of the consultant."""

from collections.abc import Sequence

from i18n import Lang, say
from questionnaires.model import Dimension, Item
from reports.diagnosis import Diagnosis
from reports.wording import answer_text, counted

MOST = 4  # things that are named; all stand in the annex
ENDS = "。．.！!；;，, \n"  # what a note may end with and a sentence goes on after


def seen(diagnosis: Diagnosis, dimension: Dimension, lang: Lang) -> str:
    """The evidence as running text; empty where nobody has left any."""
    items = [item for item in diagnosis.questionnaire.items if item.dimension == dimension.id]
    noted = [item for item in items if diagnosis.notes.get(item.id)]
    found = [item for item in items if diagnosis.remarks.get(item.id) or _changed(diagnosis, item)]
    told = []
    if noted:
        named = [_noted(diagnosis, item, lang) for item in noted[:MOST]]
        told.append(_told("report.seen_notes", dimension, noted, named, lang))
    if found:
        ordered = sorted(found, key=lambda item: not _changed(diagnosis, item))
        named = [_found(diagnosis, item, lang) for item in ordered[:MOST]]
        told.append(_told("report.seen_remarks", dimension, found, named, lang))
    return ("" if lang == "zh" else " ").join(told)


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


def _noted(diagnosis: Diagnosis, item: Item, lang: Lang) -> str:
    note = _bare(diagnosis.notes[item.id])
    return say("report.seen_item", lang, item=item.ask.to(lang), text=note)


def _found(diagnosis: Diagnosis, item: Item, lang: Lang) -> str:
    """Claim and finding where they differ, and what the consultant says of it."""
    remark = _bare(diagnosis.remarks.get(item.id, ""))
    ask = item.ask.to(lang)
    if not _changed(diagnosis, item):
        return say("report.seen_item", lang, item=ask, text=remark)
    claim, verdict = diagnosis.claim(item), diagnosis.answer(item)
    unanswered = say("report.unanswered", lang)
    said = {
        "item": ask,
        "claimed": unanswered
        if claim is None
        else answer_text(item, diagnosis.claimed_sheet, claim, lang),
        "verified": unanswered
        if verdict is None
        else answer_text(item, diagnosis.sheet, verdict, lang),
    }
    if not remark:
        return say("report.seen_changed", lang, **said)
    return say("report.seen_changed_remark", lang, **said, remark=remark)


def _bare(note: str) -> str:
    """What somebody wrote, in one line and without its last mark."""
    return " ".join(note.split()).rstrip(ENDS)
