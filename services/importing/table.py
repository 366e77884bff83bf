"""A centre's own table as texts: what each cell shows, where it stands, and what is not clear."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assessments.refusals import Invalid
from files.invisible import seen
from files.packages import Bounds, UnfitFile
from files.spreadsheets.books import Workbook, open_book
from files.spreadsheets.cells import EMPTY, LONGEST_TEXT, SheetCell
from files.spreadsheets.sheets import MergedCells, Row, TooLarge, letter
from i18n import Text, text_of
from services.importing.headings import field_of
from services.scoring_files.chunks import Unreadable
from services.scoring_files.csv_files import SEPARATORS
from services.scoring_files.encodings import UTF8, encoding_of
from services.scoring_files.faults import LONGEST_KEPT, Fault, worded

MOST_FIRMS = 10_000  # rows of a table
MOST_COLUMNS = 300
LARGEST = 11_000_000  # bytes
HEADER_WITHIN = 20  # filled rows among which the header is looked for
ENDINGS = (".csv", ".xlsx")
CLEAR = ("", "formula")  # doubts that leave no doubt what a cell shows


@dataclass(frozen=True)
class ImportRow:
    """A filled row below the header: its number in the file, and a text for every column."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ImportTable:
    """The headings, in the row ``header_row``, the rows below, and ``faults`` of single cells.

    ``remarks`` say how the file was read where it could have been meant otherwise. ``lettered``:
    a sheet, whose cells have addresses.
    """

    header: tuple[str, ...]
    header_row: int
    rows: tuple[ImportRow, ...]
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Text, ...] = ()
    lettered: bool = False

    def place(self, fault: Fault) -> Text:
        """Where a fault stands: a cell (C7), a row, a column, the file."""
        return place_of(fault, lettered=self.lettered)


def place_of(fault: Fault, *, lettered: bool) -> Text:
    """Where a fault stands, as the program shows it in which one mends it."""
    if not fault.row and not fault.column:
        return text_of("intake.at_file")
    if not fault.row:
        return text_of("intake.at_column", column=letter(fault.place + 1))
    if lettered and fault.column:
        return Text(zh=f"{letter(fault.place + 1)}{fault.row}")
    return text_of("intake.at_row", row=fault.row)


