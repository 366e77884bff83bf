"""The city view over 100,000 scorecards on disk: 50,000 enterprises in each of two years.

What is measured is what the first official of a month waits for: the service's answer with
everything in it (reading the store, the releases of every month, sums, disclosure control against
the other year, coarse figures); whoever asks later gets what is held. All are signed, over twelve
months. The ratios are against the two obvious ways to get the same means
and shares from the same store without any protection, in this same run: plain Python over rows,
and one GROUP BY per table in SQL. The best of three counts.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from access.actor import Actor, Role
from aggregates.breakdown import breakdown
from aggregates.population import lines
from aggregates.publication import publish
from aggregates.releases import boundary, released
from aggregates.subjects import legend_of
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Stage
from questionnaires.library import load
from questionnaires.model import Questionnaire
from scoring.library import rubric
from services.city import CityChoice, overview
from services.context import Context
from services.releasing import HANDED_IN, SIDES
from storage import SqlStore, open_store
from storage.tables import assessments, centres, enterprises, scorecards

CARDS = 100_000
YEARS = (2025, 2026)
CENTRES, DAYS = 8, 300
ROUNDS = 3  # the best counts
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def fill(store: SqlStore, questionnaire: Questionnaire, many: int) -> None:
    """Write the enterprises, their assessments and what the city reads of their scorecards."""
    rng = np.random.default_rng(1)
    judge = rubric(questionnaire.default_rubric, questionnaire)
    nodes = [node.id for node in judge.tree.nodes]
    trades = [code for code, division in divisions().items() if division.section == "C"]
    size = many // len(YEARS)
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
        days, centre = rng.integers(0, DAYS, size), rng.integers(0, CENTRES, size)
        for n in range(size):
            id, at = f"a{year}-{n}", datetime(year, 1, 4, tzinfo=UTC) + timedelta(int(days[n]))
            total = float(points[n].mean())
            cases.append(
                {
                    "id": id, "enterprise": f"e{n}", "questionnaire": questionnaire.id,
                    "edition": questionnaire.edition, "digest": questionnaire.digest,
                    "round": year - YEARS[0], "stage": Stage.VERIFIED.value, "version": 1,
                    "started_at": at, "submitted_at": at, "signed_at": at, "synthetic": True,
                    "year": year, "centre": f"c{centre[n]}",
                }
            )  # fmt: skip
            cards.append(
                {
                    "assessment": id, "side": "verified", "at": at,
                    "rubric": judge.id, "rubric_version": judge.version, "total": total,
                    "level": 1 + int(total // 20.01), "coverage": 1.0,
                    "figures": json.dumps(dict(zip(nodes, points[n].tolist(), strict=True))),
                }
            )  # fmt: skip
    held = [{"id": f"c{n}", "name": f"合成中心 {n}"} for n in range(CENTRES)]
    with store.engine.begin() as connection:
        for table, rows in (
            (centres, held),
            (enterprises, companies),
            (assessments, cases),
            (scorecards, cards),
        ):
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


def main(many: int) -> int:
    """Measure and print."""
    questionnaire = load("manufacturing@2026.1")
    legend = legend_of(rubric(questionnaire.default_rubric, questionnaire))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "city.db"
        store = open_store(file, migrate=True)
        fill(store, questionnaire, many)
        choice = CityChoice(YEARS[-1])

        def asked() -> Context:
            return Context(store, Actor(Role.OFFICIAL, "official"), lambda: NOW)

        view = best(lambda: overview(asked(), choice))
        later = asked()
        overview(later, choice)
        figures = store.figures(HANDED_IN, SIDES["signed"])
        known = lines(figures, breakdown(), legend)
        people = released(known, boundary(NOW), 10)
        parts = {
            "read": best(lambda: store.figures(HANDED_IN, SIDES["signed"])),
            "a line an assessment": best(lambda: lines(figures, breakdown(), legend)),
            "the releases of every month": best(lambda: released(known, boundary(NOW), 10)),
            "sums and disclosure control, a year": best(lambda: publish(people, YEARS[-1], 10)),
        }
        held = best(lambda: overview(later, choice))
        others = {
            "plain Python": best(lambda: per_row(file)),
            "GROUP BY": best(lambda: grouped(file)),
        }
        store.close()
    print(
        f"{many:,} scorecards, {len(breakdown().nodes)} rows; {len(people.year):,} in the release"
    )
    print(f"{'city view, first of a month':36} {view:6.2f} s")
    for name, seconds in parts.items():
        print(f"  {name:34} {seconds:6.2f} s")
    print(f"{'city view, any later one':36} {held:6.2f} s")
    for name, seconds in others.items():
        told = f"{name}, unprotected"
        print(f"{told:36} {seconds:6.2f} s   the first view takes {view / seconds:.2f} x")
    return 0


if __name__ == "__main__":
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("cards", nargs="?", type=int, default=CARDS)
    sys.exit(main(asked_for.parse_args().cards))
