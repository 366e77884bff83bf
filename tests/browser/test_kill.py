"""A server that dies without goodbye loses nothing that it had called saved."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from access.tokens import new_token
from questionnaires.model import Item, Kind
from services import accounts, filling
from storage import open_store
from tests.app.world import World, any_answer
from tests.browser.devices import Devices
from tests.browser.served import PORT, Served
from tests.browser.visitor import PATIENCE, Visitor

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


def sit_down(devices: Devices, server: Served, world: World) -> "Filling":
    """Somebody whose browser is at the second part of a fresh assessment."""
    assessment, token = world.started().assessment.id, new_token()
    holder = world.holder(assessment)
    opening = filling.sheet(holder, assessment).questionnaire.pages[0].items
    for id in opening:  # what decides which questions are asked at all
        item = filling.sheet(holder, assessment).questionnaire.by_id[id]
        filling.record_answer(holder, assessment, id, any_answer(item, 0), seen=0)
    accounts.bind_assessment(world.holder(assessment), token, assessment)
    visitor = devices.take(server.url, 390)
    visitor.has_cookie(token)
    visitor.open("/fill?part=orders")
    visitor.heads("订单、采购和仓库")
    visitor.rests()
    return Filling(visitor, world, assessment)


class Filling:
    """One enterprise at the pages of filling, and what they called saved."""

    def __init__(self, visitor: Visitor, world: World, assessment: str) -> None:
        self.visitor, self.world, self.assessment = visitor, world, assessment
        self.acknowledged: dict[str, str] = {}

    def open_items(self) -> list[Item]:
        """The questions with options that are on the page and not answered yet."""
        sheet = filling.sheet(self.world.holder(self.assessment), self.assessment)
        items = (sheet.questionnaire.by_id[id] for id in sheet.missing)
        return [
            item
            for item in items
            if item.kind in (Kind.CHOICE, Kind.LADDER) and self.visitor.card(item.id).count()
        ]

    def next_title(self) -> str:
        """The title of the first part after the present one in which something is open."""
        sheet = filling.sheet(self.world.holder(self.assessment), self.assessment)
        here = parse_qs(urlsplit(self.visitor.page.url).query)["part"][0]
        pages = list(sheet.questionnaire.pages)
        after = pages[[page.id for page in pages].index(here) + 1 :]
        return next(p.title.zh for p in after if set(p.items) & set(sheet.missing))

    def state(self, item: Item) -> Locator:
        """The line that says whether the answer is saved."""
        return self.visitor.card(item.id).get_by_test_id("stCaptionContainer").nth(1)

    def answer(self, item: Item, option: int) -> None:
        """Click an option and wait until the page calls it saved."""
        before = self.state(item).inner_text()
        if "✓" in before:
            self.visitor.page.wait_for_timeout(1_000)  # the line tells the second
        self.visitor.card(item.id).get_by_role("radiogroup").locator("label").nth(option).click()
        expect(self.state(item)).not_to_have_text(before, timeout=PATIENCE)
        expect(self.state(item)).to_contain_text("✓ 已保存", timeout=PATIENCE)
        self.acknowledged[item.id] = item.options[option].id

    def check(self) -> None:
        """Everything that was called saved is in the store, and shown."""
        answers = filling.sheet(self.world.holder(self.assessment), self.assessment).answers
        assert {id: answers[id].value for id in self.acknowledged} == self.acknowledged


def test_no_acknowledged_answer_is_lost_in_twenty_deaths(mortal: Served, devices: Devices) -> None:
    """Killed after a click, started again, clicked again at once: every "saved" was true.

    Each time the first click after the server is back goes to an open question and is saved
    too; the next death comes right after that answer was changed. The page is never reloaded.
    """
    store = open_store(mortal.store)
    world = World(store)
    person = sit_down(devices, mortal, world)
    latest = person.open_items()[0]
    person.answer(latest, 0)
    for _ in range(DEATHS):
        person.answer(latest, 1)
        if not person.open_items():
            title = person.next_title()
            person.visitor.press("下一部分")
            person.visitor.heads(title)
            person.visitor.rests()
        latest = person.open_items()[0]
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
    person = sit_down(devices, mortal, World(store))
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
    person = sit_down(devices, mortal, world)
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
