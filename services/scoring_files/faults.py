"""What is wrong with an input file: every fault counted, the first thousand kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from files.invisible import named
from i18n import Lang, Text, say

MOST_KEPT = 1_000
LANGS: tuple[Lang, ...] = ("zh", "en")
LONGEST_QUOTE = 40  # characters of a cell that a message repeats
LONGEST_KEPT = 1_000  # of a cell that is kept until then


def worded(key: str, **params: Any) -> Text:
    """The text ``cells.<key>``; a parameter that is a Text itself speaks the same language."""
    words: dict[str, str] = {}
    for lang in LANGS:
        said = {k: v.to(lang) if isinstance(v, Text) else v for k, v in params.items()}
        words[lang] = say(f"cells.{key}", lang, **said)
    return Text(**words)


def quoted(cell: Any) -> str:
    """The beginning of what an Arrow scalar says."""
    said: str = cell.as_py()
    return said[:LONGEST_KEPT]


@dataclass(frozen=True)
class Fault:
    """One fault: where, what stands there, what was expected.

    ``row`` is the file's own number, 0 for a whole column or file; ``column`` the name in the
    header, "" for a whole row or file; ``place`` its position.
    """

    row: int
    column: str
    value: str
    expected: Text
    place: int = 0

    def to(self, lang: Lang) -> str:
        """The fault as a sentence."""
        expected = self.expected.to(lang)
        if not self.row and not self.column:
            return say("cells.file", lang, expected=expected)
        column = named(self.column)
        if not self.row:
            return say("cells.column", lang, column=column, expected=expected)
        if not self.column:
            return say("cells.row", lang, row=self.row, expected=expected)
        value = named(self.value).replace("\n", "⏎").replace("\r", "⏎")
        if len(value) > LONGEST_QUOTE:
            value = f"{value[: LONGEST_QUOTE - 1]}…"
        place = {"row": self.row, "column": column}
        return say("cells.cell", lang, **place, value=value, expected=expected)


@dataclass
class Faults:
    """The faults found so far: ``count`` of all, and the first of them."""

    count: int = 0
    _kept: list[Fault] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def full(self) -> bool:
        """Whether a fault in a later row would only be counted."""
        return len(self._kept) >= MOST_KEPT

    def add(self, found: Iterable[Fault], count: int | None = None) -> None:
        """Take in faults; ``count`` if ``found`` are only the first of them."""
        before = len(self._kept)
        self._kept += found
        self.count += len(self._kept) - before if count is None else count
        if len(self._kept) > 10 * MOST_KEPT:
            self._kept = list(self.first())

    def first(self) -> tuple[Fault, ...]:
        """The first ones, in the file's order: columns, then row by row."""
        ordered = sorted(self._kept, key=lambda fault: (fault.row, fault.place))
        return tuple(ordered[:MOST_KEPT])


class FaultyInput(Exception):
    """An input ``file`` that cannot be used; nothing was written."""

    def __init__(self, file: Path, faults: Faults) -> None:
        self.file, self.faults = file, faults
        super().__init__("\n".join(fault.to("en") for fault in faults.first()))
