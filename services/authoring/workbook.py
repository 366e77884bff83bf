"""The rows of a questionnaire's workbook, by sheet."""

from pathlib import Path
from typing import Any

from questionnaires.problems import Problem
from questionnaires.shape import did_you_mean
from questionnaires.workbooks import Grid, Row, content_of, read_book, table_rows, text_of_cell
from services.authoring.layout import SHEETS

Rows = dict[str, list[Row]]


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
        known = [title for column in SHEETS[name] for title in column.titles]
        if name == "questionnaire":
            rows[name] = [_head(file, grid, known, problems)]
        else:
            _, rows[name] = table_rows(file, name, grid, known, problems)
    return rows, problems


def _head(file: Path, grid: Grid, known: list[str], problems: list[Problem]) -> Row:
    """The first sheet: a key a row, its value beside it."""
    filled: dict[str, Any] = {}
    for number, values in enumerate(grid, start=1):
        title, value = text_of_cell(values[0] if values else None), [*values, None, None][1]
        if not title:
            continue
        if title not in known or title in filled:
            at = f"questionnaire!A{number}"
            near = did_you_mean(title, known)
            problems.append(Problem(file, at, "W008", {"title": title, "near": near}))
        elif value not in (None, ""):
            filled[title] = value
    order = {text_of_cell(row[0]): number for number, row in enumerate(grid, start=1) if row}
    return Row("questionnaire", 0, filled, {title: f"B{order[title]}" for title in filled})
