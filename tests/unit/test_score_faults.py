"""Tables of answers that cannot be scored: every fault is named, and nothing is written."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.library import load
from questionnaires.model import Questionnaire
from scoring.library import rubric
from services.scoring_files import FaultyInput, score_file
from tests.unit.score_tables import (
    HEADER,
    ROWS,
    RUBRIC,
    WORKSHOP,
    call,
    faults,
    faults_of_rows,
    write_csv,
)


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(WORKSHOP)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("plan", "pag", 'one of nowhere, page, budgeted, or its position 0–2 (did you mean "page"'),
        ("plan", "3", "its position 0–2"),
        ("plan", "-1", "its position 0–2"),
        ("plan", "1.5", "its position 0–2"),
        ("plan", "NA", "applies to everybody"),
        ("safeguards", "backup;lock", "some of backup, accounts"),
        ("safeguards", "backup;backup", '"backup" stands there more than once'),
        ("safeguards", "backup|nothing", '"nothing" cannot be chosen beside'),
        ("safeguards", "0", "some of backup, accounts"),
        ("scrap_rate", "many", "expected a plain number"),
        ("scrap_rate", "NaN", "expected a plain number"),
        ("scrap_rate", "inf", "expected a plain number"),
        ("scrap_rate", "1e999", "from 0 to 100"),
        ("machines_total", "5%", "this is a percentage"),
        ("scrap_rate", "1,000", "expected a plain number"),
        ("scrap_rate", "100.1", "from 0 to 100"),
        ("scrap_rate", "-0.1", "from 0 to 100"),
        ("machines_total", "40.5", "expected a whole number"),
        ("machines_networked", "41", 'a part of "machines_total" and should not exceed 40'),
        ("employees", "some", "expected a number from 0"),
        ("employees", "-3", "expected a number from 0"),
        ("respondent", "", "whose answers"),
        ("respondent", "r\x02", "control characters"),
    ],
)
def test_a_bad_cell_is_named(
    column: str, cell: str, expected: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """Row, column, value and what was expected; the header is row 1."""
    place = HEADER.index(column)
    row = [*ROWS[0][:place], cell, *ROWS[0][place + 1 :]]
    (fault,) = faults_of_rows([HEADER, ROWS[1], row], tmp_path, workshop)
    assert fault.startswith(f'row 3, column {column}: "{cell}"')
    assert expected in fault


def test_all_faults_come_at_once_in_order(tmp_path: Path, workshop: Questionnaire) -> None:
    """Header, cells, rows of the wrong width and repeated respondents in one report."""
    header = [*HEADER, "plann", "plan", "machines_networked_share"]
    more = ["", "", ""]
    rows = [
        header,
        [*ROWS[0], *more],
        [*ROWS[1], *more, "one too many"],
        ["r1", *ROWS[2][1:], *more],
        ["r4", "castle", *ROWS[2][2:7], "x", *ROWS[2][8:], *more],
    ]
    found = faults_of_rows(rows, tmp_path, workshop)
    starts = [fault.split(":")[0] for fault in found]
    assert starts == [
        'column "plann"',
        'column "plan"',
        'column "machines_networked_share"',
        "row 3",
        "row 4, column respondent",
        "row 5, column workshop",
        "row 5, column scrap_rate",
    ]
    assert 'did you mean "plan"?' in found[0]
    assert "machines_networked and machines_total" in found[2]
    assert "15 cells; the header has 14" in found[3]
    assert "row 2 has the same one" in found[4]


def test_many_faults_are_counted_and_the_first_thousand_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report ends with how many more there are; nothing is written."""
    rows = [HEADER, *([f"r{n}", "castle", *ROWS[0][2:]] for n in range(3000))]
    assert call(write_csv(tmp_path / "in.csv", rows), tmp_path / "out.csv") == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1002
    assert "第 2 行，列 workshop：“castle”" in lines[0]
    assert "另有 2000 处" in lines[1000]
    assert "3000 处" in lines[1001]
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "there is no answer sheet in it"),
        (b"respondent,plan\n", "there is no answer sheet in it"),
        (b"respondent,plan\n\n,\n", "there is no answer sheet in it"),
        (b"plan\npage\n", "there is no column respondent"),
        (b"respondent,employees\nr1,3\n", "no column is an item of workshop"),
        ("respondent,plan\nCafé Zürich,page\n".encode("latin-1"), "row 2: it is not UTF-8"),
        ("respondent,plan\n電腦設備廠,page\n".encode("big5"), "row 2: it is not UTF-8"),
        ("respondent,plan\nｶﾀｶﾅとひらがな,page\n".encode("shift-jis"), "row 2: it is not UTF-8"),
        ("respondent,plan\nひらがな,page\n".encode("euc-jp"), "row 2: it is not UTF-8"),
        ("respondent,plan\nr1,page\n".encode("utf-16-le"), "it is UTF-16"),
        (b'respondent,plan\n"r1,page\n' + b"r2,page\n" * 400_000, "row 2: it has 1 cells"),
        (b'respondent,plan\nr1,"' + b"x" * 5_000_000 + b'"\n', "a row is longer than 2 MB"),
        (b"respondent:plan\nr1:page\n", "there is no column respondent"),
        (b"respondent,plan,\nr1,page,x\n", "row 2: there is something beyond the header"),
    ],
)
def test_a_file_that_holds_no_table_is_told_so(
    content: bytes, expected: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """Empty, headless, foreign and wrongly encoded files."""
    (tmp_path / "in.csv").write_bytes(content)
    assert any(expected in fault for fault in faults(tmp_path / "in.csv", tmp_path, workshop))


@pytest.mark.parametrize("suffix", ["xlsx", "parquet", "arrow", "feather"])
def test_a_file_that_is_not_what_it_is_called(
    suffix: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """A text file with the wrong extension is one fault of the file."""
    path = tmp_path / f"in.{suffix}"
    path.write_text("respondent,plan\nr1,page\n", "utf-8")
    (fault,) = faults(path, tmp_path, workshop)
    assert fault.startswith("the file: it is no")


def test_three_hundred_columns_are_three_hundred_faults(
    tmp_path: Path, workshop: Questionnaire
) -> None:
    """Every unknown column is named."""
    header = [*HEADER, *(f"extra_{n}" for n in range(300))]
    found = faults_of_rows([header, [*ROWS[0], *[""] * 300]], tmp_path, workshop)
    assert len(found) == 300
    assert all("no such item" in fault for fault in found)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(st.text(max_size=8), min_size=11, max_size=11), max_size=5))
def test_no_text_in_a_table_is_too_much(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory, workshop: Questionnaire
) -> None:
    """Whatever stands in the cells, it is scored or refused in words, never a crash."""
    folder = tmp_path_factory.mktemp("any")
    clean = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    source = write_csv(folder / "in.csv", [HEADER, *clean])
    refused = None
    try:
        score_file(workshop, rubric(RUBRIC, workshop), source, folder / "out.csv")
    except FaultyInput as error:
        refused = error.faults
    assert (refused is None) == (folder / "out.csv").exists()
    assert refused is None or all(fault.to("zh") for fault in refused.first())
