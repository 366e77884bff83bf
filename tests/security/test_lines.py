"""Who is counted as one line, and how much one line may open, on a server with real sockets."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from access.limits import PER_ADDRESS
from access.tokens import new_token
from services.attempts import subject
from storage import open_store
from tests.app.world import CONSULTANT, World
from tests.browser.served import ROOT, Served
from tests.security.test_routes import form_of
from tests.security.wire import Wire, wired

PROXY, STRANGER = "127.0.0.2", "127.0.0.3"  # Linux has all of 127.0.0.0/8
ONE_LINE, ALL = 3, 5  # pages, in place of hundreds
SMALL = f"""from views import connections
connections.PAGES_PER_ADDRESS, connections.PAGES = {ONE_LINE}, {ALL}
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """``shuzhen serve`` behind a proxy that the settings name, with small bounds."""
    folder = tmp_path_factory.mktemp("lines")
    (folder / "sitecustomize.py").write_text(SMALL, "utf-8")
    url = f"sqlite:///{folder / 'store.db'}"
    open_store(url, migrate=True).close()
    env = {"PYTHONPATH": f"{folder}:{ROOT}", "SHUZHEN_TRUSTED_PROXIES": f"{PROXY}, 10.0.0.0/8"}
    server = Served(url, folder / "log", env=env, cli=True)
    server.start()
    yield server
    server.kill()


@contextmanager
def opened(served: Served, *lines: tuple[str, str]) -> Iterator[list[bool]]:
    """Pages opened one after another from (peer, whom it names): which of them were let in."""
    with ExitStack() as stack:
        let_in = []
        for peer, forwarded in lines:
            try:
                stack.enter_context(wired(served, new_token(), peer=peer, forwarded=forwarded))
            except InvalidStatus:
                let_in.append(False)
            else:
                let_in.append(True)
        yield let_in


def works(wire: Wire) -> bool:
    """Whether the page is drawn."""
    wire.run("start")
    return bool(wire.session)


def test_a_line_opens_so_many_pages_and_another_still_opens_its_own(served: Served) -> None:
    """What is closed makes room again."""
    one, other = (STRANGER, ""), ("127.0.0.4", "")
    for _ in range(2):
        with opened(served, one, one, one, one, other) as let_in:
            assert let_in == [True] * ONE_LINE + [False, True]
            assert served.ask("GET", "/", peer=STRANGER).status == 503
            assert served.ask("GET", "/", peer=PROXY).status == 200


def test_all_lines_together_open_so_many_pages(served: Served) -> None:
    """Whoever was let in goes on working; the next one is refused."""
    with wired(served, new_token()) as wire:
        with opened(served, *((f"127.0.0.{last}", "") for last in range(10, 15))) as let_in:
            assert let_in == [True] * (ALL - 1) + [False]
            assert works(wire)
        with opened(served, (STRANGER, "")) as let_in:
            assert let_in == [True]


def test_a_proxy_that_is_named_says_for_whom_it_asks_and_nobody_else_does(served: Served) -> None:
    """Visitors behind the proxy are lines of their own; a stranger stays one, whatever it says."""
    claimed = [f"203.0.113.{number}" for number in range(4)]
    with opened(served, *((PROXY, name) for name in claimed)) as let_in:
        assert let_in == [True] * 4
    with opened(served, *((STRANGER, name) for name in claimed)) as let_in:
        assert let_in == [True] * ONE_LINE + [False]
    with opened(served, *((PROXY, claimed[0]) for _ in range(4))) as let_in:
        assert let_in == [True] * ONE_LINE + [False]


def test_the_brake_on_guessing_holds_the_line_that_the_proxy_names(served: Served) -> None:
    """The others behind it go on, and a stranger is not whom it names."""
    store = open_store(served.store)
    ctx = World(store).visitor
    guesser, now = "203.0.113.9", ctx.now()
    for _ in range(PER_ADDRESS.free + 1):
        store.add_attempt(subject(ctx, "address", guesser), now)
    store.close()
    assert waits(served, PROXY, guesser)
    assert not waits(served, PROXY, "203.0.113.10")
    assert not waits(served, STRANGER, guesser)


def waits(served: Served, peer: str, forwarded: str) -> bool:
    """Whether a wrong password of that visitor is not even looked at."""
    token, key = form_of(served)
    sent = urlencode({"key": key, "username": CONSULTANT, "password": "wrong"})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"shuzhen={token}",
        "X-Forwarded-For": forwarded,
    }
    answer = served.ask("POST", "/sign-in", sent, headers, peer)
    assert answer.status == 403
    return re.search(r"\d+ 秒", answer.text) is not None


def test_a_frame_has_an_end(served: Served) -> None:
    """Under a megabyte is read, though it says nothing; more closes that page and no other."""
    with wired(served, new_token()) as other:
        for length, open_after in ((900_000, True), (1_100_000, False)):
            with wired(served, new_token()) as wire:
                message = b"\x6a" + varint(length) + b"x" * length  # a field that nobody knows
                wire.socket.send(message)
                if open_after:
                    assert works(wire)
                    continue
                with pytest.raises(ConnectionClosed) as closed:
                    works(wire)
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 1009
        assert works(other)


def varint(number: int) -> bytes:
    """A length as protobuf writes it."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])
