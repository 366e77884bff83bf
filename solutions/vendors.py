"""The table of vendors that a centre fills in a workbook; none is shipped."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assessments.credit_code import fault_of, tidy_code
from assessments.plain_text import one_line
from files.frozen import Frozen
from files.invisible import tidy
from files.problems import InvalidFiles, Problem
from files.shape import did_you_mean, shortened
from i18n import Text, text_of
from questionnaires.workbooks import Grid, Holds, WorkbookRow, read_book, table_rows
from solutions.model import Catalogue

SHEET = "vendors"
REFERENCE = "solutions"  # beside it: the ids that its column of that name takes
REQUIRED = ("name", "credit_code", "solutions", "clients", "interest", "checked_on")
COLUMNS = (*REQUIRED, "note")
HOLDS: dict[str, Holds] = {
    **dict.fromkeys(COLUMNS, "text"),
    "clients": "number",
    "checked_on": "day",
}
LONGEST = 2_000  # characters of a cell
_APART = re.compile(r"[,，、;；\s]+")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class Vendor(Frozen):
    """Who offers solutions, as the centre has entered it.

    ``clients``: how many users of it the centre has asked; ``interest``: what ties the centre to
    it, in words ("none" too is said); ``checked_on``: when that was last looked at.
    """

    name: str
    credit_code: str
    solutions: tuple[str, ...]
    clients: int
    interest: str
    checked_on: date
    note: str = ""


def read_vendors(
    file: Path, content: bytes, catalogue: Catalogue, today: date
) -> tuple[Vendor, ...]:
    """The vendors of the workbook ``content``, in its order; ``file`` is its name.

    Ids in the column ``solutions`` are separated by commas or spaces and must be in
    ``catalogue``; nothing was checked after ``today``. Raises InvalidFiles with every problem,
    each at its cell (``vendors!C7``).
    """
    book, problems = read_book(file, content, (SHEET,))
    if book is None or SHEET not in book.grids:
        raise InvalidFiles(problems)
    places, rows = table_rows(file, SHEET, _with_ids(book.grids[SHEET]), HOLDS, problems)
    lacking = [_title(column) for column in REQUIRED if column not in places]
    if lacking:
        problems.append(Problem(file, f"{SHEET}!A1", "S101", {"titles": _listed(lacking)}))
    reading = _Reading(file, catalogue, problems, today)
    found = [reading.vendor(row) for row in rows]
    if problems:
        raise InvalidFiles(problems)
    return tuple(vendor for vendor in found if vendor is not None)


def column_titles() -> tuple[Text, ...]:
    """The titles above the columns; ``read_vendors`` takes them in either language."""
    return tuple(map(_title, COLUMNS))


def _with_ids(grid: Grid) -> Grid:
    """The same cells; a title in either language is that of its column."""
    ids = {title: column for column in COLUMNS for title in _title(column).model_dump().values()}
    if not grid:
        return grid
    head = {
        place: replace(cell, text=ids.get(tidy(cell.text), cell.text))
        for place, cell in grid[0].cells.items()
    }
    return [replace(grid[0], cells=head), *grid[1:]]


def _title(column: str) -> Text:
    return text_of(f"solutions.column_{column}")


def _listed(texts: list[Text]) -> Text:
    return Text(zh="、".join(each.zh for each in texts), en=", ".join(each.en for each in texts))


class _Reading:
    """Reads row by row; what is wrong goes into ``problems``, and reading goes on."""

    def __init__(
        self, file: Path, catalogue: Catalogue, problems: list[Problem], today: date
    ) -> None:
        self.file = file
        self.catalogue = catalogue
        self.problems = problems
        self.unclear = {problem.line for problem in problems}
        self.seen: dict[str, str] = {}  # credit code to its cell
        self.today = today

    def vendor(self, row: WorkbookRow) -> Vendor | None:
        """The vendor of the row; None where a cell of it lacks or is wrong."""
        before = len(self.problems)
        values: dict[str, Any] = {}
        for title in row.places:
            at = row.at(title)
            text = one_line(str(row.values.get(title, "")))[:LONGEST]
            if text:
                values[title] = self._value(title, row.values[title], text, at)
            elif title in REQUIRED and at not in self.unclear:
                self._report(at, "S102", title=_title(title))
        code = values.get("credit_code")
        if code in self.seen:
            self._report(row.at("credit_code"), "S105", taken=code, first=self.seen[code])
        elif code:
            self.seen[code] = row.at("credit_code")
        whole = len(self.problems) == before and all(title in values for title in REQUIRED)
        return Vendor(**values) if whole else None

    def _value(self, title: str, value: Any, text: str, at: str) -> Any:
        if title == "credit_code":
            code = tidy_code(text)
            if fault_of(code) is not None:
                self._unlike(at, title, text)
            return code
        if title == "solutions":
            return self._ids(text, at)
        if title == "clients":
            whole = isinstance(value, int | float) and not isinstance(value, bool)
            if not whole or value < 0 or value % 1 != 0:
                self._unlike(at, title, text)
                return None
            return int(value)
        if title == "checked_on":
            return self._day(value, text, at)
        return text

    def _ids(self, text: str, at: str) -> tuple[str, ...]:
        known: Mapping[str, object] = self.catalogue.by_id
        ids = tuple(dict.fromkeys(_APART.split(text.strip(" ,，、;；"))))
        for id in ids:
            if id not in known:
                self._report(at, "S104", name=shortened(id), near=did_you_mean(id, known))
        return ids

    def _day(self, value: Any, text: str, at: str) -> date | None:
        """A day of the past, or today: nobody has looked tomorrow."""
        try:
            day = value.date() if isinstance(value, datetime) else _typed_day(text)
        except ValueError:
            day = None
        if day is None or day > self.today:
            self._unlike(at, "checked_on", text)
            return None
        return day

    def _unlike(self, at: str, column: str, text: str) -> None:
        wants = text_of(f"solutions.wants_{column}")
        self._report(at, "S103", got=shortened(text), title=_title(column), wants=wants)

    def _report(self, at: str, code: str, **params: Any) -> None:
        self.problems.append(Problem(self.file, at, code, params))


def _typed_day(text: str) -> date | None:
    """A day that was typed as a text: 2026-01-31, 2026/1/31, 2026年1月31日. Raises ValueError."""
    found = _DAY.fullmatch(tidy(text))
    return found and date(*map(int, found.groups()))
