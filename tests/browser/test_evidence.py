"""Files of evidence, brought by a real browser, and judged by a consultant."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from services import evidence, filling, verifying
from storage import open_media
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.served import Served
from tests.browser.visitor import Visitor
from tests.unit.pictures_made import turned_photo

pytestmark = pytest.mark.browser


def bring(visitor: Visitor, path: Path, shows: str) -> None:
    """Choose the file and add it."""
    visitor.page.set_input_files("input[type=file]", path)
    visitor.sees(path.name)
    shown = visitor.page.get_by_label("拍的或写的是什么").first
    shown.fill(shows)
    shown.press("Tab")  # or the click that leaves the field meets a page that is drawn anew
    visitor.rests()
    visitor.press("加上这份佐证")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_photograph_goes_from_the_enterprise_to_its_consultant(
    world: World, served: Served, visit: Visit, screenshots: Path, tmp_path: Path, width: int
) -> None:
    """Beside the question that was answered; what cannot be read is told; the verdict is kept."""
    (tmp_path / "看板.jpg").write_bytes(turned_photo())
    (tmp_path / "坏.jpg").write_bytes(turned_photo()[:900])
    media = open_media(str(Path(served.store.removeprefix("sqlite:///")).parent / "evidence"))
    world = replace(world, media=media)
    started = world.started(f"惠山第{width}佐证厂")
    id = started.assessment.id
    world.fill(id)
    visitor = visit(width)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("已答")
    more = visitor.page.get_by_text("说明与备注").first
    visitor.unfold(more, visitor.page.get_by_text("加上这份佐证").first)
    bring(visitor, tmp_path / "坏.jpg", "二车间看板")
    visitor.sees("不完整或已损坏")
    bring(visitor, tmp_path / "看板.jpg", "二车间看板")
    visitor.sees("佐证已保存")
    visitor.photograph(screenshots, "enterprise-evidence")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    with visitor.page.expect_download() as download:
        visitor.press("下载")
    assert Image.open(BytesIO(Path(download.value.path()).read_bytes())).size == (600, 800)
    (kept,) = evidence.listed(world.holder(id), id)
    assert (kept.name, kept.shows) == ("看板.jpg", "二车间看板")
    own = world.consultant()
    filling.submit(world.holder(id), id, own.actor.centre)
    verifying.begin(own, id)
    asked = verifying.case(own, id).dossier.questionnaire.by_id[kept.item]
    consultant = visit(width)
    consultant.sign_in(CONSULTANT, PASSWORD)
    consultant.heads("案卷")
    consultant.open(f"/verify?case={id}&dimension={asked.dimension}&item={asked.id}")
    consultant.sees("佐证 1 件")
    fold = consultant.page.get_by_text("佐证、批注和遗留问题").first
    consultant.unfold(fold, consultant.page.get_by_text("看板.jpg").first)
    consultant.rests()  # a redraw on its way would take the choices back
    consultant.page.get_by_text("采信", exact=True).first.click()
    consultant.page.get_by_text("放进诊断报告").first.click()
    expect(consultant.page.get_by_role("radio", name="采信", exact=True)).to_be_checked()
    expect(consultant.page.get_by_role("checkbox", name="放进诊断报告").first).to_be_checked()
    consultant.rests()
    consultant.press("保存核验意见")
    consultant.sees("已放进报告")
    consultant.photograph(screenshots, "consultant-evidence")
    assert consultant.page.evaluate("document.documentElement.scrollWidth") <= width
    (judged,) = evidence.listed(own, id)
    assert (judged.verdict, judged.in_report) == ("accepted", True)
