"""The city's figures over 100,000 scorecards (or as many as said): half as many firms, two years.

What is measured: the month's release as ``shuzhen city release`` makes it from the store, a batch
job (reading, the releases of every month, sums, disclosure control, all subjects, keeping), with
the most memory that its process takes; then, from what is kept, the first view of a process that
has just started, and every later one; a release proposed for the public, which is compared with
one of a month before; and what a submission costs beside so many others. Each in a
process of its own. The ratios are against the obvious ways to the same means without any
protection, in this same run: GROUP BY in the database itself, and Polars and DuckDB over the same
rows, read in the same way.

``--store`` names a file or a database; one that is filled is taken as it is. ``--state``: nothing
lies beside the scorecards, so that the state is the one subject with figures.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from big_city import QUESTIONNAIRE, fill
from from_store import opened
from sqlalchemy import func, select

from questionnaires.library import load
from storage.tables import scorecards

CARDS = 100_000
STEPS = {  # by the script that takes it
    "from_store.py": ("release", "view", "publication", "submission"),
    "unprotected.py": ("grouped", "over_columns"),
}


def apart(script: str, step: str, store: str) -> Mapping[str, float]:
    """What a step finds in a process of its own."""
    command = [sys.executable, str(Path(__file__).parent / script), step, store]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(many: int, store: str | None = None, *, whole: bool = True) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        where = store or str(Path(folder) / "city.db")
        filled = opened(where, migrate=True)
        with filled.engine.connect() as connection:
            there = connection.execute(select(func.count()).select_from(scorecards)).scalar_one()
        if not there:
            fill(filled, load(QUESTIONNAIRE), many, whole=whole)
        filled.close()
        found = {
            step: apart(script, step, where) for script, steps in STEPS.items() for step in steps
        }
    made, seen, added = found["release"], found["view"], found["submission"]
    others = {
        "GROUP BY in the database": found["grouped"]["seconds"],
        "Polars": found["over_columns"]["read"] + found["over_columns"]["Polars"],
        "DuckDB": found["over_columns"]["read"] + found["over_columns"]["DuckDB"],
    }
    print(f"{there or many:,} scorecards{', all subjects' if whole else ', the state alone'}")
    print(
        f"{'the release, a month':40} {made['seconds']:8.2f} s   "
        f"{made['processor']:.2f} s of processor, {made['memory']:.2f} GB at most "
        f"({made['memory before']:.2f} before)"
    )
    print(
        f"{'the first view of a process':40} {seen['first']:8.3f} s   "
        f"{seen['whole']:.2f} s of processor with the start of the process"
    )
    print(
        f"{'a later view':40} {seen['later'] * 1000:8.2f} ms  "
        f"{seen['processor'] * 1000:.2f} ms of processor"
    )
    proposed = found["publication"]
    print(
        f"{'a release proposed for the public':40} {proposed['seconds']:8.2f} s   "
        f"{proposed['processor']:.2f} s of processor"
    )
    print(
        f"{'a result added':40} {added['here'] * 1000:8.2f} ms  "
        f"{added['in an empty file'] * 1000:.2f} ms in an empty file"
    )
    for name, taken in others.items():
        told = f"{name}, unprotected"
        print(
            f"{told:40} {taken:8.2f} s   the release takes {made['seconds'] / taken:.2f} x, "
            f"a later view {seen['later'] / taken:.5f} x"
        )
    return 0


if __name__ == "__main__":
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("cards", nargs="?", type=int, default=CARDS)
    asked_for.add_argument("--store")
    asked_for.add_argument("--state", action="store_true", help="nothing but the state")
    given = asked_for.parse_args()
    sys.exit(main(given.cards, given.store, whole=not given.state))
