"""XLSX: the first sheet, the header in its first row."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
import pyarrow as pa
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from questionnaires.workbooks import DAMAGE
from reports.cells import write_text
from services.scoring_files.chunks import ROWS_AT_ONCE, Chunk, Unreadable

MOST_ROWS = 1_048_576  # of a sheet, the header among them
UNCOMPUTED = "=…"  # a formula whose value was never saved


class WorkbookReader:
    """Rows are counted as the sheet numbers them: the header is row 1."""

    guessed = ""

    def __init__(self, path: Path) -> None:
        self.path = path

    def header(self) -> tuple[str, ...]:
        """The first row, without the empty cells at its end."""
        return self._header(self._rows())

    def chunks(self) -> Iterator[Chunk]:
        """All rows; cells beyond the header are a fault of the file."""
        rows = self._rows()
        width = len(self._header(rows))
        number = 2
        while some := list(islice(rows, ROWS_AT_ONCE)):
            cells = [[_text(value) for value in row] for row in some]
            for place, row in enumerate(cells):
                if any(row[width:]):
                    raise Unreadable("beyond_header", number + place)
            columns = zip_longest(*(row[:width] for row in cells), fillvalue="")
            arrays = [pa.array(column, pa.string()).dictionary_encode() for column in columns]
            nothing = pa.array([""] * len(cells), pa.string()).dictionary_encode()
            arrays += [nothing] * (width - len(arrays))
            yield Chunk(np.arange(number, number + len(cells)), tuple(arrays))
            number += len(cells)

    def _header(self, rows: Iterator[tuple[Any, ...]]) -> tuple[str, ...]:
        names = [_text(value) for value in next(rows, ())]
        while names and not names[-1]:
            names.pop()
        return tuple(names)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """The values as last computed; a formula without one shows as such."""
        try:
            books = [load_workbook(self.path, read_only=True, data_only=do) for do in (True, False)]
        except DAMAGE as error:
            raise Unreadable("not_xlsx", why=str(error)) from None
        values, formulas = (book.worksheets[0] for book in books)
        for sheet in (values, formulas):
            sheet.reset_dimensions()  # files lie about theirs
        both = zip(
            values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True
        )
        for computed, written in both:
            yield tuple(
                UNCOMPUTED if value is None and formula is not None else value
                for value, formula in zip(computed, written, strict=True)
            )
        for book in books:
            book.close()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, datetime) else str(value)


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
