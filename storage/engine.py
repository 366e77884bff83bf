"""From an address to a database connection that keeps the promises of the store."""

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from storage.postgresql import connect_patiently, without_rows
from storage.problems import StoreProblem

POSTGRESQL = {"postgresql", "postgres"}  # as its own tools write it; we have one driver for it
BUSY_SECONDS = 20  # how long a writer waits for another process before it gives up


def address(store: str | Path) -> URL:
    """The URL of ``store``: an SQLAlchemy URL, or the bare path of an SQLite file."""
    text = str(store).strip()
    if not text:
        raise StoreProblem("bad_address", store=text)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
        if url.drivername in POSTGRESQL:
            url = url.set(drivername="postgresql+psycopg")
        url.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreProblem("bad_address", store=_without_password(text)) from None
    except ModuleNotFoundError as error:
        raise StoreProblem("no_driver", store=shown(url), driver=error.name) from None
    if url.get_backend_name() == "sqlite" and url.host:  # two slashes where three are meant
        raise StoreProblem("bad_address", store=shown(url))
    return url


def _without_password(text: str) -> str:
    """An address that cannot be read, with its scheme and without who signs in."""
    scheme, _, rest = text.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def absolute(store: str | Path) -> str:
    """The address of ``store`` as it is understood from any folder (with its password)."""
    url = address(store)
    if url.get_backend_name() == "sqlite" and not in_memory(url):
        url = url.set(database=str(Path(url.database or "").absolute()))
    return url.render_as_string(hide_password=False)


def file_of(store: str | Path) -> Path | None:
    """The file that the store is; None for one in memory or on a server."""
    url = address(store)
    return (
        None if url.get_backend_name() != "sqlite" or in_memory(url) else Path(url.database or "")
    )


def in_memory(url: URL) -> bool:
    """Whether the store lives and dies with this process."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def shown(url: URL) -> str:
    """The address as a person may see it."""
    return url.render_as_string(hide_password=True)


def connect(url: URL) -> Engine:
    """An engine for ``url``; nothing is opened yet."""
    dump = partial(json.dumps, ensure_ascii=False, allow_nan=False)
    # What people answer has no place in an error, and so none in a log.
    common: dict[str, Any] = {"json_serializer": dump, "hide_parameters": True}
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True, **common)
        if engine.dialect.name == "postgresql":
            event.listen(engine, "do_connect", connect_patiently)
            event.listen(engine, "handle_error", without_rows)
        return engine
    options: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}}
    if in_memory(url):
        # One connection is the whole database; taking turns keeps transactions apart.
        options = {
            "connect_args": {"check_same_thread": False},
            "poolclass": QueuePool,
            "pool_size": 1,
            "max_overflow": 0,
        }
    engine = create_engine(url, **common, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def create_file(url: URL) -> None:
    """Create an empty SQLite file that only its owner can read, with its folders, if it lacks."""
    path = Path(url.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def keep_write_ahead_log(engine: Engine) -> None:
    """Let readers and a writer work side by side; an SQLite file remembers it for good."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA journal_mode = WAL")
        connection.close()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver would begin transactions on its own, and only before a write.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",  # what was acknowledged survives a loss of power
        "cache_size = -16384",  # KiB a connection
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that reads first and locks later could lose its turn.
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
