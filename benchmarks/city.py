"""The city view over 100,000 scorecards on disk: 50,000 enterprises in each of two years.

What is measured is what an official waits for: the service's answer with everything in it (reading
the store, one line an enterprise and year, sums, disclosure control against the other stages and
the other year, coarse figures). The ratios are against the two obvious ways to get the same means
and shares from the same store without any protection, in this same run: plain Python over rows,
and one GROUP BY per table in SQL. The best of three counts.
"""

import json
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from access.actor import Actor, Role
from aggregates.breakdown import breakdown
from aggregates.publication import publish
from aggregates.versions import Version
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Stage
from questionnaires.library import load
from questionnaires.model import Questionnaire
from scoring.library import rubric
from services.city import CityChoice, overview
from services.context import Context
from services.counted import counted
from storage import SqlStore, open_store
from storage.tables import assessments, enterprises, scorecards

CARDS = 100_000
YEARS = (2025, 2026)
ROUNDS = 3  # the best counts
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def fill(store: SqlStore, questionnaire: Questionnaire) -> None:
    """Write the enterprises, their assessments and what the city reads of their scorecards."""
    rng = np.random.default_rng(1)
    judge = rubric(questionnaire.default_rubric, questionnaire)
    nodes = [node.id for node in judge.tree.nodes]
    trades = [code for code, division in divisions().items() if division.section == "C"]
    size = CARDS // len(YEARS)
    trade = rng.choice(trades, size, p=rng.dirichlet(np.ones(len(trades))))
    district = rng.choice(list(districts()), size)
    companies = [
        {
            "id": f"e{n}", "name": f"合成企业 {n}", "credit_code": None, "division": str(trade[n]),
            "district": str(district[n]), "employees": 50, "synthetic": True,
        }
        for n in range(size)
    ]  # fmt: skip
    cases, cards = [], []
    for year in YEARS:
        points = np.clip(
            rng.normal(45, 15, (size, 1)) + rng.normal(0, 10, (size, len(nodes))), 0, 100
        )
        signed = rng.random(size) < 0.4
        at = datetime(year, 6, 1, tzinfo=UTC)
        for n in range(size):
            id, stage = f"a{year}-{n}", Stage.VERIFIED if signed[n] else Stage.SUBMITTED
            total = float(points[n].mean())
            cases.append(
                {
                    "id": id, "enterprise": f"e{n}", "questionnaire": questionnaire.id,
                    "edition": questionnaire.edition, "digest": questionnaire.digest,
                    "round": year - YEARS[0], "stage": stage.value, "version": 1,
                    "started_at": at, "submitted_at": at, "synthetic": True, "year": year,
                }
            )  # fmt: skip
            cards.append(
                {
                    "assessment": id, "side": "verified" if signed[n] else "claimed", "at": at,
                    "rubric": judge.id, "rubric_version": judge.version, "total": total,
                    "level": 1 + int(total // 20.01), "coverage": 1.0,
                    "figures": json.dumps(dict(zip(nodes, points[n].tolist(), strict=True))),
                }
            )  # fmt: skip
    with store.engine.begin() as connection:
        for table, rows in ((enterprises, companies), (assessments, cases), (scorecards, cards)):
            connection.execute(insert(table), rows)


def per_row(file: Path) -> dict[tuple[str, str], float]:
    """Means by division and dimension and shares by level, row by row in plain Python."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    many: dict[tuple[str, str], int] = defaultdict(int)
    with sqlite3.connect(file) as connection:
        for division, district, level, figures in connection.execute(
            "SELECT e.division, e.district, c.level, c.figures FROM scorecards c "
            "JOIN assessments a ON a.id = c.assessment JOIN enterprises e ON e.id = a.enterprise "
            "WHERE a.year = ?",
            (YEARS[-1],),
        ):
            for node, score in json.loads(figures).items():
                for row in (division, district):
                    sums[row, node] += score
                    many[row, node] += 1
            for row in (division, district, "city"):
                sums[row, str(level)] += 1
                many[row, str(level)] += 1
    return {key: total / many[key] for key, total in sums.items()}


def grouped(file: Path) -> list[tuple[object, ...]]:
    """The same by three GROUP BY statements."""
    joined = (
        "FROM scorecards c JOIN assessments a ON a.id = c.assessment "
        "JOIN enterprises e ON e.id = a.enterprise"
    )
    found: list[tuple[object, ...]] = []
    with sqlite3.connect(file) as connection:
        for column in ("division", "district"):
            found += connection.execute(
                f"SELECT e.{column}, node.key, avg(node.value), count(*) {joined}, "
                f"json_each(c.figures) node WHERE a.year = ? GROUP BY e.{column}, node.key",
                (YEARS[-1],),
            ).fetchall()
        found += connection.execute(
            f"SELECT e.division, e.district, c.level, count(*) {joined} "
            "WHERE a.year = ? GROUP BY e.division, e.district, c.level",
            (YEARS[-1],),
        ).fetchall()
    return found


def best(run: Callable[[], object]) -> float:
    """Seconds of the fastest of three."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    """Measure and print."""
    questionnaire = load("manufacturing@2026.1")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "city.db"
        store = open_store(file, migrate=True)
        fill(store, questionnaire)
        ctx = Context(store, Actor(Role.OFFICIAL, "official"), lambda: NOW)
        view = best(lambda: overview(ctx, CityChoice("signed", YEARS[-1])))
        lines = counted(ctx, questionnaire)
        people = lines.population()
        parts = {
            "read and filter": best(lambda: counted(ctx, questionnaire)),
            "one line an enterprise and year": best(lines.population),
            "sums and disclosure control, a year": best(
                lambda: publish(people, Version(YEARS[-1], "signed"), 10)
            ),
        }
        others = {
            "plain Python": best(lambda: per_row(file)),
            "GROUP BY": best(lambda: grouped(file)),
        }
        store.close()
    print(f"{CARDS:,} scorecards, {len(breakdown().nodes)} rows, signed only, newest year")
    print(f"{'city view':34} {view:6.2f} s")
    for name, seconds in parts.items():
        print(f"  {name:32} {seconds:6.2f} s")
    for name, seconds in others.items():
        print(
            f"{name + ', unprotected':34} {seconds:6.2f} s   city view takes {view / seconds:.2f} x"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
