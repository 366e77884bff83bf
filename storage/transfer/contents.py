"""The tables of a store as they stand in the database, read and filled line by line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, Table, event, insert, select
from sqlalchemy.exc import SQLAlchemyError, StatementError

from storage.columns import UtcTime
from storage.connected import Connected
from storage.dialects.registry import DATABASES
from storage.failing import reason
from storage.problems import StoreProblem
from storage.revisions import VERSION_TABLE, current
from storage.transfer.lines import Tally, columns_of, line_of, row_reader

BATCH = 1_000  # rows read and written at a time


class Contents:
    """All tables that ``connection`` sees, whichever revision made them; parents come first."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.revision = current(connection) or ""
        found = MetaData()
        event.listen(found, "column_reflect", _in_utc)
        found.reflect(connection)
        self.tables: Sequence[Table] = [
            table for table in found.sorted_tables if table.name != VERSION_TABLE
        ]

    def lines(self, table: Table, tally: Tally) -> Iterator[bytes]:
        """Every row as a line without its end, counted in ``tally``. Raises StoreProblem."""
        query = select(*columns_of(table)).execution_options(yield_per=BATCH)
        with _sound(table.name):
            for row in self.connection.execute(query):
                line = line_of(list(row)).encode()
                tally.add(line)
                yield line

    def seen(self) -> Mapping[str, tuple[int, str]]:
        """The rows of each table, and their digest, as they are now."""
        tallies = {table.name: Tally() for table in self.tables}
        for table in self.tables:
            for _ in self.lines(table, tallies[table.name]):
                pass
        return {name: tally.seen for name, tally in tallies.items()}

    def is_empty(self) -> bool:
        """Whether no table has a row."""
        return all(
            self.connection.execute(select(table).limit(1)).first() is None for table in self.tables
        )

    def fill(self, name: str, lines: Iterable[bytes]) -> None:
        """Put the rows of these lines into the table of that name.

        Raises StoreProblem where the database refuses one.
        """
        table = next(table for table in self.tables if table.name == name)
        row_of, left = row_reader(table), iter(lines)
        with _sound(name):
            while batch := [row_of(line) for line in islice(left, BATCH)]:
                self.connection.execute(insert(table), batch)
        DATABASES[self.connection.dialect.name].after_filling(self.connection, table)


class ContentsReader(Connected):
    """Reads a store of which every table is seen at the same moment, while people write."""

    @contextmanager
    def contents(self) -> Iterator[Contents]:
        """Everything in it."""
        with self._read(still=True) as connection:
            yield Contents(connection)


@contextmanager
def _sound(table: str) -> Iterator[None]:
    """Raise StoreProblem for a row that is none, or that the database does not take."""
    try:
        yield
    except StoreProblem:
        raise
    except SQLAlchemyError as error:
        if reason(error):  # the disk, the network: nothing that a row is to blame for
            raise
        why = error.orig if isinstance(error, StatementError) else error
        raise StoreProblem("row_refused", table=table, why=why) from error
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise StoreProblem("row_refused", table=table, why=error) from error


def _in_utc(_: Any, __: Any, column: dict[str, Any]) -> None:
    if isinstance(column["type"], DateTime):
        column["type"] = UtcTime()


def require_equal(
    found: Mapping[str, tuple[int, str]], wanted: Mapping[str, tuple[int, str]]
) -> None:
    """Raise StoreProblem unless every table has the rows and the digest that it should have."""
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            raise StoreProblem("not_the_same", table=name)
