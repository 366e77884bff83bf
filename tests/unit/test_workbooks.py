"""A workbook that anybody may have made: what could run or burst is refused by every reader."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from files.packages import LARGEST
from files.problems import InvalidFiles, Problem
from questionnaires.workbooks import MOST_COLUMNS, MOST_ROWS, read_book, table_rows, value_of
from services.authoring.importing import import_workbook
from solutions.library import catalogue
from solutions.vendors import read_vendors

NAME = Path("book.xlsx")
Reader = Callable[[Path], Any]
READERS: dict[str, Reader] = {
    "questionnaire": lambda file: import_workbook(file, file.parent / "new"),
    "vendors": lambda file: read_vendors(file, file.read_bytes(), catalogue(), date(2026, 3, 1)),
}


def saved(book: Workbook) -> bytes:
    """The bytes of its file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(*rows: list[Any]) -> bytes:
    """A workbook whose only sheet is ``t`` and holds these rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("t")
    for row in rows:
        sheet.append(row)
    return saved(book)


def with_part(name: str, size: int) -> bytes:
    """A sound workbook with one more part."""
    file = BytesIO(sheet_of(["a"]))
    with ZipFile(file, "a", compression=8) as parts:
        parts.writestr(name, b"\0" * size)
    return file.getvalue()


def cut_short() -> bytes:
    """A workbook whose sheet breaks off inside."""
    file = BytesIO()
    with ZipFile(BytesIO(sheet_of(["a"], ["b"]))) as whole, ZipFile(file, "w") as parts:
        for name in whole.namelist():
            raw = whole.read(name)
            parts.writestr(name, raw[: len(raw) // 2] if "sheet1" in name else raw)
    return file.getvalue()


HOSTILE = {
    "nothing": (b"", "W001"),
    "another file": (b"PK\x03\x04 no book", "W001"),
    "an old one": (b"\xd0\xcf\x11\xe0 an old .xls", "W013"),
    "a CSV renamed": ("编号,答案\nr1,own\n".encode(), "W015"),
    "an .ods renamed": (with_part("content.xml", 10), "W014"),
    "too large": (b"x" * (LARGEST + 1), "W002"),
    "a bomb": (with_part("xl/media/bomb.bin", 70_000_000), "W002"),
    "macros": (with_part("xl/vbaProject.bin", 10), "W003"),
    "links to elsewhere": (with_part("xl/externalLinks/externalLink1.xml", 10), "W003"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_workbook_is_not_opened(case: str, reader: str, tmp_path: Path) -> None:
    """Whatever reads a workbook refuses it with one problem, and writes nothing."""
    content, code = HOSTILE[case]
    file = tmp_path / "book.xlsx"
    file.write_bytes(content)
    with pytest.raises(InvalidFiles) as caught:
        READERS[reader](file)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_sheet_that_is_damaged_inside_is_refused() -> None:
    """Rows that break off give the problem of a damaged file, never a traceback."""
    book, problems = read_book(NAME, cut_short(), ("t",))
    assert book is None
    assert [problem.code for problem in problems] == ["W001"]


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([["a"], ["=1+1"]], "W007", "t!A2"),
        ([["x"]] * (MOST_ROWS + 1), "W006", f"t!A{MOST_ROWS + 1}"),
        ([["a"], ["x"] * (MOST_COLUMNS + 1)], "W006", "t!A2"),
    ],
)
def test_what_a_sheet_may_not_hold_is_told_at_its_cell(
    rows: list[list[Any]], code: str, place: str
) -> None:
    """Formulas, and more rows or columns than anybody fills in."""
    book, problems = read_book(NAME, sheet_of(*rows), ("t",))
    assert book is not None
    table_rows(NAME, "t", book.grids["t"], {"a": "text", "x": "text"}, problems)
    assert [(problem.code, problem.line) for problem in problems] == [(code, place)]


def test_a_formula_gives_no_value() -> None:
    """Neither what it says nor what a program once computed of it is read."""
    book, _ = read_book(NAME, sheet_of(["a", "=1+1"]), ("t",))
    assert book is not None
    ((_, cells),) = [(line.number, line.cells) for line in book.grids["t"]]
    problems: list[Problem] = []
    assert value_of(NAME, "t!B1", cells[2], "text", problems) is None
    assert [problem.code for problem in problems] == ["W007"]
