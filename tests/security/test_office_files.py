"""Files that were damaged or made to burst: every reader refuses them in words, and soon.

Each attack comes with its positive control: the honest file beside it is read.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet
import pytest

from files.problems import InvalidFiles
from questionnaires.library import load
from reports.word_template.checks import check
from scoring.library import rubric
from services.authoring.exporting import export
from services.authoring.importing import import_workbook
from services.scoring_files import FaultyInput, score_file
from services.scoring_files.csv_files import plain
from solutions.library import catalogue
from solutions.vendors import read_vendors
from tests.security.mutations import mutated
from tests.unit.score_tables import HEADER, ROWS, RUBRIC, WORKSHOP, WRITERS
from tests.unit.word_templates import codes, part, problems, related, template, told_to, with_parts
from tests.vendor_tables import ROW, vendor_table

TRIED = 30  # mutations a reader; 2,000 a reader were run once
ENDINGS = ("xlsx", "csv", "parquet", "arrow", "feather")
QUESTIONS = load(WORKSHOP)
JUDGE = rubric(RUBRIC, QUESTIONS)


def scored(file: Path) -> None:
    """Raises FaultyInput."""
    score_file(QUESTIONS, JUDGE, file, file.with_name("scores.parquet"))


def imported(file: Path) -> None:
    """Raises InvalidFiles; where it is read after all, the folder is taken away again."""
    target = file.with_name("new")
    import_workbook(file, target)
    for each in sorted(target.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    target.rmdir()


def looked_at(file: Path) -> None:
    """Raises InvalidFiles."""
    found = check(file, file.read_bytes())
    if found:
        raise InvalidFiles(found)


def entered(file: Path) -> None:
    """Raises InvalidFiles."""
    read_vendors(file, file.read_bytes(), catalogue(), date(2026, 11, 29))


READERS: dict[str, Callable[[Path], Any]] = {
    "questionnaire.xlsx": imported,
    "vendors.xlsx": entered,
    "template.docx": looked_at,
    **{f"answers.{ending}": scored for ending in ENDINGS},
}


def honest(name: str, folder: Path) -> Path:
    """The sound file that a reader is made for."""
    file = folder / name
    if name == "questionnaire.xlsx":
        file.write_bytes(export(WORKSHOP))
    elif name == "vendors.xlsx":
        file.write_bytes(vendor_table(ROW))
    elif name == "template.docx":
        file.write_bytes(template())
    else:
        WRITERS[file.suffix[1:]](file, [HEADER, *ROWS])
    return file


@pytest.mark.filterwarnings("ignore")  # of a library, about what it reads
@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_read_or_refused_in_words(name: str, tmp_path: Path) -> None:
    """Whatever was changed in it, nothing but the reader's own refusal comes out."""
    file = honest(name, tmp_path)
    READERS[name](file)
    refused = 0
    for content in mutated(file.read_bytes(), seed=10, count=TRIED):
        file.write_bytes(content)
        try:
            READERS[name](file)
        except InvalidFiles as invalid:
            refused += all(problem.to("zh") for problem in invalid.problems)
        except FaultyInput as faulty:
            refused += all(fault.to("zh") for fault in faulty.faults.first())
    assert refused > TRIED // 10


SHARED = (
    b'<Relationship Id="texts" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
)


def filled(sheet: bytes, strings: bytes = b"<sst/>") -> bytes:
    """A workbook of answers whose rows and shared texts are these."""
    made = BytesIO()
    with ZipFile(BytesIO(vendor_table(ROW))) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            raw = before.read(part)
            if part.endswith("sheet1.xml"):
                raw = b"<worksheet><sheetData>" + sheet + b"</sheetData></worksheet>"
            elif part.endswith("workbook.xml.rels"):
                raw = raw.replace(b"</Relationships>", SHARED)
            after.writestr(part, raw)
        after.writestr("xl/sharedStrings.xml", strings)
    return made.getvalue()


def cells(*texts: str) -> bytes:
    """A row of texts."""
    inside = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{inside}</row>".encode()


SMALL_TABLE = cells("respondent", "plan") + cells("r1", "page")


def arrow(columns: dict[str, pa.Array], compression: str | None) -> bytes:
    """An IPC file."""
    table, made = pa.table(columns), BytesIO()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_file(made, table.schema, options=options) as file:
        file.write_table(table)
    return made.getvalue()


def parquet(columns: dict[str, pa.Array]) -> bytes:
    """A Parquet file."""
    made = BytesIO()
    pyarrow.parquet.write_table(pa.table(columns), made, compression="zstd")
    return made.getvalue()


def answers(rows: int, name: str = "") -> dict[str, pa.Array]:
    """Columns that are all alike."""
    return {
        "respondent": pa.array([name] * rows, pa.string()),
        "plan": pa.nulls(rows, pa.string()),
        "scrap_rate": pa.nulls(rows, pa.float64()),
    }


def many_names(width: int) -> list[str]:
    """The header of a table of that width."""
    return ["respondent", *(f"x{number}" for number in range(width - 1))]


def wide() -> dict[str, pa.Array]:
    """Many columns of one row."""
    return {name: pa.array(["a"]) for name in many_names(2_500)}


