"""The table of vendors: filled in by a centre, wrong cells named, nothing shipped."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from assessments.credit_code import check_character
from i18n.catalogue import texts
from questionnaires.problems import InvalidFiles
from solutions import vendors
from solutions.library import catalogue
from solutions.vendors import COLUMNS, MOST_ROWS, SHEET, read_vendors, write_vendor_table

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


def put(place: int, value: Any) -> list[Any]:
    """The sound row with one cell changed."""
    return [value if at == place else old for at, old in enumerate(ROW)]


def test_a_filled_table_is_read(tmp_path: Path) -> None:
    """Every cell arrives; empty rows are passed over, a missing note is none."""
    file = book(tmp_path, ROW, [], ["合成服务商乙", OTHER, "ear_tags", 0, "参股 5%", "2026-02-01"])
    first, second = read_vendors(file, CATALOGUE)
    assert first.solutions == ("backup_routine", "light_mes")
    assert (first.credit_code, first.clients, first.checked_on) == (CODE, 2, date(2026, 1, 31))
    assert (second.interest, second.note) == ("参股 5%", "")


def test_the_empty_table_is_sound_and_lists_the_solutions(tmp_path: Path) -> None:
    """No vendor is in it; the ids to choose from stand beside it."""
    file = tmp_path / "empty.xlsx"
    write_vendor_table(file, CATALOGUE)
    assert read_vendors(file, CATALOGUE) == ()
    listed = [row[0].value for row in load_workbook(file)["solutions"].iter_rows(min_row=2)]
    assert listed == list(CATALOGUE.by_id)


def rename(sheet: Any) -> None:
    """Another name on the tab."""
    sheet.title = "sheet"


def head(at: str, value: Any) -> Callable[[Any], None]:
    """Another cell."""
    return lambda sheet: sheet.__setitem__(at, value)


# What is changed, the code that it gives, and its place.
BROKEN: dict[str, tuple[list[list[Any]], Callable[[Any], None] | None, str | int]] = {
    "S102": ([ROW], rename, 1),
    "S103": ([ROW], head("G1", "notes"), "vendors!G1"),
    "S104": ([], head("F1", None), "vendors!A1"),
    "S105": ([put(6, "=1+1")], None, "vendors!G2"),
    "S106": ([put(4, None)], None, "vendors!E2"),
    "S107": ([put(1, CODE[:-1])], None, "vendors!B2"),
    "S108": ([put(2, "backup_routin")], None, "vendors!C2"),
    "S109": ([ROW, ROW], None, "vendors!B3"),
    "S110": ([[f"{n}"] for n in range(MOST_ROWS + 1)], None, f"vendors!A{MOST_ROWS + 2}"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_wrong_cell_is_named(code: str, tmp_path: Path) -> None:
    """The problem comes with the cell that it is in."""
    rows, change, place = BROKEN[code]
    with pytest.raises(InvalidFiles) as refused:
        read_vendors(book(tmp_path, *rows, change=change), CATALOGUE)
    assert (code, place) in [(each.code, each.line) for each in refused.value.problems]
    if code != "S110":
        assert len(refused.value.problems) == 1


@pytest.mark.parametrize(
    ("place", "value"), [(3, -1), (3, 1.5), (3, "viele"), (3, True), (5, "31.1.2026"), (5, 7)]
)
def test_numbers_and_dates_are_what_they_must_be(place: int, value: Any, tmp_path: Path) -> None:
    """Clients are a whole number from 0, a date is a date."""
    with pytest.raises(InvalidFiles) as refused:
        read_vendors(book(tmp_path, put(place, value)), CATALOGUE)
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == ("S107", f"vendors!{'ABCDEF'[place]}2")


def test_all_wrong_cells_come_at_once(tmp_path: Path) -> None:
    """Two mistakes in one row and one in the next are three problems."""
    file = book(tmp_path, put(1, "123"), [*put(2, "nothing, at_all")[:4], "", ROW[5]])
    with pytest.raises(InvalidFiles) as refused:
        read_vendors(file, CATALOGUE)
    found = [(each.code, each.line) for each in refused.value.problems]
    assert found == [
        ("S107", "vendors!B2"),
        ("S108", "vendors!C3"),
        ("S108", "vendors!C3"),
        ("S106", "vendors!E3"),
    ]


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A file of another kind gives S101, and the reader does not fall over."""
    file = tmp_path / "vendors.xlsx"
    file.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(InvalidFiles) as refused:
        read_vendors(file, CATALOGUE)
    assert [each.code for each in refused.value.problems] == ["S101"]


def test_a_sheet_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    """A workbook whose rows break off gives S101 as well."""
    sound, broken = book(tmp_path, ROW), tmp_path / "broken.xlsx"
    with ZipFile(sound) as whole, ZipFile(broken, "w") as parts:
        for name in whole.namelist():
            raw = whole.read(name)
            parts.writestr(name, raw[: len(raw) // 2] if "sheet1" in name else raw)
    with pytest.raises(InvalidFiles) as refused:
        read_vendors(broken, CATALOGUE)
    assert [each.code for each in refused.value.problems] == ["S101"]


def test_a_workbook_that_could_run_is_refused(tmp_path: Path) -> None:
    """Macros and links to the outside are not even opened."""
    file = book(tmp_path, ROW)
    with ZipFile(file, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"")
    with pytest.raises(InvalidFiles) as refused:
        read_vendors(file, CATALOGUE)
    assert [each.code for each in refused.value.problems] == ["S101"]


def test_every_code_of_the_table_is_tried_here() -> None:
    """No code can be added without its broken table."""
    codes = {name for name in texts("solution_problems") if name > "S100" and "_" not in name}
    assert codes == {*BROKEN, "S101"}


def test_no_vendor_is_shipped() -> None:
    """The product brings no workbook and no table of vendors."""
    folder = Path(vendors.__file__).parent
    assert [file for file in folder.rglob("*") if file.suffix in (".xlsx", ".csv")] == []
