"""What stands in an answer book that came back, whatever program saved it; nothing is judged yet.

Rows are known by the ids that stand in them and columns by their titles, so that neither order
nor place matters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from files.invisible import tidy
from files.packages import Bounds, UnfitFile
from files.problems import Problem
from files.spreadsheets.books import Workbook, Worksheet, open_book
from files.spreadsheets.cells import EMPTY, SheetCell
from files.spreadsheets.sheets import MergedCells, Row, TooLarge, letter
from i18n.catalogue import texts
from questionnaires.workbooks import UNFIT
from reports.answer_book.layout import MARK, BookMark, identity_in

MOST_ROWS, MOST_COLUMNS = 5_000, 60
TITLES = {
    "id": ("column_id",),
    "answer": ("column_answer_claimed", "column_answer_verified"),
    "note": ("column_note_claimed", "column_note_verified"),
}


@dataclass(frozen=True)
class BookRow:
    """A row that has an id: what was filled in there, and where; ``unseen``: nobody sees it."""

    id: str
    answer: SheetCell
    note: SheetCell
    at: str
    noted_at: str
    unseen: bool


@dataclass(frozen=True)
class BookRead:
    """All of it; without an identity there are problems."""

    file: str
    identity: BookMark | None
    rows: tuple[BookRow, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Table:
    """Where the columns of a sheet stand, and in which row their titles."""

    head: int
    columns: Mapping[str, int]


def read_answer_book(name: str, content: bytes) -> BookRead:
    """Read the workbook ``content``; everything wrong with it as such is told at once."""
    file, problems = Path(name), list[Problem]()
    rows: list[BookRow] = []
    identity: BookMark | None = None
    found = False
    try:
        with open_book(BytesIO(content), Bounds()) as book:
            for sheet in book.sheets:
                grid = _grid(file, book, sheet, problems)
                lines = _lines(grid)
                if MARK in lines:
                    found, identity = True, _identity(lines)
                elif (table := _table(grid)) is not None:
                    if sheet.hidden:
                        told = {"name": sheet.name}
                        problems.append(Problem(file, f"{sheet.name}!A1", "W016", told))
                    rows += _rows(file, sheet.name, grid, table, problems)
    except UnfitFile as fault:
        unfit = Problem(file, 1, UNFIT[fault.kind], fault.params)
        return BookRead(name, None, (), (unfit,))
    if identity is None:
        problems.append(Problem(file, 1, "B002" if found else "B001"))
    elif not rows:
        problems.append(Problem(file, 1, "B003"))
    return BookRead(name, identity, tuple(rows), tuple(problems))


def _grid(file: Path, book: Workbook, sheet: Worksheet, problems: list[Problem]) -> list[Row]:
    grid: list[Row] = []
    merged = ""
    try:
        grid.extend(book.rows(sheet, MOST_ROWS, MOST_COLUMNS))
    except TooLarge as beyond:
        params = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        problems.append(Problem(file, f"{sheet.name}!A{beyond.number}", "W006", params))
    except MergedCells as cells:
        merged = cells.place
    if merged and _table(grid) is not None:
        at = f"{sheet.name}!{merged.partition(':')[0]}"
        problems.append(Problem(file, at, "W025", {"place": merged}))
    return grid


def _lines(grid: list[Row]) -> dict[str, str]:
    """Keys and values of a sheet of ids."""
    return {
        tidy(row.cells[1].text): tidy(row.cells.get(2, EMPTY).text)
        for row in grid
        if 1 in row.cells
    }


def _identity(lines: Mapping[str, str]) -> BookMark | None:
    """What the lines from the mark on tell; what stands above is for people."""
    keys = list(lines)
    try:
        return identity_in({key: lines[key] for key in keys[keys.index(MARK) :]})
    except (KeyError, ValueError):
        return None


def _table(grid: list[Row]) -> _Table | None:
    """The columns, by the titles of either side and language; None where there are no ids."""
    titles = {
        tidy(said): column
        for column, keys in TITLES.items()
        for key in keys
        for said in texts("answer_book")[key].model_dump().values()
    }
    for row in grid:
        found = {
            titles[name]: place
            for place, cell in row.cells.items()
            if (name := tidy(cell.text)) in titles
        }
        if "id" in found:
            return _Table(row.number, found)
    return None


def _rows(
    file: Path, sheet: str, grid: list[Row], table: _Table, problems: list[Problem]
) -> list[BookRow]:
    lacking = [column for column in TITLES if column not in table.columns]
    if lacking:
        problems.append(Problem(file, f"{sheet}!A{table.head}", "B004"))
        return []
    id, answer, note = (table.columns[column] for column in TITLES)
    rows = []
    for row in grid:
        if row.number <= table.head:
            continue
        named = tidy(row.cells.get(id, EMPTY).text)
        at, noted_at = (f"{sheet}!{letter(column)}{row.number}" for column in (answer, note))
        given, said = row.cells.get(answer, EMPTY), row.cells.get(note, EMPTY)
        if named:
            hidden = row.hidden or answer in row.unseen or note in row.unseen
            rows.append(BookRow(named, given, said, at, noted_at, hidden))
        elif given is not EMPTY or said is not EMPTY:
            place = at if given is not EMPTY else noted_at
            problems.append(Problem(file, place, "B005"))
    return rows
