"""Every page, read by axe as a screen reader meets it: nothing serious, and no heading skipped.

What axe cannot judge (the order of focus, what a name says) people look at: docs/accessibility.md.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe

from storage import open_store
from tests.app.faulty_pages import ROWS, FaultyTown
from tests.app.world import OFFICIAL, PASSWORD, World
from tests.browser.devices import DEVICES, Devices
from tests.browser.fixtures import Visit
from tests.browser.served import Served
from tests.browser.visitor import Visitor
from tests.unit.city_lines import add

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
# Streamlit's field for files has a role that its browser code overrides; it is none of ours.
OF_THE_FRAMEWORK = {"presentation-role-conflict"}
FURTHER: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "assigned": ({"shape": "board"},),
    "verify": ({"part": "scores"}, {"part": "visit"}, {"part": "sign"}, {"part": "report"}),
}
VIEWS = (
    *("levels", "sectors", "districts", "sizes", "weighted", "gaps", "claims", "solutions"),
    *("national", "years", "coverage"),
)
AXE = Axe()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyTown]:
    """Somebody with something to do on every page."""
    folder = tmp_path_factory.mktemp("accessible")
    store = open_store(f"sqlite:///{folder / 'store.db'}", migrate=True)
    yield FaultyTown(store)
    store.close()


@pytest.fixture(scope="module")
def server(town: FaultyTown, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The product over the store of the town, with its questionnaires."""
    log = tmp_path_factory.mktemp("accessible_log") / "log"
    own = {
        "SHUZHEN_REPORT_PROCESSES": "0",
        "SHUZHEN_QUESTIONNAIRES": str(town.town.settings.questionnaires),
    }
    server = Served(str(town.store.engine.url), log, env=own)  # beside the one that is empty
    server.start()
    yield server
    server.kill()


def problems_of(visitor: Visitor) -> Iterator[str]:
    """What axe finds on the page, a line each."""
    for found in AXE.run(visitor.page).response["violations"]:
        if found["id"] in OF_THE_FRAMEWORK:
            continue
        if found["impact"] in SERIOUS or found["id"] == "heading-order":
            for node in found["nodes"]:
                yield f"{found['id']} ({found['impact']}): {node['html'][:200]}"


@pytest.mark.parametrize("address", ROWS)
def test_nothing_on_a_page_shuts_anybody_out(
    town: FaultyTown, server: Served, devices: Devices, address: str
) -> None:
    """Names, roles, contrast, landmarks, headings, in a window as wide as a phone."""
    row, problems = ROWS[address], []
    for further in ({}, *FURTHER.get(address, ())):
        visitor = devices.take(server.url, 390)
        visitor.has_cookie(town.tokens[row.who])
        query = {name: town.named.get(said, said) for name, said in row.query.items()}
        path = "" if address == "home" else address
        visitor.open(f"/{path}?{urlencode({**query, **further})}")
        visitor.page.locator("h1").first.wait_for()
        visitor.rests()
        problems += [f"{further} {each}" for each in problems_of(visitor)]
        devices.put_down()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", ["sign-in", "public/zh", "public/en"])
def test_no_page_of_our_own_making_shuts_anybody_out(visit: Visit, path: str) -> None:
    """What is written without the framework."""
    visitor = visit(390)
    visitor.open(f"/{path}")
    visitor.page.locator("h1").first.wait_for()
    problems = list(problems_of(visitor))
    assert not problems, "\n".join(problems)


def test_no_picture_of_the_city_shuts_anybody_out(world: World, visit: Visit) -> None:
    """All views of a city that has figures to show."""
    add(world.store, range(30))
    add(world.store, range(30, 70), division="39", total=60.0)
    official, problems = visit(1280), []
    official.sign_in(OFFICIAL, PASSWORD)
    official.heads("全市概览")
    official.rests()
    views = official.page.get_by_role("radiogroup").last.get_by_role("radio")
    assert views.count() == len(VIEWS)
    for view in VIEWS:
        official.open(f"/overview?view={view}")
        official.heads("全市概览")
        official.rests()
        problems += [f"{view}: {each}" for each in problems_of(official)]
    assert not problems, "\n".join(problems)


def test_axe_finds_a_button_without_a_name() -> None:
    """It does look: a page with a fault has one."""
    visitor = DEVICES.take("about:blank", 390)
    visitor.page.set_content("<html lang=en><title>x</title><main><button></button></main></html>")
    assert any("button-name" in each for each in problems_of(visitor))
    DEVICES.put_down()