# name: (the file, what the refusal says)
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "texts.xlsx": (
        lambda: filled(SMALL_TABLE, b"<sst>" + b"<si/>" * 9_000_000 + b"</sst>"),
        "bytes once unpacked",
    ),
    "cells.xlsx": (
        lambda: filled(SMALL_TABLE + b"<row>" + b"<c/>" * 9_000_000 + b"</row>"),
        "bytes once unpacked",
    ),
    "one_text.xlsx": (
        lambda: filled(cells("respondent", "x" * 50_000_000)),
        "bytes once unpacked",
    ),
    "one_row.xlsx": (lambda: filled(b"<row>" + b"<c/>" * 900_000 + b"</row>"), "damaged"),
    "wide.xlsx": (lambda: filled(cells(*many_names(3_000)) + cells("r1")), "2000 columns"),
    "wide.csv": (lambda: ",".join(many_names(100_000)).encode() + b"\nr1\n", "2000 columns"),
    "wide.parquet": (lambda: parquet(wide()), "2000 columns"),
    "wide.arrow": (lambda: arrow(wide(), None), "2000 columns"),
    "long.parquet": (lambda: parquet(answers(6_000_000)), "rows"),
    "long.arrow": (lambda: arrow(answers(6_000_000), "zstd"), "rows"),
    "large.parquet": (lambda: parquet(answers(1, "x" * 70_000_000)), "unpacks to"),
    "large.arrow": (lambda: arrow(answers(1, "x" * 70_000_000), "zstd"), "unpacks to"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_table_that_bursts_is_refused_by_its_headers(name: str, tmp_path: Path) -> None:
    """Width, rows and unpacked size are bounded before they are read, and the bound is named."""
    make, said = BOMBS[name]
    file = tmp_path / name
    file.write_bytes(make())
    with pytest.raises(FaultyInput) as caught:
        scored(file)
    (fault,) = caught.value.faults.first()
    assert said in fault.to("en")


@pytest.mark.parametrize("name", ["rows.xlsx", "rows.csv", "rows.parquet", "rows.feather"])
def test_a_long_honest_table_of_equal_answers_is_read(name: str, tmp_path: Path) -> None:
    """The bounds leave room: ten thousand who all answered the same are no bomb."""
    rows = [["respondent", "plan"], *([f"r{number}", "page"] for number in range(10_000))]
    if name == "rows.xlsx":
        (tmp_path / name).write_bytes(filled(b"".join(cells(*row) for row in rows)))
    else:
        WRITERS[Path(name).suffix[1:]](tmp_path / name, rows)
    scored(tmp_path / name)
    assert pyarrow.parquet.read_metadata(tmp_path / "scores.parquet").num_rows == len(rows) - 1


def test_a_damaged_picture_is_found_before_anything_opens_the_file() -> None:
    """Bytes that do not unpack are a damaged file in the words of the reader; whole, it is fine."""
    content = bytearray(template())
    with ZipFile(BytesIO(content)) as package:
        info = max(package.infolist(), key=lambda each: each.compress_size)
    place = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    content[place : place + 8] = b"\xff" * 8
    assert codes(problems(template())) == []
    assert codes(problems(bytes(content))) == ["T001"]


def test_a_strict_document_is_named_as_such() -> None:
    """Word's other dialect is told from a damaged file, with what to save it as."""
    old, new = (
        b"schemas.openxmlformats.org/officeDocument/2006",
        b"purl.oclc.org/ooxml/officeDocument",
    )
    relations = part(template(), "_rels/.rels").encode()
    strict = with_parts(template(), {"_rels/.rels": relations.replace(old, new)})
    (problem,) = problems(strict)
    assert (problem.code, problem.params["got"]) == ("T004", "Strict Open XML")


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        (' HYPERLINK "\\\\\\\\server\\\\share\\\\a.docx"', False),
        (" HYPERLINK \\\\server\\share", False),
        (' HYPERLINK \\l "top" "\\\\\\\\server\\\\share"', False),
        (' HYPERLINK "file://server/share"', False),
        (' HYPERLINK "https://example.org"', True),
        (' HYPERLINK "mailto:a@example.org"', True),
        (' HYPERLINK \\l "_Toc1" \\h', True),
    ],
)
def test_a_link_in_a_template_leads_to_no_server_of_files(field: str, allowed: bool) -> None:
    """A path of the network would give away who opens the report; web and mail are fine."""
    made = template(change=lambda document: told_to(document, field))
    assert codes(problems(made)) == ([] if allowed else ["T005"])
    target = "\\\\server\\share"
    assert codes(problems(related(template(), "hyperlink", target))) == ["T005"]


def test_no_sign_that_a_spreadsheet_takes_for_a_formula_goes_out_unguarded() -> None:
    """Full-width signs too; a negative number and an ordinary name stay as they are."""
    texts = ["＝cmd|' /C calc'!A1", "＋1+1", "－x", "＠SUM(1)", "=1", "-5", "无锡"]
    told = plain(pa.array(texts)).to_pylist()
    assert told == [*(f"'{text}" for text in texts[:5]), "-5", "无锡"]
