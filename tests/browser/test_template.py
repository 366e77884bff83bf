"""A centre's Word template, brought by a real browser, and a report that comes out on it."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from services import templates
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import Visitor
from tests.unit.word_templates import bare, template

pytestmark = pytest.mark.browser
OURS = "惠山中心专用"


def downloaded(visitor: Visitor, button: str) -> list[str]:
    """The paragraphs of the Word file behind a button."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name=button).click()
    content = Path(download.value.path()).read_bytes()
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_template_is_brought_and_the_next_report_is_on_it(
    world: World, visit: Visit, screenshots: Path, tmp_path: Path, width: int
) -> None:
    """Problems first, then a trial, then use; a case's report has the choice of both forms."""
    files = {"bad": bare("{{ enterprize }}", "{{ ''.__class__ }}"), "good": template(OURS)}
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    ctx = world.consultant()
    case = world.submitted(ctx.actor.centre, f"惠山第{width}模板厂").id
    visitor = visit(width)
    visitor.sign_in(CONSULTANT, PASSWORD)
    visitor.heads("案卷")
    visitor.open("/template")
    visitor.sees("还没有上传模板" if width == 390 else "收回了模板")
    visitor.page.set_input_files("input[type=file]", tmp_path / "bad.docx")
    visitor.sees("是不是想写“enterprise”")
    visitor.photograph(screenshots, "consultant-6-template-problems")
    visitor.page.set_input_files("input[type=file]", tmp_path / "good.docx")
    visitor.sees("模板可用")
    assert OURS in downloaded(visitor, "下载试排结果")
    visitor.press("启用这份模板")
    visitor.sees("good.docx，顾问老周 于")
    visitor.photograph(screenshots, "consultant-6-template")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.open(f"/verify?case={case}&part=report")
    visitor.sees("Word 报告不用中心的模板")
    assert OURS in downloaded(visitor, "Word 版")
    visitor.page.get_by_text("Word 报告不用中心的模板").click()
    visitor.page.wait_for_timeout(400)  # until the click has set off its run
    visitor.rests()
    assert OURS not in downloaded(visitor, "Word 版")
    templates.take_back(ctx, "zh", seen=templates.current(ctx, "zh").seen)
