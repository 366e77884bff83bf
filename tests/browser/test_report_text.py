"""The text of a report is edited by a real browser, and a report is checked by its code."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from services import handing_out, paragraphs, stating, verifying
from services.dossier import dossier_of
from services.kinds import HANDED_OUT
from storage import open_store
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.served import Served
from tests.browser.visitor import PATIENCE, Visitor
from tests.visiting import visited

pytestmark = pytest.mark.browser
WRITTEN = "现场看过，三台数控机床里一台联了网。\n另外两台今年接上。"
WIDTHS = (390, 1280)


def opened(world: World, visitor: Visitor, name: str) -> str:
    """Sign in and open the text of a case under verification; the answer is its id."""
    centre = next(id for id, each in world.store.centres().items() if each.startswith("惠山"))
    case = verifying.begin(world.consultant(), world.submitted(centre, name).id).id
    visitor.sign_in(CONSULTANT, PASSWORD)
    visitor.heads("案卷")
    visitor.open(f"/verify?case={case}")
    visitor.follow("看报告、改文字")
    visitor.heads(f"{name}：报告的文字")
    return case


@pytest.mark.parametrize("width", WIDTHS)
def test_an_edit_is_in_the_preview_and_in_the_signed_report(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """Nothing scrolls sideways; the preview says on its face that nobody signed it."""
    visitor = visit(width)
    case = opened(world, visitor, f"惠山第{width}报告厂")
    visitor.page.get_by_role("button", name="改写", exact=True).first.click()
    visitor.page.get_by_role("textbox", name="报告里写成").fill(WRITTEN)
    visitor.press("保存")
    visitor.sees("已保存 · 顾问老周")
    visitor.photograph(screenshots, "consultant-5-text")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="网页版").click()
    assert "未签署" in download.value.suggested_filename
    preview = Path(download.value.path()).read_text("utf-8")
    assert WRITTEN in preview
    assert "预览稿，尚未签署" in preview
    assert code_of(world, case) not in world.store.documents(HANDED_OUT)
    visited(world.consultant(), case)
    seen = verifying.case(world.consultant(), case).seen
    verifying.sign(world.consultant(), case, seen=seen)
    visitor.open(f"/verify?case={case}&part=report")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="网页版").click()
    signed = Path(download.value.path()).read_text("utf-8")
    assert WRITTEN in signed
    assert "尚未签署" not in signed
    assert code_of(world, case) in world.store.documents(HANDED_OUT)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_cell_of_a_table_is_edited_below_it(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """Chosen from a list by its row and column; nothing scrolls sideways, the table shows it."""
    visitor = visit(width)
    case = opened(world, visitor, f"惠山第{width}表格厂")
    visitor.open(f"/report?case={case}&chapter=dimensions")
    visitor.page.get_by_role("button", name="改写上面的文字").first.click()
    visitor.page.get_by_role("combobox", name="改哪一处").click()
    cell = visitor.page.get_by_role("option", name="· 下一步").first
    generated = cell.inner_text().split("：", 1)[1]
    cell.click()
    field = visitor.page.get_by_role("textbox", name="报告里写成")
    expect(field).to_have_value(generated, timeout=PATIENCE)
    field.fill("先联三台数控机床。")
    visitor.photograph(screenshots, "consultant-5-cell")
    visitor.press("保存")
    visitor.sees("已保存 · 顾问老周")
    expect(visitor.page.get_by_role("cell", name="先联三台数控机床。 ※")).to_be_visible()
    visitor.photograph(screenshots, "consultant-5-cell-saved")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def code_of(world: World, case: str) -> str:
    """The code of a report of now, as it is kept."""
    return stating.code_of(
        world.operator, stating.stated(dossier_of(world.operator, "report.read", case))
    ).replace("-", "")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reader_checks_a_report(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """By typing the code and Enter, or by a link that carries it; the figures are the paper's."""
    case = world.submitted(None, f"惠山第{width}核对厂").id
    handing_out.hand_out(world.holder(case), case, "zh", "html")
    code = code_of(world, case)
    visitor = visit(width)
    visitor.open()
    visitor.follow("核对报告")
    field = visitor.page.get_by_role("textbox", name="核对码")
    field.fill(" ".join(code.lower()))
    field.press("Enter")
    visitor.sees("查到了")
    visitor.sees(f"惠山第{width}核对厂")
    visitor.photograph(screenshots, "everybody-check-report")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.open(f"/check_report?code={quote(code)}")
    visitor.sees("查到了")
    visitor.open("/check_report?code=%3Cimg+src%3Dx%3E")
    visitor.sees("没有发出过")


def test_what_was_typed_survives_the_death_of_the_server(
    world: World, visit: Visit, served: Served
) -> None:
    """Killed while somebody writes: the words are still there, and a colleague's are not lost."""
    visitor = visit(1280)
    case = opened(world, visitor, "惠山停电厂")
    visitor.page.get_by_role("button", name="改写", exact=True).first.click()
    field = visitor.page.get_by_role("textbox", name="报告里写成")
    field.fill(WRITTEN)
    served.kill()
    visitor.sees("正在自动重连")
    told = next(iter(paragraphs.paragraphs(world.consultant(), case, "zh").paragraphs.values()))
    paragraphs.edit_paragraph(
        world.consultant(), case, "zh", told.generated.id, "同事写的。",
        generated=told.generated.text, seen=0,
    )  # fmt: skip
    served.start()
    expect(visitor.page.get_by_text("正在自动重连")).to_have_count(0, timeout=PATIENCE)
    expect(field).to_have_value(WRITTEN)
    save = visitor.page.get_by_role("button", name="保存", exact=True)
    expect(save).to_be_enabled(timeout=PATIENCE)
    save.click()
    visitor.page.get_by_test_id("stAlertContentError").first.wait_for()
    visitor.sees("同事写的。")
    expect(field).to_have_value(WRITTEN)
    visitor.rests()
    save.click()
    expect(field).to_have_count(0, timeout=PATIENCE)  # the edit is over when it is kept
    store = open_store(served.store)
    found = paragraphs.paragraphs(World(store).consultant(), case, "zh").paragraphs.values()
    assert [each.text for each in found if each.edit] == [WRITTEN]
    store.close()
    visitor.errors.clear()  # the browser says that the connection broke
