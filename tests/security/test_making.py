"""Files are made in processes of their own: one that dies, hangs or is unwanted costs one file."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from access.actor import Actor, Role
from assessments.refusals import NotAllowed, NotFound, Refusal, Unavailable
from services.context import Context
from services.making_apart import FileMakers
from storage import open_store
from tests.stores import new_store

# Without what reports need, which takes seconds to load.
UNLOADED = "import sys; from cli import making; making.LOADED = (); making.main(int(sys.argv[1]))"


def number_of(ctx: Context) -> tuple[int, str, str]:
    """Who makes it, for whom, and from where that one asks."""
    return os.getpid(), ctx.actor.id, ctx.address


def die(_: Context) -> None:
    """As the system ends a process where memory does."""
    os.kill(os.getpid(), signal.SIGKILL)


def rest(_: Context, seconds: float) -> None:
    """Take long."""
    time.sleep(seconds)


def fail(_: Context) -> None:
    """A fault of ours."""
    raise ZeroDivisionError


def refuse(_: Context, kind: type[Refusal], key: str, params: dict[str, object]) -> None:
    """Refuse; a refusal itself does not travel."""
    raise kind(key, **params)


@pytest.fixture(scope="module")
def makers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileMakers]:
    """Processes over a store in a file."""
    url = f"sqlite:///{tmp_path_factory.mktemp('making') / 'store.db'}"
    open_store(url, migrate=True).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUZHEN_STORE", url)
        made = FileMakers((sys.executable, "-c", UNLOADED))
        yield made
        made.end()


@pytest.fixture
def ctx() -> Context:
    """Somebody who asks."""
    return Context(new_store(), Actor(Role.OFFICIAL, id="li"), address="192.0.2.7")


def test_a_file_is_made_by_another_process_for_who_asked(makers: FileMakers, ctx: Context) -> None:
    """The same process makes the next one, and it is no other that was begun for nothing."""
    makers.prepare()
    before = makers.processes()
    first, *asked = makers.make(ctx, number_of)
    assert asked == ["li", "192.0.2.7"]
    assert first != os.getpid()
    assert makers.make(ctx, number_of)[0] == first
    assert makers.processes() == before == [first]


def test_what_is_refused_there_is_refused_here_in_the_same_words(
    makers: FileMakers, ctx: Context
) -> None:
    """With its kind and what fills its sentence; a fault of ours stays one."""
    errors = [NotFound("unknown_assessment", id="a1"), NotAllowed("too_many_reports")]
    for error in errors:
        with pytest.raises(type(error)) as refused:
            makers.make(ctx, partial(refuse, kind=type(error), key=error.key, params=error.params))
        assert refused.value.to("zh") == error.to("zh")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        makers.make(ctx, fail)


def test_a_process_that_dies_costs_one_file_and_says_so(makers: FileMakers, ctx: Context) -> None:
    """The others that are being made, and the next, do not notice."""
    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(makers.make, ctx, partial(rest, seconds=1.0))
        with pytest.raises(Unavailable) as refused:
            makers.make(ctx, die)
        assert other.result() is None
    assert refused.value.key == "file_maker_died"
    assert refused.value.to("zh") != refused.value.to("en")
    assert makers.make(ctx, number_of)[1] == "li"


def test_a_process_that_was_killed_while_it_waited_costs_one_file_at_most(
    makers: FileMakers, ctx: Context
) -> None:
    """It cannot be told from one that the file killed."""
    os.kill(makers.make(ctx, number_of)[0], signal.SIGKILL)
    with pytest.raises(Unavailable):
        makers.make(ctx, number_of)
    assert makers.make(ctx, number_of)[1] == "li"


def test_who_leaves_and_what_takes_too_long_is_given_up(makers: FileMakers, ctx: Context) -> None:
    """At once, and its process with it: nobody works for who is gone."""
    long = partial(rest, seconds=60.0)
    makers.make(ctx, number_of)  # has loaded
    begun = time.monotonic()
    with pytest.raises(NotAllowed) as left:
        makers.make(ctx, long, lambda: False)
    with pytest.raises(NotAllowed) as late:
        makers.make(ctx, long, longest=0.1)
    assert (left.value.key, late.value.key) == ("file_unwanted", "file_took_long")
    assert time.monotonic() - begun < 20
    assert makers.processes() == []


def test_without_processes_the_server_makes_it_itself(ctx: Context) -> None:
    """A store in memory is nobody else's, and a small machine may not want them."""
    assert FileMakers().make(ctx, number_of)[0] == os.getpid()


def test_a_server_that_ends_takes_them_along(ctx: Context) -> None:
    """Also in the middle of a file; no other is begun."""
    own = FileMakers((sys.executable, "-c", "import time; time.sleep(600)"))
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(own.make, ctx, number_of)
        while not own.processes():
            time.sleep(0.01)
        own.end()
        with pytest.raises(Unavailable):
            asked.result()
    assert own.processes() == []
    with pytest.raises(Unavailable):
        own.make(ctx, number_of)
