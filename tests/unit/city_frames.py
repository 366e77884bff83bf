"""Lines as a store's ``figures()``, made up, to publish a city from."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any

import numpy as np
import pandas as pd

from aggregates.breakdown import TABLES, Table, breakdown
from aggregates.figures import CityFigures, FigureRow, Legend, Measure
from aggregates.population import Lines, Population
from aggregates.population import lines as lines_of
from aggregates.publication import publish
from assessments.confirmation import Confirmation, Decision
from assessments.groups import Tie
from i18n import Text
from scoring.scorecard import Level

THRESHOLD = 10
NAME = Text(zh="名", en="name")
LEGEND = Legend(
    tuple(Measure(id, NAME, 100) for id in ("total", "part")),
    tuple(Level(number=number, name=NAME, meaning=NAME) for number in (1, 2, 3)),
)
FIRST = pd.Timestamp("2026-03-02", tz="UTC")
_numbers = count()


def lines(many: int, **given: Any) -> pd.DataFrame:
    """As many signed enterprises as said, mixed in levels and points, with what is ``given``."""
    ids = [next(_numbers) for _ in range(many)]
    usual: Mapping[str, Any] = {
        "assessment": [f"a{id:06}" for id in ids],
        "enterprise": [f"e{id}" for id in ids],
        "credit_code": None,
        "division": "34",
        "district": "320206",
        "employees": 50.0,
        "revenue": 1200.0,
        "assets": float("nan"),
        "side": "verified",
        "centre": None,
        "year": 2026,
        "since": [FIRST + pd.Timedelta(seconds=id) for id in ids],
        "synthetic": False,
        "total": [40.0 + 4 * (place % 6) for place in range(many)],
        "part": [30.0 + 6 * (place % 5) for place in range(many)],
        "level": [1.0 + place % 3 for place in range(many)],
    }
    return pd.DataFrame({**usual, **given})


def decided(
    frame: pd.DataFrame, decision: Decision = "confirmed", at: datetime = FIRST
) -> list[Confirmation]:
    """That decision on every record of ``frame``, which has credit codes."""
    pairs = zip(frame["enterprise"], frame["credit_code"], strict=True)
    return [
        Confirmation(
            enterprise=record, credit_code=code, decision=decision,
            reason="", author="c", by="c", at=at,
        )
        for record, code in dict.fromkeys(pairs)
    ]  # fmt: skip


def tied(
    *frames: pd.DataFrame, group: str = "91320206MA1GROUP01", since: datetime = FIRST
) -> list[Tie]:
    """All of them belong to one group."""
    records = dict.fromkeys(record for frame in frames for record in frame["enterprise"])
    return [Tie(record, group, since - timedelta(days=1)) for record in records]


def coded(frame: pd.DataFrame) -> pd.DataFrame:
    """The same, each record with a credit code of its own."""
    return frame.assign(credit_code=[f"{record:0>18}" for record in frame["enterprise"]])


def known(
    *frames: pd.DataFrame,
    confirmations: Sequence[Confirmation] = (),
    tables: Sequence[Table] = TABLES,
    ties: Sequence[Tie] = (),
) -> Lines:
    """The lines of all frames, published by those tables."""
    every = pd.concat(frames, ignore_index=True)
    return lines_of(every, breakdown(tuple(tables)), LEGEND, confirmations, ties)


def people(
    *frames: pd.DataFrame,
    confirmations: Sequence[Confirmation] = (),
    tables: Sequence[Table] = TABLES,
    ties: Sequence[Tie] = (),
) -> Population:
    """The enterprises of all frames, as if nothing had been published before."""
    every = known(*frames, confirmations=confirmations, tables=tables, ties=ties)
    everybody, counts = every.as_of(np.datetime64("2100-01-01"))
    return everybody.only(counts)


def shown(
    *frames: pd.DataFrame,
    year: int = 2026,
    threshold: int = THRESHOLD,
    ties: Sequence[Tie] = (),
) -> CityFigures:
    """What is published of them."""
    return publish(people(*frames, ties=ties), year, threshold)


def row(figures: CityFigures, id: str) -> FigureRow:
    """The row with that id."""
    return next(row for row in every_row(figures) if row.id == id)


def every_row(figures: CityFigures) -> Sequence[FigureRow]:
    """The rows of all tables."""
    below = figures.sectors, figures.divisions, figures.districts, figures.sizes
    return [figures.city, *chain.from_iterable(below)]
