"""Opens a workbook that anybody may have made: its cells, and nothing that could run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from questionnaires.problems import Problem
from questionnaires.shape import did_you_mean
from services.authoring.layout import SHEETS

LARGEST = 5_000_000  # bytes of the file
LARGEST_UNPACKED = 60_000_000
MOST_ROWS = 5_000  # of a sheet
MOST_COLUMNS = 60
_RUNS = ("vbaProject", "externalLinks/", "/macrosheets/", "activeX/", "/embeddings/")


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


Rows = dict[str, list[Row]]


def read_rows(file: Path) -> tuple[Rows, list[Problem]]:
    """The rows of every sheet that belongs here, with everything wrong about the book itself.

    Raises OSError where there is no such file.
    """
    problems = list(_unfit(file))
    if problems:
        return {}, problems
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as why:
        return {}, [Problem(file, 1, "W001", {"why": str(why)[:200]})]
    rows: Rows = {}
    for name in book.sheetnames:
        if name not in SHEETS:
            near = did_you_mean(name, SHEETS)
            problems.append(Problem(file, f"{name}!A1", "W005", {"name": name, "near": near}))
    for name in SHEETS:
        if name not in book.sheetnames:
            problems.append(Problem(file, 1, "W004", {"name": name}))
            continue
        sheet = book[name]
        sheet.reset_dimensions()
        grid = _grid(file, name, sheet.iter_rows(), problems)
        rows[name] = list(_named(file, name, grid, problems))
    book.close()
    return rows, problems


def _unfit(file: Path) -> Iterator[Problem]:
    """What keeps the file from being opened at all."""
    size = file.stat().st_size
    if size > LARGEST:
        yield Problem(file, 1, "W002", {"size": size, "largest": LARGEST})
        return
    try:
        with ZipFile(file) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            runs = [name for name in parts.namelist() if any(each in name for each in _RUNS)]
    except BadZipFile as why:
        yield Problem(file, 1, "W001", {"why": str(why)})
        return
    if unpacked > LARGEST_UNPACKED:
        yield Problem(file, 1, "W002", {"size": unpacked, "largest": LARGEST_UNPACKED})
    for name in runs[:1]:
        yield Problem(file, 1, "W003", {"name": name})


def _grid(file: Path, name: str, cells: Any, problems: list[Problem]) -> list[list[Any]]:
    """The values of a sheet; the first one, which stands on its side, is turned."""
    grid: list[list[Any]] = []
    for number, row in enumerate(cells, start=1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            params = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            problems.append(Problem(file, f"{name}!A{number}", "W006", params))
            break
        values: list[Any] = []
        for place, cell in enumerate(row, start=1):
            if cell.data_type == "f":
                at = f"{name}!{get_column_letter(place)}{number}"
                problems.append(Problem(file, at, "W007"))
                values.append(None)
            else:
                values.append(cell.value)
        grid.append(values)
    return grid


def _named(file: Path, name: str, grid: list[list[Any]], problems: list[Problem]) -> Iterator[Row]:
    """The rows below the header; those without any value are left out."""
    known = [title for column in SHEETS[name] for title in column.titles]
    if name == "questionnaire":
        yield _head(file, grid, known, problems)
        return
    titles = [_text(value) for value in grid[0]] if grid else []
    places = _places(file, name, titles, known, problems)
    for number, values in enumerate(grid[1:], start=2):
        filled = {
            title: values[place]
            for place, title in enumerate(titles)
            if title in places and place < len(values) and values[place] not in (None, "")
        }
        if filled:
            yield Row(name, number, filled, places)


def _head(file: Path, grid: list[list[Any]], known: list[str], problems: list[Problem]) -> Row:
    """The first sheet: a key a row, its value beside it."""
    filled: dict[str, Any] = {}
    for number, values in enumerate(grid, start=1):
        title, value = _text(values[0] if values else None), [*values, None, None][1]
        if not title:
            continue
        if title not in known or title in filled:
            at = f"questionnaire!A{number}"
            near = did_you_mean(title, known)
            problems.append(Problem(file, at, "W008", {"title": title, "near": near}))
        elif value not in (None, ""):
            filled[title] = value
    order = {_text(values[0]): number for number, values in enumerate(grid, start=1) if values}
    return Row("questionnaire", 0, filled, {title: f"B{order[title]}" for title in filled})


def _places(
    file: Path, name: str, titles: list[str], known: list[str], problems: list[Problem]
) -> dict[str, str]:
    """The column of every title that belongs to the sheet."""
    places: dict[str, str] = {}
    for place, title in enumerate(titles, start=1):
        letter = get_column_letter(place)
        if not title:
            continue
        if title not in known or title in places:
            near = did_you_mean(title, known)
            at = f"{name}!{letter}1"
            problems.append(Problem(file, at, "W008", {"title": title, "near": near}))
        else:
            places[title] = letter
    return places


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
