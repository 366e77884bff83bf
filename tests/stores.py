"""Stores in memory, copied from one made once: a migration takes longer than most tests."""

from functools import cache

from storage import SqlStore, open_store
from storage.engine import address, connect

IN_MEMORY = "sqlite://"


@cache
def _migrated() -> SqlStore:
    return open_store(IN_MEMORY)


def new_store() -> SqlStore:
    """An empty store of its own."""
    return copy_of(_migrated())


def copy_of(store: SqlStore) -> SqlStore:
    """Another store in memory with the same content."""
    made = SqlStore(connect(address(IN_MEMORY)))
    source, target = (each.engine.raw_connection() for each in (store, made))
    source.driver_connection.backup(target.driver_connection)  # type: ignore[union-attr]
    source.close()
    target.close()
    return made
