"""The gaps of a sentence: which there may be, and what stands in them."""

import re
from collections.abc import Mapping

from questionnaires.model import Item, Kind

GAP = re.compile(r"\{([^{}]*)\}")
NUMBERS = ("part", "whole", "share", "value", "n", "of")  # Latin digits: a space beside Chinese
COUNTS = ("part", "whole", "value", "n", "of")  # what can be exactly one
GAPS = (*NUMBERS, "unit", "options", "missing")
_OF_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.RATIO: ("part", "whole", "share"),
    Kind.NUMBER: ("value", "unit"),
}
_OF_EXTENT: Mapping[str, tuple[str, ...]] = {
    "none": ("missing", "of"),
    "some": ("options", "missing", "n", "of"),
    "all": ("options", "of"),
}


def gaps_of(item: Item, rung: str) -> tuple[str, ...]:
    """What a sentence about ``item`` at ``rung`` may have in braces."""
    allowed = _OF_EXTENT if item.kind is Kind.MULTI else {rung: _OF_KIND.get(item.kind, ())}
    return () if rung in ("pain", "goal") else allowed.get(rung, ())


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its gaps filled; ``{whole|machine is|machines are}`` takes a form by number.

    ``values`` are as they are read ("1,200"). Raises KeyError for a gap that is not among them.
    """

    def fill(gap: re.Match[str]) -> str:
        name, *forms = gap[1].split("|")
        if forms:
            return forms[0] if values[name] == "1" else forms[1]
        return values[name]

    return GAP.sub(fill, text)
