"""What stands beside scorecards for the figures of a city: numbers by name, one row a kind."""

import io
import json
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import pyarrow.json as arrow_json
from sqlalchemy import (
    Connection,
    Integer,
    String,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.exc import IntegrityError

from assessments.details import Figures
from assessments.model import Side
from storage.connected import Connected
from storage.tables import scorecard_details, scorecards

WRITTEN = 1_000  # looked up and written at a time
ROOM = 1 << 24  # of one piece of JSON, larger than any line
CARD = ""  # in place of a name: whose line it is
# A row as a line of JSON with its card in it. The database makes one text of many such, which is
# one object here and is read as columns at once; a million rows would be objects only to be read.
VALUE = scorecard_details.c.value
LINE = (
    literal(f'{{"{CARD}":')
    .concat(cast(scorecard_details.c.scorecard, String))
    .concat(case((VALUE == "{}", ""), else_=","))
    .concat(func.substr(VALUE, 2))
)


class Details(Connected):
    """The part of the store that holds what the city counts beside the results."""

    def add_details(self, kind: str, found: Mapping[tuple[str, Side], Figures]) -> None:
        """Append them to the newest card of each assessment and side; what is there stays."""
        keys = sorted(found)
        with self._write() as connection:
            for first in range(0, len(keys), WRITTEN):
                part = {key: found[key] for key in keys[first : first + WRITTEN]}
                try:
                    with connection.begin_nested():
                        _append(connection, kind, part)
                except IntegrityError:  # another process was faster; its rows are seen now
                    _append(connection, kind, part)

    def details(self, kind: str, cards: Collection[int]) -> pd.DataFrame:
        """What is kept of that kind beside those cards, some thousand at most.

        One row a card (its index) that has any; a column a name, NaN where a card has none of it.
        """
        table = scorecard_details.c
        # Numbers as they are: as parameters they cost PostgreSQL's client as much as reading does.
        these = bindparam("cards", cards, Integer, expanding=True, literal_execute=True)
        query = select(func.aggregate_strings(LINE, "\n")).where(
            table.kind == kind, table.scorecard.in_(these)
        )
        with self._read() as connection:
            return _parsed(connection.execute(query).scalar() or "")


def _append(connection: Connection, kind: str, found: Mapping[tuple[str, Side], Figures]) -> None:
    rows = _new_rows(connection, kind, found)
    if rows:
        connection.execute(insert(scorecard_details), rows)


def _new_rows(
    connection: Connection, kind: str, found: Mapping[tuple[str, Side], Figures]
) -> list[dict[str, Any]]:
    """The rows of those that have a card, and nothing of that kind beside it."""
    cases = sorted({assessment for assessment, _ in found})
    newest = (
        select(scorecards.c.assessment, scorecards.c.side, func.max(scorecards.c.id))
        .where(scorecards.c.assessment.in_(cases))
        .group_by(scorecards.c.assessment, scorecards.c.side)
    )
    cards = {(id, side): card for id, side, card in connection.execute(newest)}
    there = select(scorecard_details.c.scorecard).where(
        scorecard_details.c.kind == kind, scorecard_details.c.scorecard.in_(cards.values())
    )
    known = set(connection.execute(there).scalars())
    return [
        {"kind": kind, "scorecard": cards[key], "value": dumped(figures)}
        for key, figures in found.items()
        if key in cards and cards[key] not in known
    ]


def dumped(figures: Figures) -> str:
    """As a row holds them: no name without a number, and every number with a point."""
    known = {name: float(each) for name, each in figures.items() if each is not None}
    return json.dumps(known, allow_nan=False)


def _parsed(lines: str) -> pd.DataFrame:
    """The JSON of many rows at once, by card."""
    if not lines:
        return pd.DataFrame(index=pd.Index([], dtype="int64"))
    options = arrow_json.ReadOptions(block_size=ROOM)
    table = arrow_json.read_json(io.BytesIO(lines.encode()), read_options=options)
    found: pd.DataFrame = table.to_pandas().set_index(CARD)
    return found.astype("float64")
