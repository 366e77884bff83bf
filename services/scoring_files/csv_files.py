"""CSV: comma-separated, UTF-8 (a byte-order mark is read over), the header in the first row."""

import csv
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from reports.cells import FORMULA, NUMBER
from services.scoring_files.chunks import TEXTS, Chunk, Unreadable
from services.scoring_files.encodings import UTF8, encoding_of
from services.scoring_files.faults import Fault, worded

BYTES_AT_ONCE = 2 << 20  # Arrow reads up to 32 such blocks ahead; no row may be longer


class CsvReader:
    """Rows are counted as a spreadsheet shows them: the header is row 1."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def encoding(self) -> str:
        """What the file is encoded in. Raises Unreadable."""
        return encoding_of(self.path)

    @property
    def guessed(self) -> str:
        """The encoding where it is not UTF-8."""
        return "" if self.encoding == UTF8 else self.encoding.upper()

    def header(self) -> tuple[str, ...]:
        """The first row."""
        return self._header()[0]

    def chunks(self) -> Iterator[Chunk]:
        """The rows that have as many cells as the header; the others become faults."""
        header, lines = self._header()
        names = [str(place) for place in range(len(header))]  # whatever the header repeats
        strays: list[pyarrow.csv.InvalidRow] = []

        def note(row: pyarrow.csv.InvalidRow) -> str:
            strays.append(row)
            return "skip"

        row = 2
        try:
            reader = pyarrow.csv.open_csv(
                self.path,
                pyarrow.csv.ReadOptions(
                    use_threads=False,  # otherwise a stray row does not know its number
                    block_size=BYTES_AT_ONCE,
                    column_names=names,
                    skip_rows=lines,
                    encoding=self.encoding,
                ),
                pyarrow.csv.ParseOptions(
                    newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=note
                ),
                pyarrow.csv.ConvertOptions(
                    column_types=dict.fromkeys(names, TEXTS), strings_can_be_null=False
                ),
            )
            blocks = self.path.stat().st_size / BYTES_AT_ONCE
            nothing = pa.record_batch([pa.array([], TEXTS)] * len(names), names=names)
            # strays at the end come without a batch
            for block, batch in enumerate(chain(reader, [nothing]), start=1):
                found = tuple(_stray(stray, lines) for stray in strays)
                strays.clear()
                span = np.arange(row, row + batch.num_rows + len(found))
                rows = span[~np.isin(span, [stray.row for stray in found])]
                row += len(span)
                yield Chunk(rows, tuple(batch.columns), found, min(block / blocks, 1.0))
        except pa.ArrowInvalid as error:
            raise _unreadable(error) from None

    def _header(self) -> tuple[tuple[str, ...], int]:
        """The header and how many lines of the file it takes."""
        encoding = "utf-8-sig" if self.encoding == UTF8 else self.encoding
        try:
            with self.path.open(encoding=encoding, newline="") as file:
                rows = csv.reader(file)
                return tuple(next(rows, ())), rows.line_num
        except csv.Error as error:
            raise _unreadable(error) from None


def _unreadable(error: Exception) -> Unreadable:
    if "block boundaries" in str(error):
        return Unreadable("row_too_long", most=BYTES_AT_ONCE >> 20)
    return Unreadable("not_csv", why=str(error))


def _stray(row: pyarrow.csv.InvalidRow, header_lines: int) -> Fault:
    expected = worded("ragged", got=row.actual_columns, needed=row.expected_columns)
    return Fault(row.number - header_lines + 1, "", "", expected)


class CsvWriter:
    """Plain UTF-8; a text that a spreadsheet would run as a formula gets an apostrophe."""

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self.schema = schema
        self._file = file
        self._file.write(",".join(schema.names).encode() + b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def write(self, batch: pa.RecordBatch) -> None:
        """Append rows; quotes only where a text needs them."""
        texts = plain(batch.column(0))
        table = batch.set_column(0, batch.schema.field(0), texts)
        needed = pc.any(pc.match_substring_regex(texts, '[",\r\n]')).as_py()
        options = pyarrow.csv.WriteOptions(
            include_header=False, quoting_style="needed" if needed else "none"
        )
        pyarrow.csv.write_csv(table, self._file, options)


def plain(texts: pa.StringArray) -> pa.StringArray:
    """The texts with an apostrophe before each that would run as a formula."""
    runs = pc.and_not(
        pc.match_substring_regex(texts, FORMULA), pc.match_substring_regex(texts, NUMBER)
    )
    return pc.if_else(runs, pc.binary_join_element_wise("'", texts, ""), texts)
