"""On a phone, every kind of item refuses what it cannot keep in place and in Chinese."""

import pytest
from playwright.sync_api import Locator, expect

from access.tokens import new_token
from services import accounts, filling
from services.answering import LONGEST_NOTE
from tests.app.world import World
from tests.browser.fixtures import Path, Visit
from tests.browser.visitor import PATIENCE, Visitor

pytestmark = pytest.mark.browser
SAVED = "✓ 已保存"


def typed(field: Locator, text: str) -> None:
    """Type or paste, and leave the field."""
    field.fill(text)
    field.press("Tab")


def refused(card: Locator, field: Locator, shown: str, why: str) -> None:
    """The card says why not, shows what was typed, and calls nothing saved."""
    expect(card.get_by_text(why)).to_be_visible(timeout=PATIENCE)
    expect(field).to_have_value(shown)
    expect(card.get_by_text(SAVED)).to_have_count(0)


def test_what_a_field_shows_is_kept_or_told_to_be_not_saved(
    world: World, visit: Visit, screenshots: Path
) -> None:
    """Numbers, parts of a ratio, ticks, words and notes, each with a right and a wrong value."""
    assessment = world.started("什么都填错的厂").assessment.id
    holder = world.holder(assessment)
    visitor = visit(390)
    token = new_token()
    accounts.bind_assessment(holder, token, assessment)
    visitor.has_cookie(token)
    visitor.open("/fill?part=about_you")
    visitor.card("workshop").get_by_text("自己的车间做，有些工序发给外协厂").click()
    visitor.card("workshop").get_by_text(SAVED).wait_for()
    card = visitor.card("machines_total")
    total = card.get_by_role("textbox")
    expect(total).to_have_attribute("inputmode", "decimal")
    typed(total, "２６")
    card.get_by_text(SAVED).wait_for()
    expect(total).to_have_value("26")
    typed(total, "200000")
    refused(
        card, total, "200000", "可填 0 到 100000 的整数，您填的是 200000。仍以原来的“26 台”为准"
    )
    typed(total, "3.5")
    refused(card, total, "3.5", "您填的是 3.5")
    typed(total, "二十台")
    refused(card, total, "二十台", "您填的是“二十台”")
    expect(visitor.page.locator(".st-key-drawn_here")).to_be_hidden()
    _contradicts(visitor)
    _ticks(visitor)
    _note(visitor)
    visitor.photograph(screenshots, "fields-1-refused")
    visitor.open("/fill?part=people_results")
    card = visitor.card("note")
    words = card.get_by_role("textbox").first
    typed(words, "长" * 2_001)
    refused(card, words, "长" * 2_001, "最多 2000 字，您写了 2001 字")
    typed(words, "想先把单子接上 🏭")
    card.get_by_text(SAVED).wait_for()
    expect(card.get_by_text("会用占位符代替")).to_be_visible()
    kept = filling.sheet(holder, assessment).answers
    assert kept["machines_total"].value == 26
    assert "machines_networked" not in kept
    assert kept["note"].value == "想先把单子接上 🏭"


def _contradicts(visitor: Visitor) -> None:
    """99 of 26 machines: both values are named, and a button leads to the other question."""
    card = visitor.card("machines_networked")
    part = card.get_by_role("textbox")
    typed(part, "99")
    refused(card, part, "99", "还大")
    expect(card.get_by_text("26")).not_to_have_count(0)
    card.get_by_role("button", name="去看第").click()
    expect(visitor.card("machines_total")).to_be_in_viewport()


def _ticks(visitor: Visitor) -> None:
    """Of ticks that exclude each other the last one stands, and is what is called saved."""
    boxes = visitor.card("site").locator("label").filter(has=visitor.page.get_by_role("checkbox"))
    boxes.first.click()
    visitor.card("site").get_by_text(SAVED).wait_for()
    visitor.rests()
    boxes.last.click()
    expect(boxes.last.get_by_role("checkbox")).to_be_checked()
    expect(boxes.first.get_by_role("checkbox")).not_to_be_checked(timeout=PATIENCE)


def _note(visitor: Visitor) -> None:
    """A pasted note is kept whole, or stays in its field with both counts; never swallowed."""
    card = visitor.card("workshop")
    card.get_by_text("说明与备注").click()
    note = card.get_by_label("备注")
    expect(card.get_by_text("请不要写姓名、手机号")).to_be_visible()
    typed(note, "字" * 800)
    card.get_by_text("已写备注").wait_for()
    typed(note, "字" * (LONGEST_NOTE + 1))
    told = f"备注没有保存。最多 {LONGEST_NOTE} 字，您写了 {LONGEST_NOTE + 1} 字"
    expect(card.get_by_text(told)).to_be_visible(timeout=PATIENCE)
    expect(note).to_have_value("字" * (LONGEST_NOTE + 1))
    typed(note, "🏭" * 260)
    expect(card.get_by_text("会用占位符代替")).to_be_visible(timeout=PATIENCE)
    expect(card.get_by_text(told)).to_have_count(0)
