"""A real browser over the product in a process of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from storage import open_store
from tests.app.world import World
from tests.browser.served import Served
from tests.browser.visitor import Visitor

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SCREENSHOTS = Path(__file__).parent / "screenshots"
Visit = Callable[..., Visitor]


def chromium() -> str:
    """The path of the system's Chromium, or that of SHUZHEN_CHROMIUM."""
    found = os.environ.get("SHUZHEN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium: install it, or name it in SHUZHEN_CHROMIUM"
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for a module; its event loop must not outlive it, others have their own."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over an empty store."""
    folder = tmp_path_factory.mktemp("served")
    url = f"sqlite:///{folder / 'store.db'}"
    open_store(url, migrate=True).close()
    server = Served(url, folder / "log")
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
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """Opens the product in a browser of its own, in a window of ``width`` pixels.

    At the end of the test no page may have asked anything of another host, nor have met an error.
    """
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def visit(width: int = 390, *, watched: bool = True) -> Visitor:
        size = {"width": width, "height": 844 if width < 600 else 860}
        context = browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True)
        contexts.append(context)
        visitor = Visitor(context.new_page(), served.url, width)
        if watched:
            visitors.append(visitor)
        return visitor

    yield visit
    for context in contexts:
        context.close()
    for visitor in visitors:
        assert not visitor.asked_elsewhere
        assert not visitor.errors


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the pages go."""
    SCREENSHOTS.mkdir(exist_ok=True)
    return SCREENSHOTS
