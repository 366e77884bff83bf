"""What a cell may hold: the text of a cell to an answer's code, or what was expected there."""

import re
from collections.abc import Callable, Iterable

from files.invisible import tidy
from files.shape import did_you_mean
from i18n import Text, exact
from questionnaires.columns import (
    NOT_APPLICABLE,
    NUMBER_NOT_APPLICABLE,
    NUMBER_UNANSWERED,
    UNANSWERED,
)
from questionnaires.facts import FACTS, NUMBER, VALUES
from questionnaires.model import Item, Kind
from services.scoring_files.faults import worded

NOT_APPLICABLE_WORDS = {"na", "n/a", "不适用"}
SEPARATORS = re.compile(r"[;|；]")
PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
POSITION = re.compile(r"[0-9]{1,3}")

CellParser = Callable[[str], float]
FactParser = Callable[[str], float | str]


class Unfit(Exception):
    """A cell that is no answer; ``expected`` says what would be one."""

    def __init__(self, key: str, **params: object) -> None:
        self.expected: Text = worded(key, **params)
        super().__init__(key)


class Counting:
    """Whether the options of a column were given by position, and counted from where."""

    def __init__(self, item: Item) -> None:
        self.ids = {option.id for option in item.options}
        self.size = len(item.options)
        self.seen: set[int] = set()
        self.by_id = False

    def look_at(self, texts: Iterable[str]) -> None:
        """Take in cells as they stand there."""
        tidied = {tidy(text) for text in texts}
        self.by_id = self.by_id or not self.ids.isdisjoint(tidied)
        self.seen |= {int(text) for text in tidied - self.ids if POSITION.fullmatch(text)}

    @property
    def from_one(self) -> bool:
        """Whether all stand between 1 and the number of options, the last among them, no id."""
        seen = self.seen
        return not self.by_id and bool(seen) and 0 not in seen and max(seen) == self.size


def parser_of(item: Item) -> CellParser:
    """How the cells of an item's column are read, in the codes of ``questionnaires.columns``.

    The parser raises Unfit.
    """
    parse = {Kind.MULTI: _ticks, Kind.NUMBER: _number, Kind.TEXT: _anything}.get(item.kind, _option)
    numeric = item.kind is Kind.NUMBER

    def parse_cell(cell: str) -> float:
        text = tidy(cell)
        if not text:
            return NUMBER_UNANSWERED if numeric else UNANSWERED
        if text.lower() in NOT_APPLICABLE_WORDS and not _is_option(item, text):
            if item.not_applicable is None:
                raise Unfit("always_applies")
            return NUMBER_NOT_APPLICABLE if numeric else NOT_APPLICABLE
        return parse(item, text)

    return parse_cell


def fact_parser(name: str) -> FactParser:
    """How the cells of a fact's column are read; "" and NaN are unknown. It raises Unfit."""
    if FACTS[name] == NUMBER:
        return _fact_number
    return lambda cell: _fact_word(name, tidy(cell))


def _is_option(item: Item, text: str) -> bool:
    return any(option.id == text for option in item.options)


def _option(item: Item, text: str) -> float:
    ids = [option.id for option in item.options]
    if text in ids:
        return ids.index(text)
    if POSITION.fullmatch(text) and int(text) < len(ids):
        return int(text)
    near = did_you_mean(text, ids)
    raise Unfit("one_of", options=", ".join(ids), last=len(ids) - 1, near=near)


def _ticks(item: Item, text: str) -> float:
    ids = [option.id for option in item.options]
    ticked = [tidy(tick) for tick in SEPARATORS.split(text)]
    for tick in ticked:
        if tick not in ids:
            raise Unfit("ticks", options=", ".join(ids), near=did_you_mean(tick, ids))
    if len(set(ticked)) < len(ticked):
        raise Unfit("twice", option=next(tick for tick in ticked if ticked.count(tick) > 1))
    alone = [option.id for option in item.options if option.exclusive and option.id in ticked]
    if alone and len(ticked) > 1:
        raise Unfit("alone", option=alone[0])
    return sum(1 << ids.index(tick) for tick in ticked)


def _number(item: Item, text: str) -> float:
    low = "" if item.minimum is None else exact(item.minimum)
    high = "" if item.maximum is None else exact(item.maximum)
    if text.endswith("%") and item.unit is not None and "%" in item.unit.zh:
        text = text[:-1].rstrip()  # 6% is 6 where per cent are asked
    if not PLAIN_NUMBER.fullmatch(text):
        raise Unfit("percent" if text.endswith("%") else "number", low=low, high=high)
    number = float(text)
    if not (item.minimum is None or number >= item.minimum) or not (
        item.maximum is None or number <= item.maximum
    ):
        raise Unfit("within", low=low, high=high)
    if number in (float("inf"), float("-inf")):
        raise Unfit("number", low=low, high=high)
    if item.integer and not number.is_integer():
        raise Unfit("whole", low=low, high=high)
    return number


def _anything(item: Item, text: str) -> float:
    del item, text
    return 0


def _fact_number(cell: str) -> float:
    text = tidy(cell)
    if not text:
        return NUMBER_UNANSWERED
    if not PLAIN_NUMBER.fullmatch(text) or not 0 <= float(text) < float("inf"):
        raise Unfit("within", low=0, high="")
    return float(text)


def _fact_word(name: str, text: str) -> str:
    if text and not VALUES[name].fullmatch(text):
        raise Unfit("fact", pattern=VALUES[name].pattern)
    return text
