"""What is looked at and searched for stands in the address, and no click or reload loses it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from access.actor import Role
from services import accounts, catalogue
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.case_lists import NAME, TICK, press_cell
from tests.browser.fixtures import Visit
from tests.browser.visitor import PATIENCE

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)
OWNER = "fang.fa"


def test_what_is_typed_into_a_solution_that_was_opened_by_clicks_is_kept(
    world: World, visit: Visit
) -> None:
    """List, detail and form have addresses of their own; changes and reloads stay there."""
    accounts.add_account(world.operator, OWNER, PASSWORD, "方法老师", Role.METHOD_OWNER, None)
    visitor = visit(1280)
    visitor.sign_in(OWNER, PASSWORD)
    visitor.open("/solutions")
    visitor.type("搜标题和说明", "设备联网")
    visitor.follow("设备联网")
    visitor.heads("设备联网")
    expect(visitor.page).to_have_url(
        f"{visitor.url}/solutions?words=%E8%AE%BE%E5%A4%87%E8%81%94%E7%BD%91&solution=machine_connection"
    )
    expect(visitor.page.get_by_role("heading", name="设备联网")).to_be_in_viewport()
    visitor.follow("编辑")
    title = visitor.page.get_by_role("textbox", name="标题 · 中文")
    for _ in range(2):
        visitor.heads("编辑：设备联网")
        title.fill("机台联网")
        title.press("Tab")
        visitor.rests()
        expect(title).to_have_value("机台联网")
        visitor.page.reload()
    title.fill("机台联网")
    title.press("Tab")
    visitor.press("保存")
    visitor.heads("机台联网")
    visitor.follow("全部方案")
    expect(visitor.page.get_by_role("textbox", name="搜标题和说明")).to_have_value("设备联网")
    assert catalogue.catalogue_of(world.operator).by_id["machine_connection"].title.zh == "机台联网"


def test_the_list_is_as_it_was_after_a_case_was_looked_at(world: World, visit: Visit) -> None:
    """Filter and page stay on the way back, and the pager counts the pages of what was found."""
    centre = next(id for id, title in world.store.centres().items() if title.startswith("惠山"))
    first = world.submitted(centre, "甲第一厂")
    enterprise = world.store.enterprise(first.enterprise)
    for number in range(60):
        firm = enterprise.model_copy(
            update={"id": f"e{number}", "name": f"{'甲' if number % 2 else '乙'}{number}厂"}
        )
        world.store.add_enterprise(firm)
        later = first.submitted_at + timedelta(minutes=number + 1)
        case = first.model_copy(
            update={"id": f"a{number}", "enterprise": firm.id, "submitted_at": later}
        )
        world.store.add_assessment(case, None)
    visitor = visit(1280)
    visitor.sign_in(CONSULTANT, PASSWORD)
    visitor.open("/assigned?size=25")
    page = visitor.page.get_by_label("第几页").first
    expect(page).to_have_value("第 1 页，共 3 页")
    visitor.choose("第几页", "第 3 页，共 3 页")
    visitor.type("按名称或信用代码查找", "甲")
    expect(page).to_have_value("第 1 页，共 2 页")
    visitor.rests()
    visitor.choose("第几页", "第 2 页，共 2 页")
    expect(page).to_have_value("第 2 页，共 2 页")
    visitor.rests()
    press_cell(visitor, 5, NAME)
    visitor.heads("甲59厂")
    visitor.page.reload()
    visitor.follow("返回列表")
    expect(page).to_have_value("第 2 页，共 2 页")
    expect(visitor.page.get_by_role("textbox", name="按名称或信用代码查找")).to_have_value("甲")
    visitor.rests()
    press_cell(visitor, 5, TICK)
    visitor.sees("打开：甲59厂")


def test_a_wrong_field_is_found_from_the_button_and_a_code_can_be_had_again(
    world: World, visit: Visit
) -> None:
    """On a phone: the list beside the button leads to the field; leaving asks, the code renews."""
    visitor = visit(390)
    visitor.open()
    visitor.type("企业名称", "惠山第五冲压厂")
    visitor.type("统一社会信用代码", "91320206MA1X")
    visitor.choose("所属行业", "数控机床")
    visitor.choose("所在地区", "惠山区")
    visitor.type("从业人数（人）", "3.5")
    visitor.rests()  # or what is drawn anew moves the button away
    visitor.press("开始诊断")
    fault = visitor.page.get_by_role("button", name="统一社会信用代码（可不填）：")
    expect(fault).to_be_in_viewport()
    code = visitor.page.get_by_role("textbox", name="统一社会信用代码")
    expect(code).not_to_be_in_viewport()
    fault.click()
    expect(code).to_be_in_viewport()
    visitor.type("统一社会信用代码", "")
    visitor.type("从业人数（人）", "52")
    expect(fault).to_have_count(0)
    visitor.agree()
    visitor.press("开始诊断")
    visitor.heads("请先记下续填码")
    box = visitor.page.locator(".st-key-resume_code_box code")
    old = box.inner_text().strip()
    visitor.press("换一个新的续填码")
    visitor.sees("原来的码马上作废")
    visitor.press("确定")
    expect(box).not_to_have_text(old)
    new = box.inner_text().strip()
    visitor.press("离开这份诊断")
    visitor.sees("没有它谁也打不开这份诊断")
    visitor.press("确定")
    visitor.heads("看看您的企业数字化走到了哪一步")
    visitor.open("/resume")
    visitor.type("续填码", old)
    visitor.press("继续填写")
    visitor.sees("没有这个续填码")
    visitor.type("续填码", new)
    visitor.press("继续填写")
    visitor.sees("已答 0 /")
