"""The table of vendors: filled in by a centre, wrong cells named, nothing shipped."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assessments.credit_code import check_character
from i18n.catalogue import texts
from questionnaires.problems import InvalidFiles
from solutions import vendors
from solutions.library import catalogue
from solutions.vendors import COLUMNS, SHEET, Vendor, read_vendors

CATALOGUE = catalogue()
BODY = "91320200MA0000001"
CODE = BODY + check_character(BODY)
OTHER = "91320200MA0000002" + check_character("91320200MA0000002")
ROW = [
    "合成服务商甲",
    CODE,
    "backup_routine, light_mes",
    2,
    "无",
    datetime(2026, 1, 31),  # noqa: DTZ001  (a cell has no zone)
    "合成数据",
]


def book(tmp_path: Path, *rows: list[Any], change: Callable[[Any], None] | None = None) -> Path:
    """A table with these rows."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(sheet)
    file = tmp_path / "vendors.xlsx"
    made.save(file)
    return file


def read(file: Path) -> tuple[Vendor, ...]:
    """What the table holds."""
    return read_vendors(file, file.read_bytes(), CATALOGUE)


def put(place: int, value: Any) -> list[Any]:
    """The sound row with one cell changed."""
    return [value if at == place else old for at, old in enumerate(ROW)]


def test_a_filled_table_is_read(tmp_path: Path) -> None:
    """Every cell arrives; empty rows are passed over, a missing note is none."""
    file = book(tmp_path, ROW, [], ["合成服务商乙", OTHER, "ear_tags", 0, "参股 5%", "2026-02-01"])
    first, second = read(file)
    assert first.solutions == ("backup_routine", "light_mes")
    assert (first.credit_code, first.clients, first.checked_on) == (CODE, 2, date(2026, 1, 31))
    assert (second.interest, second.note) == ("参股 5%", "")


def rename(sheet: Any) -> None:
    """Another name on the tab."""
    sheet.title = "sheet"


def head(at: str, value: Any) -> Callable[[Any], None]:
    """Another cell."""
    return lambda sheet: sheet.__setitem__(at, value)


# What is changed, the code that it gives, and its place.
BROKEN: dict[str, tuple[list[list[Any]], Callable[[Any], None] | None, str | int]] = {
    "S101": ([], head("F1", None), "vendors!A1"),
    "S102": ([put(4, None)], None, "vendors!E2"),
    "S103": ([put(1, CODE[:-1])], None, "vendors!B2"),
    "S104": ([put(2, "backup_routin")], None, "vendors!C2"),
    "S105": ([ROW, ROW], None, "vendors!B3"),
    "W004": ([ROW], rename, 1),
    "W007": ([put(1, "=1+1")], None, "vendors!B2"),
    "W008": ([ROW], head("G1", "notes"), "vendors!G1"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_wrong_cell_is_named(code: str, tmp_path: Path) -> None:
    """The problem comes with the cell that it is in."""
    rows, change, place = BROKEN[code]
    with pytest.raises(InvalidFiles) as refused:
        read(book(tmp_path, *rows, change=change))
    assert [(code, place)] == [(each.code, each.line) for each in refused.value.problems]


@pytest.mark.parametrize(
    ("place", "value"), [(3, -1), (3, 1.5), (3, "viele"), (3, True), (5, "31.1.2026"), (5, 7)]
)
def test_numbers_and_dates_are_what_they_must_be(place: int, value: Any, tmp_path: Path) -> None:
    """Clients are a whole number from 0, a date is a date."""
    with pytest.raises(InvalidFiles) as refused:
        read(book(tmp_path, put(place, value)))
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == ("S103", f"vendors!{'ABCDEF'[place]}2")


def test_all_wrong_cells_come_at_once(tmp_path: Path) -> None:
    """Two mistakes in one row and one in the next are three problems."""
    file = book(tmp_path, put(1, "123"), [*put(2, "nothing, at_all")[:4], "", ROW[5]])
    with pytest.raises(InvalidFiles) as refused:
        read(file)
    found = [(each.code, each.line) for each in refused.value.problems]
    assert found == [
        ("S103", "vendors!B2"),
        ("S104", "vendors!C3"),
        ("S104", "vendors!C3"),
        ("S102", "vendors!E3"),
    ]


def test_every_code_of_the_table_is_tried_here() -> None:
    """No code can be added without its broken table."""
    codes = {name for name in texts("solution_problems") if name[:2] == "S1" and "_" not in name}
    assert codes <= set(BROKEN)


def test_no_vendor_is_shipped() -> None:
    """The product brings no workbook and no table of vendors."""
    folder = Path(vendors.__file__).parent
    assert [file for file in folder.rglob("*") if file.suffix in (".xlsx", ".csv")] == []
