"""Files that are damaged, foreign or out of reach are named as what they are."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet
import pytest

from questionnaires.library import load
from questionnaires.model import Questionnaire
from tests.unit.score_tables import (
    HEADER,
    ROWS,
    WORKSHOP,
    WRITERS,
    call,
    faults,
    scores_of,
    write_csv,
)

FORMATS = ("csv", "parquet", "arrow", "feather", "xlsx")
COLUMNAR = ("parquet", "feather", "arrow")
NOBODY = 65534


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(WORKSHOP)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Inside, one who runs the tests as root is not root."""
    user = os.geteuid()
    os.seteuid(user or NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def write_table(path: Path, columns: dict[str, Any]) -> Path:
    """A Parquet file or an IPC file with those columns."""
    table = pa.table(columns)
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path)
    else:
        with pa.ipc.new_file(path, table.schema) as file:
            file.write_table(table)
    return path


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_file_is_called_empty(
    suffix: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """No bytes at all, or a header without a row: there is no answer sheet in it."""
    (tmp_path / f"in.{suffix}").touch()
    (fault,) = faults(tmp_path / f"in.{suffix}", tmp_path, workshop)
    assert fault == "the file: there is no answer sheet in it"
    WRITERS[suffix](tmp_path / f"in.{suffix}", [HEADER])
    (fault,) = faults(tmp_path / f"in.{suffix}", tmp_path, workshop)
    assert fault == "the file: there is no answer sheet in it"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
@pytest.mark.parametrize("suffix", COLUMNAR)
def test_a_truncated_file_is_no_whole_file(
    suffix: str, share: float, tmp_path: Path, workshop: Questionnaire
) -> None:
    """However much of it is there, nothing is scored and the file is named."""
    rows = [[f"r{n}", *ROWS[0][1:]] for n in range(50)]
    path = WRITERS[suffix](tmp_path / f"in.{suffix}", [HEADER, *rows])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    (fault,) = faults(path, tmp_path, workshop)
    assert fault.startswith("the file: it is no whole")


@pytest.mark.parametrize("suffix", COLUMNAR)
def test_a_damaged_file_is_refused_in_words(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever byte is changed, the answer is scores or a list of faults, never a crash."""
    rows = [[f"r{n}", *ROWS[0][1:]] for n in range(4)]
    path = WRITERS[suffix](tmp_path / f"in.{suffix}", [HEADER, *rows])
    content = path.read_bytes()
    random = np.random.default_rng(7)
    for place in random.integers(0, len(content), 60).tolist():
        path.write_bytes(content[:place] + b"\xff\xfe\x7f" + content[place + 3 :])
        assert call(path, tmp_path / "out.csv") in {0, 1}
        assert "数诊自己出了错" not in capsys.readouterr().err


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_folder_is_no_table(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither to read from nor to write to; the call is at fault."""
    folder = tmp_path / f"folder.{suffix}"
    folder.mkdir()
    source = write_csv(tmp_path / "in.csv", [HEADER, *ROWS])
    assert call(folder, tmp_path / "out.csv") == 2
    assert call(source, folder) == 2
    said = capsys.readouterr().err
    assert said.count(str(folder)) == 2
    assert sorted(tmp_path.iterdir()) == [folder, source]


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_may_not_be_read_or_written_is_named(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without permission the call is at fault, and it is said for which file."""
    source = write_csv(tmp_path / "in.csv", [HEADER, *ROWS])
    secret = write_csv(tmp_path / f"secret.{suffix}", [HEADER, *ROWS])
    secret.chmod(0)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    made_by_pytest = ("pytest-", "popen-", "test_")  # one more where tests run side by side
    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith(made_by_pytest):
            folder.chmod(0o755)
    assert call(source, tmp_path / "out.csv") == 0  # loads what only its installer may read
    with unprivileged():
        assert call(secret, closed / "out.csv") == 2
        assert call(source, closed / f"out.{suffix}") == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if "权限" in line]
    assert [line.partition("：")[0] for line in lines] == [
        str(secret),
        str(closed / f"out.{suffix}"),
    ]
    assert not list(closed.iterdir())


def test_the_answers_are_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The output cannot be the input, under whatever name."""
    source = write_csv(tmp_path / "in.csv", [HEADER, *ROWS])
    before = source.read_bytes()
    (tmp_path / "link.csv").symlink_to(source)
    (tmp_path / "hard.csv").hardlink_to(source)
    for target in (source, tmp_path / "link.csv", tmp_path / "hard.csv"):
        assert call(source, target) == 2
        assert "答卷表本身" in capsys.readouterr().err
    assert source.read_bytes() == before


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8"])
def test_what_a_chinese_spreadsheet_saves_is_read(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """GB18030 is told from the content and said so; UTF-8 needs no word, with a mark or without."""
    names = ["无锡市第一机械厂有限公司", "张镕（分厂）", "r3"]
    rows = [HEADER, *([name, *row[1:]] for name, row in zip(names, ROWS, strict=True))]
    source = write_csv(tmp_path / "in.csv", rows)
    source.write_bytes(source.read_text("utf-8").encode(encoding))
    assert call(source, tmp_path / "out.csv") == 0
    assert [row["respondent"] for row in scores_of(tmp_path / "out.csv")] == names
    assert ("GB18030" in capsys.readouterr().err) == (encoding == "gb18030")


@pytest.mark.parametrize("suffix", ["parquet", "arrow"])
def test_columns_of_other_types_are_named_once(
    suffix: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """Records, bytes and lists of lists hold no answers: one fault a column, all at once."""
    columns = {
        "respondent": ["a", "b"],
        "plan": pa.array([{"x": 1}, None]),
        "downtime": pa.array([b"told", b"told"]),
        "safeguards": [[["backup"]], None],
        "scrap_rate": [float("nan"), float("-inf")],
        "scheduling": [7, None],
    }
    found = faults(write_table(tmp_path / f"in.{suffix}", columns), tmp_path, workshop)
    assert [fault.split(":")[0] for fault in found] == [
        'column "plan"',
        'column "downtime"',
        'column "safeguards"',
        "row 1, column scrap_rate",
        "row 1, column scheduling",
        "row 2, column scrap_rate",
    ]
    assert "struct<x: int64>" in found[0]


@pytest.mark.parametrize("suffix", ["parquet", "arrow"])
def test_answers_in_any_sensible_type_are_the_same(suffix: str, tmp_path: Path) -> None:
    """Categories, large and viewed texts, whole numbers with gaps, decimals, lists of ticks."""
    plain: dict[str, Any] = {
        "respondent": ["a", "b", "c"],
        "plan": ["page", None, "nowhere"],
        "scrap_rate": ["2", None, "3"],
        "safeguards": ["backup;accounts", None, "nothing"],
        "workshop": ["own", "own", None],
    }
    many = pa.array([f"x{n}" for n in range(9)] + ["page", "nowhere"])
    other = {
        "respondent": pa.array([3, 1, 2], pa.int16()),
        "plan": pa.DictionaryArray.from_arrays(pa.array([9, None, 10], pa.uint8()), many),
        "scrap_rate": pa.array([2, None, 3], pa.int8()),
        "safeguards": pa.array([["backup", "accounts"], None, ["nothing"]]),
        "workshop": pa.array(["own", "own", None]).dictionary_encode(),
    }
    third = {
        **plain,
        "plan": pa.array([1, None, 0], pa.uint64()),
        "scrap_rate": pa.array([2.0, None, 3.0], pa.float32()),
        "workshop": pa.array([0, 0, None], pa.float64()).cast(pa.decimal128(3, 0)),
    }
    totals = []
    if suffix == "arrow":  # Parquet keeps no views
        viewed = many.cast(pa.string_view())
        other["plan"] = pa.DictionaryArray.from_arrays(pa.array([9, None, 10], pa.uint8()), viewed)
        third["safeguards"] = pa.array(plain["safeguards"], pa.string_view())
    for name, columns in {"a": plain, "b": other, "c": third}.items():
        path = write_table(tmp_path / f"{name}.{suffix}", columns)
        assert call(path, tmp_path / "out.csv") == 0
        totals.append([row["total"] for row in scores_of(tmp_path / "out.csv")])
    frame = pl.DataFrame(plain).with_columns(pl.col("plan", "workshop").cast(pl.Categorical))
    path = tmp_path / f"polars.{suffix}"
    (frame.write_parquet if suffix == "parquet" else frame.write_ipc)(path)
    assert call(path, tmp_path / "out.csv") == 0
    totals.append([row["total"] for row in scores_of(tmp_path / "out.csv")])
    assert totals[0][0] is not None
    assert totals[1:] == totals[:1] * 3


@pytest.mark.parametrize("suffix", ["parquet", "arrow"])
def test_names_that_are_no_text_and_columns_named_twice(
    suffix: str, tmp_path: Path, workshop: Questionnaire
) -> None:
    """Broken UTF-8 inside a file is a fault of the file, a column named twice one of the column."""
    broken = pa.array([b"\xff\xfe"], pa.binary()).view(pa.string())
    path = write_table(tmp_path / f"in.{suffix}", {"respondent": broken, "plan": ["page"]})
    (fault,) = faults(path, tmp_path, workshop)
    assert fault.startswith("the file: it is no whole")
    table = pa.table([["a"], ["page"], ["page"]], names=["respondent", "plan", "plan"])
    if suffix == "parquet":
        pyarrow.parquet.write_table(table, path)
    else:
        with pa.ipc.new_file(path, table.schema) as file:
            file.write_table(table)
    (fault,) = faults(path, tmp_path, workshop)
    assert fault.startswith('column "plan": it stands in the header more than once')


@pytest.mark.parametrize("at_once", [1, 3, 1_000])
def test_everybody_named_twice_is_found_however_many(
    at_once: int, tmp_path: Path, workshop: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over all chunks, each with the row that had the name first, with few names held at once."""
    monkeypatch.setattr("services.scoring_files.respondents.NAMES_AT_ONCE", at_once)
    monkeypatch.setattr("services.scoring_files.arrays.ROWS_AT_ONCE", 10)
    names = [f"r{n % 20}" for n in range(35)] + ["r0"] + [f"only{n}" for n in range(5)]
    frame = pd.DataFrame([[name, *ROWS[0][1:]] for name in names], columns=HEADER)
    frame.to_feather(tmp_path / "in.feather")
    found = faults(tmp_path / "in.feather", tmp_path, workshop)
    assert len(found) == 16
    assert found[0].startswith('row 21, column respondent: "r0" cannot be used; row 1 has')
    assert found[-1].startswith('row 36, column respondent: "r0" cannot be used; row 1 has')


def test_equal_digests_accuse_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two names with the same digest are two respondents."""
    monkeypatch.setattr(
        "services.scoring_files.respondents.digests",
        lambda texts: np.zeros(len(texts), np.uint64),
    )
    assert call(write_csv(tmp_path / "in.csv", [HEADER, *ROWS]), tmp_path / "out.csv") == 0
