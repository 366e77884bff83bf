"""Pages without a browser: Streamlit's own test run over a store in memory."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from streamlit.testing.v1 import AppTest

from access.tokens import new_token
from services import accounts, entering
from tests.app.world import World
from tests.stores import new_store
from views import session

SCRIPT = Path(session.__file__).with_name("navigation.py")
Open = Callable[..., AppTest]


@pytest.fixture
def world() -> Iterator[World]:
    """A store in memory, with nobody in it."""
    store = new_store()
    yield World(store)
    store.close()


@pytest.fixture
def open_page(world: World) -> Open:
    """Opens a page as the browser with ``token`` would, in ``lang``; already run once.

    ``asked`` is what the address says.
    """

    def open_page(
        file: str = "",
        *,
        token: str | None = None,
        lang: str = "zh",
        asked: Mapping[str, str] = MappingProxyType({}),
    ) -> AppTest:
        cookies = {"shuzhen": token or new_token(), "shuzhen_lang": lang}

        def visit() -> session.Visit:
            return session.Visit(cookies, "::1")

        session.wire(session.Wiring(world.store, visit=visit, media=world.media))
        page = AppTest.from_file(str(SCRIPT), default_timeout=30)
        page.run()
        for name, said in asked.items():
            page.query_params[name] = said
        if file:
            page.switch_page(file).run()
        return page

    return open_page


@pytest.fixture
def through_the_door(world: World, open_page: Open) -> Callable[[AppTest], AppTest]:
    """Does what the browser of a page that shows a door does: the page behind it, newly opened."""

    def through_the_door(page: AppTest) -> AppTest:
        drawn = "".join(each.proto.body for each in page.get("html"))
        door = re.search(r'href="/enter\?ticket=([\w-]+)&(?:amp;)?to=(\w+)"', drawn)
        assert door is not None, drawn
        token = entering.enter(world.visitor, door[1], session.token())
        return open_page(f"enterprise/{door[2]}.py", token=token)

    return through_the_door


@pytest.fixture
def bound(world: World) -> Callable[[str], str]:
    """Binds a fresh token to an assessment and returns it."""

    def bound(assessment: str) -> str:
        token = new_token()
        accounts.bind_assessment(world.holder(assessment), token, assessment)
        return token

    return bound
