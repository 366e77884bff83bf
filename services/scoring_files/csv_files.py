"""CSV: the header in the first row; its columns end at commas, semicolons or tabs."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from files.invisible import seen, tidy
from i18n import Text
from services.scoring_files.chunks import DIFFERENT, ROWS_AT_ONCE, Chunk, Unreadable
from services.scoring_files.encodings import UTF8, encoding_of
from services.scoring_files.faults import Fault, worded
from services.scoring_files.lexicons import Lexicon
from services.scoring_files.respondents import RESPONDENT
from wording.cells import FORMULA, NUMBER

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
BYTES_AT_ONCE = 2 << 20  # Arrow reads up to 32 such blocks ahead; no row may be longer
ROWS_TOGETHER = ROWS_AT_ONCE // 4  # looked at at once: with their texts, which take more room
MOST_BLOCKS = 16  # that are held at once, with the rows among them that do not fit

pa.enable_signal_handlers(False)  # whoever runs the command decides what a signal does


class CsvReader:
    """Rows are counted as a spreadsheet shows them: the header is row 1."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def encoding(self) -> str:
        """What the file is encoded in. Raises Unreadable."""
        return encoding_of(self.path)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """The encoding where it is not UTF-8, the separator where it is no comma."""
        remarks = []
        if self.encoding != UTF8:
            remarks.append(worded("done_guessed", encoding=self.encoding.upper()))
        if self._head.separator != ",":
            separator = worded(SEPARATORS[self._head.separator])
            remarks.append(worded("done_separator", separator=separator))
        return tuple(remarks)

    def header(self) -> tuple[str, ...]:
        """The first row, without the empty cells at its end."""
        names = list(self._head.names)
        while names and not names[-1]:
            names.pop()
        return tuple(names)

    def chunks(self) -> Iterator[Chunk]:
        """The rows that have as many cells as the header; the others become faults.

        Columns at the end without a name are passed over where they are empty.
        """
        width = len(self.header())
        for chunk in self._chunks():
            for column in chunk.columns[width:]:
                if any(map(seen, column.dictionary.to_pylist())):
                    places = np.flatnonzero([bool(seen(text)) for text in column.to_pylist()])
                    if len(places):
                        raise Unreadable("beyond_header", int(chunk.rows[places[0]]))
            yield replace(chunk, columns=chunk.columns[:width])

    def _chunks(self) -> Iterator[Chunk]:
        header, lines, separator = self._head
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
                    delimiter=separator,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=note,
                ),
                pyarrow.csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=False,  # it was, or it has been made UTF-8
                ),
            )
            blocks = self.path.stat().st_size / BYTES_AT_ONCE
            lexicons = [Lexicon() for _ in names]
            for block, texts in _together(reader):
                columns = tuple(map(Lexicon.numbered, lexicons, texts))
                found = tuple(_stray(stray, lines) for stray in strays)
                strays.clear()
                span = np.arange(row, row + len(columns[0]) + len(found))
                rows = span[~np.isin(span, [stray.row for stray in found])]
                row += len(span)
                yield Chunk(rows, columns, found, min(block / blocks, 1.0))
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            raise _unreadable(error) from None

    @cached_property
    def _head(self) -> "Head":
        """The separator is the one that makes ``respondent`` a column, else the most frequent."""
        encoding = "utf-8-sig" if self.encoding == UTF8 else self.encoding
        with self.path.open("rb") as file:
            start = file.read(BYTES_AT_ONCE)
        text = codecs.getincrementaldecoder(encoding)().decode(start)
        heads = [_head_of(text, separator) for separator in SEPARATORS]
        return max(heads, key=lambda head: (RESPONDENT in head.names, len(head.names)))


def _together(
    reader: pyarrow.csv.CSVStreamingReader,
) -> Iterator[tuple[int, list[pa.StringArray]]]:
    """The columns of some blocks at a time, and how many blocks they make with those before.

    Nothing ends them: a stray row behind all others comes without a block.
    """
    nothing = pa.record_batch([pa.array([], pa.string())] * len(reader.schema), reader.schema)
    waiting: list[pa.RecordBatch] = []
    rows = number = 0
    for batch in reader:
        number, rows = number + 1, rows + batch.num_rows
        waiting.append(batch)
        if rows >= ROWS_TOGETHER or len(waiting) == MOST_BLOCKS:
            yield number, pa.concat_batches(waiting).columns
            waiting, rows = [], 0
    yield number, pa.concat_batches([*waiting, nothing]).columns


class Head(NamedTuple):
    """The names of the columns, the lines of the file that they take, and what parts them."""

    names: tuple[str, ...]
    lines: int
    separator: str


def _head_of(text: str, separator: str) -> Head:
    """The first row by that separator; no names where it makes none."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = next(rows, [])
    except csv.Error:  # a cell beyond all measure
        names = []
    return Head(tuple(map(tidy, names)), rows.line_num, separator)


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
        texts = batch.column(0)
        needed = False
        if not pc.all(pc.utf8_is_alnum(texts)).as_py():  # else nothing there is to be minded
            texts = plain(texts)
            needed = pc.any(pc.match_substring_regex(texts, '[",\r\n]')).as_py()
        figures = [
            column if name in DIFFERENT else _worded(column)
            for name, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        table = pa.record_batch([texts, *figures[1:]], names=batch.schema.names)
        options = pyarrow.csv.WriteOptions(
            include_header=False, quoting_style="needed" if needed else "none"
        )
        pyarrow.csv.write_csv(table, self._file, options)


def _worded(figures: pa.Array) -> pa.StringArray:
    """Figures as Arrow writes them, each different one worked out once."""
    found = figures.dictionary_encode()
    words = found.dictionary.cast(pa.string())
    return pa.DictionaryArray.from_arrays(found.indices, words).dictionary_decode()


def plain(texts: pa.StringArray) -> pa.StringArray:
    """The texts with an apostrophe before each that would run as a formula."""
    runs = pc.and_not(
        pc.match_substring_regex(texts, FORMULA), pc.match_substring_regex(texts, NUMBER)
    )
    return pc.if_else(runs, pc.binary_join_element_wise("'", texts, ""), texts)
