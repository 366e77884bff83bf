"""Answers: appended, never changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, Select, Text, cast, func, insert, select

from assessments.model import AnswerRecord, Side
from assessments.refusals import NotFound, Stale
from storage.as_given import as_given
from storage.connected import Connected
from storage.tables import accounts, answers, assessments

FIELDS = [answers.c[name] for name in AnswerRecord.model_fields]


class Answers(Connected):
    """The part of the store that holds answers."""

    def append_answer(self, record: AnswerRecord) -> None:
        """Append if ``record.revision`` is the next one of its item and side; else Stale."""
        self.append_answers([record])

    def append_answers(self, records: Iterable[AnswerRecord]) -> None:
        """Append all, or none and Stale if one is not the next of its item and side."""
        rows = [record.model_dump() for record in records]
        if not rows:
            return
        with self._write() as connection:
            _lock(connection, {row["assessment"] for row in rows})
            _require_next(connection, rows)
            connection.execute(insert(answers), rows)

    def answers(self, assessment: str, side: Side) -> Mapping[str, AnswerRecord]:
        """The latest record of each item, in the order in which they were given."""
        query = _latest().where(answers.c.assessment == assessment, answers.c.side == side)
        with self._read() as connection:
            return {row.item: _record(row) for row in connection.execute(query)}

    def all_answers(
        self, assessments: Iterable[str]
    ) -> tuple[Mapping[tuple[str, Side], Mapping[str, AnswerRecord]], Mapping[str, str]]:
        """The same of each assessment and side, and the names of authors with an account."""
        query = (
            _latest()
            .add_columns(accounts.c.name)
            .outerjoin(accounts, accounts.c.username == answers.c.author)
            .where(answers.c.assessment.in_(list(assessments)))
        )
        found: dict[tuple[str, Side], dict[str, AnswerRecord]] = defaultdict(dict)
        names: dict[str, str] = {}
        with self._read() as connection:
            for *values, name in connection.execute(query):
                record = AnswerRecord.model_validate(
                    dict(zip(AnswerRecord.model_fields, values, strict=True))
                )
                found[record.assessment, record.side][record.item] = record
                if name is not None:
                    names[record.author] = name
        return dict(found), names

    def answer_values(self, assessments: Iterable[str]) -> pd.DataFrame:
        """The value of the latest record of each item and side, as JSON; nothing else of them."""
        value = cast(answers.c.value, Text)
        query = (
            select(answers.c.assessment, answers.c.item, answers.c.side, value)
            .where(answers.c.assessment.in_(list(assessments)))
            .order_by(answers.c.revision)
        )
        names = ["assessment", "item", "side", "value"]
        with self._read() as connection:
            found = pd.DataFrame(connection.execute(query).all(), columns=names, dtype=object)
        return found.drop_duplicates(names[:3], keep="last")

    def answer_history(self, assessment: str) -> Sequence[AnswerRecord]:
        """Every record ever given, as they were given; those to one item never against it."""
        query = (
            select(*FIELDS)
            .where(answers.c.assessment == assessment)
            .order_by(answers.c.item, answers.c.side)
        )
        with self._read() as connection:
            records = [_record(row) for row in connection.execute(query)]
        return as_given(
            records,
            series=lambda record: (record.item, record.side),
            number=lambda record: record.revision,
            at=lambda record: record.at,
        )


def _latest() -> Select[Any]:
    """The records that no later one supersedes, in the order in which they were given."""
    newer = answers.alias()
    later = select(newer.c.revision).where(
        newer.c.assessment == answers.c.assessment,
        newer.c.item == answers.c.item,
        newer.c.side == answers.c.side,
        newer.c.revision > answers.c.revision,
    )
    return select(*FIELDS).where(~later.exists()).order_by(answers.c.at, answers.c.item)


def _lock(connection: Connection, wanted: set[str]) -> None:
    """Let nobody else write answers of these assessments before this transaction ends."""
    query = select(assessments.c.id).where(assessments.c.id.in_(wanted)).order_by(assessments.c.id)
    found = set(connection.execute(query.with_for_update()).scalars())
    for id in sorted(wanted - found):
        raise NotFound("unknown_assessment", id=id)


def _require_next(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise Stale, with the record that stands there, unless each row is the next of its item."""
    latest: dict[tuple[str, str, str], int] = {}
    for assessment in {row["assessment"] for row in rows}:
        found = connection.execute(
            select(answers.c.item, answers.c.side, func.max(answers.c.revision))
            .where(answers.c.assessment == assessment)
            .group_by(answers.c.item, answers.c.side)
        )
        latest |= {(assessment, item, side): revision for item, side, revision in found}
    for row in rows:
        key = (row["assessment"], row["item"], row["side"])
        if row["revision"] != latest.get(key, 0) + 1:
            raise _stale(connection, key)
        latest[key] = row["revision"]


def _stale(connection: Connection, key: tuple[str, str, str]) -> Stale:
    assessment, item, side = key
    row = connection.execute(
        select(*FIELDS)
        .where(answers.c.assessment == assessment, answers.c.item == item, answers.c.side == side)
        .order_by(answers.c.revision.desc())
        .limit(1)
    ).first()
    if row is None:  # a revision was skipped: a fault of the caller, not of somebody faster
        raise ValueError(f"the first revision of {key} is 1")
    record = _record(row)
    return Stale(
        "answer_changed",
        item=item,
        at=record.at,
        author=record.author,
        value=record.value,
        revision=record.revision,
    )


def _record(row: Row[Any]) -> AnswerRecord:
    return AnswerRecord.model_validate(dict(row._mapping))  # noqa: SLF001  (public in spite of its name)
