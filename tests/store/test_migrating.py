"""A store of every earlier structure comes to the newest one with all that was in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from storage import SqlStore, open_store
from storage.engine import address as url_of
from storage.engine import connect
from storage.revisions import FOLDER, HEAD, VERSION_TABLE, known

AT = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
JSON = {"username": "w", "assessment": "w", "数": [1.5, None]}


def brought_to(revision: str, address: str) -> sa.Engine:
    """A store with the structure of that revision, as it was when that was the newest."""
    engine = connect(url_of(address))
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.execution_options(write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine


SAMPLES: tuple[tuple[type[sa.types.TypeEngine[Any]], Any], ...] = (
    (sa.JSON, JSON),
    (sa.DateTime, AT),
    (sa.Boolean, True),
    (sa.Integer, 1),
    (sa.Float, 1),
    (sa.LargeBinary, b"\x00\xff"),
    (sa.String, "w"),
)


def value(column: sa.Column[Any]) -> Any:
    """Something that a column may hold; references all lead to the same row."""
    if column.name == "side":
        return "claimed"
    return next(sample for kind, sample in SAMPLES if isinstance(column.type, kind))


def fill(engine: sa.Engine) -> dict[str, Any]:
    """A row in every table there is; the answer is what stands in each."""
    tables = reflected(engine)
    with engine.execution_options(write=True).begin() as connection:
        for table in tables:
            row = {each.name: value(each) for each in table.columns}
            connection.execute(table.insert(), row)
    return content(engine, {each.name: list(each.columns.keys()) for each in tables})


def reflected(engine: sa.Engine) -> list[sa.Table]:
    """The tables as they are, each after those that it refers to."""
    metadata = sa.MetaData()
    metadata.reflect(engine)
    return [each for each in metadata.sorted_tables if each.name != VERSION_TABLE]


def content(engine: sa.Engine, columns: dict[str, list[str]]) -> dict[str, Any]:
    """What stands in these columns."""
    with engine.connect() as connection:
        return {
            name: connection.execute(
                sa.select(*(sa.column(each) for each in which)).select_from(sa.table(name))
            ).all()
            for name, which in columns.items()
        }


@pytest.mark.parametrize("revision", sorted(known() - {HEAD}))
def test_an_older_store_keeps_every_row(address: str, revision: str) -> None:
    """Whatever stood in any table is there afterwards, to the letter."""
    engine = brought_to(revision, address)
    before = fill(engine)
    assert before
    assert all(len(rows) == 1 for rows in before.values())
    columns = {each.name: list(each.columns.keys()) for each in reflected(engine)}
    engine.dispose()
    store = open_store(address, migrate=True)
    assert content(store.engine, columns) == before
    if revision < "0004":  # the one that brought these columns
        assert_reads(store)
    store.close()


def assert_reads(store: SqlStore) -> None:
    """The old session is found by whose it is, and the old account and case are as before."""
    with store.engine.connect() as connection:
        query = "SELECT username, assessment, seen_at FROM sessions"
        assert connection.execute(sa.text(query)).all() == [("w", "w", None)]
        query = "SELECT enterprise, district, deactivated_at, totp FROM accounts"
        assert connection.execute(sa.text(query)).all() == [(None, None, None, None)]
        query = "SELECT consultant FROM assessments"
        assert connection.execute(sa.text(query)).all() == [(None,)]
