"""The rows of one sheet, read as they come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from files.packages import UnfitFile
from files.spreadsheets.cells import EMPTY, Maker, SheetCell
from files.spreadsheets.xml import walk

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of any sheet
_NO = (None, "0", "false")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: its number, the filled cells by column (both from 1).

    ``unseen`` are the columns of it that nobody sees, all of them where the row is hidden.
    """

    number: int
    cells: Mapping[int, SheetCell]
    hidden: bool = False
    unseen: tuple[int, ...] = ()


class TooLarge(UnfitFile):
    """Something stands beyond the rows or columns that are read, in the row ``number``."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__("large")


class MergedCells(UnfitFile):
    """Cells among those that are read were made one, at ``place`` (A2:A3).

    What they show stands in the first of them only; the others look filled and are empty.
    ``lowest``: the one of them that reaches down furthest, to the row ``last``.
    """

    def __init__(self, place: str, lowest: str, last: int) -> None:
        self.place, self.lowest, self.last = place, lowest, last
        super().__init__("damaged", why=place)


def rows_of(part: IO[bytes], maker: Maker, rows: int, columns: int) -> Iterator[Row]:
    """The filled rows in their order. Raises TooLarge, after them MergedCells; as ``walk`` does."""
    reading = _Reading(maker, rows, columns)
    for _ in walk(part, reading.start, reading.end):
        yield from reading.done
        reading.done.clear()
    if reading.merged:
        raise MergedCells(reading.merged, reading.lowest, reading.last_merged)


def letter(column: int) -> str:
    """The letters above a column (from 1)."""
    return get_column_letter(column)


class _Reading:
    def __init__(self, maker: Maker, rows: int, columns: int) -> None:
        self.maker, self.rows, self.columns = maker, rows, columns
        self.done: list[Row] = []
        self.number = self.column = self.touched = 0
        self.last = self.widest = 0  # of the rows with something in them
        self.merged = self.lowest = ""
        self.last_merged = 0
        self.unseen = bytearray(MOST_COLUMNS + 1)  # by column, whether nobody sees it
        self.spans = 0
        self.cells: dict[int, SheetCell] = {}
        self.row: Mapping[str, str] = {}
        self.of_cell: Mapping[str, str] = {}
        self.value: str | None = None
        self.formula: str | None = None
        self.aside = False  # how a word is spoken

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self.touched += 1
            place = attributes.get("r", "").rstrip("0123456789")
            self.column = column_index_from_string(place) if place else self.column + 1
            if self.column > MOST_COLUMNS or self.touched > MOST_COLUMNS:
                raise ValueError(f"c {self.column}")
            self.of_cell, self.value, self.formula = attributes, None, None
        elif name == "row":
            self.row = attributes
            self.number = int(attributes.get("r") or self.number + 1)
            if not 0 < self.number <= MOST_ROWS:
                raise ValueError(f"row {self.number}")
            self.column = self.touched = 0
        elif name == "col" and _hidden(attributes, "width"):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.spans += 1
            if not 0 < first <= last <= MOST_COLUMNS or self.spans > MOST_COLUMNS:
                raise ValueError(f"col {first} {last}")
            self.unseen[first : last + 1] = b"\1" * (last + 1 - first)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "rPh":
            self.aside = True

    def _merge(self, place: str) -> None:
        left, top, *end = (each or MOST_ROWS for each in range_boundaries(place))
        if [left, top] != end and top <= self.last and left <= self.widest:
            self.merged = self.merged or place
            if end[1] > self.last_merged:
                self.lowest, self.last_merged = place, end[1]

    def end(self, name: str, text: str) -> None:
        if name == "v":
            self.value = text or None
        elif name == "t" and not self.aside:
            self.value = (self.value or "") + text
        elif name == "f":
            self.formula = text
        elif name == "rPh":
            self.aside = False
        elif name == "c":
            cell = self.maker.cell(self.of_cell, self.value, self.formula)
            if cell is not EMPTY:
                self.cells[self.column] = cell
        elif name == "row" and self.cells:
            self._finish()

    def _finish(self) -> None:
        if self.number > self.rows or max(self.cells) > self.columns:
            raise TooLarge(self.number)
        self.last, self.widest = self.number, max(self.widest, *self.cells)
        hidden = _hidden(self.row, "ht")
        unseen = tuple(column for column in self.cells if self.unseen[column])
        self.done.append(Row(self.number, self.cells, hidden, unseen))
        self.cells = {}


def _hidden(attributes: Mapping[str, str], size: str) -> bool:
    try:
        flat = float(attributes.get(size) or 1) == 0
    except ValueError:
        flat = False
    return flat or attributes.get("hidden") not in _NO
