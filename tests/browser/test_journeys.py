"""The three journeys, at the width of a phone and of a desk."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from access.resume_codes import new_code
from assessments.years import CHINA
from services import filling
from tests.app.world import CONSULTANT, OFFICIAL, PASSWORD, World
from tests.browser.fixtures import Path, Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
WIDTHS = (390, 1280)


def assessment_of(world: World, name: str) -> str:
    """The id of the assessment of the enterprise with this name."""
    return next(a.id for a, enterprise in world.store.assessments() if enterprise.name == name)


def begin(visitor: Visitor, name: str) -> str:
    """Fill in the profile and start; the answer is the resume code."""
    visitor.open()
    visitor.type("企业名称", name)
    visitor.choose("所属行业", "34 通用设备制造业")
    visitor.choose("所在地区", "惠山区")
    visitor.type("从业人数（人）", "52")
    visitor.type("上年营业收入", "3200")
    visitor.sees("小型")
    visitor.agree()
    visitor.press("开始诊断")
    visitor.heads("请先记下续填码")
    return visitor.page.locator(".st-key-resume_code_box code").inner_text().strip()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_enterprise_starts_answers_and_resumes_elsewhere(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """Start without an account, answer, note, reload, and go on in another browser by the code."""
    name = f"惠山第{width}精密零件厂"
    visitor = visit(width)
    visitor.open()
    visitor.heads("看看您的企业数字化走到了哪一步")
    visitor.photograph(screenshots, "enterprise-1-start")
    code = begin(visitor, name)
    visitor.photograph(screenshots, "enterprise-2-code")
    visitor.press("已记下，去填写")
    visitor.sees("已答 0 /")
    assessment = assessment_of(world, name)
    visitor.card("workshop").get_by_text("自己的车间做，有些工序发给外协厂").click()
    visitor.card("workshop").get_by_text("✓ 已保存").wait_for()
    visitor.card("machines_total").get_by_role("textbox").fill("40")
    visitor.card("machines_total").get_by_role("textbox").press("Tab")
    visitor.card("machines_total").get_by_text("✓ 已保存").wait_for()
    visitor.card("workshop").get_by_text("说明与备注").click()
    visitor.card("workshop").get_by_label("备注").fill("一车间租在工业园")
    visitor.card("workshop").get_by_label("备注").press("Tab")
    visitor.sees("已写备注")
    visitor.photograph(screenshots, "enterprise-3-fill")
    visitor.press("下一部分")
    visitor.heads("订单、采购和仓库")
    stored = filling.sheet(world.holder(assessment), assessment).answers
    assert stored["workshop"].note == "一车间租在工业园"
    assert stored["machines_total"].value == 40
    visitor.page.reload()
    visitor.heads("订单、采购和仓库")

    elsewhere = visit(width)
    elsewhere.open("/resume")
    elsewhere.type("续填码", code.lower())
    elsewhere.press("继续填写")
    elsewhere.sees("已答 2 /")
    elsewhere.follow("提交")
    elsewhere.sees("题没答")
    elsewhere.photograph(screenshots, "enterprise-4-missing")
    elsewhere.follow("产品的图纸、配方或版型，由谁来出？")
    elsewhere.sees("已答 2 /")
    expect(elsewhere.card("design")).to_be_in_viewport()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_enterprise_submits_and_leaves_with_its_level_and_report(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """Choose a centre, state the truth, submit, see level and first steps, download both files."""
    started = world.started(f"惠山第{width}模具厂")
    world.fill(started.assessment.id)
    visitor = visit(width)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("已答")
    visitor.follow("提交")
    visitor.sees("题都答完了")
    visitor.choose("请哪家数字化转型促进中心来核验？", "惠山数字化转型促进中心")
    visitor.page.get_by_text("我确认企业信息和").click()
    visitor.photograph(screenshots, "enterprise-5-submit")
    visitor.press("提交")
    visitor.sees("等待促进中心核验")
    visitor.page.locator(".js-plotly-plot").first.wait_for()
    visitor.photograph(screenshots, "enterprise-6-result")
    visitor.rests()
    visitor.page.get_by_text("分丢在哪里").click()
    visitor.page.get_by_text("逐题看失分").click()
    visitor.page.get_by_text("先做").locator("visible=true").first.wait_for()
    for label, ending, start in (
        ("网页版", ".html", b"<!DOCTYPE"),
        ("Word 版", ".docx", b"PK"),
        ("Excel 版", ".xlsx", b"PK"),
    ):
        visitor.rests()
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename.endswith(ending)
        assert Path(download.value.path()).read_bytes()[: len(start)].upper() == start.upper()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_enterprise_sees_what_changed_since_the_last_round(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """The second round's result sets both side by side, and no line of it is cut off."""
    code = new_code()
    world.next_round(world.submitted(None, f"惠山第{width}轴承厂"), code=code)
    visitor = visit(width)
    visitor.open("/resume")
    visitor.type("续填码", code)
    visitor.press("继续填写")
    visitor.follow("查看结果")
    visitor.heads("和上一轮比")
    visitor.sees("变动最大的几题")
    visitor.rests()
    visitor.photograph(screenshots, "enterprise-7-rounds")
    table = visitor.page.locator(".st-key-since_last table")
    assert table.evaluate("e => e.getBoundingClientRect().right <= window.innerWidth")


