"""The city's figures over 100,000 scorecards (or as many as said): half as many firms, two years.

What is measured: the month's release as ``shuzhen city release`` makes it from the store, a batch
job (reading, the releases of every month, sums, disclosure control, all subjects, keeping), with
the most memory that its process takes; then, from what is kept, the first view of a process that
has just started, and every later one; and what a submission costs beside so many others. Each in a
process of its own. The ratios are against the obvious ways to the same means without any
protection, in this same run: GROUP BY in the database itself, and Polars and DuckDB over the same
rows, read in the same way.

``--store`` names a file or a database; one that is filled is taken as it is. ``--state``: nothing
lies beside the scorecards, so that the state is the one subject with figures.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
from sqlalchemy import Connection, Table, func, insert, literal, select, text

from access.actor import Actor, Role
from assessments.details import CLAIMS, ITEMS
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import HANDED_IN, Assessment, Stage
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from services.city import CityChoice, overview
from services.city_subjects import basis_of
from services.context import Context
from services.counted import make_release
from services.releasing import COUNTED, SIDES
from services.settings import Settings
from storage import SqlStore, open_store
from storage.tables import assessments, centres, enterprises, scorecard_details, scorecards

CARDS = 100_000
YEARS = (2025, 2026)
CENTRES, DAYS = 8, 320
AT_ONCE = 20_000  # rows written together
VIEWS = 20
NOW = datetime(2026, 12, 2, tzinfo=UTC)
QUESTIONNAIRE = "manufacturing@2026.1"
EACH_NODE = {
    "sqlite": "json_each(c.figures) node",
    "postgresql": "LATERAL json_each_text(c.figures::json) node",
}


def fill(store: SqlStore, questionnaire: Questionnaire, many: int, *, whole: bool) -> None:
    """Write the enterprises, their assessments and what the city reads of their scorecards.

    ``whole``: also the value of every item, what was claimed, and national estimates. Without them
    the state is all that is published, and that nothing can be estimated stands there.
    """
    rng = np.random.default_rng(1)
    trades = [code for code, division in divisions().items() if division.section == "C"]
    trade = rng.choice(trades, many // 2, p=rng.dirichlet(np.ones(len(trades))))
    district = rng.choice(list(districts()), many // 2)
    companies = (
        {
            "id": f"e{n}", "name": f"合成企业 {n}", "credit_code": None, "division": str(trade[n]),
            "district": str(district[n]), "employees": 50, "revenue": 1200.0, "synthetic": True,
        }
        for n in range(many // 2)
    )  # fmt: skip
    held = ({"id": f"c{n}", "name": f"合成中心 {n}"} for n in range(CENTRES))
    with store.engine.begin() as connection:
        _write(connection, centres, held)
        _write(connection, enterprises, companies)
        for year in YEARS:
            _write(connection, assessments, _cases(questionnaire, year, many // 2))
            _write(connection, scorecards, _cards(questionnaire, year, many // 2))
        _add_details(connection, questionnaire, whole=whole)


def _write(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            connection.execute(insert(table), part)
            part = []
    if part:
        connection.execute(insert(table), part)


def _cases(questionnaire: Questionnaire, year: int, many: int) -> Iterator[dict[str, Any]]:
    rng = np.random.default_rng(year)
    days, centre = rng.integers(0, DAYS, many), rng.integers(0, CENTRES, many)
    for n in range(many):
        at = datetime(year, 1, 4, tzinfo=UTC) + timedelta(int(days[n]))
        yield {
            "id": f"a{year}-{n}", "enterprise": f"e{n}", "questionnaire": questionnaire.id,
            "edition": questionnaire.edition, "digest": questionnaire.digest,
            "round": year - YEARS[0], "stage": Stage.VERIFIED.value, "version": 1,
            "started_at": at, "submitted_at": at, "signed_at": at, "synthetic": True,
            "year": year, "centre": f"c{centre[n]}",
        }  # fmt: skip


def _cards(questionnaire: Questionnaire, year: int, many: int) -> Iterator[dict[str, Any]]:
    rng = np.random.default_rng([year, 1])
    judge = rubric(questionnaire.default_rubric, questionnaire)
    nodes = [node.id for node in judge.tree.nodes]
    for n in range(many):
        points = np.clip(rng.normal(45, 15) + rng.normal(0, 10, len(nodes)), 0, 100).tolist()
        total = sum(points) / len(points)
        yield {
            "assessment": f"a{year}-{n}", "side": "verified",
            "at": datetime(year, 1, 4, tzinfo=UTC), "rubric": judge.id,
            "rubric_version": judge.version, "total": total, "level": 1 + int(total // 20.01),
            "coverage": 1.0, "figures": json.dumps(dict(zip(nodes, points, strict=True))),
        }  # fmt: skip


def _add_details(connection: Connection, questionnaire: Questionnaire, *, whole: bool) -> None:
    national = basis_of(Settings(), questionnaire).national
    kind = national.kind if national else ""
    known = select(literal(kind), scorecards.c.id, literal("{}"))
    table = scorecard_details
    if not whole:
        connection.execute(insert(table).from_select(["kind", "scorecard", "value"], known))
        return
    rng = np.random.default_rng(3)
    ids = [item.id for item in questionnaire.scored]

    def rows() -> Iterator[dict[str, Any]]:
        for card, figures in cards:
            level = float(rng.integers(1, 4))
            values = dict(zip(ids, rng.integers(0, 5, len(ids)) / 4, strict=True))
            yield {"kind": ITEMS, "scorecard": card, "value": json.dumps(values)}
            claimed = {f"claimed:{id}": min(each + 3, 100) for id, each in figures.items()}
            yield {"kind": CLAIMS, "scorecard": card, "value": json.dumps(claimed)}
            estimate = {
                "total": 40.0, "low": 35.0, "high": 45.0, "level": level, "level_low": level,
                "level_high": level, "known": 0.9, "coverage": 0.9,
            }  # fmt: skip
            yield {"kind": kind, "scorecard": card, "value": json.dumps(estimate)}

    cards = [
        (card, json.loads(figures))
        for card, figures in connection.execute(select(scorecards.c.id, scorecards.c.figures))
    ]
    _write(connection, table, rows())


def seconds(run: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def processor(run: Callable[[], object]) -> float:
    """How much of a processor it takes in this process, whatever else the machine does."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _asked(store: SqlStore, role: Role) -> Context:
    return Context(store, Actor(role, str(role)), lambda: NOW)


