"""The table of vendors: filled in by a centre, wrong cells named, nothing shipped."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from files.problems import InvalidFiles, Problem
from i18n import Lang
from i18n.catalogue import texts
from solutions import vendors
from solutions.library import catalogue
from solutions.vendors import COLUMNS, Vendor, column_titles, read_vendors
from tests.vendor_tables import CODE, DAY, OTHER, ROW, vendor_table

CATALOGUE = catalogue()
TODAY = date(2026, 3, 1)


def read(content: bytes) -> tuple[Vendor, ...]:
    """What the table holds."""
    return read_vendors(Path("vendors.xlsx"), content, CATALOGUE, TODAY)


def refused(content: bytes) -> list[Problem]:
    """Why the table is not read."""
    with pytest.raises(InvalidFiles) as raised:
        read(content)
    return list(raised.value.problems)


def put(place: int, value: Any) -> list[Any]:
    """The sound row with one cell changed."""
    return [value if at == place else old for at, old in enumerate(ROW)]


def test_a_filled_table_is_read() -> None:
    """Every cell arrives; empty rows are passed over, a missing note is none."""
    other = ["合成服务商乙", OTHER, "ear_tags", 0, "参股 5%", "2026-02-01"]
    first, second = read(vendor_table(ROW, [], other))
    assert first.solutions == ("backup_routine", "light_mes")
    assert (first.credit_code, first.clients, first.checked_on) == (CODE, 2, date(2026, 1, 31))
    assert (second.interest, second.note) == ("参股 5%", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_titles_may_stand_in_either_language(lang: Lang) -> None:
    """A table is read alike under its ids, under Chinese and under English titles."""
    header = tuple(title.to(lang) for title in column_titles())
    assert read(vendor_table(ROW, header=header)) == read(vendor_table(ROW))


# A table, the code that it gives, and its place.
BROKEN: dict[str, tuple[bytes, str | int]] = {
    "S101": (vendor_table(header=[*COLUMNS[:5], None, "note"]), "vendors!A1"),
    "S102": (vendor_table(put(4, None)), "vendors!E2"),
    "S103": (vendor_table(put(1, CODE[:-1])), "vendors!B2"),
    "S104": (vendor_table(put(2, "backup_routin")), "vendors!C2"),
    "S105": (vendor_table(ROW, ROW), "vendors!B3"),
    "W004": (vendor_table(ROW, sheet="sheet"), 1),
    "W007": (vendor_table(put(1, "=1+1")), "vendors!B2"),
    "W008": (vendor_table(ROW, header=[*COLUMNS[:6], "notes"]), "vendors!G1"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_wrong_cell_is_named(code: str) -> None:
    """The problem comes with the cell that it is in, and alone."""
    content, place = BROKEN[code]
    assert [(code, place)] == [(each.code, each.line) for each in refused(content)]


@pytest.mark.parametrize(
    ("place", "value"), [(3, -1), (3, 1.5), (3, "viele"), (3, True), (5, "31.1.2026"), (5, 7)]
)
def test_numbers_and_dates_are_what_they_must_be(place: int, value: Any) -> None:
    """Clients are a whole number from 0, a date is a date."""
    (problem,) = refused(vendor_table(put(place, value)))
    assert (problem.code, problem.line) == ("S103", f"vendors!{'ABCDEF'[place]}2")


def test_all_wrong_cells_come_at_once() -> None:
    """Two mistakes in one row and one in the next are three problems."""
    rows = put(1, "123"), [*put(2, "nothing, at_all")[:4], "", ROW[5]]
    found = [(each.code, each.line) for each in refused(vendor_table(*rows))]
    assert found == [
        ("S103", "vendors!B2"),
        ("S104", "vendors!C3"),
        ("S104", "vendors!C3"),
        ("S102", "vendors!E3"),
    ]


def test_every_code_of_the_table_is_tried_here() -> None:
    """No code can be added without its broken table."""
    codes = {name for name in texts("solution_problems") if name[:2] == "S1" and "_" not in name}
    assert codes == {code for code in BROKEN if code[0] == "S"}


def test_no_vendor_is_shipped() -> None:
    """The product brings no workbook and no table of vendors."""
    folder = Path(vendors.__file__).parent
    assert [file for file in folder.rglob("*") if file.suffix in (".xlsx", ".csv")] == []


@pytest.mark.parametrize("day", ["2062-01-31", "2026-03-02", DAY.replace(year=2062)])
def test_nobody_has_checked_in_the_future(day: object) -> None:
    """A day after today is told at its cell, typed as a text or as a date; today is taken."""
    (problem,) = refused(vendor_table([*ROW[:5], day]))
    assert problem.code == "S103"
    assert "今天" in str(problem.to("zh"))
    (vendor,) = read(vendor_table([*ROW[:5], "2026-03-01"]))
    assert vendor.checked_on == TODAY
