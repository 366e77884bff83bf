"""PostgreSQL: the shared database, on a server."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Dialect,
    Engine,
    Integer,
    Table,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.engine import ExceptionContext

from storage.dialects.database import Database

CONNECT_SECONDS = 10
SILENT_SECONDS = 60  # the longest query of a large city takes a few
LOCK, TRAIL = 20230701, 20230702  # any numbers that all versions agree on
REASONS: Mapping[str, str] = {  # by SQLSTATE, or by its class
    "57014": "store_busy",  # took longer than the server allows
    "55P03": "store_busy",  # waited for a lock longer than that
    "40P01": "store_busy",  # two waited for each other, and this one was stopped
    "40001": "store_busy",
    "53300": "store_busy",  # all connections are taken
    "53100": "store_full",
    "25006": "store_read_only",
    "25P03": "store_lost",
    "58030": "store_lost",
    "08": "store_lost",
    "57P": "store_lost",  # is being stopped, started or recovered
}


class Postgresql(Database):
    """Many writers; a server that may be away or fall silent."""

    name = "postgresql"
    driver = "postgresql+psycopg"
    schemes = frozenset({"postgresql", "postgres"})  # as its own tools write it
    snapshot = MappingProxyType({"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})

    def engine(self, url: URL, **options: Any) -> Engine:
        """With an end to waiting, and errors without rows."""
        engine = create_engine(url, pool_pre_ping=True, **options)
        event.listen(engine, "do_connect", _connect_patiently)
        event.listen(engine, "handle_error", _without_rows)
        return engine

    def lock_structure(self, connection: Connection) -> None:
        """An advisory lock; there is no file that a writer would have locked."""
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))

    def lock_trail(self, connection: Connection) -> None:
        """An advisory lock; embedded, a writer has the whole file to itself anyway."""
        connection.execute(select(func.pg_advisory_xact_lock(TRAIL)))

    def encoding(self, connection: Connection) -> str:
        """That of the database, not of the connection."""
        return str(connection.exec_driver_sql("SHOW server_encoding").scalar_one())

    def after_filling(self, connection: Connection, table: Table) -> None:
        """Set the sequence of a column that has one."""
        for column in table.columns:
            if isinstance(column.type, Integer):
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                highest = select(func.max(column)).scalar_subquery()
                connection.execute(select(func.setval(sequence, highest)))

    def has_code(self, error: object) -> bool:
        """A server that answered gives one."""
        return getattr(error, "sqlstate", None) is not None

    def reason(self, error: Any) -> str | None:
        """By the whole code, or by the first of its characters."""
        state = error.sqlstate
        return REASONS.get(state) or REASONS.get(state[:3]) or REASONS.get(state[:2])

    def append_only(self, table: str) -> Sequence[str]:
        """A function that raises, and a trigger that calls it."""
        function = (
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        trigger = (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        )
        return [function, trigger]

    def append_only_unless(self, table: str, allowed: str) -> Sequence[str]:
        """The same function, which lets such a row through."""
        function = (
            f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF NOT {allowed} THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        return [function]

    def scrub(self, engine: Engine, *, whole: bool) -> None:
        """Free the room of dead rows, which is written over in time; else the server does it."""
        if not whole:
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")


def _connect_patiently(_: Dialect, __: Any, args: Any, options: dict[str, Any]) -> Any:
    """A connection that gives up on a server that has stopped answering, and closes itself."""
    import psycopg  # noqa: PLC0415  (there only where somebody uses PostgreSQL)

    class Patient(psycopg.Connection[Any]):
        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return super().wait(gen, interval, SILENT_SECONDS if timeout is None else timeout)
            except psycopg.errors._WaitTimeout as silent:  # noqa: SLF001  (it has no public name)
                self.pgconn.finish()  # nothing may be read from it any more
                words = f"no answer from the server for {SILENT_SECONDS} seconds"
                raise psycopg.OperationalError(words) from silent

    options.setdefault("connect_timeout", CONNECT_SECONDS)
    return Patient.connect(*args, **options)


def _without_rows(context: ExceptionContext) -> None:
    """Leave the server's sentence and drop its details, which quote the row it refused."""
    told = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
    if told:
        context.original_exception.args = (told,)
        if context.sqlalchemy_exception is not None:
            name = type(context.original_exception).__name__
            context.sqlalchemy_exception.args = (f"({name}) {told}",)


DATABASE = Postgresql()
