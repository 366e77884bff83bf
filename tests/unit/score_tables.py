"""Tables of answers for the tests of `shuzhen score`, in every format."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.ipc
import pytest

from cli.main import run
from questionnaires.model import Questionnaire
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


def write_arrow(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """The same as an IPC file, compressed as Feather is."""
    frame = pd.read_parquet(write_parquet(path.with_suffix(".tmp"), rows))
    path.with_suffix(".tmp").unlink()
    frame.to_feather(path)
    return path


def write_stream(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Texts as an IPC stream, a batch a row."""
    header, *sheets = rows
    schema = pa.schema([(name, pa.string()) for name in header])
    with pa.ipc.new_stream(path, schema) as stream:
        for sheet in sheets:
            stream.write_batch(pa.record_batch([[cell or None] for cell in sheet], schema=schema))
    return path


WRITERS: Mapping[str, Callable[[Path, Sequence[Sequence[str]]], Path]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "feather": write_arrow,
    "arrow": write_stream,
}


def scores_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a result file; nothing is None."""
    readers = {
        ".csv": pd.read_csv,
        ".xlsx": pd.read_excel,
        ".parquet": pd.read_parquet,
        ".arrow": pd.read_feather,
        ".feather": pd.read_feather,
    }
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
