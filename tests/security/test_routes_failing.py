"""Forms sent while the database takes nothing: told within seconds, and right again afterwards."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from storage import open_store
from storage.engine import file_of
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.served import Served
from tests.security.test_routes import form_of, post, token_in
from tests.store import postgres

Fault = Callable[[], AbstractContextManager[None]]


@contextmanager
def locked(store: str) -> Iterator[None]:
    """Another program writes into the file, and does not end."""
    file = file_of(store)
    assert file is not None
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def stopped(server: postgres.Server) -> Iterator[None]:
    """The server takes connections and says nothing more."""
    processes = server.processes()
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    yield
    for process in processes:
        os.kill(process, signal.SIGCONT)


@pytest.fixture(params=["locked", "stopped"])
def failing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Fault]]:
    """The address of a store with a consultant in it, and what befalls it."""
    if request.param == "locked":
        store = f"sqlite:///{tmp_path / 'store.db'}"
        yield store, lambda: locked(store)
        return
    with postgres.running() as server:
        yield server.url, lambda: stopped(server)


@pytest.fixture
def town(failing: tuple[str, Fault], tmp_path: Path) -> Iterator[Served]:
    """A server over that store."""
    opened = open_store(failing[0], migrate=True)
    World(opened).people()
    served = Served(failing[0], tmp_path / "log", env={"SHUZHEN_REPORT_PROCESSES": "0"})
    served.start()
    yield served
    served.kill()
    opened.close()


def test_a_form_that_cannot_be_kept_is_told_so_and_can_be_sent_again(
    failing: tuple[str, Fault], town: Served
) -> None:
    """Signing in and out: a sentence and no cookie meanwhile, and the same form works later."""
    known = {"username": CONSULTANT, "password": PASSWORD}
    token, key = form_of(town)
    with failing[1]():
        refused = post(town, token, key=key, **known)
    assert refused.status == 503
    assert "shuzhen" not in refused.cookies()
    assert "数据库" in refused.text
    assert "Traceback" not in refused.text
    entered = post(town, token, key=key, **known)
    assert entered.status == 303
    own = token_in(entered)
    page = town.ask("GET", "/sign-out", headers={"Cookie": f"shuzhen={own}"})
    key = page.text.split('name="key" value="')[1].split('"')[0]
    with failing[1]():
        refused = post(town, own, "/sign-out", key=key)
    assert refused.status == 503
    assert "shuzhen" not in refused.cookies()
    assert post(town, own, "/sign-out", key=key).status == 303
