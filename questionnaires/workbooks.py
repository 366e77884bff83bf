"""Opens a workbook that anybody may have made: its cells, and nothing that could run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from questionnaires.packages import LARGEST, faults
from questionnaires.problems import Problem
from questionnaires.shape import did_you_mean, shortened

MOST_ROWS = 5_000  # of a sheet
MOST_COLUMNS = 60
# What openpyxl raises on a workbook that is damaged, at once or when a row is reached.
DAMAGE = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError)
UNFIT = {"damaged": "W001", "large": "W002", "runs": "W003"}

Grid = list[list[Any]]  # the values of a sheet, row by row


@dataclass(frozen=True)
class Book:
    """The sheets that were wanted and are there; ``names`` are those of all."""

    grids: Mapping[str, Grid]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Row:
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
) -> tuple[Book | None, list[Problem]]:
    """The sheets ``wanted`` of the workbook ``content``, and everything wrong with it as such.

    ``file`` is its name in the problems. None where it is not opened. A formula counts as empty.
    """
    problems = [Problem(file, 1, UNFIT[each.kind], each.params) for each in faults(content)]
    if problems:
        return None, problems
    grids: dict[str, Grid] = {}
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        for name in wanted:
            if name not in book.sheetnames:
                problems.append(Problem(file, 1, "W004", {"name": name}))
                continue
            sheet = book[name]
            sheet.reset_dimensions()  # files lie about theirs
            grids[name] = _grid(file, name, sheet.iter_rows(), problems)
        book.close()
    except DAMAGE as why:
        return None, [Problem(file, 1, "W001", {"why": str(why)[:200]})]
    return Book(grids, tuple(book.sheetnames)), problems


def table_rows(
    file: Path, name: str, grid: Grid, known: Iterable[str], problems: list[Problem]
) -> tuple[Mapping[str, str], list[Row]]:
    """The columns by title, and the rows below the header; those without any value are left out.

    A title that is not ``known``, or stands there twice, goes to ``problems``.
    """
    titles = [text_of_cell(value) for value in grid[0]] if grid else []
    places = _places(file, name, titles, tuple(known), problems)
    rows = []
    for number, values in enumerate(grid[1:], start=2):
        filled = {
            title: values[place]
            for place, title in enumerate(titles)
            if title in places and place < len(values) and values[place] not in (None, "")
        }
        if filled:
            rows.append(Row(name, number, filled, places))
    return places, rows


def text_of_cell(value: Any) -> str:
    """What stands in a cell, without spaces around it."""
    return "" if value is None else str(value).strip()


def _grid(file: Path, name: str, cells: Any, problems: list[Problem]) -> Grid:
    grid: Grid = []
    for number, row in enumerate(cells, start=1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            params = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            problems.append(Problem(file, f"{name}!A{number}", "W006", params))
            break
        values: list[Any] = []
        for place, cell in enumerate(row, start=1):
            formula = cell.data_type == "f"
            if formula:
                at = f"{name}!{get_column_letter(place)}{number}"
                problems.append(Problem(file, at, "W007"))
            values.append(None if formula else cell.value)
        grid.append(values)
    return grid


def _places(
    file: Path, name: str, titles: list[str], known: tuple[str, ...], problems: list[Problem]
) -> dict[str, str]:
    """The column of every title that belongs to the sheet."""
    places: dict[str, str] = {}
    for place, title in enumerate(titles, start=1):
        letter = get_column_letter(place)
        if title and (title not in known or title in places):
            params = {"title": shortened(title), "near": did_you_mean(title, known)}
            problems.append(Problem(file, f"{name}!{letter}1", "W008", params))
        elif title:
            places[title] = letter
    return places
