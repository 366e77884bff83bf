"""A real browser over the product in a process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage import open_store
from tests.app.world import World
from tests.browser.devices import DEVICES, Devices
from tests.browser.served import PORT, Served
from tests.browser.visitor import Visitor

SCREENSHOTS = Path(__file__).parent / "screenshots"
Visit = Callable[..., Visitor]


@pytest.fixture
def devices() -> Iterator[Devices]:
    """Devices that are as good as new; at the end of the test everybody puts theirs down."""
    yield DEVICES
    DEVICES.put_down()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over an empty store.

    It makes files itself: to load a process for that takes longer than most of these visits. One
    that has such a process is visited in test_two_processes.
    """
    folder = tmp_path_factory.mktemp("served")
    url = f"sqlite:///{folder / 'store.db'}"
    open_store(url, migrate=True).close()
    server = Served(url, folder / "log", PORT(), {"SHUZHEN_REPORT_PROCESSES": "0"})
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def world(served: Served) -> Iterator[World]:
    """The store of the server, with people in it."""
    store = open_store(served.store)
    world = World(store)
    world.people()
    yield world
    store.close()


@pytest.fixture
def visit(served: Served, devices: Devices) -> Iterator[Visit]:
    """Opens the product on a device of its own, in a window of ``width`` pixels.

    At the end of the test no page may have asked anything of another host, nor have met an error.
    """
    visitors: list[Visitor] = []

    def visit(width: int = 390, *, watched: bool = True) -> Visitor:
        visitor = devices.take(served.url, width)
        if watched:
            visitors.append(visitor)
        return visitor

    yield visit
    devices.put_down()
    for visitor in visitors:
        assert not visitor.asked_elsewhere
        assert not visitor.errors


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the pages go."""
    SCREENSHOTS.mkdir(exist_ok=True)
    return SCREENSHOTS
