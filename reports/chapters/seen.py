"""What was seen of a dimension: notes of the enterprise, remarks and changes of the consultant."""

from questionnaires.answers import Answer
from questionnaires.model import Dimension, Item
from questionnaires.sheet import Sheet
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import Narrator
from wording.voice import Voice

MOST = 4  # notes, and remarks, that are told; all stand in the annex
ENDS = "。．.！!；;，, \n"  # what a note may end with; the sentence has a stop of its own


def seen(narrator: Narrator, dimension: Dimension) -> tuple[str, tuple[str, ...]]:
    """How much evidence there is, and the first of it one by one; empty where nobody left any."""
    diagnosis = narrator.diagnosis
    items = [item for item in diagnosis.questionnaire.items if item.dimension == dimension.id]
    noted = [item for item in items if diagnosis.notes.get(item.id)]
    found = [item for item in items if diagnosis.remarks.get(item.id) or _changed(diagnosis, item)]
    found.sort(key=lambda item: not _changed(diagnosis, item))
    told = [
        narrator.say(f"report.seen_{by}", questions=narrator.counted("questions", len(each)))
        for by, each in (("notes", noted), ("remarks", found))
        if each
    ]
    if not told:
        return "", ()
    more = max(len(noted), len(found)) > MOST
    clauses = narrator.clauses(told)
    said = {"title": narrator.dimension(dimension), "told": clauses}
    lead = narrator.say("report.seen_more" if more else "report.seen", **said)
    notes = (_noted(narrator, item) for item in noted[:MOST])
    return lead, (*notes, *(_found(narrator, item) for item in found[:MOST]))


def _changed(diagnosis: Diagnosis, item: Item) -> bool:
    return diagnosis.signed and item.asked and diagnosis.claim(item) != diagnosis.answer(item)


def _noted(narrator: Narrator, item: Item) -> str:
    note = _bare(narrator.diagnosis.notes[item.id])
    return narrator.say("report.seen_note", item=narrator.named(item), text=note)


def _found(narrator: Narrator, item: Item) -> str:
    """Claim and finding where they differ, and what the consultant says of it."""
    diagnosis, ask = narrator.diagnosis, narrator.named(item)
    remark = _bare(diagnosis.remarks.get(item.id, ""))
    if not _changed(diagnosis, item):
        return narrator.say("report.seen_item", item=ask, text=remark)
    said = {
        "item": ask,
        "claimed": _answer(narrator, item, diagnosis.claimed_sheet, diagnosis.claim(item)),
        "verified": _answer(narrator, item, diagnosis.sheet, diagnosis.answer(item)),
    }
    if not remark:
        return narrator.say("report.seen_changed", **said)
    return narrator.say("report.seen_changed_remark", **said, remark=remark)


def _answer(voice: Voice, item: Item, sheet: Sheet, answer: Answer | None) -> str:
    if answer is None:
        return voice.say("report.unanswered")
    return voice.quoted(voice.answer(item, sheet, answer))


def _bare(note: str) -> str:
    """What somebody wrote, in one line and without its last mark."""
    return " ".join(note.split()).rstrip(ENDS)
