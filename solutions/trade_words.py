"""Words of one trade, and whose texts may hold them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import Field

from files.families import load
from files.shape import Entry, Id
from files.strict_yaml import Path_
from files.texts import Bilingual
from i18n import Text
from solutions.audience import Audience
from solutions.entries import Section

FILE = Path(__file__).with_suffix(".yaml")


class TradeEntry(Entry):
    """The words of a trade.

    ``questionnaires`` (or dimensions of one, ``services.legal``, or answers to its items,
    ``services.main_line.legal``) and ``sections``: whose firms know them. ``except_in``: longer
    words that hold one of them and mean something else.
    """

    trade: Id
    name: Bilingual
    questionnaires: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    zh: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)
    except_in: tuple[str, ...] = ()

    def knows(self, told: Audience) -> bool:
        """Whether everybody who is told of the item knows the words."""
        own = set(self.questionnaires)
        answered = bool(told.answers) and told.answers <= own
        return answered or bool(set(told.labels) & own) or told.sections <= set(self.sections)

    def found_in(self, text: Text) -> Iterator[tuple[str, str]]:
        """The language and the word of what the text holds of this trade."""
        zh, en = text.zh, text.en
        for phrase in self.except_in:
            zh, en = zh.replace(phrase, ""), en.replace(phrase, "")
        for word in self.zh:
            if word in zh:
                yield "zh", word
        for word in self.en:
            if re.search(rf"\b{word}s?\b", en, re.IGNORECASE):
                yield "en", word


class TradeEntries(Entry):
    """``trade_words.yaml``."""

    trades: tuple[TradeEntry, ...] = Field(min_length=1)


@cache
def trades() -> tuple[TradeEntry, ...]:
    """Those whose words are kept apart."""
    return load(FILE, TradeEntries, lambda _entry, _document: ()).trades


def texts_in(node: object, path: Path_ = ()) -> Iterator[tuple[Path_, Text]]:
    """Every text of an entry, with its place."""
    if isinstance(node, Text):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts_in(value, (*path, key))
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from texts_in(value, (*path, index))
