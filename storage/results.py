"""Scorecards: appended, the newest of a side counts; and the figures the city counts."""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow.json as arrow_json
from sqlalchemy import DateTime, and_, case, func, insert, or_, select, type_coerce

from assessments.details import ITEMS
from assessments.model import Side, Stage
from scoring.scorecard import Scorecard
from storage.connected import Connected
from storage.details import dumped
from storage.tables import (
    assessments,
    enterprises,
    scorecard_details,
    scorecard_documents,
    scorecards,
)

ROWS = 2_000  # read at a time
NUMBERS = ("employees", "revenue", "assets", "level", "total", "coverage")


class Results(Connected):
    """The part of the store that holds results."""

    def add_scorecard(self, assessment: str, side: Side, card: Scorecard, at: datetime) -> None:
        """Append a result of that side."""
        root = card.nodes[0].id if card.nodes else ""
        figures = {node.id: node.score for node in card.nodes if node.parent == root}
        row = {
            "assessment": assessment,
            "side": side,
            "at": at,
            "rubric": card.stamp.rubric,
            "rubric_version": card.stamp.rubric_version,
            "total": card.total,
            "level": None if card.level is None else card.level.number,
            "coverage": card.coverage,
            "figures": json.dumps(figures, allow_nan=False),
        }
        with self._write() as connection:
            key = connection.execute(insert(scorecards).returning(scorecards.c.id), row).scalar()
            connection.execute(
                insert(scorecard_documents),
                {"scorecard": key, "document": card.model_dump_json(by_alias=True)},
            )
            values = dumped({item.id: item.value for item in card.items})
            connection.execute(
                insert(scorecard_details), {"scorecard": key, "kind": ITEMS, "value": values}
            )

    def scorecard(self, assessment: str, side: Side) -> Scorecard | None:
        """The newest one of that side."""
        return self.scorecards([assessment], [side]).get((assessment, side))

    def scorecards(
        self, assessments: Iterable[str], sides: Iterable[Side] | None = None
    ) -> Mapping[tuple[str, Side], Scorecard]:
        """The newest one of each assessment and side, or of these sides, that has any."""
        newest = (
            select(func.max(scorecards.c.id))
            .where(scorecards.c.assessment.in_(list(assessments)))
            .group_by(scorecards.c.assessment, scorecards.c.side)
        )
        if sides is not None:
            newest = newest.where(scorecards.c.side.in_(list(sides)))
        query = (
            select(scorecards.c.assessment, scorecards.c.side, scorecard_documents.c.document)
            .join_from(scorecards, scorecard_documents)
            .where(scorecards.c.id.in_(newest))
        )
        with self._read() as connection:
            rows = connection.execute(query).all()
        return {(id, side): Scorecard.model_validate_json(card) for id, side, card in rows}

    def figures(self, stages: Iterable[Stage], sides: Iterable[Side] | None = None) -> pd.DataFrame:
        """One row per assessment in those stages, the verified figure where there is one.

        With ``sides`` one row per assessment and side, of these sides only.
        """
        better = scorecards.alias()
        newer = and_(better.c.side == scorecards.c.side, better.c.id > scorecards.c.id)
        verified = and_(better.c.side == "verified", scorecards.c.side == "claimed")
        beaten = select(better.c.id).where(
            better.c.assessment == scorecards.c.assessment,
            or_(newer, verified) if sides is None else newer,
        )
        since = case(
            (scorecards.c.side == "verified", assessments.c.signed_at),
            else_=assessments.c.submitted_at,
        )
        query = (
            select(
                assessments.c.id.label("assessment"),
                assessments.c.enterprise,
                enterprises.c.credit_code,
                assessments.c.questionnaire,
                assessments.c.edition,
                enterprises.c.division,
                enterprises.c.district,
                enterprises.c.employees,
                enterprises.c.revenue,
                enterprises.c.assets,
                assessments.c.round,
                assessments.c.year,
                type_coerce(assessments.c.submitted_at, DateTime).label("submitted_at"),
                type_coerce(since, DateTime).label("since"),
                assessments.c.stage,
                assessments.c.centre,
                assessments.c.synthetic,
                scorecards.c.side,
                scorecards.c.rubric,
                scorecards.c.rubric_version,
                scorecards.c.level,
                scorecards.c.total,
                scorecards.c.coverage,
                scorecards.c.figures,
            )
            .select_from(assessments.join(enterprises).join(scorecards))
            .where(assessments.c.stage.in_([stage.value for stage in stages]), ~beaten.exists())
            .order_by(assessments.c.submitted_at, assessments.c.id)
        )
        if sides is not None:
            # What a correction repeats of the claim is no second claim.
            told_twice = and_(assessments.c.corrects.is_not(None), scorecards.c.side == "claimed")
            query = query.where(scorecards.c.side.in_(list(sides)), ~told_twice)
        with self._read() as connection:
            result = connection.execute(query)
            columns: dict[str, list[Any]] = {name: [] for name in result.keys()}  # noqa: SIM118  (a method of the result, not a dict)
            # Column by column, for pandas would look at every row for what it might be; and part
            # by part, for a hundred thousand rows alive keep the garbage collector busy.
            for rows in result.partitions(ROWS):
                for column, values in zip(columns.values(), zip(*rows, strict=True), strict=True):
                    column.extend(values)
        return _table(columns)


def _table(columns: dict[str, list[Any]]) -> pd.DataFrame:
    """The table with the column ``figures`` (JSON texts) as one float column a node."""
    texts = columns.pop("figures")
    frame = pd.DataFrame(columns).astype(dict.fromkeys(NUMBERS, "float64"))
    for moment in ("submitted_at", "since"):
        frame[moment] = pd.to_datetime(frame[moment], utc=True)
    lines = "\n".join(texts).encode()
    if not lines:
        return frame
    nodes: pd.DataFrame = arrow_json.read_json(io.BytesIO(lines)).to_pandas()
    return pd.concat([frame, nodes.astype("float64").set_index(frame.index)], axis=1)
