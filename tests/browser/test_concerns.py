"""What presses most, chosen at the width of a phone and of a desk, and answered on the page."""

import pytest

from services.concerns import concerns_in
from services.dossier import dossier_of
from tests.app.world import World
from tests.browser.fixtures import Path, Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_an_enterprise_says_what_presses_it_and_reads_the_answer(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """In the order of the clicks; what is said to be saved is in the store, and all fits in."""
    started = world.started(f"锡山第{width}泵阀厂")
    world.fill(started.assessment.id)
    visitor = visit(width)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("已答")
    visitor.follow("结果")
    page = visitor.page
    visitor.sees("您眼下最着急的是什么（选填）")
    visitor.rests()
    choice = page.get_by_role("button", name="库存积压多", exact=True)
    visitor.unfold(page.get_by_text("您眼下最着急的是什么（选填）"), choice)
    choice.click()
    page.get_by_role("button", name="交付不准时", exact=True).click()
    page.get_by_role("textbox", name="还有什么想解决的").fill("想先看清进度")
    page.get_by_role("button", name="保存", exact=True).click()
    visitor.sees("已保存。行动计划和报告已经按它调整。")
    id = started.assessment.id
    held = concerns_in(dossier_of(world.holder(id), "result.read", id))
    assert held.said.pressing == ("stock", "delivery")
    assert held.said.request == "想先看清进度"
    visitor.sees("企业诉求及答复")
    visitor.rests()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    visitor.photograph(screenshots, "enterprise-7-concerns")
