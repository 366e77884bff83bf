"""Scorecards: appended, the newest of a side counts; and the figures the city counts."""

import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.json as arrow_json
from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    func,
    insert,
    or_,
    select,
    type_coerce,
)

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

ROWS = 20_000  # read at a time
MOMENT, WORD, COUNT, NUMBER = pa.timestamp("us", tz="UTC"), pa.string(), pa.int64(), pa.float64()
SINCE = case(
    (scorecards.c.side == "verified", assessments.c.signed_at), else_=assessments.c.submitted_at
)
# What is read of a figure, and as what. Times and truths come as the database has them: a million
# of them would be made into objects of their own only to become a column again.
COLUMNS: Mapping[str, tuple[ColumnElement[Any], pa.DataType]] = {
    "card": (scorecards.c.id, COUNT),
    "assessment": (assessments.c.id, WORD),
    "enterprise": (assessments.c.enterprise, WORD),
    "credit_code": (enterprises.c.credit_code, WORD),
    "questionnaire": (assessments.c.questionnaire, WORD),
    "edition": (assessments.c.edition, WORD),
    "division": (enterprises.c.division, WORD),
    "district": (enterprises.c.district, WORD),
    "employees": (enterprises.c.employees, NUMBER),
    "revenue": (enterprises.c.revenue, NUMBER),
    "assets": (enterprises.c.assets, NUMBER),
    "round": (assessments.c.round, COUNT),
    "year": (assessments.c.year, COUNT),
    "submitted_at": (type_coerce(assessments.c.submitted_at, String), MOMENT),
    "since": (type_coerce(SINCE, String), MOMENT),
    "stage": (assessments.c.stage, WORD),
    "centre": (assessments.c.centre, WORD),
    "synthetic": (type_coerce(assessments.c.synthetic, Integer), pa.bool_()),
    "side": (scorecards.c.side, WORD),
    "rubric": (scorecards.c.rubric, WORD),
    "rubric_version": (scorecards.c.rubric_version, WORD),
    "level": (scorecards.c.level, NUMBER),
    "total": (scorecards.c.total, NUMBER),
    "coverage": (scorecards.c.coverage, NUMBER),
}


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

    def figures(
        self,
        stages: Iterable[Stage],
        sides: Iterable[Side] | None = None,
        columns: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """One row per assessment in those stages, the verified figure where there is one.

        With ``sides`` one row per assessment and side, of these sides only. With ``columns`` only
        these and the nodes, in any order of rows: a whole city need not be sorted.
        """
        better = scorecards.alias()
        newer = and_(better.c.side == scorecards.c.side, better.c.id > scorecards.c.id)
        verified = and_(better.c.side == "verified", scorecards.c.side == "claimed")
        beaten = select(better.c.id).where(
            better.c.assessment == scorecards.c.assessment,
            or_(newer, verified) if sides is None else newer,
        )
        read = [name for name in COLUMNS if columns is None or name in columns]
        query = (
            select(*(COLUMNS[name][0].label(name) for name in read), scorecards.c.figures)
            .select_from(assessments.join(enterprises).join(scorecards))
            .where(assessments.c.stage.in_([stage.value for stage in stages]), ~beaten.exists())
        )
        if columns is None:
            query = query.order_by(assessments.c.submitted_at, assessments.c.id)
        if sides is not None:
            # What a correction repeats of the claim is no second claim.
            told_twice = and_(assessments.c.corrects.is_not(None), scorecards.c.side == "claimed")
            query = query.where(scorecards.c.side.in_(list(sides)), ~told_twice)
        query = query.execution_options(yield_per=ROWS)
        with self._read() as connection:
            parts = [_part(read, rows) for rows in connection.execute(query).partitions()]
        whole = pa.concat_tables([_part(read, ()), *parts], promote_options="permissive")
        frame: pd.DataFrame = whole.to_pandas(self_destruct=True)
        return frame.astype(dict.fromkeys(frame.columns.difference(read), "float64"))


def _part(names: Sequence[str], rows: Sequence[Any]) -> pa.Table:
    """Some rows as columns: those of ``names`` and, out of the last one, one a node.

    Part by part, for a million rows alive keep the garbage collector busy.
    """
    *columns, texts = zip(*rows, strict=True) if rows else [()] * (len(names) + 1)
    arrays = [_array(values, COLUMNS[name][1]) for name, values in zip(names, columns, strict=True)]
    table = pa.table(arrays, names=names)
    lines = "\n".join(texts).encode()
    if not lines:
        return table
    nodes = arrow_json.read_json(io.BytesIO(lines))
    for name, column in zip(nodes.column_names, nodes.columns, strict=True):
        table = table.append_column(name, column)
    return table


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """As that kind; what a database has no kind for comes as text or as a number."""
    if kind == MOMENT and values and isinstance(next(filter(None, values), None), str):
        return pa.array(values, pa.string()).cast(pa.timestamp("us")).cast(MOMENT)
    if kind == pa.bool_():
        return pa.array(map(bool, values), kind)
    return pa.array(values, kind)
