"""Tables of answers to tables of scores, through the command line and the files it writes."""

import csv
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pytest

from cli.main import run
from questionnaires.answers import parse_answer
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from services.scoring_files import score_file
from tests.unit.score_tables import (
    HEADER,
    ROWS,
    RUBRIC,
    WORKSHOP,
    WRITERS,
    call,
    faults,
    scores_of,
    write_csv,
)


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(WORKSHOP)


@pytest.mark.parametrize("target", ["csv", "xlsx", "parquet", "arrow", "feather"])
@pytest.mark.parametrize("source", WRITERS)
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


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """An output file from before stays as it was, and no other file appears."""
    (tmp_path / "out.csv").write_text("before", "utf-8")
    bad = write_csv(tmp_path / "in.csv", [HEADER, ["r1", "castle", *ROWS[0][2:]]])
    assert call(bad, tmp_path / "out.csv") == 1
    assert (tmp_path / "out.csv").read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


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
        'row 5, column plan: "TRUE" cannot be used',
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


def test_a_workbook_that_is_full_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """More rows than a sheet holds are the call's fault; nothing is left behind."""
    monkeypatch.setattr("services.scoring_files.workbooks.MOST_ROWS", 3)
    source = write_csv(tmp_path / "in.csv", [HEADER, *ROWS])
    assert call(source, tmp_path / "out.xlsx") == 2
    assert ".parquet" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
