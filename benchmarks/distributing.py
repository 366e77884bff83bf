"""The sums of a country's answer sheets on one machine and on a cluster of an existing engine.

Synthetic sheets of the manufacturing questionnaire, as in ``batch.py`` with a district each, lie
in Parquet files of ``ROWS_A_PART`` rows. One process alone reads, checks, scores and adds up one
file after another (``services.city_sums``); then a local cluster of Dask with two workers, each a
process of its own with one thread, does the same with the same two functions. The numbers of
enterprises have to be equal, the sums to 1e-9, or the script fails.

Run with another number of rows: ``python benchmarks/distributing.py 10000000`` (some 35 bytes a
sheet in the folder for temporary files). Starting the cluster and loading the engine there is not
in its time, but printed.
"""

import runpy
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from distributed import Client, LocalCluster

from aggregates.partial import added
from assessments.districts import districts
from services.city_sums import sums_of_file

BATCH = runpy.run_path(str(Path(__file__).with_name("batch.py")))
ROWS = 1_000_000
ROWS_A_PART = 250_000
WORKERS = 2
ALIKE = 1e-9


def write(folder: Path, rows: int, rows_a_part: int) -> list[Path]:
    """The sheets, in files."""
    random = np.random.default_rng(52)
    codes = np.array([*districts()], dtype=object)
    paths: list[Path] = []
    writer, room = None, 0
    for batch in BATCH["tables"](rows):
        own = pa.array(codes[random.integers(0, len(codes), len(batch))], pa.string())
        whole = batch.append_column("district", own)
        for low in range(0, len(whole), rows_a_part):
            piece = whole.slice(low, rows_a_part)
            if writer is None or room < len(piece):
                if writer is not None:
                    writer.close()
                paths.append(folder / f"part-{len(paths):05}.parquet")
                writer, room = pyarrow.parquet.ParquetWriter(paths[-1], whole.schema), rows_a_part
            writer.write_batch(piece)
            room -= len(piece)
    if writer is not None:
        writer.close()
    return paths


def alone(paths: list[Path]) -> pa.Table:
    """One process, one file after another."""
    return added(sums_of_file(BATCH["NAME"], None, path) for path in paths)


def together(client: Client, paths: list[Path]) -> pa.Table:
    """The same by the workers: each file a task, then pairs of sums until one is left."""
    sums = [client.submit(sums_of_file, BATCH["NAME"], None, path, pure=False) for path in paths]
    while len(sums) > 1:
        pairs = [sums[at : at + 2] for at in range(0, len(sums), 2)]
        sums = [client.submit(added, pair, pure=False) for pair in pairs]
    found: pa.Table = sums[0].result()
    return found


def difference(one: pa.Table, other: pa.Table) -> float:
    """The greatest of the sums, as a share; the lines and the numbers have to be equal."""
    exact = ["insider", "row", "measure", "n"]
    if not one.select(exact).equals(other.select(exact)):
        raise SystemExit("not the same numbers of enterprises")
    left, right = (table["total"].to_numpy() for table in (one, other))
    return float(np.max(np.abs(left - right) / np.maximum(np.abs(left), 1.0), initial=0.0))


def main(rows: int = ROWS, rows_a_part: int = ROWS_A_PART) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="shuzhen-distributed-") as folder:
        paths = write(Path(folder), rows, rows_a_part)
        size = sum(path.stat().st_size for path in paths) / 1e9
        print(f"{rows:,} sheets in {len(paths)} files of Parquet, {size:.2f} GB", flush=True)
        start, processor = time.perf_counter(), time.process_time()
        embedded = alone(paths)
        seconds, processor = time.perf_counter() - start, time.process_time() - processor
        print(f"{'one process':24}{seconds:>8.1f} s{processor:>8.1f} s of a processor", flush=True)
        start = time.perf_counter()
        with (
            LocalCluster(
                n_workers=WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
            ) as cluster,
            Client(cluster) as client,
        ):
            client.wait_for_workers(WORKERS)
            client.run(import_module, "scoring.warm")
            print(f"{'starting the cluster':24}{time.perf_counter() - start:>8.1f} s", flush=True)
            start = time.perf_counter()
            distributed = together(client, paths)
            other = time.perf_counter() - start
        apart = difference(embedded, distributed)
        if apart > ALIKE:
            raise SystemExit(f"the sums differ by {apart:.1e}")
        print(f"{f'{WORKERS} workers':24}{other:>8.1f} s   x{other / seconds:.2f} the time")
        print(f"{len(embedded):,} sums the same; greatest difference {apart:.0e}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
