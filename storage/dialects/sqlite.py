"""SQLite: the embedded database, in a file or in memory."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from storage.dialects.database import Database

BUSY_SECONDS = 20  # how long a writer waits for another process before it gives up
READERS_MS = 500  # how long the log waits for those who read from it; else the next time
REASONS: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_READONLY: "store_read_only",
    sqlite3.SQLITE_PERM: "store_read_only",
    sqlite3.SQLITE_CANTOPEN: "store_lost",
    sqlite3.SQLITE_IOERR: "store_lost",
    sqlite3.SQLITE_CORRUPT: "store_damaged",
    sqlite3.SQLITE_NOTADB: "store_damaged",
}


class Sqlite(Database):
    """One writer at a time, who takes the lock of the whole file at once."""

    name = "sqlite"
    driver = "sqlite"
    errors = (sqlite3.Error,)
    keyed = MappingProxyType({"sqlite_with_rowid": False})

    def understands(self, url: URL) -> bool:
        """Without a host: with one, two slashes stand where three are meant."""
        return not url.host

    def file(self, url: URL) -> Path | None:
        """The database."""
        return None if self.in_memory(url) else Path(url.database or "")

    def in_memory(self, url: URL) -> bool:
        """Without a file."""
        return url.database in (None, "", ":memory:")

    def engine(self, url: URL, **options: Any) -> Engine:
        """With transactions that begin where ours do."""
        own: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}}
        if self.in_memory(url):
            # One connection is the whole database; taking turns keeps transactions apart.
            own = {
                "connect_args": {"check_same_thread": False},
                "poolclass": QueuePool,
                "pool_size": 1,
                "max_overflow": 0,
            }
        engine = create_engine(url, **options, **own)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    def create(self, url: URL) -> None:
        """An empty file that only its owner can read, with its folders."""
        file = self.file(url)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))

    def prepare(self, engine: Engine) -> None:
        """Let readers and a writer work side by side: a write-ahead log."""
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA journal_mode = WAL")
        connection.close()

    def has_code(self, error: object) -> bool:
        """As the driver of the standard library gives it."""
        return getattr(error, "sqlite_errorcode", None) is not None

    def reason(self, error: Any) -> str | None:
        """By the primary code."""
        return REASONS.get(error.sqlite_errorcode & 0xFF)

    def append_only(self, table: str) -> Sequence[str]:
        """A trigger an act."""
        return [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ]

    def append_only_unless(self, table: str, allowed: str) -> Sequence[str]:
        """A trigger an act, with a condition."""
        made = []
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            trigger = (
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN NOT {allowed} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
            made += [f"DROP TRIGGER {name}", trigger]
        return made

    def scrub(self, engine: Engine, *, whole: bool) -> None:
        """Empty the log that stands before the file; ``whole``: write the file anew as well."""
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            if whole:
                cursor.execute("VACUUM")
            cursor.execute(f"PRAGMA busy_timeout = {READERS_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        finally:
            connection.close()


def _prepare(connection: Any, _: Any) -> None:
    # The driver would begin transactions on its own, and only before a write.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",  # what was acknowledged survives a loss of power
        "cache_size = -16384",  # KiB a connection
        "secure_delete = ON",  # what is deleted is written over
    ):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except UnicodeDecodeError as error:  # what SQLite says of a schema that is no text
            damaged = sqlite3.DatabaseError(str(error))
            damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damaged from error


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("single"):  # a read of one statement sees one moment without a transaction
        # A writer takes the lock at once: one that reads first could lose its turn.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("write") else "BEGIN")


DATABASE = Sqlite()
