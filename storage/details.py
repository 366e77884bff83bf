"""What stands beside scorecards for the figures of a city: numbers by name, one row a kind."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow.json as arrow_json
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from assessments.details import Figures
from assessments.model import Side
from storage.connected import Connected
from storage.tables import assessments, scorecard_details, scorecards

ROWS = 20_000  # read at a time
WRITTEN = 1_000  # looked up and written at a time
ROOM = 1 << 24  # of one piece of JSON, larger than any line


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

    def details(self, kind: str, questionnaire: str) -> pd.DataFrame:
        """One row per assessment and side (its index) whose newest card has any of that kind.

        A column a name, NaN where a card has none of that name.
        """
        better = scorecards.alias()
        newer = select(better.c.id).where(
            better.c.assessment == scorecards.c.assessment,
            better.c.side == scorecards.c.side,
            better.c.id > scorecards.c.id,
        )
        query = (
            select(scorecards.c.assessment, scorecards.c.side, scorecard_details.c.value)
            .select_from(scorecard_details.join(scorecards).join(assessments))
            .where(
                scorecard_details.c.kind == kind,
                assessments.c.questionnaire == questionnaire,
                ~newer.exists(),
            )
            .order_by(scorecard_details.c.scorecard)
        )
        with self._read() as connection:
            parts = [_parsed(rows) for rows in connection.execute(query).partitions(ROWS)]
        if not parts:
            index = pd.MultiIndex.from_arrays([[], []], names=["assessment", "side"])
            return pd.DataFrame(index=index)
        return pd.concat(parts)


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


def _parsed(rows: Sequence[Any]) -> pd.DataFrame:
    """The JSON of many rows at once."""
    names, sides, texts = zip(*rows, strict=True)
    index = pd.MultiIndex.from_arrays([names, sides], names=["assessment", "side"])
    # one name more, so that a row without any is a row
    lines = "\n".join('{"":0.0' + ("," if len(text) > 2 else "") + text[1:] for text in texts)  # noqa: PLR2004  ("{}")
    options = arrow_json.ReadOptions(block_size=ROOM)
    table = arrow_json.read_json(io.BytesIO(lines.encode()), read_options=options)
    found: pd.DataFrame = table.drop_columns([""]).to_pandas()
    return found.astype("float64").set_index(index)
