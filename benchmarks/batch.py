"""A file of answer sheets through ``shuzhen score``: rows a second and the most memory it takes.

The manufacturing questionnaire in 60 columns (respondent, every asked item, three facts), as the
documents say: ids of options as words. Each way is a process of its own over the same files. The
other one is Polars' streaming engine, which only takes the mean of the ladders' positions: it
checks no cell, no respondent and no route, and knows no rubric.

Run with a number of rows for a longer run, and with the formats if not all are wanted:
``python benchmarks/batch.py 10000000 csv parquet``. The files are made in the folder for temporary
files (1.5 GB a million rows) and removed at the end.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet

from questionnaires.library import load
from questionnaires.model import Item, Kind

ROWS = 1_000_000
AT_ONCE = 100_000
BYTES_A_ROW = 2_000  # of all the files together, with room to spare
COLUMNS = 60
WRITERS = {
    "csv": pyarrow.csv.CSVWriter,
    "parquet": pyarrow.parquet.ParquetWriter,
    "arrow": pyarrow.ipc.new_file,
}
NAME = "manufacturing@2026.1"  # whose figures stand in docs/performance.md
QUESTIONNAIRE = load(NAME)
LADDERS = {
    item.id: [option.id for option in item.options]
    for item in QUESTIONNAIRE.items
    if item.kind is Kind.LADDER
}
POLARS = """
import sys, polars as pl
source, target, ladders = sys.argv[1], sys.argv[2], eval(sys.argv[3])
end = source.rpartition(".")[2]
if end == "csv":
    scan = pl.scan_csv(source, infer_schema=False)
else:
    scan = {"parquet": pl.scan_parquet, "arrow": pl.scan_ipc}[end](source)
places = [
    pl.col(id).cast(pl.Enum(ids)).to_physical() / (len(ids) - 1) for id, ids in ladders.items()
]
found = scan.select("respondent", total=100 * pl.mean_horizontal(places))
{"csv": found.sink_csv, "parquet": found.sink_parquet, "arrow": found.sink_ipc}[end](target)
"""


def tables(rows: int) -> Iterator[pa.RecordBatch]:
    """Synthetic sheets, weak and strong ones mixed."""
    random = np.random.default_rng(20231)
    for first in range(0, rows, AT_ONCE):
        size = min(AT_ONCE, rows - first)
        height = random.random(size)
        names = pa.array(np.char.add("e", np.arange(first, first + size).astype("U8")))
        columns = {"respondent": names}
        for item in QUESTIONNAIRE.items:
            if item.asked:
                columns[item.id] = answers(item, height, random)
        staff = random.integers(8, 900, size)
        columns["employees"] = pa.array(staff.astype(str))
        columns["division"] = pa.array(random.integers(13, 43, size).astype(str))
        columns["size"] = words(["small", "medium"], (staff > 300).astype(int))
        yield pa.record_batch(columns)


def answers(item: Item, height: np.ndarray, random: np.random.Generator) -> pa.Array:
    """One column of cells; higher enterprises stand higher."""
    size = len(height)
    match item.kind:
        case Kind.NUMBER if item.id.endswith(("_total", "due")):
            return words(["40"], np.zeros(size, int))
        case Kind.NUMBER:
            most = min(40, int(item.maximum or 40))
            return pa.array((1 + random.binomial(most - 1, height)).astype(str))
        case Kind.MULTI:
            ids = [option.id for option in item.options if not option.exclusive]
            sets = [*ids, ";".join(ids[:2]), ";".join(ids), ""]
            return words(sets, random.integers(0, len(sets), size))
        case Kind.TEXT:
            return words(["", "more to say, in a few words"], random.integers(0, 2, size))
    ids = [option.id for option in item.options]
    return words(ids, random.binomial(len(ids) - 1, height))


def words(known: list[str], places: np.ndarray) -> pa.Array:
    """The words at ``places`` among the ``known``."""
    return pa.array(np.array(known, dtype=object)[places], pa.string())


def write(folder: Path, rows: int, formats: Iterable[str]) -> dict[str, Path]:
    """The same sheets in every format."""
    paths = {name: folder / f"answers.{name}" for name in formats}
    batches = tables(rows)
    first = next(batches)
    with ExitStack() as stack:
        files = [
            stack.enter_context(WRITERS[name](path, first.schema)) for name, path in paths.items()
        ]
        for batch in chain([first], batches):
            for file in files:
                file.write_batch(batch)
    return paths


def run(command: list[str | Path], target: Path) -> tuple[float, float, float]:
    """Seconds, those of a processor, the most memory at once in MB; what it wrote is removed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not target.exists():
        raise SystemExit(f"failed: {command[:2]}")
    target.unlink()
    peak = used.ru_maxrss / (1 if sys.platform == "linux" else 1024) / 1024
    return seconds, used.ru_utime + used.ru_stime, peak


def main(rows: int, formats: Iterable[str] = WRITERS) -> None:
    """Print the table."""
    if shutil.disk_usage(tempfile.gettempdir()).free < rows * BYTES_A_ROW:
        raise SystemExit(f"needs {rows * BYTES_A_ROW / 1e9:.0f} GB in {tempfile.gettempdir()}")
    shuzhen = Path(sys.executable).with_name("shuzhen")
    with tempfile.TemporaryDirectory(prefix="shuzhen-batch-") as folder:
        paths = write(Path(folder), rows, formats)
        print(f"{rows:,} rows of {COLUMNS} columns", flush=True)
        print(
            f"{'':22}{'GB':>6}{'s':>8}{'of a CPU':>10}{'rows/s':>10}{'peak MB':>9}"
            f"{'Polars: s':>11}{'of a CPU':>10}{'MB':>7}"
        )
        for name, path in paths.items():
            target = path.with_name(f"scores.{name}")
            command = [shuzhen, "score", "--questionnaire", NAME, path, "-o", target]
            seconds, busy, peak = run(command, target)
            other = run([sys.executable, "-c", POLARS, path, target, repr(LADDERS)], target)
            size = path.stat().st_size / 1e9
            rate = rows / seconds
            print(f"{name:22}{size:>6.2f}{seconds:>8.1f}{busy:>10.1f}{rate:>10,.0f}", end="")
            print(f"{peak:>9.0f}{other[0]:>11.1f}{other[1]:>10.1f}{other[2]:>7.0f}", end="")
            print(
                f"   x{seconds / other[0]:.1f} the time, x{peak / other[2]:.2f} the memory,"
                f" x{busy / other[1]:.1f} of a CPU",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, sys.argv[2:] or WRITERS)
