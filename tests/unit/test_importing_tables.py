"""A centre's own table is read as it is meant: every dialect that people bring from the field."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.refusals import Invalid
from services.importing.cells import UnfitCell, amount_of, district_of, division_of
from services.importing.checking import check
from services.importing.choices import ImportChoices
from services.importing.headings import FIELDS, field_of, unit_of
from services.importing.table import MOST_FIRMS, ImportTable, read_table
from services.importing.template import template
from tests.firm_tables import HEADER, as_csv, as_xlsx, firm, firms, saved
from tests.town import new_town
from tests.unit.test_office_files import OFFICE, strict
from wording.voice import Voice

ROWS = firms(3)


def texts(table: ImportTable) -> list[list[str]]:
    """The cells of every row."""
    return [list(row.cells) for row in table.rows]


PLAIN = [[str(cell) for cell in row] for row in ROWS]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_encoding_and_separator_gives_the_same_table(encoding: str, separator: str) -> None:
    """And what is not UTF-8 with commas is said to have been read so."""
    table = read_table("a.csv", as_csv(ROWS, encoding=encoding, separator=separator))
    assert (table.header, texts(table)) == (HEADER, PLAIN)
    assert [row.number for row in table.rows] == [2, 3, 4]
    expected = (not encoding.startswith("utf-8")) + (separator != ",")
    assert len(table.remarks) == expected


def test_a_workbook_gives_the_same_table() -> None:
    """With addresses of cells in the place of lines."""
    table = read_table("a.xlsx", as_xlsx(ROWS))
    assert (table.header, texts(table)) == (HEADER, PLAIN)
    assert table.lettered


def test_what_libreoffice_saves_is_the_same_table() -> None:
    """Saved anew by it, or as strict Open XML."""
    content = (OFFICE / "firms_by_libreoffice.xlsx").read_bytes()
    assert texts(read_table("a.xlsx", content)) == PLAIN
    assert texts(read_table("a.xlsx", strict(as_xlsx(ROWS)))) == PLAIN


def test_a_heading_twice_is_named() -> None:
    """The first is read, and that the second was not is said; both at once cannot be chosen."""
    content = as_csv([[*firm(1), "某"]], (*HEADER, "企业名称"))
    with new_town() as town:
        ctx, centre = town.operator, town.centre()
        guessed = check(ctx, centre, "a.csv", content, ImportChoices(questionnaire="workshop"))
        both = ImportChoices(questionnaire="workshop", columns=((7, "name"),))
        chosen = check(ctx, centre, "a.csv", content, both)
        twice = replace(both, columns=((1, "name"), (7, "name")))
        wrong = check(ctx, centre, "a.csv", content, twice)
    assert (guessed.preview[0].row.name, len(guessed.remarks)) == (firm(1)[1], 1)
    assert chosen.preview[0].row.name == "某"
    assert not wrong.whole


def test_a_code_of_the_old_kind_is_read() -> None:
    """It is warned of, and no fault."""
    content = as_csv([firm(1, 统一社会信用代码="91320206MA1XXXXX0X")])
    with new_town() as town:
        asked = ImportChoices(questionnaire="workshop")
        found = check(town.operator, town.centre(), "a.csv", content, asked)
    assert (found.fault_count, len(found.notes), found.begun) == (0, 1, 1)


def test_the_first_sheet_that_one_sees_is_read() -> None:
    """Not a hidden one before it; that there are others is said."""
    book = Workbook()
    hidden, seen = book.worksheets[0], book.create_sheet("名单")
    hidden.append(["旧名单"])
    hidden.sheet_state = "hidden"
    for row in (HEADER, *ROWS):
        seen.append(list(row))
    table = read_table("a.xlsx", saved(book))
    assert texts(table) == PLAIN
    assert "名单" in table.remarks[0].to("zh")


def test_a_title_above_the_headings_is_passed_over() -> None:
    """Merged as titles are, in a workbook and in CSV; the rows keep their numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["惠山区 2026 年诊断企业名单"])
    sheet.merge_cells("A1:G1")
    for row in (HEADER, *ROWS):
        sheet.append(list(row))
    for name, content in (
        ("a.xlsx", saved(book)),
        ("a.csv", "惠山区名单\r\n".encode() + as_csv(ROWS, encoding="utf-8")),
    ):
        table = read_table(name, content)
        assert (table.header_row, texts(table), table.faults) == (2, PLAIN, ())
        assert table.rows[0].number == 3


def test_merged_cells_among_the_rows_are_told() -> None:
    """What they show stands in one of them only."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADER, *ROWS):
        sheet.append(list(row))
    sheet.merge_cells("E2:E3")
    (fault,) = read_table("a.xlsx", saved(book)).faults
    assert "E2:E3" in fault.expected.to("zh")


def test_what_nobody_sees_is_told() -> None:
    """A hidden row by its number, a hidden column by its heading."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADER, *ROWS):
        sheet.append(list(row))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    faults = read_table("a.xlsx", saved(book)).faults
    assert [(each.row, each.column) for each in faults] == [(3, ""), (0, "从业人数")]


def test_a_credit_code_stored_as_a_number_is_told_by_its_cell() -> None:
    """It has lost its last digits, and two such codes would look the same."""
    table = read_table("a.xlsx", as_xlsx([firm(1, 统一社会信用代码=913202061234567890)]))
    (fault,) = table.faults
    assert table.place(fault).to("zh") == "C2"
    assert "15" in fault.expected.to("zh")
    assert table.rows[0].cells[2] == ""


