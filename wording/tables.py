"""Plain tables as a workbook: one sheet a table, and a last one that says how to read them."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from wording.cells import write_value

Value = str | float | None  # None: nothing to say; a figure keeps its own number format

FACE = "Microsoft YaHei"  # what a spreadsheet has; where it lacks, the program takes its own
TITLE = Font(name=FACE, size=14, bold=True)
NOTE = Font(name=FACE, size=9, color="4D5965")
HEAD = Font(name=FACE, size=10, bold=True)
BODY = Font(name=FACE, size=10)
SHADE = PatternFill("solid", fgColor="E8EEF4")
RULE = Border(bottom=Side("thin", color="5B6773"))
LONGEST_NAME = 31  # characters of a sheet's name
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
A4 = 9  # paperSize of OOXML
NOTES_WIDTHS = (24.0, 90.0)


@dataclass(frozen=True)
class SheetColumn:
    """A column: its ``unit`` stands in the header, ``width`` counts digits.

    ``format`` is a spreadsheet's number format for the figures in it, such as "0.0". ``words``:
    it holds words, which stand left.
    """

    title: str
    unit: str = ""
    width: float = 12.0
    format: str = "General"
    words: bool = False


@dataclass(frozen=True)
class SheetTable:
    """One sheet: ``notes`` stand between title and header, each in a line of its own."""

    name: str  # on the sheet's tab
    title: str
    notes: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Notes:
    """The last sheet: what holds for all tables, as pairs of a word and what it means here."""

    name: str
    title: str
    entries: tuple[tuple[str, str], ...]


def write_workbook(tables: Sequence[SheetTable], notes: Notes) -> bytes:
    """The XLSX file. Raises ValueError if a row has not as many values as there are columns."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names = distinct_names([*(table.name for table in tables), notes.name])
    for table, name in zip(tables, names, strict=False):
        _write(book.create_sheet(name), table)
    _explain(book.create_sheet(names[-1]), notes)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, table: SheetTable) -> None:
    _put(sheet, 1, 1, table.title, TITLE)
    for row, note in enumerate(table.notes, start=2):
        _put(sheet, row, 1, note, NOTE)
    head = len(table.notes) + 2
    for place, column in enumerate(table.columns, start=1):
        words = f"{column.title}\n{column.unit}" if column.unit else column.title
        header = _put(sheet, head, place, words, HEAD)
        header.alignment = Alignment(
            wrap_text=True, vertical="center", horizontal=_side(place, column)
        )
        header.fill, header.border = SHADE, RULE
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, values in enumerate(table.rows, start=head + 1):
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True), start=1):
            filled = _put(sheet, number, place, value, BODY)
            filled.alignment = Alignment(horizontal=_side(place, column), vertical="center")
            if isinstance(value, float | int):
                filled.number_format = column.format
    sheet.freeze_panes = f"B{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    _set_up(sheet)


def _explain(sheet: Worksheet, notes: Notes) -> None:
    _put(sheet, 1, 1, notes.title, TITLE)
    for place, width in enumerate(NOTES_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, (word, meaning) in enumerate(notes.entries, start=2):
        for place, (text, font) in enumerate(((word, HEAD), (meaning, BODY)), start=1):
            _put(sheet, row, place, text, font).alignment = Alignment(
                wrap_text=True, vertical="top"
            )
    _set_up(sheet)


def _put(sheet: Worksheet, row: int, column: int, value: Value, font: Font) -> Any:
    cell = sheet.cell(row, column)
    write_value(cell, value)
    cell.font = font
    return cell


def _side(place: int, column: SheetColumn) -> str:
    """The first column names the row; figures stand right, and so does what stands for one."""
    return "left" if place == 1 or column.words else "right"


def _set_up(sheet: Worksheet) -> None:
    """A4 across, as wide as the page, with the sheet's name and the page's number below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot: Any = sheet.oddFooter
    foot.left.text, foot.right.text = "&A", "&P / &N"


def distinct_names(wanted: Sequence[str]) -> list[str]:
    """Names that a workbook accepts, each once."""

    def distinct() -> Iterator[str]:
        taken: set[str] = set()
        for name in wanted:
            short = found = name.translate(NOT_IN_A_NAME).strip()[:LONGEST_NAME] or "-"
            number = 2
            while found.lower() in taken:
                end = f" {number}"
                found, number = short[: LONGEST_NAME - len(end)] + end, number + 1
            taken.add(found.lower())
            yield found

    return list(distinct())
