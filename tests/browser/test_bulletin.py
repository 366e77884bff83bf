"""An official makes the yearly bulletin and compares measures of policy in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from services import simulating
from tests.app.world import OFFICIAL, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import PATIENCE, Visitor
from tests.unit.city_answers import fill

pytestmark = pytest.mark.browser
OWN = "本年度全市企业数字化转型总体平稳，短板集中在设备联网。"


@pytest.fixture(scope="module")
def city(world: World) -> World:
    """Ninety signed quick scans, and what measures would do to them."""
    fill(world.store, 90)
    simulating.make_simulation(world.operator)
    return world


def official(visitor: Visitor) -> Visitor:
    """Signed in, on the page where officials begin."""
    visitor.sign_in(OFFICIAL, PASSWORD)
    visitor.heads("全市概览")
    return visitor


def taken(visitor: Visitor) -> str:
    """The bulletin as a web page, by the button."""
    with visitor.page.expect_download() as download:
        visitor.press("网页版")
    assert download.value.suggested_filename.startswith("企业数字化转型评估公报-2026")
    return Path(download.value.path()).read_text("utf-8")


def test_an_official_words_the_bulletin_and_takes_it(
    city: World, visit: Visit, screenshots: Path
) -> None:
    """What was written is in the file, and still there after the page was opened anew."""
    assert city
    visitor = official(visit(1280))
    visitor.follow("年度公报")
    visitor.heads("年度公报")
    assert "审阅稿，尚未公布" in taken(visitor)
    visitor.page.get_by_role("button", name="改写", exact=True).first.click()
    visitor.page.get_by_role("textbox", name="报告里写成").fill(OWN)
    visitor.press("保存")
    visitor.sees("已保存 · 市里小陈")
    visitor.open("/bulletin")
    visitor.sees(OWN)
    visitor.photograph(screenshots, "city-bulletin")
    assert OWN in taken(visitor)


def test_an_official_compares_two_measures_and_finds_the_cheapest(
    city: World, visit: Visit, screenshots: Path
) -> None:
    """A subsidy lifts fewer than the whole measure; what reaches a target stands by its cost."""
    assert city
    visitor = official(visit(390))
    visitor.follow("政策推算")
    compared = visitor.page.locator(".st-key-policy_compared")
    expect(compared).to_be_visible(timeout=PATIENCE)
    first = compared.get_by_role("row", name="升级的企业").get_by_role("cell").nth(1)
    whole = middle(first.inner_text())
    visitor.page.get_by_text("给补贴，部分企业采用").first.click()
    visitor.type("采用比例", "40")
    visitor.sees("有 40% 采用。由使用者填写，未经测量")
    visitor.rests()
    assert 0 < middle(first.inner_text()) < whole
    visitor.type("希望升级的企业数", "1")
    reaching = visitor.page.locator(".st-key-policy_reaching li")
    expect(reaching.first).to_be_visible(timeout=PATIENCE)
    assert reaching.count() > 1
    visitor.photograph(screenshots, "city-simulation")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= visitor.width


def middle(said: str) -> int:
    """The middle value of "18–30 家（中间值 24）"."""
    found = re.search(r"中间值 (\d+)", said)
    assert found, said
    return int(found[1])
