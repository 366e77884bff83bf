"""The stores that the contract is held against: in memory, in a file, on a server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import SqlStore, open_store
from tests.store import postgres

DATABASES = ("memory", "file", "postgres")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server that runs as long as the tests."""
    with postgres.server() as url:
        yield url


@pytest.fixture
def new_database(server: str) -> Iterator[Callable[[], str]]:
    """Makes databases on the server, and drops them after the test."""
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    made: list[str] = []

    def make() -> str:
        name = f"store_{id(made)}_{len(made)}"
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        made.append(name)
        return sa.make_url(server).set(database=name).render_as_string()

    yield make
    with admin.connect() as connection:
        for name in made:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=DATABASES[1:])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made that several processes can open."""
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'store.db'}"
    make: Callable[[], str] = request.getfixturevalue("new_database")
    return make()


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store of each kind."""
    with ExitStack() as closing:
        url = "sqlite://"
        if request.param == "file":
            url = f"sqlite:///{tmp_path / 'store.db'}"
        if request.param == "postgres":
            url = request.getfixturevalue("new_database")()
        opened = open_store(url, migrate=True)
        closing.callback(opened.close)
        yield opened
