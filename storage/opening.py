"""Opening a store: only one with the structure that this version knows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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


def open_store(store: str | Path, *, migrate: bool = False, older: bool = False) -> SqlStore:
    """The store at ``store``: an SQLAlchemy URL, or the path of an SQLite file.

    With ``migrate`` it is created, or brought to the newest structure; a store in memory always
    is. With ``older`` an older structure will do, for whoever only copies what is there. Raises
    StoreProblem, and changes nothing, where there is none, or not one of ours, or one of another
    version; Unavailable where another program holds it.
    """
    url = address(store)
    migrate = migrate or in_memory(url)
    _require_file(url, migrate=migrate)
    opened = SqlStore(connect(url))
    with ExitStack() as unless_ready:
        unless_ready.callback(opened.close)
        with usable(url):
            _make_ready(opened, url, migrate=migrate, older=older)
        unless_ready.pop_all()
    return opened


@contextmanager
def usable(url: URL) -> Iterator[None]:
    """Raise what the driver raises as StoreProblem, or as Unavailable where others hold it."""
    faults: tuple[type[Exception], ...] = (DBAPIError, *database_of(url).errors)
    try:
        yield
    except faults as error:
        if reason(error) == "store_busy":
            raise Unavailable("store_busy") from error
        why = error.orig if isinstance(error, DBAPIError) else error
        raise StoreProblem("store_broken", store=shown(url), why=why) from error


def _make_ready(opened: SqlStore, url: URL, *, migrate: bool, older: bool) -> None:
    """Leave the store with a structure that will do, or raise StoreProblem."""
    with opened.engine.connect() as connection:
        ready = _is_ready(connection, url, migrate=migrate, older=older)
    if not ready:
        database_of(url).prepare(opened.engine)
        try:
            with opened.writer.begin() as connection:
                upgrade(connection)
        except DBAPIError as error:
            if reason(error):  # the disk, the network, somebody else: no fault of the revision
                raise
            raise StoreProblem("migration_failed", store=shown(url), why=error.orig) from error


def _require_file(url: URL, *, migrate: bool) -> None:
    """Raise StoreProblem without a file that there should be, unless to make it; then make it."""
    file = database_of(url).file(url)
    if file is not None and not migrate and not file.is_file():
        raise StoreProblem("no_store", store=shown(url))
    create_file(url)


def create_file(url: URL) -> None:
    """Make what is missing of an embedded database, or raise StoreProblem."""
    try:
        database_of(url).create(url)
    except OSError as error:
        raise StoreProblem("store_broken", store=shown(url), why=error.strerror) from error


def _is_ready(connection: Connection, url: URL, *, migrate: bool, older: bool) -> bool:
    """Whether the structure will do as it is; StoreProblem where it is not and cannot become it."""
    require_utf8(connection, url)
    tables = inspect(connection).get_table_names()
    revision = current(connection) if VERSION_TABLE in tables else None
    if revision == HEAD:
        return True
    if revision is None and tables:
        raise StoreProblem("store_foreign", store=shown(url))
    if revision is not None and revision not in known():
        raise StoreProblem("store_newer", store=shown(url), revision=revision)
    if older and revision and not migrate:
        return True
    if not migrate:
        raise StoreProblem("store_older" if revision else "no_store", store=shown(url))
    return False


def require_utf8(connection: Connection, url: URL) -> None:
    """Raise StoreProblem where the database could not keep a rare character of a name."""
    encoding = database_of(url).encoding(connection)
    if encoding != "UTF8":
        raise StoreProblem("store_not_utf8", store=shown(url), encoding=encoding)
