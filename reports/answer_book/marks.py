"""The words of an answer in a cell: what its list offers, and what a person may write there.

Writer and reader have them from here, so that they cannot part.
"""

from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Item, Kind
from wording.voice import Voice

PICKED = (Kind.CHOICE, Kind.LADDER)


def same_as_claimed(voice: Voice) -> str:
    """What confirms a claim."""
    return voice.say("answer_book.same")


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
    states = [does_not_apply(voice, item), same_as_claimed(voice) if verifies else ""]
    if item.kind is Kind.TEXT:
        return tuple(filter(None, states[1:]))
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
