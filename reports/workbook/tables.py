"""The sheets of a report that only tells: what it says first, then a sheet a table with numbers."""

from collections.abc import Iterator
from typing import NamedTuple

from reports.report import Cell, Column, Heading, Paragraph, Section, Table
from reports.workbook.page import (
    FIGURE,
    HEAD,
    HEADING,
    NOTE,
    PLAIN,
    POINTS,
    STRONG,
    ReportBook,
    ReportSheet,
    Style,
)
from reports.workbook.telling import blocks_on

FRONT_WIDTHS = (26.0, 92.0)
WIDTH = 150.0  # digits of a sheet with a table: A4 across
NAME = 24.0  # of its first column at least
LONGEST_NAME = 31  # characters of a sheet's name
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


class TableSheet(NamedTuple):
    """A table, what stands above it as its heading, and the notes that follow it."""

    table: Table
    heading: str
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        """On the sheet's tab: by its number no two are alike."""
        return f"{self.table.number} {self.heading.translate(NOT_IN_A_NAME)}"[:LONGEST_NAME].strip()


def write_tables(book: ReportBook) -> None:
    """The front with the first chapter, a sheet for each table, and what the last chapter says."""
    report, tables = book.report, [*_tables(book.report.sections)]
    front = book.page("front", FRONT_WIDTHS, across=False)
    pages = [book.titled(each.name, _widths(each.table.columns), across=True) for each in tables]
    _front(front, tables)
    for page, each in zip(pages, tables, strict=True):
        _table(page, each)
    if report.sections:
        notes = book.page("notes", FRONT_WIDTHS, across=False)
        row = notes.opening(report.sections[-1].title, ())
        last = blocks_on(notes, row, report.sections[-1].blocks)
        notes.sheet.print_area(0, 0, last, len(FRONT_WIDTHS) - 1)


def _tables(sections: tuple[Section, ...]) -> Iterator[TableSheet]:
    """Every table, in the order of the report."""
    for section in sections:
        heading = section.title
        for place, block in enumerate(section.blocks):
            if isinstance(block, Heading):
                heading = block.text
            if isinstance(block, Table):
                yield TableSheet(block, heading, tuple(_notes(section, place)))


def _notes(section: Section, place: int) -> Iterator[str]:
    """The warning right before a table, and the small print right behind it."""
    for block in section.blocks[max(place - 1, 0) : place]:
        if isinstance(block, Paragraph) and block.tone == "warning":
            yield block.text
    for block in section.blocks[place + 1 :]:
        if not (isinstance(block, Paragraph) and block.tone == "note"):
            return
        yield block.text


def _front(page: ReportSheet, tables: list[TableSheet]) -> None:
    """What the cover says, the first chapter, and which sheets follow."""
    report, voice = page.book.report, page.book.voice
    row = page.opening(report.cover.title, (report.cover.enterprise, report.cover.statement))
    for word, meaning in report.cover.facts:
        page.text(row, 0, word, {**STRONG, **PLAIN})
        page.text(row, 1, meaning)
        row += 1
    for section in report.sections[:1]:
        page.wide(row + 1, section.title, HEADING)
        row = blocks_on(page, row + 2, section.blocks)
    page.wide(row + 1, voice.say("workbook.tables"), HEADING)
    row += 2
    for each in tables:
        page.text(row, 0, each.name, PLAIN)
        page.text(row, 1, each.table.caption, PLAIN)
        row += 1
    page.sheet.print_area(0, 0, row, len(page.widths) - 1)


def _table(page: ReportSheet, told: TableSheet) -> None:
    """Caption, header, rows; a cell that has a number holds it as one."""
    table = told.table
    row = page.opening(table.caption, told.notes)
    for column, each in enumerate(table.columns):
        page.text(row, column, each.title, {**(FIGURE if each.figures else {}), **HEAD})
    page.keep(row, 1)
    last = row + len(table.rows)
    for at, cells in enumerate(table.rows, start=row + 1):
        for column, (each, cell) in enumerate(zip(table.columns, cells, strict=True)):
            _cell(page, at, column, cell, FIGURE if each.figures else PLAIN)
    if table.rows:
        page.sheet.autofilter(row, 0, last, len(table.columns) - 1)
    page.sheet.print_area(0, 0, last, len(table.columns) - 1)


def _cell(page: ReportSheet, row: int, column: int, cell: Cell, style: Style) -> None:
    if cell.value is None:
        told = {**NOTE, "align": "right"} if style is FIGURE else style
        page.text(row, column, "\n".join((cell.text, *cell.details)), told)
    else:
        page.number(row, column, cell.value, POINTS if "." in cell.text else FIGURE)


def _widths(columns: tuple[Column, ...]) -> tuple[float, ...]:
    """As the report has them, the first one wide enough for a name."""
    first = max(NAME, WIDTH * columns[0].share)
    rest = sum(column.share for column in columns[1:]) or 1.0
    return (first, *((WIDTH - first) * column.share / rest for column in columns[1:]))
