"""The product over plain HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import open_store
from tests.app.world import World
from tests.browser.served import Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a store with accounts in it."""
    folder: Path = tmp_path_factory.mktemp("served")
    url = f"sqlite:///{folder / 'store.db'}"
    store = open_store(url, migrate=True)
    World(store).people()
    store.close()
    server = Served(url, folder / "log")
    server.start()
    yield server
    server.kill()
