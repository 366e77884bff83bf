"""The table of vendors that a centre fills in a workbook; none is shipped.

Wrong cells are named, all at once, and nothing that runs is read.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assessments.credit_code import fault_of, tidy_code
from questionnaires.model import Frozen
from questionnaires.problems import InvalidFiles, Problem
from questionnaires.shape import did_you_mean, shortened
from solutions.model import Catalogue

SHEET = "vendors"
REFERENCE = "solutions"
REQUIRED = ("name", "credit_code", "solutions", "clients", "interest", "checked_on")
COLUMNS = (*REQUIRED, "note")
LARGEST = 5_000_000  # bytes, packed
LARGEST_UNPACKED = 60_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 60  # what stands further right is not read
LONGEST = 2_000  # characters of a cell
_APART = re.compile(r"[,，、;；\s]+")
# what openpyxl raises on a workbook that is damaged, at once or when a row is reached
_DAMAGE = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError)
_RUNS = ("vbaProject", "externalLinks/", "/macrosheets/", "activeX/", "/embeddings/")


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


def write_vendor_table(file: Path, catalogue: Catalogue) -> None:
    """An empty table to fill in, and beside it the ids that its column ``solutions`` takes."""
    book = Workbook()
    table = book.active
    assert table is not None  # noqa: S101  (a new workbook has its first sheet)
    table.title = SHEET
    table.append(list(COLUMNS))
    table.freeze_panes = "A2"
    reference = book.create_sheet(REFERENCE)
    reference.append(["id", "zh", "en"])
    for solution in catalogue.solutions:
        reference.append([solution.id, solution.title.zh, solution.title.en])
    book.save(file)


def read_vendors(file: Path, catalogue: Catalogue) -> tuple[Vendor, ...]:
    """The vendors of the table in ``file``, in its order.

    Ids in the column ``solutions`` are separated by commas or spaces and must be in
    ``catalogue``. Raises InvalidFiles with every problem, each at its cell (``vendors!C7``);
    OSError without file.
    """
    problems = list(_unfit(file))
    if problems:
        raise InvalidFiles(problems)
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
        if SHEET not in book.sheetnames:
            raise InvalidFiles([Problem(file, 1, "S102", {"name": SHEET})])
        sheet = book[SHEET]
        sheet.reset_dimensions()
        rows = list(sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS))
        book.close()
    except _DAMAGE as why:
        raise InvalidFiles([Problem(file, 1, "S101", {"why": str(why)[:200]})]) from None
    reading = _Reading(file, catalogue)
    found = tuple(reading.vendors(rows))
    if reading.problems:
        raise InvalidFiles(reading.problems)
    return found


def _unfit(file: Path) -> Iterator[Problem]:
    if file.stat().st_size > LARGEST:
        yield Problem(file, 1, "S101", {"why": f"> {LARGEST}"})
        return
    try:
        with ZipFile(file) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            runs = [name for name in parts.namelist() if any(each in name for each in _RUNS)]
    except BadZipFile as why:
        yield Problem(file, 1, "S101", {"why": str(why)})
        return
    if unpacked > LARGEST_UNPACKED:
        yield Problem(file, 1, "S101", {"why": f"> {LARGEST_UNPACKED}"})
    for name in runs[:1]:
        yield Problem(file, 1, "S101", {"why": name})


class _Reading:
    """Reads row by row; every problem goes into ``problems``, and reading goes on."""

    def __init__(self, file: Path, catalogue: Catalogue) -> None:
        self.file = file
        self.catalogue = catalogue
        self.problems: list[Problem] = []

    def vendors(self, rows: Any) -> Iterator[Vendor]:
        """The vendors of all rows below the header that hold something and nothing wrong."""
        letters: dict[str, str] = {}
        seen: dict[str, str] = {}
        for number, cells in enumerate(rows, start=1):
            if number == 1:
                letters = self._header(cells)
            elif number > MOST_ROWS + 1:
                self._report(f"A{number}", "S110", most=MOST_ROWS)
            elif any(cell.value not in (None, "") for cell in cells):
                yield from self._vendor(number, cells, letters, seen)

    def _header(self, cells: Any) -> dict[str, str]:
        """Title to the letter of its column."""
        letters: dict[str, str] = {}
        for place, cell in enumerate(cells, start=1):
            title = "" if cell.value is None else str(cell.value).strip()
            at = get_column_letter(place)
            if title and (title not in COLUMNS or title in letters):
                near = did_you_mean(title, COLUMNS)
                self._report(f"{at}1", "S103", title=shortened(title), near=near)
            elif title:
                letters[title] = at
        lacking = [title for title in REQUIRED if title not in letters]
        if lacking:
            self._report("A1", "S104", titles=", ".join(lacking))
        return letters

    def _vendor(
        self, number: int, cells: Any, letters: Mapping[str, str], seen: dict[str, str]
    ) -> Iterator[Vendor]:
        before = len(self.problems)
        at = {title: f"{letter}{number}" for title, letter in letters.items()}
        values: dict[str, Any] = {}
        by_letter = {get_column_letter(place): cell for place, cell in enumerate(cells, start=1)}
        for title, letter in letters.items():
            cell = by_letter.get(letter)
            value = None if cell is None else cell.value
            if cell is not None and cell.data_type == "f":
                self._report(at[title], "S105")
            elif value is None or not str(value).strip():
                if title in REQUIRED:
                    self._report(at[title], "S106", title=title)
            else:
                values[title] = self._value(title, value, at[title])
        code = values.get("credit_code")
        if code and code in seen:
            self._report(at["credit_code"], "S109", taken=code, first=seen[code])
        elif code:
            seen[code] = at["credit_code"]
        if len(self.problems) == before and all(title in values for title in REQUIRED):
            yield Vendor(**values)

    def _value(self, title: str, value: Any, at: str) -> Any:
        text = str(value).strip()[:LONGEST]
        if title == "credit_code":
            code = tidy_code(text)
            if fault_of(code) is not None:
                self._report(at, "S107", got=shortened(text), wants="credit_code")
            return code
        if title == "solutions":
            ids = tuple(dict.fromkeys(_APART.split(text.strip(" ,，、;；"))))
            for id in ids:
                if id not in self.catalogue.by_id:
                    near = did_you_mean(id, self.catalogue.by_id)
                    self._report(at, "S108", name=shortened(id), near=near)
            return ids
        if title == "clients":
            whole = isinstance(value, int | float) and not isinstance(value, bool)
            if not whole or value < 0 or value % 1 != 0:
                self._report(at, "S107", got=shortened(text), wants="0, 1, 2, …")
                return None
            return int(value)
        if title == "checked_on":
            return self._day(value, text, at)
        return text

    def _day(self, value: Any, text: str, at: str) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._report(at, "S107", got=shortened(text), wants="2026-01-31")
            return None

    def _report(self, at: str, code: str, **params: Any) -> None:
        self.problems.append(Problem(self.file, f"{SHEET}!{at}", code, params))
