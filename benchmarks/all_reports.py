"""The reports of a demonstration city into a folder, in every format, on all cores.

What is measured is the command ``shuzhen report --all`` from start to end: starting the processes,
reading the store, gathering all that a full report tells, comparing, composing, writing; then the
same command once more, when there is nothing left to do. Beside it the obvious way in this same
run: one process that writes one report after another, its libraries loaded already. Peak is of the
largest process; processor seconds are of all, per report; load is the machine's, at the end: with
more than its cores seconds say little and processor seconds more.

``python benchmarks/all_reports.py 1000`` has the city begin with as many enterprises; the number of
reports is that of their submitted assessments of two years.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from cli.operating import operating
from reports.registry import FORMATS
from services.demo import fill
from services.reporting import build_report
from services.reporting_all import chosen

ENTERPRISES = 60
PLAIN = 15  # reports of the obvious way, after one that is not counted
SHUZHEN = Path(sys.executable).with_name("shuzhen")


def plain(store: Path, format: str, most: int) -> float:
    """Seconds a report, one after the other, of ``most`` reports at most."""
    with operating(str(store)) as ctx:
        ids = [assessment.id for assessment, _ in chosen(ctx)][: most + 1]
        starts = []
        for id in ids:
            starts.append(time.perf_counter())
            made = FORMATS[format].write(build_report(ctx, id, "zh"))
            (store.parent / id).write_bytes(made)
        return (time.perf_counter() - starts[1]) / (len(ids) - 1)


def command(store: Path, format: str) -> tuple[float, float]:
    """Seconds of the whole command, and processor seconds of all its processes."""
    folder = store.parent / format
    start, before = time.perf_counter(), _processor()
    subprocess.run(
        [SHUZHEN, "report", "--all", "--format", format, "-o", folder, "--store", store],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(enterprises: int, formats: Iterable[str] = FORMATS, most: int = PLAIN) -> None:
    """Print the table; the obvious way writes ``most`` reports."""
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "store.db"
        with operating(str(store), migrate=True) as ctx:
            fill(ctx, enterprises, seed=1)
            reports = len(chosen(ctx))
        print(f"{reports} reports")
        print(
            f"{'':6}{'s':>8}{'a second':>10}{'cpu each':>10}{'again s':>9}{'cpu each':>10}"
            f"{'peak MB':>9}{'load':>6}  times as fast as a loop"
        )
        for format in formats:
            (seconds, used), (again, kept) = command(store, format), command(store, format)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            ratio = plain(store, format, most) * reports / seconds
            print(
                f"{format:6}{seconds:8.1f}{reports / seconds:10.2f}{used / reports:10.3f}"
                f"{again:9.1f}{kept / reports:10.3f}{peak:9.0f}{os.getloadavg()[0]:6.1f}"
                f"  {ratio:8.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTERPRISES)
