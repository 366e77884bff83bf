"""Rows for every table that a database has, so that a new table is tested without being named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage import SqlStore, open_store
from storage.columns import UtcTime
from storage.problems import StoreProblem
from storage.transfer.contents import Contents, ContentsReader

ROWS = 3
# what is easily lost: quotes, a rare character, a line's end, a backslash, the highest of Unicode
TEXT = "𠮷\"'\\n\n\t,;\u2028\x1f\U0010ffff=é"
ALLOWED = {"side": "claimed", "revision": 1}  # where a constraint leaves no choice
MOMENT = datetime(2026, 3, 1, 4, 0, 0, 123456, tzinfo=UTC)


def fill(connection: sa.Connection) -> None:
    """Put rows with awkward values into every table."""
    contents = Contents(connection)
    assert len(contents.tables) >= 10
    for table in contents.tables:
        rows = [{c.name: _value(c, number) for c in table.columns} for number in range(ROWS)]
        connection.execute(sa.insert(table), rows)


def fill_store(store: SqlStore) -> None:
    """The same, for an open store."""
    with store.writer.begin() as connection:
        fill(connection)


def _value(column: sa.Column[Any], number: int) -> Any:
    if column.foreign_keys:
        return _value(next(iter(column.foreign_keys)).column, number)
    if column.name in ALLOWED:
        return ALLOWED[column.name]
    if column.nullable and number == 1:
        return None
    length = getattr(column.type, "length", None) or 1000
    values: list[tuple[type[Any], Any]] = [
        (sa.LargeBinary, bytes(range(256))),
        (sa.JSON, [None, {"值": [TEXT, 0.1 + 0.2, -(2**60), True], "": {}}, "null"][number]),
        (sa.String, f"{number}-{column.table.name[:20]}{TEXT}"[:length]),
        (sa.Boolean, bool(number % 2)),
        (sa.Integer, 2_000_000_000 + number),
        (sa.Float, (1 / 3) * 10.0**number),
        (sa.DateTime, MOMENT + timedelta(microseconds=number)),
        (UtcTime, MOMENT + timedelta(microseconds=number)),
    ]
    return next(value for kind, value in values if isinstance(column.type, kind))


def held(url: str) -> dict[str, tuple[int, str]]:
    """Rows and digest of every table."""
    store = open_store(url)
    with ContentsReader(store.engine).contents() as contents:
        found = dict(contents.seen())
    store.close()
    return found


def refused(call: Callable[[], object]) -> StoreProblem:
    """The problem that ``call`` ends with; its words exist in both languages."""
    with pytest.raises(StoreProblem) as problem:
        call()
    assert problem.value.to("zh")
    assert problem.value.to("en")
    return problem.value
