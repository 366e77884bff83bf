"""Every page while the database can only be read, is full, held by another, or gone.

It says so, claims nothing, breaks nowhere, and what was typed stays in its field.
"""

import itertools
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.runtime.scriptrunner import exec_code

from i18n import say
from storage import SqlStore, open_store
from tests.app.faulty_pages import ROWS, FaultyTown, Opened
from tests.store import postgres
from views.breaking_off import PRIVATE
from views.errors import show_error
from views.pages import PAGES

ENOUGH = 10  # pages that met the fault; on others the act of this turn needs no writing
KEYS = ("store_read_only", "store_full", "store_busy", "store_lost", "store_unsure")
TOLD = [say(f"refusals.{key}", "zh").rstrip("。") for key in KEYS]
UNEXPECTED = say("app.unexpected", "zh", number="")[:8]


def test_every_page_has_a_row() -> None:
    """A new page is tried too."""
    assert set(ROWS) == set(PAGES)


def _tells(said: str) -> bool:
    return any(each in said for each in TOLD)


@contextmanager
def every_connection(store: SqlStore, pragma: str) -> Iterator[None]:
    """One in which the pragma holds."""

    def set_it(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    store.engine.dispose()
    sa.event.listen(store.engine, "connect", set_it)
    yield
    sa.event.remove(store.engine, "connect", set_it)
    store.engine.dispose()


@contextmanager
def held(store: SqlStore) -> Iterator[None]:
    """Another program holds the lock of the file."""
    file = store.engine.url.database or ""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


FAULTS: Mapping[str, Callable[[SqlStore], AbstractContextManager[None]]] = {
    "read only": lambda store: every_connection(store, "query_only = ON"),
    "full": lambda store: every_connection(store, "max_page_count = 1"),
    "held": held,
}


def faults_of(opened: Opened, typed: dict[str, str], claims: int) -> Iterator[str]:
    """What is wrong with a page that tells of the fault; it had ``claims`` of success before."""
    toasts = [each.value for each in opened.page.toast]
    if len(opened.page.success) > claims or not all(_tells(each) for each in toasts):
        yield "claims to have saved"
    now = opened.typed()
    if gone := sorted(name for name in typed if now.get(name) != typed[name]):
        yield f"has lost what was typed into {gone}"


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page raises is told as the application tells it."""
    monkeypatch.setattr(exec_code, "handle_user_script_exception", lambda ex, _: show_error(ex))


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyTown]:
    """Over a file, whose writers wait 50 ms at most."""
    monkeypatch.setattr("storage.dialects.sqlite.BUSY_SECONDS", 0.05)
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}", migrate=True)
    yield FaultyTown(store)
    store.close()


def ready(town: FaultyTown, address: str) -> Opened:
    """The page with something typed into every field."""
    opened = town.open(address)
    assert UNEXPECTED not in opened.said(), address
    for _ in range(2):  # what is chosen first may bring further fields
        opened.type()
        opened.run()
    return opened


def test_no_page_breaks_claims_or_forgets_while_nothing_can_be_written(town: FaultyTown) -> None:
    """Each kind of button of every page, under one fault after the other."""
    wrong: list[str] = []
    told: Counter[str] = Counter()
    turns = itertools.cycle(FAULTS)
    for address in ROWS:
        opened = ready(town, address)
        for name in opened.buttons():
            fault, before, typed = next(turns), town.kept(), opened.typed()
            claims = len(opened.page.success)
            with FAULTS[fault](town.store):
                opened.press(name)
            is_kept, is_told = town.kept() != before, opened.tells(TOLD)
            told[address] += is_told
            found = list(faults_of(opened, typed, claims)) if is_told else []
            if is_told and is_kept:
                found.append("is kept and called unsaved")
            if UNEXPECTED in opened.said():
                found.append("breaks")
            wrong += [f"{address}, {name}, {fault}: {each}" for each in found]
            if found or not is_told:
                opened = ready(town, address)
    assert not wrong, "\n".join(wrong)
    assert len(+told) >= ENOUGH, "\n".join(told)


def test_a_server_that_is_gone_is_told_on_every_page_and_what_was_typed_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PostgreSQL is killed under pages that are open, and started again."""
    wrong: list[str] = []
    with postgres.running() as server:
        store = open_store(server.url, migrate=True)
        town = FaultyTown(store)
        opened = {address: ready(town, address) for address in ROWS if address != "home"}
        typed = {
            address: {key: each for key, each in page.typed().items() if PRIVATE not in key}
            for address, page in opened.items()
        }
        before = town.kept()
        server.kill()
        for address, page in opened.items():
            for name in page.buttons()[:1] or [""]:
                page.press(name)
            if not page.tells(TOLD) or page.page.success or page.page.title:
                wrong.append(f"{address}: {page.said()}")
        server.start()
        for address, page in opened.items():
            page.press("try_again")
            now = page.handed_out()
            gone = sorted(key for key in typed[address] if now.get(key) != typed[address][key])
            if gone or not page.page.title or page.tells([UNEXPECTED]):
                wrong.append(f"{address}: lost {gone}, {page.said()[:200]}")
        kept = town.kept()
        store.close()
    assert sum(map(len, typed.values())) > 20
    assert not wrong, "\n".join(wrong)
    assert kept == before
