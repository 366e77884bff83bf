"""Two ways in for who is no factory: a law firm with its own questions, and the quick scan."""

from pathlib import Path

import pytest

from tests.app.world import World
from tests.browser.fixtures import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def describe(visitor: Visitor, name: str, division: str) -> None:
    """Fill in the profile."""
    visitor.open()
    visitor.type("企业名称", name)
    visitor.choose("所属行业", division)
    visitor.choose("所在地区", "梁溪区")
    visitor.type("从业人数（人）", "12")
    visitor.rests()


def begin(visitor: Visitor, questionnaire: str) -> str:
    """Choose among what suits, and start; the answer is the resume code."""
    visitor.page.get_by_role("radiogroup").get_by_text(questionnaire).click()
    visitor.rests()
    visitor.agree()
    visitor.press("开始诊断")
    visitor.heads("请先记下续填码")
    code = visitor.page.locator(".st-key-resume_code_box code").inner_text().strip()
    visitor.press("已记下，去填写")
    return code


def answer(visitor: Visitor, item: str, option: str) -> None:
    """Choose an option and wait until it is saved."""
    visitor.card(item).get_by_text(option).click()
    visitor.card(item).get_by_text("✓ 已保存").wait_for()


@pytest.mark.usefixtures("world")
def test_a_law_firm_is_asked_about_cases_and_not_about_trucks(
    visit: Visit, screenshots: Path
) -> None:
    """Several full questionnaires suit its trade; it chooses, is led to its line, and resumes."""
    visitor = visit(390)
    describe(visitor, "梁溪第一律师事务所", "72 商务服务业")
    visitor.sees("这一行有几份完整诊断")
    visitor.photograph(screenshots, "services-1-choose")
    code = begin(visitor, "服务业数字化转型自诊断")
    visitor.sees("已答 0 /")
    answer(visitor, "main_line", "法律：律师")
    answer(visitor, "ways", "都不是")
    answer(visitor, "places", "都没有")
    visitor.sees("已答 3 /")
    visitor.rests()
    visitor.open("/fill?part=law_office")
    visitor.heads("法律这一行")
    visitor.sees("利益冲突")
    visitor.open("/fill?part=transport")  # not asked: the first open part stands there instead
    visitor.heads("客户、订单、报价")

    elsewhere = visit(390)
    elsewhere.open("/resume")
    elsewhere.type("续填码", code)
    elsewhere.press("继续填写")
    elsewhere.sees("已答 3 /")
    elsewhere.photograph(screenshots, "services-2-fill")


def test_a_quick_scan_leads_from_the_start_to_an_estimate(
    world: World, visit: Visit, screenshots: Path
) -> None:
    """Answers to all that is asked bring a level, said to be an estimate, and a way on."""
    visitor = visit(390)
    describe(visitor, "梁溪面馆", "62 餐饮业")
    begin(visitor, "五分钟快速自测")
    visitor.sees("已答 0 / 11")  # the twelfth follows from an answer
    visitor.rests()
    first = visitor.page.locator('[class*="st-key-item_"]').first
    first.get_by_role("radio").first.wait_for(state="attached")
    first.locator("label").filter(has=visitor.page.get_by_role("radio")).nth(1).click()
    first.get_by_text("✓ 已保存").wait_for()
    assessment = next(a.id for a, who in world.store.assessments() if who.name == "梁溪面馆")
    world.fill(assessment)  # the others by the same way in
    visitor.follow("提交")
    visitor.sees("12 题都答完了")
    visitor.page.get_by_text("我确认企业信息和").click()
    visitor.press("提交")
    visitor.sees("级别只是估计")
    visitor.page.locator(".js-plotly-plot").first.wait_for()
    visitor.sees("按完整问卷评定，可能在")
    visitor.rests()
    visitor.photograph(screenshots, "quick-1-result")
