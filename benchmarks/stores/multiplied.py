"""A large store: the assessments of a small demonstration many times over, made by SQL."""

from typing import Any

import sqlalchemy as sa

from access.actor import Actor, Role
from services.context import Context
from services.demo import fill
from storage import SqlStore
from storage.tables import answers, assessments, enterprises, scorecard_documents, scorecards

ENTERPRISES = 12  # of the demonstration
CENTRE = 200  # assessments of a centre
AT_ONCE = 500  # copies in one statement: a server that is silent for a minute is given up
CARDS = 100  # numbers that the cards of the demonstration take at most


def multiply(store: SqlStore, wanted: int, *, whole: int = 1) -> int:
    """Fill the empty ``store`` with some ``wanted`` assessments; the answer is how many.

    Every ``whole``-th copy has its answers and whole scorecards, the others their figures only.
    """
    fill(Context(store, Actor(Role.OPERATOR, id="operator")), ENTERPRISES, 1)
    few = len(store.assessments())
    copies = max(1, wanted // few - 1)
    with store.writer.begin() as connection:
        _add_centres(connection, copies * few // CENTRE + 1)
        for table in (enterprises, assessments, scorecards, scorecard_documents, answers):
            every = whole if table in (scorecard_documents, answers) else 1
            for first in range(1, copies + 1, AT_ONCE):
                last = min(first + AT_ONCE - 1, copies)
                connection.execute(_copied(table, first, last, every, CENTRE // few))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return few * (copies + 1)


def _add_centres(connection: sa.Connection, number: int) -> None:
    rows = [{"id": f"centre-{each}", "name": f"第{each}中心"} for each in range(number + 1)]
    connection.execute(sa.text("INSERT INTO centres (id, name) VALUES (:id, :name)"), rows)


def _copied(table: sa.Table, first: int, last: int, every: int, per_centre: int) -> sa.Insert:
    """Every row of the demonstration again under each number, with keys of its own."""
    numbers = sa.select(sa.literal(first).label("i")).cte("numbers", recursive=True)
    numbers = numbers.union_all(sa.select(numbers.c.i + 1).where(numbers.c.i < last))
    i = numbers.c.i
    again = sa.literal("~") + sa.cast(i, sa.String)
    here = i // max(per_centre, 1)
    changed: dict[sa.Table, dict[str, Any]] = {
        enterprises: {"id": enterprises.c.id + again},
        assessments: {
            "id": assessments.c.id + again,
            "enterprise": assessments.c.enterprise + again,
            "centre": sa.literal("centre-") + sa.cast(sa.cast(here, sa.Integer), sa.String),
            "resume_digest": sa.null(),
        },
        answers: {"assessment": answers.c.assessment + again},
        scorecards: {
            "id": scorecards.c.id + i * CARDS,
            "assessment": scorecards.c.assessment + again,
        },
        scorecard_documents: {"scorecard": scorecard_documents.c.scorecard + i * CARDS},
    }
    columns = [changed[table].get(column.name, column) for column in table.columns]
    rows = sa.select(*columns).select_from(sa.join(table, numbers, sa.true()))
    key = next(iter(table.primary_key.columns))
    original = key <= CARDS if isinstance(key.type, sa.Integer) else key.not_like("%~%")
    return sa.insert(table).from_select(list(table.columns), rows.where(i % every == 0, original))
