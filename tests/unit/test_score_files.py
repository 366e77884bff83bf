"""Tables of answers to tables of scores, through the command line and the files it writes."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.main import run
from questionnaires.answers import parse_answer
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from services.scoring_files import FaultyInput, score_file

TESTS = Path(__file__).parents[1]
WORKSHOP = TESTS / "data" / "samples" / "workshop" / "1"
RUBRIC = TESTS / "cases" / "rubrics" / "workshop.yaml"
HEADER = ["respondent", "workshop", "machines_total", "machines_networked", "plan", "downtime",
          "scheduling", "scrap_rate", "safeguards", "backup_test", "employees"]  # fmt: skip
ROWS = [
    ["r1", "own", "40", "10", "page", "automatic", "system", "1", "backup;accounts", "year", "30"],
    ["r2", "none", "", "", "nowhere", "", "", "NA", "nothing", "", "8"],
    ["r3", "rented", "40", "10", "1", "2", "2", "1.0", "accounts ； backup", "1", "30"],
]


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(WORKSHOP)


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A CSV file with those rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A workbook in which what looks like a number is one."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell or None
                            for cell in row])  # fmt: skip
    book.save(path)
    return path


def write_parquet(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Columns of numbers where all cells are numbers, categories or texts elsewhere."""
    columns: dict[str, Any] = {}
    for name, *cells in zip(*rows, strict=True):
        numeric = all(cell.replace(".", "").isdigit() for cell in cells if cell)
        columns[name] = [float(cell) if cell and numeric else cell or None for cell in cells]
    frame = pd.DataFrame(columns)
    frame["plan"] = frame["plan"].astype("category")
    frame.to_parquet(path)
    return path


WRITERS: Mapping[str, Callable[[Path, Sequence[Sequence[str]]], Path]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}


def scores_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a result file; nothing is None."""
    readers = {".csv": pd.read_csv, ".xlsx": pd.read_excel, ".parquet": pd.read_parquet}
    frame = readers[path.suffix](path)
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def call(source: Path, target: Path, *more: str) -> int:
    """`shuzhen score` for the sample questionnaire and rubric."""
    options = ["--questionnaire", str(WORKSHOP), "--rubric", str(RUBRIC)]
    return run(["score", *options, str(source), "-o", str(target), *more])


def faults(path: Path, tmp_path: Path, questionnaire: Questionnaire) -> list[str]:
    """The faults of an input file in English; nothing was written."""
    target = tmp_path / "never.csv"
    with pytest.raises(FaultyInput) as caught:
        score_file(questionnaire, rubric(RUBRIC, questionnaire), path, target)
    assert not list(tmp_path.glob("*never*"))
    return [fault.to("en") for fault in caught.value.faults.first()]


def faults_of_rows(
    rows: Sequence[Sequence[str]], tmp_path: Path, questionnaire: Questionnaire
) -> list[str]:
    """The faults of a CSV file with those rows."""
    return faults(write_csv(tmp_path / "in.csv", rows), tmp_path, questionnaire)


@pytest.mark.parametrize("target", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("source", ["csv", "xlsx", "parquet"])
def test_every_format_gives_the_same_scores(
    source: str, target: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """Any format in, any format out, and each row is what the sheet scores alone."""
    path = WRITERS[source](tmp_path / f"in.{source}", [HEADER, *ROWS])
    assert call(path, tmp_path / f"out.{target}") == 0
    result = scores_of(tmp_path / f"out.{target}")
    first = "respondent,total,level,coverage,low,high,basis,shopfloor,data"
    assert ",".join(result[0]) == first
    answers = {
        "workshop": "own", "machines_total": 40, "machines_networked": 10, "plan": "page",
        "downtime": "automatic", "scheduling": "system", "scrap_rate": 1,
        "safeguards": ["backup", "accounts"], "backup_test": "year",
    }  # fmt: skip
    sheet = Sheet(
        {id: parse_answer(workshop.by_id[id], raw) for id, raw in answers.items()},
        {"employees": 30.0},
    )
    card = scorecard_of(workshop, rubric(RUBRIC, workshop), sheet)
    assert card.level is not None
    for row in (result[0], result[2]):
        assert row["total"] == pytest.approx(card.total, rel=1e-12)
        assert (row["level"], row["coverage"]) == (card.level.number, 1)
        assert row["shopfloor"] == pytest.approx(card.nodes[2].score, rel=1e-12)
    assert [row["respondent"] for row in result] == ["r1", "r2", "r3"]
    assert result[1]["shopfloor"] is None


def test_the_result_says_what_was_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line on the error stream, and what is missing; nothing on the output stream."""
    rows = [row[:-2] for row in [HEADER, *ROWS]]
    rows.append(["r4", *[""] * (len(rows[0]) - 1)])
    assert call(write_csv(tmp_path / "in.csv", rows), tmp_path / "out.csv") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].startswith("已评 4 份答卷")
    assert "1 份" in err
    assert "backup_test" in err
    assert scores_of(tmp_path / "out.csv")[3]["total"] is None
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[4] == "r4,,,0,0,100,,,"


