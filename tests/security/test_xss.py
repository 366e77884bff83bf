"""Names that are programs stay names: on every page and in every file that goes out."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from services import filling
from tests.app.world import CONSULTANT, ODD_NAME, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
WORD_JOINER = "\u2060"  # keeps the front end from making links of bare addresses
NOTE = "<img src=x onerror=alert(2)> ![图](https://example.org/z) $x^2$ :red[红] **粗**"


def is_only_text(visitor: Visitor, text: str) -> None:
    """``text`` can be read letter by letter, and made no element."""
    beginning = text.split("://", maxsplit=1)[0]
    expect(visitor.page.get_by_text(beginning, exact=False).first).to_be_visible()
    read = visitor.page.evaluate("document.querySelector('#root').innerText")
    assert text in read.replace(WORD_JOINER, "")
    made = visitor.page.evaluate(
        "document.querySelectorAll('#root script, #root img[src*=example], #root a[href*=example],"
        " #root img[src=x]').length"
    )
    assert made == 0
    assert not visitor.errors
    assert not visitor.asked_elsewhere


def test_an_odd_name_and_note_stay_text_on_every_page_and_in_the_reports(
    world: World, visit: Visit
) -> None:
    """Markup, Markdown, formulas and characters beyond the first plane are shown as typed."""
    started = world.started(ODD_NAME)
    assessment = started.assessment.id
    holder = world.holder(assessment)
    world.fill(assessment)
    first = filling.sheet(holder, assessment).answers["workshop"]
    filling.record_answer(holder, assessment, "workshop", first.value, note=NOTE, seen=1)
    centre = next(id for id, name in world.store.centres().items() if name.startswith("惠山"))

    visitor = visit(390)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("已答")
    visitor.open("/submit")
    is_only_text(visitor, ODD_NAME)
    filling.submit(holder, assessment, centre)
    visitor.open("/result")
    is_only_text(visitor, ODD_NAME)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="网页版").click()
    saved = Path(download.value.path()).read_text("utf-8")
    assert "<script>alert(1)" not in saved
    assert "<img src=x" not in saved
    assert "𠮷" in saved
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Word 版").click()
    parts = zipfile.ZipFile(BytesIO(Path(download.value.path()).read_bytes()))
    words = parts.read("word/document.xml").decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in words
    assert "🏭𠮷" in words

    consultant = visit(1280)
    consultant.sign_in(CONSULTANT, PASSWORD)
    is_only_text(consultant, ODD_NAME)
    consultant.page.get_by_role("link", name="惠山<script>").click()
    consultant.heads("惠山<script>")
    is_only_text(consultant, ODD_NAME)
    item = filling.sheet(holder, assessment).questionnaire.by_id["workshop"]
    titles = {d.id: d.title.zh for d in filling.sheet(holder, assessment).questionnaire.dimensions}
    consultant.choose("维度", titles[item.dimension])
    consultant.sees("备注：")
    is_only_text(consultant, NOTE)


def test_a_saved_report_runs_nothing_of_the_enterprise(
    world: World, visit: Visit, tmp_path: Path
) -> None:
    """Opened from the disk, the report shows the name and asks nothing of the network."""
    started = world.started(ODD_NAME)
    world.fill(started.assessment.id)
    visitor = visit(1280)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("已答")
    visitor.open("/result")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="网页版").click()
    file = tmp_path / "report.html"
    download.value.save_as(file)
    alone = visit(1280, watched=False)
    alone.page.goto(file.as_uri())
    expect(alone.page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    assert not alone.errors
    assert not [url for url in alone.asked_elsewhere if not url.startswith("file:")]
