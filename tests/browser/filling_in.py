"""An enterprise at the pages of filling, and what they called saved."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, expect

from access.tokens import new_token
from questionnaires.model import Item, Kind
from services import accounts, filling
from tests.app.world import World, any_answer
from tests.browser.devices import Devices
from tests.browser.visitor import PATIENCE, Visitor


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

    def go_on(self) -> Item:
        """A question that is open, on the next part where all of this one are answered."""
        if not self.open_items():
            title = self.next_title()
            self.visitor.press("下一部分")
            self.visitor.heads(title)
            self.visitor.rests()
        return self.open_items()[0]

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


def sit_down(devices: Devices, url: str, world: World) -> Filling:
    """Somebody whose browser is at the second part of a fresh assessment."""
    assessment, token = world.started().assessment.id, new_token()
    holder = world.holder(assessment)
    opening = filling.sheet(holder, assessment).questionnaire.pages[0].items
    for id in opening:  # what decides which questions are asked at all
        item = filling.sheet(holder, assessment).questionnaire.by_id[id]
        filling.record_answer(holder, assessment, id, any_answer(item, 0), seen=0)
    accounts.bind_assessment(world.holder(assessment), token, assessment)
    visitor = devices.take(url, 390)
    visitor.has_cookie(token)
    visitor.open("/fill?part=orders")
    visitor.heads("订单、采购和仓库")
    visitor.rests()
    return Filling(visitor, world, assessment)
