"""The base of every part of the store: how to read and how to write."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.dialects.registry import DATABASES
from storage.failing import unavailable


class Connected:
    """Reads and writes through an engine, or within one transaction that is already open."""

    def __init__(self, engine: Engine, transaction: Connection | None = None) -> None:
        self.engine = engine
        self.writer = engine.execution_options(write=True)
        self._transaction = transaction
        options = transaction.get_execution_options() if transaction is not None else {}
        self._locks = bool(options.get("write"))  # what is read stays until it ends

    @contextmanager
    def _read(self, *, still: bool = False) -> Iterator[Connection]:
        """A connection for one statement; with ``still`` for several that see the same moment."""
        if self._transaction is not None:
            yield self._transaction
            return
        options = DATABASES[self.engine.dialect.name].snapshot if still else {"single": True}
        try:
            with self.engine.execution_options(**options).connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            if refusal := unavailable(error):
                raise refusal from error
            raise

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """A transaction that is durable when the block ends, or not there at all.

        Raises Unavailable where the database cannot take it now.
        """
        if self._transaction is not None:
            yield self._transaction
            return
        written = False
        try:
            with self.writer.begin() as connection:
                yield connection
                written = True
        except SQLAlchemyError as error:
            if refusal := unavailable(error, committing=written):
                raise refusal from error
            raise
