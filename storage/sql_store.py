"""The store: everything in one SQL database, SQLite or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.answers import Answers
from storage.arrivals import Arrivals
from storage.attempts import Attempts
from storage.audit import Audit, log_rows
from storage.cases import Cases
from storage.confirmations import Confirmations
from storage.details import Details
from storage.documents import Documents
from storage.erasing import Erasing
from storage.links import Links
from storage.people import People
from storage.personal import Personal
from storage.portfolio import Portfolio
from storage.rescorings import Rescorings
from storage.results import Results
from storage.sessions import Sessions
from storage.untouched import Untouched


class SqlStore(  # one base a part of the store
    Cases,
    Portfolio,
    Answers,
    Results,
    Rescorings,
    Details,
    Documents,
    People,
    Confirmations,
    Arrivals,
    Sessions,
    Links,
    Attempts,
    Audit,
    Personal,
    Erasing,
    Untouched,
):
    """Saves and finds; fulfils ``services.store.Store``. Safe to share between threads."""

    @contextmanager
    def transaction(self) -> Iterator["SqlStore"]:
        """A store whose writes all happen when the block ends, or none of them if it raises.

        Within the block use only the store it gives: another one would wait for it. A block
        within a block is part of it.
        """
        if self._locks:
            yield self
            return
        with self._write() as connection:
            store = SqlStore(self.engine, connection)
            yield store
            rows = store.append_noted()
        log_rows(rows)

    @contextmanager
    def snapshot(self) -> Iterator["SqlStore"]:
        """A store to read from that sees one moment, whatever is written meanwhile.

        Within the block use only the store it gives, as with ``transaction``.
        """
        if self._transaction is not None:
            yield self
            return
        with self._read(still=True) as connection:
            yield SqlStore(self.engine, connection)

    def close(self) -> None:
        """Close the connections; the store is not used afterwards."""
        self.engine.dispose()
