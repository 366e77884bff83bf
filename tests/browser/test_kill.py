"""A server that dies without goodbye loses nothing that it had called saved."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from services import filling
from storage import open_store
from tests.app.world import World
from tests.browser.devices import Devices
from tests.browser.filling_in import sit_down
from tests.browser.served import PORT, Served
from tests.browser.visitor import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
DEATHS = 20


@pytest.fixture
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of its own, to be killed."""
    folder = tmp_path_factory.mktemp("mortal")
    url = f"sqlite:///{folder / 'store.db'}"
    open_store(url, migrate=True).close()
    server = Served(url, folder / "log", PORT())
    server.start()
    yield server
    server.kill()


def test_no_acknowledged_answer_is_lost_in_twenty_deaths(mortal: Served, devices: Devices) -> None:
    """Killed after a click, started again, clicked again at once: every "saved" was true.

    Each time the first click after the server is back goes to an open question and is saved
    too; the next death comes right after that answer was changed. The page is never reloaded.
    """
    store = open_store(mortal.store)
    world = World(store)
    person = sit_down(devices, mortal.url, world)
    latest = person.open_items()[0]
    person.answer(latest, 0)
    for _ in range(DEATHS):
        person.answer(latest, 1)
        latest = person.go_on()
        mortal.kill()
        person.check()
        mortal.start()
        person.answer(latest, 0)
        person.check()
    assert len(person.acknowledged) == DEATHS + 1
    person.visitor.page.reload()
    expect(person.visitor.card(latest.id).get_by_role("radio").first).to_be_checked()
    store.close()


def test_while_the_server_is_away_nothing_can_be_clicked_and_nothing_is_called_saved(
    mortal: Served, devices: Devices
) -> None:
    """The page says in Chinese that it waits, locks its answers, and goes on by itself."""
    store = open_store(mortal.store)
    person = sit_down(devices, mortal.url, World(store))
    item = person.open_items()[0]
    option = person.visitor.card(item.id).get_by_role("radio").nth(1)
    expect(option).to_be_enabled(timeout=PATIENCE)  # the code that draws it has arrived
    mortal.kill()
    person.visitor.sees("正在自动重连")
    expect(option).to_be_disabled()
    mortal.start()
    expect(option).to_be_enabled(timeout=PATIENCE)
    expect(person.visitor.page.get_by_text("正在自动重连")).to_have_count(0)
    person.answer(item, 1)
    person.check()
    store.close()


def test_a_restart_is_no_other_device_and_another_device_still_is(
    mortal: Served, devices: Devices
) -> None:
    """One's own answer changes after a restart without a question; a real conflict is asked."""
    store = open_store(mortal.store)
    world = World(store)
    person = sit_down(devices, mortal.url, world)
    person.visitor.rests()
    item, other = person.open_items()[:2]
    person.answer(item, 0)
    person.answer(other, 0)
    mortal.kill()
    mortal.start()
    person.answer(item, 1)
    person.check()
    mortal.kill()
    holder = world.holder(person.assessment)
    filling.record_answer(holder, person.assessment, other.id, other.options[2].id, seen=1)
    mortal.start()
    options = person.visitor.card(other.id).get_by_role("radiogroup").locator("label")
    options.nth(1).click()
    person.visitor.sees("在另一台设备上")
    assert filling.sheet(holder, person.assessment).answers[other.id].revision == 2
    person.visitor.press("用这台设备的")
    expect(person.state(other)).to_contain_text("✓ 已保存", timeout=PATIENCE)
    assert filling.sheet(holder, person.assessment).answers[other.id].value == other.options[1].id
    store.close()
