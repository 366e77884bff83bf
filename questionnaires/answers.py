"""What a person can answer to an item, and the one place that checks it."""

import math
from dataclasses import dataclass
from typing import Any, TypeGuard

from i18n import exact
from questionnaires.model import Item, Kind

MAX_TEXT = 2_000  # characters of a free-text answer
LARGEST_NUMBER = 1e15  # where the item itself sets no limit; beyond it, whole numbers blur
TOLD = 40  # characters of a wrong value that its refusal repeats


@dataclass(frozen=True)
class NotApplicable:
    """The item cannot apply; ``reason`` is why, in the respondent's words."""

    reason: str


# choice, ladder: option id · multi: option ids in the item's order · number: float · text: str
Answer = str | float | tuple[str, ...] | NotApplicable


class InvalidAnswer(ValueError):
    """A value that is no answer to the item: ``expected`` says what would be one.

    ``key`` is a text of ``i18n/texts/answers.yaml``; ``params`` fill it.
    """

    def __init__(self, key: str, **params: Any) -> None:
        self.key = key
        self.params = params
        super().__init__(f"{key} {params}")


def parse_answer(item: Item, raw: Any) -> Answer:
    """Turn JSON (a string, a number, a list, ``{"not_applicable": reason}``) into an answer.

    Raises InvalidAnswer with what was expected.
    """
    if isinstance(raw, dict) and set(raw) == {"not_applicable"}:
        return _not_applicable(item, raw["not_applicable"])
    if item.kind in (Kind.CHOICE, Kind.LADDER):
        return _option(item, raw)
    if item.kind is Kind.MULTI:
        return _options(item, raw)
    if item.kind is Kind.NUMBER:
        return _number(item, raw)
    if item.kind is Kind.TEXT:
        return _text(raw)
    raise InvalidAnswer("computed", part=item.part, whole=item.whole)


def dump_answer(answer: Answer) -> Any:
    """The JSON form that ``parse_answer`` reads back."""
    if isinstance(answer, NotApplicable):
        return {"not_applicable": answer.reason}
    return list(answer) if isinstance(answer, tuple) else answer


def _not_applicable(item: Item, reason: Any) -> NotApplicable:
    if item.not_applicable is None:
        raise InvalidAnswer("always_applies")
    if not _is_text(reason) or not reason.strip():
        raise InvalidAnswer("reason_missing", longest=MAX_TEXT)
    return NotApplicable(reason.strip())


def _option(item: Item, raw: Any) -> str:
    ids = [option.id for option in item.options]
    if not isinstance(raw, str) or raw not in ids:
        raise InvalidAnswer("not_an_option", got=raw, options=", ".join(ids))
    return raw


def _options(item: Item, raw: Any) -> tuple[str, ...]:
    ids = [option.id for option in item.options]
    if not isinstance(raw, list | tuple) or not raw:
        raise InvalidAnswer("not_options", got=raw, options=", ".join(ids))
    if len(set(map(str, raw))) != len(raw) or any(tick not in ids for tick in raw):
        raise InvalidAnswer("not_options", got=raw, options=", ".join(ids))
    alone = [option.id for option in item.options if option.exclusive and option.id in raw]
    if alone and len(raw) > 1:
        raise InvalidAnswer("stands_alone", option=alone[0])
    return tuple(option for option in ids if option in raw)


def _number(item: Item, raw: Any) -> float:
    low = -LARGEST_NUMBER if item.minimum is None else item.minimum
    high = LARGEST_NUMBER if item.maximum is None else item.maximum
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise InvalidAnswer("not_a_number", got=_shortened(raw))
    if isinstance(raw, float) and math.isnan(raw):
        raise InvalidAnswer("not_a_number", got=_shortened(raw))
    if not low <= raw <= high or (item.integer and raw != int(raw)):
        key = "not_whole" if item.integer else "out_of_range"
        raise InvalidAnswer(key, got=_shortened(raw), low=exact(low), high=exact(high))
    return float(raw)


def _shortened(raw: Any) -> str:
    """A wrong value for people to read: 1000.0 as 1000, and nothing at great length."""
    words = exact(raw) if isinstance(raw, float) and math.isfinite(raw) else str(raw)
    return words if len(words) <= TOLD else f"{words[:TOLD]}…"


def _text(raw: Any) -> str:
    if isinstance(raw, str) and len(raw) > MAX_TEXT:
        raise InvalidAnswer("text_long", longest=MAX_TEXT, length=len(raw))
    if not _is_text(raw):
        raise InvalidAnswer("not_a_text", longest=MAX_TEXT)
    return raw


def _is_text(raw: Any) -> TypeGuard[str]:
    """Whether it is a text that can be kept: not too long, and no half of a character in it."""
    if not isinstance(raw, str) or len(raw) > MAX_TEXT:
        return False
    return "\0" not in raw and not any("\ud800" <= each <= "\udfff" for each in raw)
