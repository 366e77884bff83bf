"""Tables become workbooks whose texts are read and never computed."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from wording.cells import SIGNS, write_text
from wording.tables import Notes, SheetColumn, SheetTable, write_workbook

NOTES = Notes("说明", "怎么读", (("隐藏", "不显示"), ("=1+1", "@notes")))
TABLE = SheetTable(
    name="行业",
    title="各行业",
    notes=("n 以十为一档", "截至 2026-03-01"),
    columns=(SheetColumn("行业", width=20), SheetColumn("得分", "分（满分 100）", format="0.0")),
    rows=(("机械", 41.25), ("=1+1", "隐藏"), ("医药", None)),
)


def reread(*tables: SheetTable) -> Workbook:
    """The workbook as somebody opens it."""
    return load_workbook(io.BytesIO(write_workbook(tables, NOTES)))


def test_a_table_keeps_its_words_figures_and_units() -> None:
    """Title, notes, header with units and every value stand in the sheet, in this order."""
    sheet = reread(TABLE)["行业"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("各行业", None),
        ("n 以十为一档", None),
        ("截至 2026-03-01", None),
        ("行业", "得分\n分（满分 100）"),
        ("机械", 41.25),
        ("=1+1", "隐藏"),
        ("医药", None),
    ]
    assert sheet["B5"].number_format == "0.0"


def test_the_header_stays_on_screen_and_on_every_printed_page() -> None:
    """What a column means is seen wherever one scrolls or leafs."""
    sheet = reread(TABLE)["行业"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["A"].width == 20


def test_the_last_sheet_says_how_to_read_them() -> None:
    """The notes come after the tables, a word and its meaning a row."""
    book = reread(TABLE)
    assert book.sheetnames == ["行业", "说明"]
    assert list(book["说明"].iter_rows(min_row=2, values_only=True)) == list(NOTES.entries)


def test_names_that_no_workbook_takes_are_mended() -> None:
    """Signs that a tab cannot show go, long names are cut, and no two are the same."""
    tables = [
        SheetTable(name, "", (), TABLE.columns, ()) for name in ("a/b:c", "x" * 40, "X" * 33, "?")
    ]
    names = reread(*tables).sheetnames
    assert names == ["a b c", "x" * 31, f"{'X' * 29} 2", "-", "说明"]


def test_a_row_with_a_value_too_many_is_refused() -> None:
    """A value without a column is a mistake of ours and never cut off silently."""
    with pytest.raises(ValueError, match="longer"):
        write_workbook([SheetTable("t", "", (), TABLE.columns, (("a", 1.0, 2.0),))], NOTES)


@given(st.one_of(st.text(), st.builds(str.__add__, st.sampled_from(SIGNS), st.text())))
def test_no_text_is_ever_a_formula(text: str) -> None:
    """Whatever a text begins with and holds, it is stored as text and opens again."""
    sheet = reread(SheetTable("t", text, (text,), (SheetColumn(text, text),), ((text,),)))["t"]
    found = {cell.data_type for row in sheet for cell in row}
    assert found <= {"s", "inlineStr", "n"}  # an empty text comes back as an empty cell of its own
    assert sheet["A4"].value in (None, "") or sheet["A4"].data_type == "s"


@pytest.mark.parametrize("sign", SIGNS)
def test_the_beginning_of_a_formula_is_marked_as_text(sign: str) -> None:
    """Editing the cell later does not bring the formula to life."""
    book = Workbook()
    cell = book.create_sheet().cell(1, 1)
    write_text(cell, f"{sign}1+1")
    assert cell.data_type == "s"
    assert cell.quotePrefix
    write_text(cell, "1+1")
    assert not cell.quotePrefix


def test_control_characters_are_left_out() -> None:
    """A character that no workbook can hold does not keep the rest from being written."""
    cell = Workbook().create_sheet().cell(1, 1)
    write_text(cell, "惠山\x00\x0b厂")
    assert cell.value == "惠山厂"