def test_the_order_of_columns_and_blank_rows_do_not_matter(tmp_path: Path) -> None:
    """Shuffled columns and empty lines give the same file, byte by byte."""
    order = [3, 0, 7, 5, 1, 10, 2, 9, 4, 8, 6]
    shuffled = [[row[place] for place in order] for row in [HEADER, *ROWS]]
    shuffled.insert(2, [""] * len(HEADER))
    plain = write_csv(tmp_path / "in.csv", [HEADER, *ROWS])
    other = write_csv(tmp_path / "other.csv", shuffled)
    other.write_text("\ufeff" + other.read_text("utf-8") + "\n\n", "utf-8")
    assert call(plain, tmp_path / "out.csv") == call(other, tmp_path / "out2.csv") == 0
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "out2.csv").read_bytes()


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
        ("scrap_rate", "5%", "expected a plain number"),
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


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """An output file from before stays as it was, and no other file appears."""
    (tmp_path / "out.csv").write_text("before", "utf-8")
    bad = write_csv(tmp_path / "in.csv", [HEADER, ["r1", "castle", *ROWS[0][2:]]])
    assert call(bad, tmp_path / "out.csv") == 1
    assert (tmp_path / "out.csv").read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "there is no answer sheet in it"),
        (b"respondent,plan\n", "there is no answer sheet in it"),
        (b"respondent,plan\n\n,\n", "there is no answer sheet in it"),
        (b"plan\npage\n", "there is no column respondent"),
        (b"respondent,employees\nr1,3\n", "no column is an item of workshop"),
        ("respondent,plan\n张三,page\n".encode("gb18030"), "row 2: it is not UTF-8"),
        (b"respondent,plan,\nr1,page,x\n", 'column "#3"'),
    ],
)
def test_a_file_that_holds_no_table_is_told_so(
    content: bytes, expected: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """Empty, headless, foreign and wrongly encoded files."""
    (tmp_path / "in.csv").write_bytes(content)
    assert any(expected in fault for fault in faults(tmp_path / "in.csv", tmp_path, workshop))


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
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


def test_what_parquet_can_hold_besides(tmp_path: Path, workshop: Questionnaire) -> None:
    """Lists of ticks are read; NaN and truth values are no answers and are named."""
    frame = pl.DataFrame(
        {"respondent": ["a", "b"], "safeguards": [["backup", "accounts"], None], "plan": [2, None]}
    )
    frame.write_parquet(tmp_path / "in.parquet")
    assert call(tmp_path / "in.parquet", tmp_path / "out.csv") == 0
    assert scores_of(tmp_path / "out.csv")[0]["data"] == pytest.approx(200 / 3)
    bad = pl.DataFrame(
        {"respondent": [1, 2], "scrap_rate": [float("nan"), float("inf")], "plan": [True, False]}
    )
    bad.write_parquet(tmp_path / "in.parquet")
    found = faults(tmp_path / "in.parquet", tmp_path, workshop)
    assert [fault.split(";")[0] for fault in found] == [
        'row 1, column scrap_rate: "nan" cannot be used',
        'row 1, column plan: "True" cannot be used',
        'row 2, column scrap_rate: "inf" cannot be used',
        'row 2, column plan: "False" cannot be used',
    ]


def test_what_a_workbook_can_hold_besides(tmp_path: Path, workshop: Questionnaire) -> None:
    """Formulas without a value, error values and stray cells are faults, blank rows are not."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["respondent", "plan", "scrap_rate"], ["a", "page", "=1+1"], [],
                ["b", "#N/A", 3], ["c", True, None]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "in.xlsx")
    found = faults(tmp_path / "in.xlsx", tmp_path, workshop)
    assert [fault.split(";")[0] for fault in found] == [
        'row 2, column scrap_rate: "=…" cannot be used',
        'row 4, column plan: "#N/A" cannot be used',
        'row 5, column plan: "True" cannot be used',
    ]
    sheet["E2"] = "stray"
    book.save(tmp_path / "in.xlsx")
    (fault,) = faults(tmp_path / "in.xlsx", tmp_path, workshop)
    assert fault.startswith("row 2: there is something beyond the header")


NAMES = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "-5",
    "+3.5",
    "a,b",
    '"quoted"',
    "两\n行",
    "'x",
]


def test_a_name_is_never_a_formula(tmp_path: Path) -> None:
    """What a spreadsheet would run leaves as text; numbers and other texts stay as they are."""
    rows = [HEADER, *([name, *ROWS[0][1:]] for name in NAMES)]
    source = write_csv(tmp_path / "in.csv", rows)
    assert call(source, tmp_path / "out.csv") == call(source, tmp_path / "out.xlsx") == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        names = [row[0] for row in csv.reader(file)][1:]
    assert names == ["'=1+1", "'+1+1", "'-1+1", "'@SUM(A1)", "'=1", "-5", "+3.5", *NAMES[7:]]
    cells = openpyxl.load_workbook(tmp_path / "out.xlsx").active["A"][1:]
    assert [cell.data_type for cell in cells] == ["s"] * len(NAMES)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--questionnaire", "workshp", "in.csv", "-o", "out.csv"], "没有问卷 workshp"),
        (["--questionnaire", "manufacturing", "--rubric", "wux", "in.csv", "-o", "out.csv"],
         "是不是想写 wuxi？"),
        (["--questionnaire", "manufacturing", "nowhere.csv", "-o", "out.csv"], "nowhere.csv"),
        (["--questionnaire", "manufacturing", "in.csv", "-o", "out.txt"], "out.txt"),
        (["--questionnaire", "manufacturing", "in.ods", "-o", "out.csv"], ".parquet"),
        (["--questionnaire", "manufacturing", "in.csv", "-o", "no/such/folder/out.csv"], "no/such"),
        (["--questionnaire", "manufacturing", "--rubric", "no.yaml", "in.csv", "-o", "out.csv"],
         "no.yaml"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_exit_code_2(
    args: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Unknown names, formats and places are the call's fault and named."""
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "in.csv", [HEADER, *ROWS])
    assert run(["score", *args]) == 2
    assert words in capsys.readouterr().err


def test_large_files_are_read_in_chunks(tmp_path: Path, workshop: Questionnaire) -> None:
    """Over several chunks every row is scored, in order, and the last bad cell is found."""
    size = 90_000
    frame = pd.DataFrame([ROWS[0], ROWS[1]] * (size // 2), columns=HEADER)
    frame["respondent"] = np.arange(size).astype(str)
    for suffix in ("csv", "parquet"):
        path = tmp_path / f"in.{suffix}"
        getattr(frame, f"to_{suffix}")(path, index=False)
        judge = rubric(RUBRIC, workshop)
        outcome = score_file(workshop, judge, path, tmp_path / "out.parquet")
        assert outcome.sheets == size
        result = pd.read_parquet(tmp_path / "out.parquet")
        assert result["respondent"].tolist() == frame["respondent"].tolist()
        assert result["total"].nunique() == 2
    frame.loc[size - 1, "plan"] = "castle"
    frame.loc[size - 1, "respondent"] = "0"
    frame.to_csv(tmp_path / "in.csv", index=False)
    found = faults(tmp_path / "in.csv", tmp_path, workshop)
    assert [fault.split(":")[0] for fault in found] == [
        f"row {size + 1}, column respondent",
        f"row {size + 1}, column plan",
    ]


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
