"""What was seen of a dimension: notes of the enterprise, remarks and changes of the consultant."""

from i18n import Lang, say
from questionnaires.answers import Answer
from questionnaires.model import Dimension, Item
from questionnaires.sheet import Sheet
from reports.diagnosis import Diagnosis
from reports.narratives.telling import Telling
from wording.phrases import answer_text, counted, quoted

MOST = 4  # notes, and remarks, that are told; all stand in the annex
ENDS = "。．.！!；;，, \n"  # what a note may end with; the sentence has a stop of its own


def seen(telling: Telling, dimension: Dimension) -> tuple[str, tuple[str, ...]]:
    """How much evidence there is, and the first of it one by one; empty where nobody left any."""
    diagnosis, lang = telling.diagnosis, telling.lang
    items = [item for item in diagnosis.questionnaire.items if item.dimension == dimension.id]
    noted = [item for item in items if diagnosis.notes.get(item.id)]
    found = [item for item in items if diagnosis.remarks.get(item.id) or _changed(diagnosis, item)]
    found.sort(key=lambda item: not _changed(diagnosis, item))
    told = [
        say(f"report.seen_{by}", lang, questions=counted("questions", len(each), lang))
        for by, each in (("notes", noted), ("remarks", found))
        if each
    ]
    if not told:
        return "", ()
    more = max(len(noted), len(found)) > MOST
    clauses = say("report.semicolon", lang).join(told)
    said = {"title": dimension.title.to(lang), "told": clauses}
    lead = say("report.seen_more" if more else "report.seen", lang, **said)
    notes = (_noted(telling, item) for item in noted[:MOST])
    return lead, (*notes, *(_found(telling, item) for item in found[:MOST]))


def _changed(diagnosis: Diagnosis, item: Item) -> bool:
    return diagnosis.signed and item.asked and diagnosis.claim(item) != diagnosis.answer(item)


def _noted(telling: Telling, item: Item) -> str:
    note = _bare(telling.diagnosis.notes[item.id])
    return say("report.seen_note", telling.lang, item=telling.named(item), text=note)


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
