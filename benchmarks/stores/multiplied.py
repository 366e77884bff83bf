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
        _add_centres(connection, copies // max(CENTRE // few, 1) + 1)
        for table in (enterprises, assessments, scorecards, scorecard_documents, answers):
            every = whole if table in (scorecard_documents, answers) else 1
            ones = _first_ones(connection, table)
            for start in range(1, copies + 1, AT_ONCE):
                numbers = range(start, min(start + AT_ONCE, copies + 1))
                connection.execute(_copied(table, ones, numbers, every, CENTRE // few))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return few * (copies + 1)


def _add_centres(connection: sa.Connection, number: int) -> None:
    rows = [{"id": f"centre-{each}", "name": f"第{each}中心"} for each in range(number + 1)]
    connection.execute(sa.text("INSERT INTO centres (id, name) VALUES (:id, :name)"), rows)


def _first_ones(connection: sa.Connection, table: sa.Table) -> sa.Table:
    """The rows of the demonstration in a table of this connection alone."""
    name = f"first_{table.name}"
    connection.execute(sa.text(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {table.name}"))  # noqa: S608
    return sa.Table(name, sa.MetaData(), *(sa.Column(c.name, c.type) for c in table.columns))


def _copied(
    table: sa.Table, ones: sa.Table, numbers: range, every: int, per_centre: int
) -> sa.Insert:
    """Every row of ``ones`` again under each of ``numbers``, with keys of its own."""
    found = sa.select(sa.literal(numbers.start).label("i")).cte("numbers", recursive=True)
    found = found.union_all(sa.select(found.c.i + 1).where(found.c.i < numbers.stop - 1))
    i = found.c.i
    again = sa.literal("~") + sa.cast(i, sa.String)
    centre = sa.cast(i // max(per_centre, 1), sa.Integer)
    keys = {enterprises: "id", assessments: "id", answers: "assessment", scorecards: "assessment"}
    changed: dict[str, Any] = {}
    if table in keys:
        changed[keys[table]] = ones.c[keys[table]] + again
    if table is assessments:
        changed["enterprise"] = ones.c.enterprise + again
        changed["centre"] = sa.literal("centre-") + sa.cast(centre, sa.String)
        changed["resume_digest"] = sa.null()
    if table is scorecards:
        changed["id"] = ones.c.id + i * CARDS
    if table is scorecard_documents:
        changed["scorecard"] = ones.c.scorecard + i * CARDS
    columns = [changed.get(column.name, column) for column in ones.columns]
    rows = sa.select(*columns).select_from(sa.join(ones, found, sa.true()))
    return sa.insert(table).from_select(list(table.columns), rows.where(i % every == 0))
