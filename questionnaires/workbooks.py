"""A workbook that somebody filled in: its tables by title, and every cell that is not clear."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from files.invisible import seen, tidy
from files.packages import LARGEST, Bounds, UnfitFile
from files.problems import Problem
from files.shape import did_you_mean, shortened
from files.spreadsheets.books import Workbook, Worksheet, open_book
from files.spreadsheets.cells import SheetCell
from files.spreadsheets.sheets import MergedCells, Row, TooLarge, letter

MOST_ROWS = 5_000  # of a sheet
MOST_COLUMNS = 60
UNFIT = {
    "damaged": "W001",
    "large": "W002",
    "runs": "W003",
    "old": "W013",
    "other": "W014",
    "text": "W015",
}
DOUBTS = {
    "formula": "W007",
    "uncomputed": "W007",
    "error": "W018",
    "digits": "W019",
    "day": "W020",
    "shown": "W021",
}

Holds = Literal["text", "number", "flag", "nested", "day"]
Grid = Sequence[Row]  # the filled rows of a sheet


@dataclass(frozen=True)
class WorkbookGrids:
    """The sheets that were wanted and are there; ``names`` are those of all."""

    grids: Mapping[str, Grid]
    names: tuple[str, ...]


@dataclass(frozen=True)
class WorkbookRow:
    """Filled cells by column title; ``at`` names the cell of a title, ``first`` the row's first."""

    sheet: str
    number: int
    values: Mapping[str, Any]
    places: Mapping[str, str]

    def at(self, title: str) -> str:
        """The cell under that title, such as ``items!C7``; the row's first where there is none."""
        return f"{self.sheet}!{self.places.get(title, 'A')}{self.number or ''}"


def content_of(file: Path) -> bytes:
    """The bytes of ``file``, of one that is too large no more than to see that it is.

    Raises OSError where there is no such file.
    """
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def read_book(
    file: Path, content: bytes, wanted: Iterable[str]
) -> tuple[WorkbookGrids | None, list[Problem]]:
    """The sheets ``wanted`` of the workbook ``content``, and everything wrong with it as such.

    ``file`` is its name in the problems. None where it is not opened. What nobody sees (a hidden
    sheet, row or column with something in it) is a problem: it cannot be told whether it is meant.
    """
    problems: list[Problem] = []
    grids: dict[str, Grid] = {}
    try:
        with open_book(BytesIO(content), Bounds()) as book:
            sheets = {sheet.name: sheet for sheet in book.sheets}
            for name in wanted:
                if name not in sheets:
                    problems.append(Problem(file, 1, "W004", {"name": name}))
                elif sheets[name].hidden:
                    problems.append(Problem(file, f"{name}!A1", "W016", {"name": name}))
                else:
                    grids[name] = _grid(file, book, sheets[name], problems)
    except UnfitFile as fault:
        return None, [Problem(file, 1, UNFIT[fault.kind], fault.params)]
    return WorkbookGrids(grids, tuple(sheets)), problems


def table_rows(
    file: Path,
    name: str,
    grid: Grid,
    known: Mapping[str, Holds],
    problems: list[Problem],
) -> tuple[Mapping[str, str], list[WorkbookRow]]:
    """The columns by title, and the rows below the header; those without any value are left out.

    ``known`` says what the cells below each title hold. A title that is not known, or stands there
    twice, goes to ``problems``, as does every cell that is not clear.
    """
    header = grid[0].cells if grid and grid[0].number == 1 else {}
    titles = {column: tidy(cell.text) for column, cell in header.items()}
    places = _places(file, name, titles, tuple(known), problems)
    rows = []
    for line in grid:
        filled: dict[str, Any] = {}
        for column, title in titles.items():
            if title in places and column in line.cells and line.number > 1:
                at = f"{name}!{letter(column)}{line.number}"
                value = value_of(file, at, line.cells[column], known[title], problems)
                if value not in (None, ""):
                    filled[title] = value
        if filled:
            rows.append(WorkbookRow(name, line.number, filled, places))
    return places, rows


def value_of(file: Path, at: str, cell: SheetCell, holds: Holds, problems: list[Problem]) -> Any:
    """What the cell holds where it is clear, else None and a problem.

    A text is taken as shown, a number as it is. What is of another kind than it should be comes as
    it is, for whoever knows what was wanted.
    """
    doubt, as_text = cell.doubt, holds in ("text", "nested")
    if holds == "day" and cell.kind == "day" and cell.value is not None:
        return cell.value
    if cell.kind == "day" and holds == "number":
        doubt = doubt or "day"
    code = DOUBTS.get(doubt, "")
    if not code and holds == "number" and cell.kind == "percent":
        code = "W022"
    # 2026.10 typed into a cell that is not one of text becomes 2026.1, and nobody can tell.
    if not code and as_text and isinstance(cell.value, float) and cell.text == f"{cell.value:.15g}":
        code = "W023"
    if code:
        problems.append(Problem(file, at, code, {"got": shortened(cell.text)}))
        return None
    if cell.kind in ("number", "percent") and as_text:
        return cell.text
    if cell.kind == "day":
        return cell.text
    return seen(cell.text) if cell.kind == "text" else cell.value


def _grid(file: Path, book: Workbook, sheet: Worksheet, problems: list[Problem]) -> Grid:
    grid: list[Row] = []
    try:
        grid.extend(book.rows(sheet, MOST_ROWS, MOST_COLUMNS))
    except TooLarge as beyond:
        params = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        problems.append(Problem(file, f"{sheet.name}!A{beyond.number}", "W006", params))
    except MergedCells as merged:
        at = f"{sheet.name}!{merged.place.partition(':')[0]}"
        problems.append(Problem(file, at, "W025", {"place": merged.place}))
    rows = [line.number for line in grid if line.hidden]
    if rows:
        problems.append(Problem(file, f"{sheet.name}!A{rows[0]}", "W017", {"rows": _spans(rows)}))
    columns = [letter(each) for each in sorted({each for line in grid for each in line.unseen})]
    if columns:
        at = f"{sheet.name}!{columns[0]}1"
        problems.append(Problem(file, at, "W024", {"columns": ", ".join(columns)}))
    return grid


def _places(
    file: Path,
    name: str,
    titles: Mapping[int, str],
    known: tuple[str, ...],
    problems: list[Problem],
) -> dict[str, str]:
    """The column of every title that belongs to the sheet."""
    places: dict[str, str] = {}
    for column, title in titles.items():
        if title and (title not in known or title in places):
            params = {"title": shortened(title), "near": did_you_mean(title, known)}
            problems.append(Problem(file, f"{name}!{letter(column)}1", "W008", params))
        elif title:
            places[title] = letter(column)
    return places


def _spans(numbers: Sequence[int]) -> str:
    """Rising numbers as a person writes them: 3–5, 9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans)
