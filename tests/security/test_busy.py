"""A visitor who asks for much, or a database that says nothing, does not hold up the others."""

import logging
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

import pytest
from streamlit.runtime.media_file_storage import MediaFileStorageError

from access.limits import FILES, FILES_PER_ADDRESS, FILES_PER_BROWSER, FILES_PER_PERSON
from assessments.refusals import NotAllowed, NotFound
from reports.registry import FORMATS
from storage import open_store
from storage.room import has_room
from tests.browser.served import Served
from tests.store import postgres
from views import session
from views.errors import show_error
from views.turns import Turns


def fill(
    turns: Turns, asked: list[tuple[str, str]], until: Event
) -> tuple[list[Thread], list[str]]:
    """Ask for reports side by side; those that are let in wait for ``until``, one at a time."""
    made: list[str] = []
    refused: list[str] = []

    def one(holder: str, address: str) -> None:
        try:
            with turns.turn(holder, address):
                until.wait(60)
                made.append(holder)
        except NotAllowed as refusal:
            refused.append(refusal.key)

    threads = [Thread(target=one, args=each) for each in asked]
    for thread in threads:
        thread.start()
    return threads, refused


@pytest.mark.parametrize(
    ("asked", "let_in", "why"),
    [
        ([("one", "here")] * (FILES_PER_BROWSER + 3), FILES_PER_BROWSER, "too_many_reports"),
        (
            [(str(n // 2), "here") for n in range(FILES_PER_ADDRESS + 3)],
            FILES_PER_ADDRESS,
            "too_many_reports",
        ),
        ([(str(n), str(n)) for n in range(FILES + 3)], FILES, "line_full"),
    ],
)
def test_reports_wait_in_a_line_that_has_an_end(
    asked: list[tuple[str, str]], let_in: int, why: str
) -> None:
    """For a browser, an address and all together; whoever is past it is told at once."""
    turns, until = Turns(), Event()
    threads, refused = fill(turns, asked, until)
    over = len(asked) - let_in
    while len(refused) < over and any(thread.is_alive() for thread in threads):
        threads[-1].join(0.01)
    assert refused == [why] * over
    until.set()
    for thread in threads:
        thread.join()
    assert len(refused) == over
    with turns.turn("one", "here"):  # and there is room again
        pass


def test_one_account_is_bounded_in_however_many_browsers() -> None:
    """And from however many networks; another account is let in."""
    turns = Turns(at_once=FILES)
    with ExitStack() as stack:
        for n in range(FILES_PER_PERSON):
            stack.enter_context(turns.turn(f"browser {n}", f"address {n}", person="wangfang"))
        with (
            pytest.raises(NotAllowed, match="too_many_reports"),
            turns.turn("another", "elsewhere", person="wangfang"),
        ):
            pass
        with turns.turn("another", "elsewhere", person="somebody.else"):
            pass
    with turns.turn("another", "elsewhere", person="wangfang"):
        pass


def test_a_browser_may_ask_for_every_format_of_a_page() -> None:
    """Its limit is the number of buttons that stand there."""
    assert len(FORMATS) == FILES_PER_BROWSER


def test_one_report_is_made_at_a_time() -> None:
    """However many are asked for: the others click meanwhile."""
    turns, at_once, most = Turns(), [], []

    def make(n: int) -> None:
        with turns.turn(str(n), str(n)):
            at_once.append(n)
            most.append(len(at_once))
            at_once.remove(n)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make, range(40)))
    assert most == [1] * 40


def test_everybody_knows_how_many_come_before() -> None:
    """By the browser; whoever has left by then loses the place, and is told why once."""
    turns, until, here = Turns(), Event(), Event()
    here.set()

    def one(holder: str) -> None:
        try:
            with turns.turn(holder, holder, here.is_set if holder == "leaves" else lambda: True):
                until.wait(60)
        except NotAllowed as why:
            turns.note(holder, why)

    threads = []
    for holder in ("first", "leaves", "last"):
        threads.append(Thread(target=one, args=(holder,)))
        threads[-1].start()
        while turns.ahead(holder) is None:
            threads[-1].join(0.01)
    assert [turns.ahead(each) for each in ("first", "leaves", "last", "nobody")] == [0, 1, 2, None]
    here.clear()
    threads[1].join(10)
    assert [turns.ahead(each) for each in ("first", "leaves", "last")] == [0, None, 1]
    why = turns.why_not("leaves")
    assert why is not None
    assert why.key == "file_unwanted"
    assert turns.why_not("leaves") is None
    until.set()
    for thread in threads:
        thread.join(10)
    assert [turns.ahead(each) for each in ("first", "last")] == [None, None]


def test_as_many_are_made_at_a_time_as_there_are_processes() -> None:
    """And no more."""
    turns, until = Turns(at_once=2), Event()
    threads, _ = fill(turns, [(str(n), str(n)) for n in range(5)], until)
    while turns.ahead("4") != 4:
        threads[-1].join(0.01)
    assert [turns.ahead(str(n)) for n in range(5)].count(0) == 2
    until.set()
    for thread in threads:
        thread.join(10)


def test_a_refusal_is_one_line_in_the_log_and_a_fault_keeps_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Streamlit's own record of a page's exception does not come through; the page's does."""
    session.wire(session.Wiring(open_store("sqlite://"), visit=session.Visit))
    streamlits = logging.getLogger("streamlit.error_util")
    for error in (NotFound("unknown_assessment", id="a1"), ZeroDivisionError()):
        streamlits.error("Uncaught app execution", exc_info=error)
        show_error(error)
    # Without a page Streamlit may warn of that; such a warning is none of the two.
    told = [each for each in caplog.records if each.exc_info or each.name == "shuzhen"]
    first, second = told
    assert (first.getMessage(), first.exc_info) == ("refused", None)
    assert first.__dict__["facts"] == {"why": "unknown_assessment"}
    assert second.exc_info is not None
    assert isinstance(second.exc_info[1], ZeroDivisionError)


def test_a_file_that_was_refused_leaves_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """Streamlit wraps what a download raises; a fault behind one is still told."""
    streamlits = logging.getLogger("streamlit.runtime.backend_operation_handler")
    for cause in (NotAllowed("too_many_reports"), ZeroDivisionError()):
        error = MediaFileStorageError()
        error.__cause__ = cause
        streamlits.error("Error executing deferred callable", exc_info=error)
    assert len(caplog.records) == 1


def test_a_nearly_full_disk_is_not_healthy(tmp_path: Path) -> None:
    """What is asked for is there or not; of a database elsewhere nothing is known."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    assert has_room(url, least=1)
    assert not has_room(url, least=10**18)
    for elsewhere in ("postgresql://user@host/shuzhen", "sqlite://"):
        assert has_room(elsewhere, least=10**18)


def test_a_database_that_says_nothing_keeps_nobody_from_the_rest(tmp_path: Path) -> None:
    """PostgreSQL is stopped in its tracks: static files and documents go on, signing in is told."""
    with postgres.running() as server:
        open_store(server.url, migrate=True).close()
        served = Served(server.url, tmp_path / "log")
        served.start()
        everyone = server.processes()
        try:
            assert served.ask("GET", "/sign-in").status == 200
            for pid in everyone:
                os.kill(pid, signal.SIGSTOP)
            with ThreadPoolExecutor(40) as pool:
                waiting = [pool.submit(served.ask, "GET", "/sign-in") for _ in range(40)]
                for path in ("/app/static/words.js", "/", "/_stcore/health"):
                    assert served.ask("GET", path).status == 200
                assert not any(each.done() for each in waiting)
                for answer in (each.result() for each in waiting):
                    assert answer.status == 503
                    assert "数据库" in answer.text
            assert served.ask("GET", "/healthz").status == 503
        finally:
            for pid in everyone:
                os.kill(pid, signal.SIGCONT)
            served.kill()
