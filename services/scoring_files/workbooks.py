"""XLSX: the first sheet that one sees, the header in its first row."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from files.invisible import tidy
from files.packages import Bounds, UnfitFile
from files.spreadsheets.books import open_book
from files.spreadsheets.cells import EMPTY, SheetCell
from files.spreadsheets.sheets import MOST_ROWS, MergedCells, Row, TooLarge
from i18n import Text
from services.scoring_files.chunks import MOST_COLUMNS, ROWS_AT_ONCE, Chunk, Unreadable
from services.scoring_files.faults import Fault, worded
from wording.cells import write_text

BOUNDS = Bounds(packed=500_000_000, unpacked=8_000_000_000)


class WorkbookReader:
    """Rows are counted as the sheet numbers them; the header is the first that holds anything.

    What nobody sees (a hidden row or column) is a fault: if it were scored, somebody would be
    scored who was left out, and if it were not, somebody would be lost.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def remarks(self) -> tuple[Text, ...]:
        """Which sheet was read, where there are others."""
        sheet, *others = self._sheets
        return (worded("done_sheet", sheet=sheet, others=len(others)),) if others else ()

    def header(self) -> tuple[str, ...]:
        """The first row, without the empty cells at its end."""
        return _header(next(self._rows(), None))

    def chunks(self) -> Iterator[Chunk]:
        """All rows; cells beyond the header are a fault of the file."""
        rows = self._rows()
        first = next(rows, None)
        header = _header(first)
        told: set[int] = set()  # hidden columns
        while some := list(islice(rows, ROWS_AT_ONCE)):
            faults: list[Fault] = []
            for row in some:
                if max(row.cells) > len(header):
                    raise Unreadable("beyond_header", row.number)
                faults += _faults(row, header, told)
            cells = [[row.cells.get(at, EMPTY) for row in some] for at in range(1, len(header) + 1)]
            numbers = np.array([row.number for row in some])
            yield Chunk(numbers, tuple(map(_encoded, cells)), tuple(faults))

    def _rows(self) -> Iterator[Row]:
        try:
            with self.path.open("rb") as file, open_book(file, BOUNDS) as book:
                sheet = next((sheet for sheet in book.sheets if not sheet.hidden), None)
                if sheet is not None:
                    yield from book.rows(sheet, MOST_ROWS, MOST_COLUMNS)
                    return
        except TooLarge as beyond:
            raise Unreadable("too_wide", beyond.number, most=MOST_COLUMNS) from None
        except MergedCells as merged:
            raise Unreadable("merged", place=merged.place) from None
        except UnfitFile as fault:
            raise Unreadable(f"xlsx_{fault.kind}", **fault.params) from None
        raise Unreadable("hidden_sheets")

    @cached_property
    def _sheets(self) -> tuple[str, ...]:
        """The sheet that is read, then those that are not."""
        with self.path.open("rb") as file, open_book(file, BOUNDS) as book:
            sheets = sorted(book.sheets, key=lambda sheet: sheet.hidden)
            return tuple(sheet.name for sheet in sheets)


def _header(row: Row | None) -> tuple[str, ...]:
    if row is None:
        return ()
    return tuple(tidy(row.cells.get(at, EMPTY).text) for at in range(1, max(row.cells) + 1))


def _encoded(cells: Sequence[SheetCell]) -> pa.DictionaryArray:
    """The texts of a column, equal ones once: a long one may stand in every cell."""
    words: dict[str, int] = {}
    places = [words.setdefault(_text(cell), len(words)) for cell in cells]
    return pa.DictionaryArray.from_arrays(
        pa.array(places, pa.int32()), pa.array(words, pa.string())
    )


def _text(cell: SheetCell) -> str:
    """What counts as the answer; nothing where that is not clear, for then there is a fault."""
    return cell.text if cell.doubt in ("", "formula") else ""


def _faults(row: Row, header: tuple[str, ...], told: set[int]) -> Iterator[Fault]:
    """What is not clear in a row."""
    if row.hidden:
        yield Fault(row.number, "", "", worded("hidden_row"))
    for column in row.unseen:
        if column not in told:
            told.add(column)
            yield Fault(0, header[column - 1], "", worded("hidden_column"), column - 1)
    for column, cell in row.cells.items():
        if cell.doubt not in ("", "formula"):
            expected, name = worded(f"doubt_{cell.doubt}"), header[column - 1]
            yield Fault(row.number, name or f"#{column}", cell.text, expected, column - 1)


class NoRoom(ValueError):
    """There are more rows than a sheet can hold."""


class WorkbookWriter:
    """One sheet; texts stay texts, whatever they begin with."""

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self.schema = schema
        self._file = file
        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet("scores")
        self.sheet.append(schema.names)
        self.rows = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if exc == (None, None, None):
            self.book.save(self._file)
        else:
            self.sheet.close()  # what it began to write beside
        self.book.close()

    def write(self, batch: pa.RecordBatch) -> None:
        """Append rows. Raises NoRoom."""
        self.rows += batch.num_rows
        if self.rows > MOST_ROWS:
            raise NoRoom
        for name, *figures in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            cell = WriteOnlyCell(self.sheet)
            write_text(cell, name)
            self.sheet.append([cell, *figures])
