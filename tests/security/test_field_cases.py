"""The field's trouble with files and forms: the table is whole, and what it says is so."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from access.check_codes import tidy_check_code
from access.resume_codes import new_code, tidy_code
from assessments.credit_code import fault_of
from assessments.credit_code import tidy_code as tidy_credit_code
from assessments.evidence import file_name
from assessments.refusals import Invalid
from cli.main import run
from files.problems import InvalidFiles
from files.strict_yaml import read
from reports.read_back import read_back
from services.authoring.exporting import export
from services.authoring.importing import import_workbook
from services.evidence_content import fit_content
from services.scoring_files import FaultyInput, score_file
from solutions.library import catalogue
from solutions.vendors import read_vendors
from tests.security.field_cases import CASES, COLUMNS
from tests.security.readers import FILES, JUDGE, PAGE, QUESTIONS, READERS, WORKSHOP
from tests.unit.pictures_made import photo
from tests.unit.score_tables import HEADER, ROWS
from tests.vendor_tables import CODE, ROW, vendor_table

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_096)  # an office file with a password, too
TODAY = date(2026, 11, 30)
BOOKS = ("answers.xlsx", "questionnaire.xlsx", "vendors.xlsx")
TESTS = Path(__file__).parents[1]


def said(read: Callable[[], Any]) -> str:
    """All that is told of what was refused, in English."""
    try:
        read()
    except InvalidFiles as invalid:
        return "\n".join(f"{each.line} {each.to('en')}" for each in invalid.problems)
    except FaultyInput as faulty:
        return "\n".join(f"{each.row} {each.to('en')}" for each in faulty.faults.first())
    return ""


def answers(content: bytes, folder: Path) -> str:
    """What is told of a workbook of answers."""
    file = folder / "answers.xlsx"
    file.write_bytes(content)
    return said(lambda: score_file(QUESTIONS, JUDGE, file, folder / "scores.parquet"))


def vendors(content: bytes) -> str:
    """What is told of a table of vendors."""
    return said(lambda: read_vendors(Path("v.xlsx"), content, catalogue(), TODAY))


def questionnaire(content: bytes, folder: Path) -> str:
    """What is told of a questionnaire as a workbook."""
    file = folder / "q.xlsx"
    file.write_bytes(content)
    return said(lambda: import_workbook(file, file.with_name("made")))


def changed(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook with something done to it."""
    book = load_workbook(BytesIO(content))
    change(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def table() -> bytes:
    """Answers of two, as a workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADER, *ROWS):
        sheet.append(list(row))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_the_table_says_for_each_reader_what_comes_of_each_case() -> None:
    """Every row of the readers is in one column, and every test that is named is there."""
    rows = [row for rows in COLUMNS.values() for row in rows]
    assert sorted(rows) == sorted(READERS)
    assert len(CASES) >= 20
    wrong = []
    for name, case in CASES.items():
        unknown = case.comes.keys() - COLUMNS.keys()
        lacks = not case.elsewhere and COLUMNS.keys() - case.comes.keys()
        for what, test in case.comes.values():
            file, _, function = test.partition("::")
            there = (TESTS / file).is_file() and f"def {function}(" in (TESTS / file).read_text(
                "utf-8"
            )
            if not (what and there):
                wrong.append((name, test))
        if unknown or lacks:
            wrong.append((name, str(unknown or lacks)))
    assert wrong == []


def test_merged_cells_are_told(tmp_path: Path) -> None:
    """They look filled and are empty; beside the table they are nothing."""

    def merge(place: str) -> Callable[[Workbook], object]:
        return lambda book: book.worksheets[0].merge_cells(place)

    assert answers(table(), tmp_path) == ""
    assert "cells A2:A3 are merged" in answers(changed(table(), merge("A2:A3")), tmp_path)
    assert "cells A1:B1 are merged" in answers(changed(table(), merge("A1:B1")), tmp_path)
    assert answers(changed(table(), merge("A40:B40")), tmp_path) == ""
    told = vendors(changed(vendor_table(ROW, ROW), merge("B2:B3")))
    assert told.startswith("vendors!B2 ")
    assert "The cells B2:B3 are merged" in told
    sheet = load_workbook(BytesIO(export(WORKSHOP))).sheetnames[1]
    told = questionnaire(
        changed(export(WORKSHOP), lambda book: book[sheet].merge_cells("A2:A3")), tmp_path
    )
    assert f"{sheet}!A2 " in told
    assert "The cells A2:A3 are merged" in told


def test_hidden_rows_of_vendors_are_told() -> None:
    """Nobody can tell whether they count."""

    def hide(book: Workbook) -> None:
        book.worksheets[0].row_dimensions[2].hidden = True

    assert vendors(vendor_table(ROW)) == ""
    assert "!A2" in vendors(changed(vendor_table(ROW), hide))


def test_a_heading_twice_is_told(tmp_path: Path) -> None:
    """By its cell, for it cannot be told which of the two is meant."""

    def twice(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.cell(1, sheet.max_column + 1, sheet.cell(1, 1).value)

    assert "!H1" in vendors(changed(vendor_table(ROW), twice))
    sheet = load_workbook(BytesIO(export(WORKSHOP))).sheetnames[1]

    def title_twice(book: Workbook) -> None:
        book[sheet].cell(1, book[sheet].max_column + 1, book[sheet].cell(1, 1).value)

    assert f"{sheet}!" in questionnaire(changed(export(WORKSHOP), title_twice), tmp_path)


def test_days_of_vendors_may_be_texts() -> None:
    """As people write them, in half or full width; what is no day is refused by its cell."""
    day = ROW[5]
    assert isinstance(day, datetime)
    good = ("2026-01-31", "2026/1/31", "2026.1.31", "2026年1月31日", " ２０２６-01-31\u00a0")
    for text in good:
        content = vendor_table((*ROW[:5], text, ROW[6]))
        (found,) = read_vendors(Path("v.xlsx"), content, catalogue(), TODAY)
        assert found.checked_on == day.date(), text
    for text in ("31.1.2026", "2026-13-01", "去年", "2062-01-01", "2026"):
        assert "!F2" in vendors(vendor_table((*ROW[:5], text, ROW[6]))), text


def test_encodings_of_yaml(tmp_path: Path) -> None:
    """UTF-8 with or without its mark; others, and what is no text, are refused in words."""
    file = tmp_path / "a.yaml"
    for encoding in ("utf-8", "utf-8-sig"):
        file.write_bytes("名: 一".encode(encoding))
        assert read(file)[0].data == {"名": "一"}
    for content in ("名: 一".encode("gb18030"), "名: 一".encode("utf-16"), photo(), OLD):
        file.write_bytes(content)
        assert [each.to("zh") for each in read(file)[1]]


def test_a_page_with_a_mark_is_read() -> None:
    """As some editors save it."""
    assert read_back(b"\xef\xbb\xbf" + PAGE) == read_back(PAGE)


def refusals(content: Callable[[str], bytes], names: tuple[str, ...], folder: Path) -> list[str]:
    """Which of the readers took the content that is given for their name."""
    taken = []
    for name in names:
        place = folder / name
        place.mkdir()
        file = FILES[name].placed(place, name)
        file.write_bytes(content(name))
        if not FILES[name].read(file):
            taken.append(name)
    return taken


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    """By every reader of files; a list of reports without a line is one of none.

    A file of YAML says in itself of which kind it is: an empty one is of no kind, which is told
    where it was named (``cli/lint.py``).
    """
    taken = refusals(lambda _: b"", tuple(FILES), tmp_path)
    assert [name for name in taken if not name.endswith(".yaml")] == [".reports.jsonl"]
    (tmp_path / "a.yaml").touch()
    assert run(["lint", str(tmp_path / "a.yaml")]) == 1
    assert read(tmp_path / "a.yaml")[1]


def test_a_protected_file_is_told(tmp_path: Path) -> None:
    """It is the same envelope as an office file of before 2007."""
    names = (
        *BOOKS,
        "answer_book.xlsx",
        "template.docx",
        "paper.docx",
        "paper.xlsx",
        "report.docx",
        "report.xlsx",
    )
    assert refusals(lambda _: OLD, (*names, "report.pptx"), tmp_path) == []
    assert "password" in vendors(OLD)
    (tmp_path / "answers").mkdir()
    assert "password" in answers(OLD, tmp_path / "answers")
    with pytest.raises(Invalid, match="evidence_old"):
        fit_content("a.xls", OLD)


def test_another_format_under_that_name_is_told(tmp_path: Path) -> None:
    """Told by what it is: a page, a text, a picture, an office file, whichever it is not."""
    others: Mapping[str, bytes] = {
        "text": "你好，一行字\n".encode(),
        "page": b"<html><body>a</body></html>",
        "picture": photo(20, 20),
        "office": vendor_table(ROW),
        "old": OLD,
    }
    own = {
        "text": ("rows.jsonl", ".reports.jsonl", "passphrase.txt"),
        "page": (
            "passphrase.txt",
            "report.html",
            "report.pdf",
            "report.docx",
            "report.xlsx",
            "report.pptx",
        ),
        "office": tuple(name for name in FILES if name.startswith(("report.", "paper.", "photo."))),
        "old": (".reports.jsonl",),
        "picture": (".reports.jsonl",),
    }
    yaml = {name for name in FILES if name.endswith(".yaml")}
    taken = {}
    for kind, content in others.items():
        folder = tmp_path / kind
        folder.mkdir()
        names = tuple(n for n in FILES if n not in (*own[kind], *yaml, ".reports.jsonl"))
        if found := refusals(lambda _, content=content: content, names, folder):  # type: ignore[misc]
            taken[kind] = found
    assert taken == {"office": ["vendors.xlsx"]}


def test_photographs_come_under_any_name() -> None:
    """As telephones name them; what they save as HEIC is told how to be saved."""
    names = ("IMG_0001.JPG", "IMG_E1234 (1).jpeg", "微信图片_20261130091011.jpg", "照片 1", "a.b.c")
    for name in names:
        assert fit_content(name, photo(200, 100)).kind == "photo"
        assert file_name(name) == name
    assert file_name("C:\\Users\\王\\图\u202egpj.jpg") == "图gpj.jpg"
    with pytest.raises(Invalid, match="evidence_heic"):
        fit_content("IMG_0002.HEIC", b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic")


def test_codes_are_read_as_people_type_them() -> None:
    """In small letters, full width, with spaces and lines; nothing, and anything else, is none."""
    code = new_code()
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code)
    odd = ("", " ", "🏭" * 300, "1" * 5_000, "\x00")
    for read_code, sound in ((tidy_code, code), (tidy_check_code, "ABCDE-FGHJK-MNPQR-STVW0")):
        typed = (sound, sound.lower(), f"\u00a0{sound}\u200b ", sound.replace("-", " "))
        assert len({read_code(each) for each in typed}) == 1
        assert not any(map(read_code, odd))
    assert tidy_code(wide) == tidy_code(code)
    assert tidy_credit_code(f" {CODE.lower()}\u200b") == CODE
    assert [fault_of(each) is None for each in (CODE, "🏭" * 18, "1" * 5_000)] == [
        True,
        False,
        False,
    ]
