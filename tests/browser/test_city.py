"""An official goes through the views of the city by clicks, a reload and an address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app.world import OFFICIAL, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import PATIENCE, Visitor
from tests.unit.city_lines import LAST_MONTH, add

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)
CHOSEN = "电子信息与仪器仪表"


@pytest.fixture(scope="module")
def city(world: World) -> World:
    """Two sectors that may be seen, in two years."""
    for first, year in ((0, 2025), (100, 2026)):
        at = LAST_MONTH.replace(year=year)
        add(world.store, range(first, first + 30), at=at)
        add(world.store, range(first + 30, first + 70), division="39", total=60.0, at=at)
    return world


def view(visitor: Visitor, name: str) -> None:
    """Look at something else."""
    visitor.page.get_by_role("radio", name=name, exact=True).click()


def click(visitor: Visitor, picture: str, place: int) -> None:
    """Click on one of the bars of a picture, in the order in which they are drawn."""
    bar = visitor.page.locator(f".st-key-picture_{picture} .barlayer .point path").nth(place)
    bar.scroll_into_view_if_needed()
    visitor.rests()
    box = bar.bounding_box()
    assert box is not None
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_chosen_stays_from_view_to_view_and_in_the_address(
    visit: Visit, screenshots: Path, city: World, width: int
) -> None:
    """A cell leads to its sector, which the next view and the reloaded page still look at."""
    assert city.store.centres()
    official = visit(width)
    official.sign_in(OFFICIAL, PASSWORD)
    official.heads("全市概览")
    official.heads("2026 年全市企业等级分布")
    official.rests()
    view(official, "行业×维度")
    official.heads("2026 年各行业各维度平均得分")
    official.rests()
    click(official, "sectors", 1)  # below the whole city's
    official.heads(f"2026 年{CHOSEN}各维度平均得分")
    expect(official.page).to_have_url(re.compile("row=electronics"))
    official.rests()
    view(official, "历年变化")
    official.heads(f"{CHOSEN}历年平均得分")
    expect(official.page).to_have_url(re.compile("view=years"))
    official.rests()
    official.photograph(screenshots, "city-1-years")
    official.page.reload()
    official.heads(f"{CHOSEN}历年平均得分")
    official.rests()
    assert official.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    official.open("/overview?view=districts&row=330100&year=1999")
    official.heads("2026 年各区（市）总体平均得分示意图")
    official.sees("网址里的“年份”、“看哪一部分”不在可选范围内")
    official.rests()
    official.photograph(screenshots, "city-2-never-offered")
    click(official, "map", 1)  # the tiles stand in the order of the map
    official.heads("2026 年惠山区各维度平均得分")
    expect(official.page.get_by_text("不在可选范围内")).to_have_count(0)
