"""The words of an answer in a cell: what its list offers, and what a person may write there.

Writer and reader have them from here, so that they cannot part.
"""

from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Item, Kind
from questionnaires.sheet import Sheet
from reports.answer_book.layout import TICK
from wording.voice import Voice

PICKED = (Kind.CHOICE, Kind.LADDER)


def same_as_claimed(voice: Voice) -> str:
    """What confirms a claim."""
    return voice.say("answer_book.same")


def not_shown(voice: Voice) -> str:
    """What says that there was nothing to see."""
    return voice.say("consultant.verdict_not_shown")


def tick_below(voice: Voice) -> str:
    """What stands where nothing is to be written because options follow."""
    return voice.say("answer_book.tick_below")


def does_not_apply(voice: Voice, item: Item) -> str:
    """What says that the item cannot apply; "" where it always does."""
    reason = item.not_applicable
    return voice.say("report.does_not_apply", reason=voice.text(reason)) if reason else ""


def options_of(voice: Voice, item: Item) -> tuple[str, ...]:
    """The options of a choice or ladder as its list shows them, numbered from 1."""
    if item.kind not in PICKED:
        return ()
    says = (voice.text(option.says) for option in item.options)
    return tuple(f"{place} · {each}" for place, each in enumerate(says, start=1))


def choices_of(voice: Voice, item: Item, *, verifies: bool) -> tuple[str, ...]:
    """All that the list of the item's cell offers, in its order; empty where there is none."""
    if item.kind is Kind.TEXT:
        return (same_as_claimed(voice),) if verifies else ()
    states = [does_not_apply(voice, item)]
    states += [same_as_claimed(voice), not_shown(voice)] if verifies else []
    return (*options_of(voice, item), *filter(None, states))


def cell_of(voice: Voice, item: Item, answer: Answer | None) -> str | float:
    """What stands in the item's own cell for ``answer``; ticks stand below it."""
    if answer is None or isinstance(answer, tuple):
        return ""
    if isinstance(answer, NotApplicable):
        return does_not_apply(voice, item)
    if item.kind in PICKED:
        places = {option.id: place for place, option in enumerate(item.options)}
        return options_of(voice, item)[places[str(answer)]]
    return answer


def claim_of(voice: Voice, item: Item, claim: Answer | None, note: str) -> str:
    """What stands in the cell of a claim, with its note."""
    said = voice.say("answer_book.unanswered") if claim is None else words_of(voice, item, claim)
    return "\n".join([said, voice.say("answer_book.noted", note=note)]) if note else said


def words_of(voice: Voice, item: Item, answer: Answer) -> str:
    """An answer where it is only read: with its unit, and all that is ticked."""
    if isinstance(answer, tuple):
        says = [voice.text(option.says) for option in item.options if option.id in answer]
        return "\n".join(f"{TICK} {each}" for each in says)
    if isinstance(answer, float):
        return voice.amount(item, Sheet({}), answer)
    return str(cell_of(voice, item, answer))
