"""A cell is read as an office program shows it, or it is in doubt; it is never something else."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.invisible import named, seen, tidy
from files.spreadsheets.books import CHINESE_FORMATS
from files.spreadsheets.cells import Maker, SheetCell
from files.spreadsheets.formats import shown_date, shown_number

CHINESE_DAY = 'yyyy"年"m"月"d"日"'


def cell(
    value: str | None, kind: str = "n", format: str = "General", formula: str | None = None
) -> SheetCell:
    """A cell of that type, number format and formula."""
    return Maker(["共用"], [format], mac=False).cell({"t": kind, "s": "0"}, value, formula)


@pytest.mark.parametrize(
    ("number", "format", "shown"),
    [
        (6, "General", "6"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (2026.1, "0.00", "2026.10"),
        (2026.123, "0.00", "2026.123"),
        (0.06, "0%", "6%"),
        (0.0612, "0%", "6.12%"),
        (0.065, "0.00%", "6.50%"),
        (42, "00000", "00042"),
        (1234567, "#,##0", "1234567"),
        (-5, "#,##0_);(#,##0)", "-5"),
        (12, '0"台"', "12"),
        (1200, "_-[$¥-804]* #,##0.00_-", "1200.00"),
        (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "0"),
        (0.5, "# ?/?", "0.5"),
        (12000, "0.00E+00", "12000"),
        (12345, '0!.0,"万"', None),
        (12345, "0,", None),
        (1, '[>=1]"是";"否"', None),
        (1, ";;;", None),
        (1, '"有"', None),
    ],
)
def test_a_number_is_what_its_format_shows_unrounded(
    number: float, format: str, shown: str | None
) -> None:
    """With the format's zeros and per cent; None where it shows something else than it holds."""
    assert shown_number(number, format) == shown


@given(
    st.floats(-1e14, 1e14), st.sampled_from(["General", "0", "0.00", "#,##0.0", "000.0", "0.0E+00"])
)
def test_what_is_shown_of_a_number_is_the_number(number: float, format: str) -> None:
    """No format makes another number of it, to the digits that a spreadsheet keeps."""
    assert float(shown_number(number, format) or "nan") == float(f"{number:.15g}")


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("yyyy-mm-dd", "2026-10-05"),
        ("yyyy/m/d;@", "2026/10/5"),
        (CHINESE_DAY, "2026年10月5日"),
        ("yyyy-mm-dd hh:mm:ss", "2026-10-05 08:03:09"),
        ("h:mm", "8:03"),
        ("mm:ss", "03:09"),
        ("mm-dd-yy", None),  # built in: as the system is set
        ("d-mmm-yy", None),
        ("[$-F800]dddd", None),
    ],
)
def test_a_day_is_what_its_format_shows_on_every_machine(format: str, shown: str | None) -> None:
    """Digits and words of the format; None where it depends on the machine."""
    assert shown_date(datetime(2026, 10, 5, 8, 3, 9), format) == shown  # noqa: DTZ001  (no zone)


@pytest.mark.parametrize(
    ("found", "text", "doubt"),
    [
        (cell("0", "s"), "共用", ""),
        (cell("a_x000D_b", "inlineStr"), "a\rb", ""),
        (cell("1", "b"), "TRUE", ""),
        (cell("1", "b", formula="TRUE()"), "TRUE", ""),
        (cell(None, "b", formula="FALSE()"), "FALSE", ""),
        (cell("2", formula="1+1"), "2", "formula"),
        (cell(None, formula="1+1"), "=…", "uncomputed"),
        (cell("#N/A", "e"), "#N/A", "error"),
        (cell("#DIV/0!", "e", formula="1/0"), "#DIV/0!", "error"),
        (cell("999999999999999"), "999999999999999", ""),
        (cell("913202000000000010"), "9.13", "digits"),
        (cell("46300", format="yyyy-mm-dd"), "2026-10-05", ""),
        (cell("46300", format=CHINESE_FORMATS[57]), "2026年10月", ""),
        (cell("46300", format="mm-dd-yy"), "2026-10-05", "day"),
        (cell("1", format=";;;"), "1", "shown"),
        (cell("-1", format="yyyy-mm-dd"), "-1", "shown"),
    ],
)
def test_what_cannot_be_relied_on_is_in_doubt(found: SheetCell, text: str, doubt: str) -> None:
    """Formulas, errors, long numbers, days that depend on the machine, formats that hide."""
    assert found.text.startswith(text)
    assert found.doubt == doubt


def test_what_nobody_sees_is_left_out_or_named() -> None:
    """Zero-width characters, the byte-order mark, no-break spaces, full-width digits."""
    assert tidy("\ufeffrespon\u200bdent\u00a0") == "respondent"
    assert tidy("　１２．５％") == "12.5%"
    assert seen("\u200b无锡\u00a0") == "无锡"
    assert seen("👩\u200d🏭") == "👩\u200d🏭"
    assert named("pl\u200ban") == "pl[U+200B]an"
