"""From the result to another questionnaire, at the width of a phone and of a desk."""

import pytest

from services import filling
from tests.app.world import World
from tests.browser.fixtures import Path, Visit

pytestmark = pytest.mark.browser
KNOWN = {"workshop": "all_own", "machines_total": 40, "machines_networked": 12}


@pytest.mark.parametrize("width", [390, 1280])
def test_an_enterprise_goes_on_under_another_questionnaire(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """The estimate has its range, the list opens, and going on begins with what is certain."""
    started = world.started(f"锡山第{width}铸造厂")
    holder = world.holder(started.assessment.id)
    for item, raw in KNOWN.items():
        filling.record_answer(holder, started.assessment.id, item, raw, seen=0)
    world.fill(started.assessment.id)
    visitor = visit(width)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("已答")
    visitor.follow("结果")
    visitor.page.get_by_text("放到别的评测、离公共项目有多远").click()
    visitor.heads("放到别的评测里看，大概在哪")
    box = visitor.page.locator(".st-key-under_sme_2024")
    box.get_by_text("估计 第").or_(box.get_by_text("估计 未达到")).first.wait_for()
    visitor.rests()
    visitor.unfold(box.get_by_text("还要答"), box.get_by_text("计划排程：先做哪张单，怎么排？"))
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not visitor.page.evaluate(wide)
    visitor.rests()
    visitor.photograph(screenshots, "enterprise-6-read-under")
    box.get_by_role("button", name="接着答完").click()
    visitor.press("确定")
    visitor.heads("请先记下续填码")
    visitor.press("已记下，去填写")
    total = visitor.card("machines_total").get_by_role("textbox")
    total.wait_for()
    assert total.input_value() == "40"
    visitor.card("machines_total").get_by_text("说明与备注").click()
    visitor.sees("由《制造业数字化转型自诊断》")
