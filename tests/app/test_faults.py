"""Every page while the database is gone.

It says so, claims nothing, breaks nowhere, and what was typed comes back into its field.
"""

import pytest
from streamlit.runtime.scriptrunner import exec_code

from i18n import say
from storage import open_store
from tests.app.faulty_pages import ROWS, FaultyTown, Opened
from tests.store import postgres
from views.breaking_off import PRIVATE
from views.errors import show_error
from views.pages import PAGES

KEYS = ("store_read_only", "store_full", "store_busy", "store_lost", "store_unsure")
TOLD = [say(f"refusals.{key}", "zh").rstrip("。") for key in KEYS]
UNEXPECTED = say("app.unexpected", "zh", number="")[:8]


def test_every_page_has_a_row() -> None:
    """A new page is tried too."""
    assert set(ROWS) == set(PAGES)


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page raises is told as the application tells it."""
    monkeypatch.setattr(exec_code, "handle_user_script_exception", lambda ex, _: show_error(ex))


def ready(town: FaultyTown, address: str) -> Opened:
    """The page with something typed into every field."""
    opened = town.open(address)
    assert UNEXPECTED not in opened.said(), address
    for _ in range(2):  # what is chosen first may bring further fields
        opened.type()
        opened.run()
    return opened


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
