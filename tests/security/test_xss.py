"""Names that are programs stay names: on every page and in every file that goes out."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from access.actor import Actor, Role
from services import (
    accounts,
    advising,
    catalogue,
    filling,
    paragraphs,
    stating,
    vendors,
    verifying,
)
from services.context import Context
from services.dossier import dossier_of
from tests.app.world import CONSULTANT, ODD_NAME, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import Visitor
from tests.vendor_tables import CODE, vendor_table
from tests.visiting import visited

pytestmark = pytest.mark.browser
WORD_JOINER = "\u2060"  # keeps the front end from making links of bare addresses
NOTE = "<img src=x onerror=alert(2)> ![图](https://example.org/z) $x^2$ :red[红] **粗**"


def is_only_text(visitor: Visitor, text: str) -> None:
    """``text`` can be read letter by letter, and made no element."""
    beginning = text.split("://", maxsplit=1)[0]
    expect(visitor.page.get_by_text(beginning, exact=False).first).to_be_visible()
    read = visitor.page.evaluate("document.querySelector('#root').innerText")
    assert text in read.replace(WORD_JOINER, "")
    made_nothing(visitor)


def made_nothing(visitor: Visitor) -> None:
    """No text became an element, or asked anybody for anything."""
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
    consultant.heads("案卷")
    consultant.rests()
    made_nothing(consultant)  # the list is drawn, letters and all
    item = filling.sheet(holder, assessment).questionnaire.by_id["workshop"]
    consultant.open(f"/verify?case={assessment}&dimension={item.dimension}&item={item.id}")
    consultant.heads("惠山<script>")
    is_only_text(consultant, ODD_NAME)
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


def test_an_odd_edit_stays_text_on_the_page_and_in_every_reader_s_hands(
    world: World, visit: Visit
) -> None:
    """What a consultant writes is shown as typed: while editing, in the file, to the enterprise."""
    started = world.started(ODD_NAME)
    case = started.assessment.id
    world.fill(case)
    centre = next(id for id, name in world.store.centres().items() if name.startswith("惠山"))
    filling.submit(world.holder(case), case, centre)
    verifying.begin(world.consultant(), case)
    consultant = visit(390)
    consultant.sign_in(CONSULTANT, PASSWORD)
    consultant.heads("案卷")
    told = paragraphs.paragraphs(world.consultant(), case, "zh").paragraphs["level-section/1"]
    paragraphs.edit_paragraph(
        world.consultant(), case, "zh", "level-section/1", NOTE,
        generated=told.generated.text, seen=0,
    )  # fmt: skip
    consultant.open(f"/report?case={case}&edit=level-section/1")
    consultant.heads("惠山<script>")
    is_only_text(consultant, NOTE)
    is_only_text(consultant, ODD_NAME)
    visited(world.consultant(), case)
    seen = verifying.case(world.consultant(), case).seen
    verifying.sign(world.consultant(), case, seen=seen)
    consultant.open(f"/report?case={case}")
    with consultant.page.expect_download() as download:
        consultant.page.get_by_role("button", name="网页版").click()
    saved = Path(download.value.path()).read_text("utf-8")
    assert "<img src=x" not in saved
    assert "&lt;img src=x" in saved
    visitor = visit(1280)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.page.wait_for_url("**/fill*")
    visitor.open("/result")
    is_only_text(visitor, NOTE)
    code = stating.code_of(
        world.operator, stating.stated(dossier_of(world.operator, "report.read", case))
    )
    visitor.open(f"/check_report?code={code}")
    visitor.sees("查到了")
    is_only_text(visitor, ODD_NAME)


def test_odd_words_of_the_catalogue_and_of_vendors_stay_text(world: World, visit: Visit) -> None:
    """What a method owner and a centre write is shown as typed to them and to the enterprise."""
    owner = Context(world.store, Actor(Role.METHOD_OWNER, "fang.fa", ODD_NAME))
    started = world.started()
    case = started.assessment.id
    world.fill(case)
    enterprise = visit(390)
    enterprise.open("/resume")
    enterprise.type("续填码", started.resume_code)
    enterprise.press("继续填写")
    enterprise.sees("已答")
    centre = next(id for id, name in world.store.centres().items() if name.startswith("惠山"))
    filling.submit(world.holder(case), case, centre)
    id = advising.advice(dossier_of(world.holder(case), "result.read", case)).matches[0].solution.id
    draft = catalogue.draft(owner, id)
    odd = {"zh": NOTE, "en": "odd"}
    texts = dict.fromkeys(("title", "says", "light", "first_step", "owner"), odd)
    entry = {**draft.entry, **texts, "indicators": [odd], "risks": [odd]}
    catalogue.keep(owner, id, draft.group, entry, seen=0)
    row = (ODD_NAME, CODE, id, 1, NOTE, "2026-01-31", NOTE)
    vendors.replace(world.consultant(), "v.xlsx", vendor_table(row), seen=0)

    accounts.add_account(world.operator, "fang.fa", PASSWORD, "方法", Role.METHOD_OWNER, None)
    method = visit(390)
    method.sign_in("fang.fa", PASSWORD)
    method.heads("预览问卷")
    for place in ("/solutions", f"/solutions?solution={id}", f"/solutions?edit={id}"):
        method.open(place)
        method.heads("方案目录")
        method.rests()
        if place == "/solutions":
            method.type("搜标题和说明", "<img")
        is_only_text(method, NOTE)
    consultant = visit(1280)
    consultant.sign_in(CONSULTANT, PASSWORD)
    consultant.heads("案卷")
    consultant.open("/vendors")
    consultant.heads("本中心的服务商")
    is_only_text(consultant, ODD_NAME)
    is_only_text(consultant, NOTE)
    enterprise.open("/result")
    enterprise.rests()
    enterprise.page.get_by_text("怎样到下一级、有哪些办法").click()
    enterprise.heads("能拿回最多分的办法")
    enterprise.rests()
    is_only_text(enterprise, NOTE)
    is_only_text(enterprise, ODD_NAME)