def test_what_nobody_sees_in_a_cell_is_taken_away() -> None:
    """Zero-width spaces, a byte-order mark, spaces around."""
    row = firm(1, 企业名称="\u200b惠山\ufeff精工 ", 所在区=" 惠山区\u200b")
    assert read_table("a.csv", as_csv([row])).rows[0].cells[1:5:3] == ("惠山精工", "惠山区")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600)),
        ("a.xlsx", "企业名称\n".encode()),
        ("a.csv", b""),
        ("a.csv", '企业名称,区\n"某,惠山区\n'.encode()),
        ("a.csv", "企業名稱,區\n".encode("big5") * 40),
        ("a.pdf", b"%PDF-"),
    ],
)
def test_what_is_no_table_is_refused_in_words(name: str, content: bytes) -> None:
    """With what to do; nothing else is ever raised."""
    with pytest.raises(Invalid) as refusal:
        read_table(name, content)
    assert refusal.value.to("zh")
    assert refusal.value.to("en")


def test_more_firms_than_one_import_takes_are_refused() -> None:
    """Ten thousand are read; one more is told to be split."""
    row = firm(1)
    assert len(read_table("a.csv", as_csv([row] * MOST_FIRMS)).rows) == MOST_FIRMS
    with pytest.raises(Invalid, match="import_too_many"):
        read_table("a.csv", as_csv([row] * (MOST_FIRMS + 1)))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_headings_of_the_template_are_known(lang: str, format: str) -> None:
    """Whoever fills in what we hand out need not tell what is what."""
    with new_town() as town:
        made = template(town.consultant(), town.centre(), Voice(lang), format)  # type: ignore[arg-type]  # both are languages
    table = read_table(f"a.{format}", made + (b"" if format == "xlsx" else b"a\r\n"))
    assert tuple(map(field_of, table.header)) == FIELDS
    assert [unit_of(each) for each in table.header[5:7]] == ["10k", "10k"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("* 企业名称（全称）", "name"),
        ("1. 单位名称", "name"),
        ("Company Name", "name"),
        ("统一社会信用代码（18位）", "credit_code"),
        ("国民经济行业（大类）", "division"),
        ("所属区县", "district"),
        ("期末从业人员数", "employees"),
        ("２０２５年度营业收入（万元）", "revenue"),
        ("2025年末资产总额", "assets"),
        ("Employees", "employees"),
        ("企业联系人", None),
        ("法定代表人", None),
        ("单位负责人姓名", None),
        ("备注", None),
        ("", None),
    ],
)
def test_headings_are_known_as_people_write_them(heading: str, field: str | None) -> None:
    """With years, units, brackets and stars; what is of a person is nothing."""
    assert field_of(heading) == field


@given(st.sampled_from(sorted(divisions())))
def test_a_division_is_known_by_code_and_name(code: str) -> None:
    """Two digits, with the letter, four digits, either name, and both together."""
    division = divisions()[code]
    zh, en = division.title.to("zh"), division.title.to("en")
    for cell in (code, f"{division.section}{code}", f"{division.section}{code}11", f"{code} {zh}"):
        assert division_of(cell) == code
    assert division_of(zh) == code
    assert division_of(en) == code


@given(st.sampled_from(sorted(districts())))
def test_a_district_is_known_by_code_and_name(code: str) -> None:
    """The whole name, with the city before it, in English."""
    zh, en = districts()[code].to("zh"), districts()[code].to("en")
    assert {
        district_of(cell) for cell in (code, zh, f"无锡市{zh}", f"江苏省无锡市{zh}某路", en)
    } == {code}


def words_for(read: Callable[[str], object], cell: str) -> str:
    """What is said of the cell; that it is fine."""
    try:
        read(cell)
    except UnfitCell as unfit:
        return unfit.expected.to("zh")
    return "fine"


@given(st.text(max_size=20))
def test_any_other_cell_is_told_what_it_should_be(cell: str) -> None:
    """Nothing but UnfitCell, with words."""
    for read in (division_of, district_of, lambda cell: amount_of(cell, "10k")):
        assert words_for(read, cell)


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("1200", "10k", 1200),
        ("１，２００", "10k", 1200),
        ("12000000", "1", 1200),
        ("1.2亿元", "10k", 12000),
        ("1,200万", "1", 1200),
        ("", "10k", None),
        ("0.12", "100m", 1200),
        ("人民币1200万元", "1", 1200),
    ],
)
def test_money_is_read_in_its_unit(cell: str, unit: str, amount: float | None) -> None:
    """That of the cell goes before that of the column."""
    assert amount_of(cell, unit) == amount


def test_a_section_or_a_trade_that_may_be_several_is_asked_back() -> None:
    """Never guessed: the divisions that it may be are named."""
    for cell, named in (("制造业", "34"), ("软件", "65"), ("汽车", "36"), ("34 服装", "34")):
        with pytest.raises(UnfitCell) as unfit:
            division_of(cell)
        assert named in unfit.value.expected.to("zh")


def test_the_template_has_lists_and_an_explanation() -> None:
    """Drop-downs for what is chosen from a list; the codes are texts."""
    with new_town() as town:
        made = template(town.consultant(), town.centre(), Voice("zh"), "xlsx")
    book = load_workbook(BytesIO(made))
    assert book.sheetnames == ["企业名单", "填写说明", "选项"]
    table = book["企业名单"]
    assert {str(each.sqref)[0] for each in table.data_validations.dataValidation} == {"C", "D", "H"}
    assert table.column_dimensions["B"].number_format == "@"
