"""Opening a store: only one with the structure that this version knows."""

import sqlite3
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import URL, Connection, inspect
from sqlalchemy.exc import DBAPIError

from assessments.refusals import Unavailable
from storage.engine import address, connect, create_file, in_memory, keep_write_ahead_log, shown
from storage.failing import reason
from storage.problems import StoreProblem
from storage.revisions import HEAD, VERSION_TABLE, current, known, upgrade
from storage.sql_store import SqlStore


def open_store(store: str | Path, *, migrate: bool = False) -> SqlStore:
    """The store at ``store``: an SQLAlchemy URL, or the path of an SQLite file.

    With ``migrate`` it is created, or brought to the newest structure; a store in memory always
    is. Raises StoreProblem, and changes nothing, where there is none, or not one of ours, or one
    of another version; Unavailable where another program holds it.
    """
    url = address(store)
    migrate = migrate or in_memory(url)
    if url.get_backend_name() == "sqlite" and not in_memory(url):
        _require_file(url, migrate=migrate)
    opened = SqlStore(connect(url))
    with ExitStack() as unless_ready:
        unless_ready.callback(opened.close)
        try:
            _make_ready(opened, url, migrate=migrate)
        except (DBAPIError, sqlite3.Error) as error:
            if reason(error) == "store_busy":
                raise Unavailable("store_busy") from error
            why = error.orig if isinstance(error, DBAPIError) else error
            raise StoreProblem("store_broken", store=shown(url), why=why) from error
        unless_ready.pop_all()
    return opened


def _make_ready(opened: SqlStore, url: URL, *, migrate: bool) -> None:
    """Leave the store with the newest structure, or raise StoreProblem."""
    with opened.engine.connect() as connection:
        ready = _is_ready(connection, url, migrate=migrate)
    if not ready:
        keep_write_ahead_log(opened.engine)
        with opened.writer.begin() as connection:
            upgrade(connection)


def _require_file(url: URL, *, migrate: bool) -> None:
    """Raise StoreProblem without a file, unless one is to be made; then make it."""
    if not migrate and not Path(url.database or "").is_file():
        raise StoreProblem("no_store", store=shown(url))
    try:
        create_file(url)
    except OSError as error:
        raise StoreProblem("store_broken", store=shown(url), why=error.strerror) from error


def _is_ready(connection: Connection, url: URL, *, migrate: bool) -> bool:
    """Whether the structure is the newest; StoreProblem where it is not and cannot become it."""
    tables = inspect(connection).get_table_names()
    revision = current(connection) if VERSION_TABLE in tables else None
    if revision == HEAD:
        return True
    if revision is None and tables:
        raise StoreProblem("store_foreign", store=shown(url))
    if revision is not None and revision not in known():
        raise StoreProblem("store_newer", store=shown(url), revision=revision)
    if not migrate:
        raise StoreProblem("store_older" if revision else "no_store", store=shown(url))
    return False
