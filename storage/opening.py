"""Opening a store: only one with the structure that this version knows."""

from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import URL, Connection, inspect
from sqlalchemy.exc import DBAPIError

from assessments.refusals import Unavailable
from storage.dialects.registry import database_of
from storage.engine import address, connect, in_memory, shown
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
    _require_file(url, migrate=migrate)
    faults: tuple[type[Exception], ...] = (DBAPIError, *database_of(url).errors)
    opened = SqlStore(connect(url))
    with ExitStack() as unless_ready:
        unless_ready.callback(opened.close)
        try:
            _make_ready(opened, url, migrate=migrate)
        except faults as error:
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
        database_of(url).prepare(opened.engine)
        with opened.writer.begin() as connection:
            upgrade(connection)


def _require_file(url: URL, *, migrate: bool) -> None:
    """Raise StoreProblem without a file that there should be, unless to make it; then make it."""
    file = database_of(url).file(url)
    if file is not None and not migrate and not file.is_file():
        raise StoreProblem("no_store", store=shown(url))
    try:
        database_of(url).create(url)
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