def read_table(name: str, content: bytes, header_row: int = 0) -> ImportTable:
    """The table of the file ``name``, with its headings in ``header_row`` (0: where they look so).

    Raises Invalid where it cannot be read as a table.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise _unreadable(text_of("intake.no_format"))
    if not content:
        raise _unreadable(text_of("intake.empty"))
    if len(content) > LARGEST:
        raise _unreadable(text_of("intake.large", most=LARGEST // 1_000_000))
    try:
        if ending == ".csv":
            lines, remarks = _csv_lines(content)
            return _table(lines, header_row, remarks)
        with open_book(io.BytesIO(content), Bounds()) as book:
            return _read_sheet(book, header_row)
    except UnfitFile as fault:
        raise _unreadable(worded(f"xlsx_{fault.kind}", **fault.params)) from None
    except Unreadable as unreadable:
        raise _unreadable(unreadable.fault.expected, unreadable.fault.row) from None


def _csv_lines(content: bytes) -> tuple[list[Row], tuple[Text, ...]]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "table")
        file.write_bytes(content)
        encoding = encoding_of(file)
    text = content.decode("utf-8-sig" if encoding == UTF8 else encoding)
    found = {each: _first(text, each) for each in SEPARATORS}
    separator = max(found, key=lambda each: max(map(_likeness, found[each]), default=(0, 0)))
    remarks = []
    if encoding != UTF8:
        remarks.append(text_of("intake.guessed", encoding=encoding.upper()))
    if separator != ",":
        remarks.append(worded("done_separator", separator=worded(SEPARATORS[separator])))
    return _parted(text, separator, MOST_FIRMS + HEADER_WITHIN + 1), tuple(remarks)


def _first(text: str, separator: str) -> list[Row]:
    """The rows among which the headings are; none where another separator is meant."""
    try:
        return _parted(text, separator, HEADER_WITHIN)
    except (Invalid, Unreadable):
        return []


def _parted(text: str, separator: str, most: int) -> list[Row]:
    """The first filled rows by that separator; none is left out because it is short or long."""
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > MOST_COLUMNS and any(map(seen, cells[MOST_COLUMNS:])):
                raise Unreadable("too_wide", number, most=MOST_COLUMNS)
            if max(map(len, cells), default=0) > LONGEST_TEXT:
                raise Unreadable("long_cell", number, most=LONGEST_TEXT)
            filled = {
                place: SheetCell("text", cell, cell)
                for place, cell in enumerate(cells[:MOST_COLUMNS], start=1)
                if seen(cell)
            }
            if filled:
                rows.append(Row(number, filled))
            if len(rows) >= most:
                break
    except csv.Error:
        raise _unreadable(text_of("intake.quotes"), number + 1) from None
    return rows


def _read_sheet(book: Workbook, header_row: int) -> ImportTable:
    """The first sheet that one sees."""
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    if not visible:
        raise _unreadable(text_of("intake.hidden_sheets"))
    lines: list[Row] = []
    merged: MergedCells | None = None
    try:
        for row in book.rows(visible[0], columns=MOST_COLUMNS):
            if any(seen(cell.text) for cell in row.cells.values()):
                lines.append(row)
            if len(lines) > MOST_FIRMS + HEADER_WITHIN:
                break
    except TooLarge as beyond:
        raise Unreadable("too_wide", beyond.number, most=MOST_COLUMNS) from None
    except MergedCells as found:  # of a title above the table they do no harm
        merged = found
    others, remarks = len(book.sheets) - 1, tuple[Text, ...]()
    if others:
        remarks = (worded("done_sheet", sheet=visible[0].name, others=others),)
    table = _table(lines, header_row, remarks, lettered=True)
    if merged is not None and merged.last > table.header_row:
        fault = Fault(0, "", "", worded("merged", place=merged.lowest))
        return replace(table, faults=(fault, *table.faults))
    return table


def _table(
    lines: Sequence[Row], header_row: int, remarks: tuple[Text, ...], *, lettered: bool = False
) -> ImportTable:
    if not lines:
        raise _unreadable(text_of("intake.empty"))
    head = _head(lines, header_row)
    below = lines[lines.index(head) + 1 :]
    if len(below) > MOST_FIRMS:
        raise Invalid("import_too_many", most=MOST_FIRMS)
    width = max(max(row.cells) for row in (head, *below))
    header = tuple(_text(head.cells.get(at, EMPTY)) for at in range(1, width + 1))
    faults = list(_faults(below, header))
    rows = tuple(
        ImportRow(row.number, tuple(_text(row.cells.get(at, EMPTY)) for at in range(1, width + 1)))
        for row in below
    )
    return ImportTable(header, head.number, rows, tuple(faults), remarks, lettered)


def _head(lines: Sequence[Row], wanted: int) -> Row:
    """The row of the headings: the one that is wanted, else the one that looks most like it."""
    first = lines[:HEADER_WITHIN]
    for row in first:
        if row.number == wanted:
            return row
    if wanted:
        raise Invalid("import_no_header", row=wanted, last=first[-1].number)
    return max(first, key=lambda row: (*_likeness(row), -row.number))


def _likeness(row: Row) -> tuple[int, int]:
    """How much a row looks like headings: the fields that it names, then whether it has several."""
    fields = {field_of(cell.text) for cell in row.cells.values()} - {None}
    return len(fields), min(len(row.cells), 2)


def _text(cell: SheetCell) -> str:
    """What counts; nothing where that is not clear, for then there is a fault."""
    is_clear = cell.doubt in CLEAR or (cell.doubt == "day" and cell.value is not None)
    return seen(cell.text) if is_clear else ""


def _faults(rows: Sequence[Row], header: tuple[str, ...]) -> Iterator[Fault]:
    hidden: set[int] = set()
    for row in rows:
        if row.hidden:
            yield Fault(row.number, "", "", worded("hidden_row"))
        else:
            hidden |= set(row.unseen)
        for column, cell in row.cells.items():
            if not _text(cell) and cell.doubt not in CLEAR:
                expected = text_of("intake.doubt_shown")
                if cell.doubt != "shown":
                    expected = worded(f"doubt_{cell.doubt}")
                heading = header[column - 1] or letter(column)
                yield Fault(row.number, heading, cell.text[:LONGEST_KEPT], expected, column - 1)
    for column in sorted(hidden):
        heading = header[column - 1] or letter(column)
        yield Fault(0, heading, "", worded("hidden_column"), column - 1)


def _unreadable(why: Text, row: int = 0) -> Invalid:
    if row:
        return Invalid("import_unreadable_at", row=row, why=why)
    return Invalid("import_unreadable", why=why)
