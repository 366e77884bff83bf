"""The rows of a questionnaire's workbook, by sheet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from files.invisible import tidy
from files.problems import Problem
from files.shape import did_you_mean, shortened
from files.spreadsheets.cells import EMPTY
from questionnaires.workbooks import (
    Grid,
    Holds,
    WorkbookRow,
    content_of,
    read_book,
    table_rows,
    value_of,
)
from services.authoring.layout import SHEETS

Rows = dict[str, list[WorkbookRow]]


def read_rows(file: Path) -> tuple[Rows, list[Problem]]:
    """The rows of every sheet that belongs here, with everything wrong about the book itself.

    Raises OSError where there is no such file.
    """
    book, problems = read_book(file, content_of(file), SHEETS)
    if book is None:
        return {}, problems
    for name in book.names:
        if name not in SHEETS:
            near = did_you_mean(name, SHEETS)
            problems.append(Problem(file, f"{name}!A1", "W005", {"name": name, "near": near}))
    rows: Rows = {}
    for name, grid in book.grids.items():
        known = {
            title: column.holds if title == column.key else "text"
            for column in SHEETS[name]
            for title in column.titles
        }
        if name == "questionnaire":
            rows[name] = [_head(file, grid, known, problems)]
        else:
            _, rows[name] = table_rows(file, name, grid, known, problems)
    return rows, problems


def _head(
    file: Path, grid: Grid, known: Mapping[str, Holds], problems: list[Problem]
) -> WorkbookRow:
    """The first sheet: a key a row, its value beside it."""
    filled: dict[str, Any] = {}
    places: dict[str, str] = {}
    for line in grid:
        title = tidy(line.cells.get(1, EMPTY).text)
        if not title:
            continue
        if title not in known or title in places:
            at = f"questionnaire!A{line.number}"
            near = did_you_mean(title, known)
            problems.append(Problem(file, at, "W008", {"title": shortened(title), "near": near}))
            continue
        places[title] = f"B{line.number}"
        at, cell = f"questionnaire!B{line.number}", line.cells.get(2, EMPTY)
        value = value_of(file, at, cell, known[title], problems)
        if value not in (None, ""):
            filled[title] = value
    return WorkbookRow("questionnaire", 0, filled, {title: places[title] for title in filled})
