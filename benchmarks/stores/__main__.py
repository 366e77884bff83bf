"""A large store: backup and restoring beside SQLite's own copy, and pages at a million assessments.

The second part runs on SQLite and on a PostgreSQL server that the script starts; its ratios are to
the time of an empty question.
"""

import sys
import tempfile
from pathlib import Path

import at_size
import backing_up
import sqlalchemy as sa
import trail

from tests.store.postgres import server


def main(backup: int = 100_000, large: int = 1_000_000, runs: int = at_size.RUNS) -> None:
    """Print both tables; 0 leaves one out."""
    with tempfile.TemporaryDirectory() as folder, server() as url:
        admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with admin.connect() as connection:
            for name in ("restored", "large"):
                connection.execute(sa.text(f"CREATE DATABASE {name}"))

        def database(name: str) -> str:
            return sa.make_url(url).set(database=name).render_as_string()

        if backup:
            backing_up.measure(Path(folder), backup, database("restored"))
        if large:
            for each in (database("large"), f"sqlite:///{folder}/large.db"):
                at_size.measure(each, large, runs)
                trail.measure(each, max(1, runs // 2))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
