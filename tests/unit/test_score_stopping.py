"""A long run shows how far it is, and can be stopped without leaving anything behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interruptible import interruptible
from tests.terminal import seen_at_a_terminal
from tests.unit.score_tables import HEADER, ROWS, RUBRIC, WORKSHOP, write_csv

RUNS = 200_000  # rows that take much longer than a signal on its way


def command(source: Path, target: Path) -> list[str | Path]:
    """`shuzhen score` as a process of its own."""
    options = ["--questionnaire", WORKSHOP, "--rubric", RUBRIC]
    shuzhen = Path(sys.executable).with_name("shuzhen")
    return interruptible([shuzhen, "score", *options, source, "-o", target])


@pytest.fixture(scope="module")
def long_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of many rows."""
    rows = ([f"r{n}", *ROWS[n % 3][1:]] for n in range(RUNS))
    return write_csv(tmp_path_factory.mktemp("long") / "in.csv", [HEADER, *rows])


def begun(folder: Path, process: subprocess.Popen[bytes]) -> Iterator[Path]:
    """The unfinished file, once it is there."""
    while process.poll() is None:
        yield from folder.glob(".out*")


@pytest.mark.parametrize(
    ("number", "code", "suffix"),
    [
        (signal.SIGINT, 130, "csv"),
        (signal.SIGINT, 130, "xlsx"),
        (signal.SIGTERM, 143, "parquet"),
        (signal.SIGTERM, 143, "arrow"),
    ],
)
def test_a_signal_leaves_no_half_file(
    number: signal.Signals, code: int, suffix: str, long_table: Path, tmp_path: Path
) -> None:
    """Ctrl-C, even twice, and the request to end: one sentence, the old file, no other file."""
    target = tmp_path / f"out.{suffix}"
    target.write_bytes(b"before")
    with subprocess.Popen(command(long_table, target), stderr=subprocess.PIPE) as process:
        unfinished = next(begun(tmp_path, process))
        assert unfinished.exists()
        process.send_signal(number)
        process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode == code
    assert said.decode().splitlines() == [f"已中止：没有写出 {target}，原有的文件没有改动。"]
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_terminal_sees_a_bar_and_a_pipe_does_not(long_table: Path, tmp_path: Path) -> None:
    """On a terminal the share that is done is shown; what goes into a pipe is the result only."""
    shown = seen_at_a_terminal(command(long_table, tmp_path / "out.csv"))
    assert "%" in shown
    assert "评分中" in shown
    assert "已评 200000 份答卷" in shown
    piped = subprocess.run(
        command(long_table, tmp_path / "out.csv"), check=True, capture_output=True, text=True
    )
    told, of_numbers = piped.stderr.splitlines()
    assert told.startswith("已评 200000 份答卷")
    assert "选项的序号" in of_numbers
    assert "评分中" not in piped.stderr
    assert piped.stdout == ""
