"""Files as real offices save them: what is seen is what is scored and imported, or it is refused.

Each test is a row of trouble that users of such tools report.
"""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyarrow as pa
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from files.problems import InvalidFiles, Problem
from questionnaires.library import load
from scoring.library import rubric
from services.authoring.exporting import export
from services.authoring.importing import import_workbook
from services.scoring_files import ScoringSummary, score_file
from solutions.library import catalogue
from solutions.vendors import read_vendors
from tests.unit.score_tables import RUBRIC, WORKSHOP, faults, scores_of
from tests.unit.test_authoring import trees
from tests.unit.test_score_unfit_files import write_table
from tests.vendor_tables import CODE, ROW, vendor_table

OFFICE = Path(__file__).parents[1] / "data" / "office"
QUESTIONS = load(WORKSHOP)
TODAY = date(2026, 11, 29)
LONG = 913202000000000010  # as a spreadsheet keeps 91320200MA… typed into a cell of numbers
Change = Callable[[Worksheet], None]


def table(path: Path, *rows: Sequence[Any], change: Change = lambda _: None) -> Path:
    """A workbook of answers."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book.active)
    book.save(path)
    return path


def scored(source: Path) -> tuple[ScoringSummary, list[dict[str, Any]]]:
    """What was done, and the rows."""
    target = source.with_name("scores.csv")
    outcome = score_file(QUESTIONS, rubric(RUBRIC, QUESTIONS), source, target)
    return outcome, scores_of(target)


def totals(source: Path) -> list[Any]:
    """The totals of all rows."""
    return [row["total"] for row in scored(source)[1]]


def formatted(cell: str, format: str) -> Change:
    """Gives a cell a number format."""

    def change(sheet: Worksheet) -> None:
        sheet[cell].number_format = format

    return change


def strict(content: bytes) -> bytes:
    """The workbook as "Strict Open XML" has it."""
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main":
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w") as after:
        for part in before.namelist():
            raw = before.read(part)
            for transitional, other in names.items():
                raw = raw.replace(transitional, other)
            after.writestr(part, raw)
    return made.getvalue()


@pytest.mark.parametrize("format", ["0%", "0.00%"])
def test_a_percent_cell_is_the_per_cent_that_it_shows(format: str, tmp_path: Path) -> None:
    """6 % in a cell of per cent is 6 where per cent are asked, as 6 and as the text 6%."""
    head = ("respondent", "scrap_rate", "workshop")
    shown = table(tmp_path / "a.xlsx", head, ("r1", 0.06, "own"), change=formatted("B2", format))
    typed = table(tmp_path / "b.xlsx", head, ("r1", 6, "own"))
    text = table(tmp_path / "c.xlsx", head, ("r1", "６％", "own"))
    low = table(tmp_path / "d.xlsx", head, ("r1", 0.06, "own"))
    assert totals(shown) == totals(typed) == totals(text) != totals(low)


def test_a_percentage_is_no_number_of_machines(tmp_path: Path) -> None:
    """Where a plain number is asked, a percent cell is refused by its place."""
    source = table(tmp_path / "in.xlsx", ("respondent", "machines_total"), ("r1", 0.06),
                   change=formatted("B2", "0%"))  # fmt: skip
    (fault,) = faults(source, tmp_path, QUESTIONS)
    assert fault.startswith('row 2, column machines_total: "6%" cannot be used')


@pytest.mark.parametrize(
    ("value", "format", "expected"),
    [
        (LONG, "General", "more than 15 digits"),
        ("=1+1", "General", "a formula without a result"),
        ("#N/A", "General", "it is an error"),
        (46300, "mm-dd-yy", "it is a date"),
        (1, ";;;", "shows something else"),
    ],
)
def test_a_cell_that_is_not_what_it_shows_is_refused(
    value: object, format: str, expected: str, tmp_path: Path
) -> None:
    """By row and column, once, with what to do; also where names of respondents stand."""
    for row, column, place in (
        (("r1", value), "plan", "B2"),
        ((value, "page"), "respondent", "A2"),
    ):
        source = table(tmp_path / "in.xlsx", ("respondent", "plan"), row,
                       change=formatted(place, format))  # fmt: skip
        (fault,) = faults(source, tmp_path, QUESTIONS)
        assert fault.startswith(f"row 2, column {column}: ")
        assert expected in fault


def test_long_numbers_are_not_called_the_same_respondent(tmp_path: Path) -> None:
    """Two codes that a spreadsheet rounded are two faults about digits, none about a repetition."""
    source = table(tmp_path / "in.xlsx", ("respondent", "plan"), (LONG, "page"), (LONG + 7, "page"))
    found = faults(source, tmp_path, QUESTIONS)
    assert [fault.split(":")[0] for fault in found] == [
        "row 2, column respondent",
        "row 3, column respondent",
    ]
    assert all("15 digits" in fault for fault in found)


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_codes_that_a_data_frame_made_floating_are_refused(ending: str, tmp_path: Path) -> None:
    """A gap in a column of codes makes them floating, and their last digits are gone."""
    codes = pa.array([float(LONG), float(LONG + 7)])
    columns = {"respondent": codes, "plan": pa.array(["page", "page"])}
    path = write_table(tmp_path / f"in.{ending}", columns)
    found = faults(path, tmp_path, QUESTIONS)
    assert found[0].startswith('column "respondent": the column holds floating-point numbers')
    columns["respondent"] = pa.array([str(LONG), str(LONG + 7)])
    assert len(totals(write_table(path, columns))) == 2


def test_days_zeros_and_texts_of_respondents_are_kept_as_shown(tmp_path: Path) -> None:
    """2026-10-05, 00042 and 2026.10 come out as they stand in the cells."""

    def change(sheet: Worksheet) -> None:
        for cell, format in {"A2": "yyyy-mm-dd", "A3": "00000", "A4": "0.00"}.items():
            sheet[cell].number_format = format

    rows = ((46300, "page"), (42, "page"), (2026.1, "page"))
    table(tmp_path / "in.xlsx", ("respondent", "plan"), *rows, change=change)
    text = (scored(tmp_path / "in.xlsx"), (tmp_path / "scores.csv").read_text("utf-8"))[1]
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == [
        "2026-10-05",
        "00042",
        "2026.10",
    ]


def test_a_hidden_first_sheet_is_not_the_one_that_is_scored(tmp_path: Path) -> None:
    """The first sheet that one sees is read, and it is said that there is another."""
    source = tmp_path / "in.xlsx"
    source.write_bytes((OFFICE / "answers_by_libreoffice.xlsx").read_bytes())
    outcome, rows = scored(source)
    assert [row["respondent"] for row in rows] == ["r1", "r2"]
    assert '"answers", was read; 1 other' in outcome.remarks[0].en


def test_hidden_rows_and_columns_are_never_silently_read(tmp_path: Path) -> None:
    """Neither scored nor lost: the row and the column are named; shown again, they are scored."""
    rows = (("respondent", "plan", "scrap_rate"), ("r1", "page", 1), ("r2", "page", 2))

    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["K"].hidden = True  # empty: nobody misses it

    found = faults(table(tmp_path / "in.xlsx", *rows, change=change), tmp_path, QUESTIONS)
    assert [fault.split(":")[0] for fault in found] == ['column "scrap_rate"', "row 3"]
    assert len(totals(table(tmp_path / "in.xlsx", *rows))) == 2


def test_a_workbook_of_hidden_sheets_only_is_refused(tmp_path: Path) -> None:
    """Whatever a program makes of such a file, nothing of it is scored."""
    source = table(tmp_path / "in.xlsx", ("respondent", "plan"), ("r1", "page"))
    made = BytesIO(source.read_bytes())
    with ZipFile(made) as before, ZipFile(source, "w") as after:
        for part in before.namelist():
            raw = before.read(part)
            after.writestr(part, raw.replace(b'state="visible"', b'state="hidden"'))
    (fault,) = faults(source, tmp_path, QUESTIONS)
    assert "every sheet is hidden" in fault


def test_a_questionnaire_saved_by_libreoffice_is_the_same(tmp_path: Path) -> None:
    """Nothing changed and nothing is refused: TRUE() is the truth value that it shows."""
    target = tmp_path / "workshop" / "1"
    import_workbook(OFFICE / "workshop_by_libreoffice.xlsx", target)
    assert trees(target) == trees(WORKSHOP)


def test_a_strict_workbook_is_read_like_any_other(tmp_path: Path) -> None:
    """A questionnaire, vendors and answers as "Strict Open XML" are what they were."""
    (tmp_path / "book.xlsx").write_bytes(strict(export(WORKSHOP)))
    import_workbook(tmp_path / "book.xlsx", tmp_path / "workshop" / "1")
    assert trees(tmp_path / "workshop" / "1") == trees(WORKSHOP)
    plain = vendor_table(ROW)
    assert vendors(strict(plain)) == vendors(plain)
    source = table(tmp_path / "in.xlsx", ("respondent", "plan"), ("r1", "page"))
    before = totals(source)
    source.write_bytes(strict(source.read_bytes()))
    assert totals(source) == before


def vendors(content: bytes) -> tuple[Any, ...]:
    """What a table of vendors holds."""
    return read_vendors(Path("vendors.xlsx"), content, catalogue(), TODAY)


def problems_of_vendors(content: bytes) -> list[Problem]:
    """Why a table of vendors is refused."""
    with pytest.raises(InvalidFiles) as caught:
        vendors(content)
    return list(caught.value.problems)


def test_vendors_saved_by_libreoffice_are_the_same() -> None:
    """The day is a day, the code a text."""
    content = (OFFICE / "vendors_by_libreoffice.xlsx").read_bytes()
    assert vendors(content) == vendors(vendor_table(ROW))


def test_a_code_that_was_stored_as_a_number_is_refused_by_its_cell() -> None:
    """Two of them are not called the same code: what was lost is said, and what to do."""
    rows = [[ROW[0], LONG, *ROW[2:]], [ROW[0], LONG, *ROW[2:]]]
    found = problems_of_vendors(vendor_table(*rows))
    assert [(each.code, each.line) for each in found] == [
        ("W019", "vendors!B2"),
        ("W019", "vendors!B3"),
    ]


def test_what_nobody_sees_in_a_code_or_a_heading_does_no_harm() -> None:
    """Zero-width characters and no-break spaces of a copied table are left out."""
    head = [
        "\ufeffname",
        "credit_code\u200b",
        "solutions",
        "clients",
        "interest\u00a0",
        "checked_on",
    ]
    row = [ROW[0], f"\u200b{CODE[:8]}\u00a0{CODE[8:]}\u200b", *ROW[2:]]
    (found,) = vendors(vendor_table(row, header=head))
    assert (found.name, found.credit_code) == (ROW[0], CODE)


def test_a_code_of_the_old_kind_is_entered() -> None:
    """With I, O, S, V or Z, or with another check character: warned elsewhere, never refused."""
    old = [f"{CODE[:-1]}{'0' if CODE[-1] != '0' else '1'}", "91320200IOSVZ00001"]
    found = vendors(vendor_table(*([ROW[0], code, *ROW[2:]] for code in old)))
    assert [vendor.credit_code for vendor in found] == old


@pytest.mark.parametrize(
    ("title", "value", "format", "code"),
    [
        ("edition", 2026.1, "General", "W023"),
        ("edition", LONG, "General", "W019"),
        ("minutes", 0.2, "0%", "W022"),
        ("minutes", 46300, "yyyy-mm-dd", "W020"),
        ("edition", 46300, "mm-dd-yy", "W020"),
        ("edition", 1, ";;;", "W021"),
        ("edition", "#N/A", "General", "W018"),
        ("edition", "=1+1", "General", "W007"),
    ],
)
def test_a_cell_of_a_questionnaire_that_is_not_what_it_shows_is_refused(
    title: str, value: object, format: str, code: str, tmp_path: Path
) -> None:
    """By sheet and cell, alone."""
    found = import_changed(tmp_path, title, value, format)
    assert [(each.code, each.line) for each in found] == [(code, f"questionnaire!{place(title)}")]


def test_an_edition_is_read_by_its_number_format(tmp_path: Path) -> None:
    """2026.1 that the cell shows as 2026.10 is 2026.10."""
    assert import_changed(tmp_path, "edition", 2026.1, "0.00") == []
    assert trees(tmp_path / "new" / "2026.10")["questionnaire.yaml"]["edition"] == "2026.10"  # type: ignore[index]


def place(title: str) -> str:
    """The cell beside a key of the first sheet."""
    sheet = load_workbook(BytesIO(export(WORKSHOP)))["questionnaire"]
    return next(f"B{cell.row}" for cell in sheet["A"] if cell.value == title)


def import_changed(tmp_path: Path, title: str, value: object, format: str) -> list[Problem]:
    """Import the sample with one cell of its first sheet changed."""
    book = load_workbook(BytesIO(export(WORKSHOP)))
    cell = book["questionnaire"][place(title)]
    cell.value, cell.number_format = value, format
    book.save(tmp_path / "book.xlsx")
    try:
        import_workbook(tmp_path / "book.xlsx", tmp_path / "new" / "2026.10")
    except InvalidFiles as invalid:
        return list(invalid.problems)
    return []


@pytest.mark.parametrize(
    ("hide", "code", "at"),
    [
        (lambda book: setattr(book["options"], "sheet_state", "hidden"), "W016", "options!A1"),
        (lambda book: setattr(book["items"].row_dimensions[3], "hidden", True), "W017", "items!A3"),
        (
            lambda book: (
                setattr(book["items"].column_dimensions["B"], "hidden", True)
                or setattr(book["items"].column_dimensions["C"], "hidden", True)
            ),
            "W024",
            "items!B1",
        ),
    ],
)
def test_what_is_hidden_in_a_questionnaire_is_named(
    hide: Callable[[Workbook], None], code: str, at: str, tmp_path: Path
) -> None:
    """A sheet, a row, columns: never read unseen, never left out in silence."""
    book = load_workbook(BytesIO(export(WORKSHOP)))
    hide(book)
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(InvalidFiles) as caught:
        import_workbook(tmp_path / "book.xlsx", tmp_path / "new")
    assert (code, at) in [(each.code, each.line) for each in caught.value.problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
        (b"respondent,plan\nr1,page\n", "name it .csv"),
        (b"<html><table><tr><td>respondent</td></tr></table></html>", "a text file"),
    ],
)
def test_another_format_under_the_name_of_a_workbook_is_named(
    content: bytes, expected: str, tmp_path: Path
) -> None:
    """Old .xls and .et, CSV, a web page: with what to do."""
    (tmp_path / "in.xlsx").write_bytes(content)
    (fault,) = faults(tmp_path / "in.xlsx", tmp_path, QUESTIONS)
    assert expected in fault


def csv_of(tmp_path: Path, content: bytes) -> Path:
    """A CSV file."""
    (tmp_path / "in.csv").write_bytes(content)
    return tmp_path / "in.csv"


@pytest.mark.parametrize(
    "name", ["张·三", "无锡—苏州", "张镕", "喆", "优の品", "陈傑", "㛃", "林（𠮷）店"]
)
def test_chinese_of_the_mainland_is_read_however_few_characters_there_are(
    name: str, tmp_path: Path
) -> None:
    """Decoding decides, not the share of common characters; the notice says how it was read."""
    outcome, (row,) = scored(csv_of(tmp_path, f"respondent,plan\n{name},page\n".encode("gb18030")))
    assert row["respondent"] == name
    assert "GB18030" in outcome.remarks[0].en


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_marks_are_recognised_by_the_header(
    separator: str, encoding: str, tmp_path: Path
) -> None:
    """Semicolons, tabs, byte-order marks; empty columns at the end are passed over."""
    lines = ("respondent|plan|scrap_rate||", "张三|page|1||", "李四|nowhere|2||")
    text = "\r\n".join(lines).replace("|", separator) + "\r\n"
    outcome, rows = scored(csv_of(tmp_path, text.encode(encoding)))
    assert [row["respondent"] for row in rows] == ["张三", "李四"]
    said = " ".join(remark.en for remark in outcome.remarks)
    assert ("semicolons" in said, "tabs" in said) == (separator == ";", separator == "\t")
    assert ("UTF-16" in said) == (encoding == "utf-16")


def test_positions_are_read_from_0_and_said_aloud(tmp_path: Path) -> None:
    """Ids are read in silence; of positions it is said from where they count."""
    by_id, _ = scored(csv_of(tmp_path, b"respondent,plan\nr1,page\nr2,nowhere\n"))
    assert by_id.remarks == ()
    counted, _ = scored(csv_of(tmp_path, b"respondent,plan\nr1,1\nr2,0\n"))
    assert "counted from 0" in counted.remarks[0].en
    assert counted.remarks[0].en.endswith(": plan")


def test_options_numbered_from_1_are_refused(tmp_path: Path) -> None:
    """Three options, 1 to 3 and never 0: the column is named beside the cell."""
    found = faults(csv_of(tmp_path, b"respondent,plan\nr1,1\nr2,3\nr3,2\n"), tmp_path, QUESTIONS)
    assert found[0].startswith('column "plan": the positions look as if counted from 1 to 3')
    assert [fault.split(":")[0] for fault in found[1:]] == ["row 3, column plan"]


def test_what_nobody_sees_in_answers_is_left_out_or_named(tmp_path: Path) -> None:
    """A zero-width space in a heading, an option, a name does no harm; in another word it shows."""
    text = "\ufeffrespondent\u200b,pl\u200ban\nr1\u200b,\u200bpage\u00a0\n"
    _, (row,) = scored(csv_of(tmp_path, text.encode()))
    assert row["respondent"] == "r1"
    assert row["total"] is not None
    (fault,) = faults(
        csv_of(tmp_path, "respondent,plan\nr1,cas\u200btle\n".encode()), tmp_path, QUESTIONS
    )
    assert '"cas[U+200B]tle"' in fault