def put_down_visit(visitor: Visitor) -> None:
    """Fill in the record of the visit, without saving it."""
    visitor.page.get_by_text("走访与诉求").first.click()
    visitor.sees("会写进报告")
    day = visitor.page.get_by_role("group", name="走访日期")
    day.get_by_role("spinbutton").first.click()
    visitor.page.keyboard.type(f"{datetime.now(CHINA):%Y%m%d}")
    visitor.type("会见的人", "厂长")
    visitor.type("看过的现场", "一号车间")
    visitor.type("没有信用代码的", "合成企业")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_consultant_verifies_and_signs(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """Sign in, find the case, lower an answer with a remark, see both figures, sign."""
    name = f"锡北第{width}铸造厂"
    centre = next(id for id, title in world.store.centres().items() if title.startswith("惠山"))
    case = world.submitted(centre, name).id
    visitor = visit(width)
    visitor.sign_in(CONSULTANT, PASSWORD)
    visitor.heads("案卷")
    visitor.rests()
    visitor.photograph(screenshots, "consultant-1-list")
    visitor.page.get_by_text("看板", exact=True).click()
    visitor.follow(name)
    visitor.heads(name)
    visitor.press("开始核验")
    visitor.sees("核验中")
    finding = visitor.page.locator('[class*="st-key-finding_"]').first
    finding.get_by_role("radio").first.wait_for(state="attached")
    finding.locator("label").filter(has=visitor.page.get_by_role("radio")).first.click()
    finding.get_by_text("调低").wait_for()
    visitor.rests()  # until then what was drawn before may still be there
    finding.get_by_label("核验说明").fill("现场只有纸质记录")
    finding.get_by_label("核验说明").press("Tab")
    visitor.page.wait_for_timeout(500)
    visitor.photograph(screenshots, "consultant-2-verify")
    visitor.page.get_by_text("审核与签署").first.click()
    visitor.sees("还有 4 处要先处理")
    put_down_visit(visitor)
    visitor.photograph(screenshots, "consultant-3-visit")
    visitor.press("保存走访记录")
    visitor.sees("走访记录已保存")
    visitor.page.get_by_text("审核与签署").first.click()
    visitor.page.get_by_text("没有核验，同意按企业自报").click()
    visitor.rests()
    visitor.page.get_by_text("同意以本人名义签署").click()
    visitor.rests()
    visitor.press("签署")
    visitor.sees("答案和得分都已固定")
    visitor.photograph(screenshots, "consultant-4-signed")
    assert world.store.assessment(case).signed_by == "顾问老周"
    kept = [each.value["visit"]["people"] for each in world.store.document_history("visit", case)]
    assert kept == [["厂长"]]
    visitor.page.get_by_text("报告", exact=True).first.click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Word 版").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    visitor.follow("退出登录")
    visitor.press("确认退出")
    visitor.heads("看看您的企业数字化走到了哪一步")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_official_sees_the_city(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """Sign in and land on the figures of the city."""
    visitor = visit(width)
    visitor.sign_in(OFFICIAL, PASSWORD)
    visitor.sees("市里小陈")
    visitor.page.get_by_role("heading").first.wait_for()
    visitor.photograph(screenshots, "city-1-overview")


def test_the_pages_speak_english_too(world: World, visit: Visit, screenshots: Path) -> None:
    """The switch turns every page to English, and stays."""
    visitor = visit(390)
    visitor.open()
    visitor.follow("English")
    visitor.heads("How far has your company come?")
    visitor.photograph(screenshots, "english-1-start")
    visitor.page.reload()
    visitor.heads("How far has your company come?")
    assert visitor.page.locator("html").get_attribute("lang") == "en"


def test_a_stranger_reads_a_sentence_instead_of_a_page(visit: Visit) -> None:
    """Pages of others, and addresses that are none, answer in words and in Chinese."""
    visitor = visit(390)
    visitor.open("/verify?case=0")
    visitor.sees("需要用顾问 / 中心负责人的账号登录")
    visitor.open("/result")
    visitor.sees("没有正在填写的诊断")
    visitor.open("/nonsense")
    visitor.heads("看看您的企业数字化走到了哪一步")


def test_a_case_of_another_centre_is_refused_in_words(world: World, visit: Visit) -> None:
    """A consultant who opens a foreign case by its address reads why not, and no name."""
    case = world.submitted(None, "没有选中心的厂").id
    visitor = visit(1280)
    visitor.sign_in(CONSULTANT, PASSWORD)
    visitor.heads("案卷")
    visitor.open(f"/verify?case={case}")
    visitor.sees("没有权限")
    assert "没有选中心的厂" not in visitor.page.content()
