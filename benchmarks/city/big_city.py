"""A store with very many signed firms in it, and with everything that a city counts of them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, insert, literal, select

from assessments.details import CLAIMS, ITEMS
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Stage
from questionnaires.model import Questionnaire
from scoring.library import rubric
from services.city_subjects import basis_of
from services.settings import Settings
from storage import SqlStore
from storage.tables import assessments, centres, enterprises, scorecard_details, scorecards

QUESTIONNAIRE = "manufacturing@2026.1"
YEARS = (2025, 2026)
CENTRES, DAYS = 8, 320
AT_ONCE = 20_000  # rows written together


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
        write(connection, centres, held)
        write(connection, enterprises, companies)
        for year in YEARS:
            write(connection, assessments, _cases(questionnaire, year, many // 2))
            write(connection, scorecards, _cards(questionnaire, year, many // 2))
        _add_details(connection, questionnaire, whole=whole)


def write(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    """Write the rows, many together."""
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
    write(connection, table, rows())
