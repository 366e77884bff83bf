"""A workbook is taken along, filled in, and brought back by a real browser."""

from pathlib import Path

import pytest

from services import filling, verifying
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import Visitor
from tests.unit.test_answer_book_back import Filling

pytestmark = pytest.mark.browser
SAME = "＝ 与企业自报一致"


def taken(visitor: Visitor, button: str) -> bytes:
    """The workbook behind a button."""
    with visitor.page.expect_download(timeout=60_000) as download:
        visitor.press(button)
    return Path(download.value.path()).read_bytes()


def brought(visitor: Visitor, book: Filling, file: Path) -> None:
    """Save it and choose it on the page."""
    book.book.save(file)
    visitor.page.set_input_files("input[type=file]", file)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_consultant_verifies_without_a_connection(
    world: World, visit: Visit, screenshots: Path, tmp_path: Path, width: int
) -> None:
    """Wrong cells first, then a conflict that is decided, then all of it is kept."""
    ctx = world.consultant()
    case = world.submitted(ctx.actor.centre, f"惠山第{width}离线厂").id
    verifying.begin(ctx, case)
    asked = verifying.case(ctx, case)
    first, second = [
        item.id
        for item in asked.dossier.questionnaire.items
        if item.kind.value == "ladder" and asked.shown[item.id] and item.id in asked.dossier.claimed
    ][:2]
    visitor = visit(width)
    visitor.sign_in(CONSULTANT, PASSWORD)
    visitor.sees("已登录")
    visitor.open(f"/verify?case={case}")
    visitor.follow("现场没有网络")
    visitor.heads("离线核验表")
    book = Filling(taken(visitor, "下载离线核验表"), "verified")
    place = book.put(first, "看过了")
    book.put(second, SAME)
    brought(visitor, book, tmp_path / "核验.xlsx")
    visitor.sees("有 1 处要改正")
    visitor.sees(place)
    visitor.photograph(screenshots, "consultant-7-answer-book-problems")
    claim = asked.dossier.claimed[second].value
    verifying.set_verified(ctx, case, second, claim, remark="电话问过", seen=0)
    book.put(first, SAME)
    book.note(second, "现场看过")
    brought(visitor, book, tmp_path / "核验二.xlsx")
    visitor.sees("下载以后网上又改过的题（1 题）")
    visitor.photograph(screenshots, "consultant-7-answer-book-conflict")
    visitor.page.get_by_text("用表里的").click()
    visitor.press("写入 2 处改动")
    visitor.sees("已写入 2 处改动")
    kept = world.store.answers(case, "verified")
    assert (kept[second].note, len(kept)) == ("现场看过", 2)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_enterprise_fills_in_a_workbook(
    world: World, visit: Visit, screenshots: Path, tmp_path: Path
) -> None:
    """With the resume code only; what comes back is what the pages then show."""
    started = world.started()
    id = started.assessment.id
    visitor = visit(1280)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("没有网络")
    visitor.follow("没有网络")
    visitor.heads("离线填报表")
    book = Filling(taken(visitor, "下载离线填报表"))
    sheet = filling.sheet(world.holder(id), id)
    item = next(sheet.questionnaire.by_id[each] for each in sheet.missing)
    book.put(item.id, f"1 · {item.options[0].says.zh}" if item.options else 3)
    brought(visitor, book, tmp_path / "填报.xlsx")
    visitor.sees("要写入的改动（1 题）")
    visitor.photograph(screenshots, "enterprise-9-answer-book")
    visitor.press("写入 1 处改动")
    visitor.sees("已写入 1 处改动")
    assert world.store.answers(id, "claimed")[item.id].revision == 1