def release(store: SqlStore, _: int) -> Mapping[str, float]:
    """Make the month's release; one that is kept already gives way to it."""
    with store.engine.begin() as connection:
        connection.execute(text("INSERT INTO erasures SELECT DISTINCT subject FROM documents"))
        connection.execute(text("DELETE FROM documents WHERE kind = 'release'"))
        connection.execute(text("DELETE FROM erasures"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    began = time.process_time()
    taken = seconds(lambda: make_release(_asked(store, Role.OPERATOR)))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    processor = time.process_time() - began
    return {"seconds": taken, "processor": processor, "memory": most, "memory before": before}


def view(store: SqlStore, _: int) -> Mapping[str, float]:
    """The first view of this process, and the median of the later ones over both years."""
    ctx = _asked(store, Role.OFFICIAL)
    first = seconds(lambda: overview(ctx, CityChoice()))
    later = [seconds(partial(overview, ctx, CityChoice(YEARS[n % 2]))) for n in range(VIEWS)]
    taken = [processor(partial(overview, ctx, CityChoice(YEARS[n % 2]))) for n in range(VIEWS)]
    return {
        "first": first,
        "later": statistics.median(later),
        "processor": statistics.median(taken),
        "whole": time.process_time(),
    }


def submission(store: SqlStore, _: int) -> Mapping[str, float]:
    """The median of adding a result, here and in a file with nothing else in it."""
    with tempfile.TemporaryDirectory() as folder:
        empty = open_store(Path(folder) / "empty.db", migrate=True)
        found = {"here": _adding(store), "in an empty file": _adding(empty)}
        empty.close()
    return found


def _adding(store: SqlStore) -> float:
    questionnaire = load(QUESTIONNAIRE)
    card = scorecard_of(
        questionnaire, rubric(questionnaire.default_rubric, questionnaire), Sheet({}, {})
    )
    with store.engine.connect() as connection:
        known = connection.execute(select(assessments.c.id).limit(1)).scalar()
    if known is None:
        with store.engine.begin() as connection:
            _write(connection, centres, iter([{"id": "c0", "name": "c0"}]))
            firm = {
                "id": "e0", "name": "e0", "division": "34", "district": "320206",
                "employees": 50, "synthetic": True,
            }  # fmt: skip
            _write(connection, enterprises, iter([firm]))
    number = time.time_ns()
    cases = [
        Assessment(
            id=f"new-{number}-{n}", enterprise="e0", questionnaire=questionnaire.id,
            edition=questionnaire.edition, digest=questionnaire.digest, stage=Stage.SUBMITTED,
            started_at=NOW, submitted_at=NOW, synthetic=True,
        )
        for n in range(VIEWS)
    ]  # fmt: skip
    taken = []
    for case in cases:
        store.add_assessment(case, None)
        taken.append(seconds(partial(store.add_scorecard, case.id, "claimed", card, NOW)))
    return statistics.median(taken)


def grouped(store: SqlStore, _: int) -> Mapping[str, float]:
    """The same means and counts of one year by GROUP BY in the database."""
    nodes = EACH_NODE[store.engine.dialect.name]
    value = "CAST(node.value AS DOUBLE PRECISION)"
    joined = (
        "FROM scorecards c JOIN assessments a ON a.id = c.assessment "
        "JOIN enterprises e ON e.id = a.enterprise"
    )
    queries = [
        f"SELECT e.{column}, node.key, avg({value}), count(*) {joined}, {nodes} "
        f"WHERE a.year = {YEARS[-1]} GROUP BY e.{column}, node.key"
        for column in ("division", "district")
    ]
    queries.append(
        f"SELECT e.division, e.district, c.level, count(*) {joined} "
        f"WHERE a.year = {YEARS[-1]} GROUP BY e.division, e.district, c.level"
    )
    with store.engine.connect() as connection:
        return {
            "seconds": seconds(lambda: [connection.execute(text(q)).all() for q in queries]),
        }


def over_columns(store: SqlStore, _: int) -> Mapping[str, float]:
    """Reading the rows, and the same means of both years by Polars and by DuckDB over them."""
    began = time.perf_counter()
    frame = store.figures(HANDED_IN, SIDES["signed"], COUNTED)
    read = time.perf_counter() - began
    nodes = [name for name in frame.columns if name not in COUNTED] + ["total"]
    table = pl.from_pandas(frame[["year", "division", "district", "level", *nodes]])
    rows = duckdb.from_arrow(table.to_arrow())
    by = ("division", "district")

    def by_polars() -> None:
        for each in by:
            table.group_by("year", each).agg(pl.col(nodes).mean(), pl.len())
        table.group_by("year", *by, "level").len()

    def by_duckdb() -> None:
        means = ", ".join(f"avg({node})" for node in nodes)
        for each in by:
            rows.aggregate(f"year, {each}, {means}, count(*)").fetchall()
        rows.aggregate("year, division, district, level, count(*)").fetchall()

    return {"read": read, "Polars": seconds(by_polars), "DuckDB": seconds(by_duckdb)}


STEPS: Mapping[str, Callable[[SqlStore, int], Mapping[str, float]]] = {
    each.__name__: each for each in (release, view, submission, grouped, over_columns)
}


def apart(step: str, store: str, many: int) -> Mapping[str, float]:
    """What a step finds in a process of its own, and how long that process takes."""
    command = [sys.executable, __file__, str(many), "--store", store, "--step", step]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "process": time.perf_counter() - began}


def main(many: int, store: str | None = None, *, whole: bool = True) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        where = store or str(Path(folder) / "city.db")
        opened = _opened(where, migrate=True)
        with opened.engine.connect() as connection:
            there = connection.execute(select(func.count()).select_from(scorecards)).scalar_one()
        if not there:
            fill(opened, load(QUESTIONNAIRE), many, whole=whole)
        opened.close()
        found = {step: apart(step, where, many) for step in STEPS}
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
        f"{seen['process']:.2f} s with its start and all views, {seen['whole']:.2f} s of processor"
    )
    print(
        f"{'a later view':40} {seen['later'] * 1000:8.2f} ms  "
        f"{seen['processor'] * 1000:.2f} ms of processor"
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


def _opened(where: str, *, migrate: bool = False) -> SqlStore:
    return open_store(where if "://" in where else Path(where), migrate=migrate)


if __name__ == "__main__":
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("cards", nargs="?", type=int, default=CARDS)
    asked_for.add_argument("--store")
    asked_for.add_argument("--state", action="store_true", help="nothing but the state")
    asked_for.add_argument("--step", choices=STEPS)
    given = asked_for.parse_args()
    if given.step:
        with_store = _opened(given.store)
        print(json.dumps(STEPS[given.step](with_store, given.cards)))
        with_store.close()
        sys.exit(0)
    sys.exit(main(given.cards, given.store, whole=not given.state))
