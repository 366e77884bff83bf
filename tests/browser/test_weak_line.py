"""A weak line: the page is there before the code of all of its fields."""

import re

import pytest
from playwright.sync_api import Route, expect

from services import filling, verifying, visits
from tests.app.world import CONSULTANT, PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

LATE = re.compile(r"/static/js/(Selectbox|TextArea|TextInput|ButtonGroup|Radio|Checkbox)\.")


def held_back(visitor: Visitor) -> list[Route]:
    """Nothing of these kinds of field arrives until it is let through."""
    held: list[Route] = []
    visitor.page.route(LATE, lambda route: held.append(route))  # noqa: PLW0108  (no builtin)
    return held


def let_through(visitor: Visitor, held: list[Route]) -> None:
    """The line has brought it."""
    assert held, "nothing was late"
    for route in held:
        route.continue_()
    visitor.page.unroute(LATE)


def test_a_click_before_all_fields_are_there_loses_neither_place_nor_text(
    world: World, visit: Visit
) -> None:
    """The dimension stays chosen, the part of the case and what was written down on the visit."""
    started = world.started("惠山弱线厂")
    id, own = started.assessment.id, world.consultant()
    world.fill(id)
    filling.submit(world.holder(id), id, own.actor.centre)
    verifying.begin(own, id)
    visits.keep(own, id, {"sites": "二号车间"}, seen=0)
    consultant = visit(1280)
    consultant.sign_in(CONSULTANT, PASSWORD)
    consultant.heads("案卷")

    held = held_back(consultant)
    consultant.open(f"/verify?case={id}&dimension=smart_manufacturing&item=workshop")
    beside = consultant.page.get_by_text("佐证、批注和遗留问题")
    beside.first.click()
    consultant.rests()
    let_through(consultant, held)
    chosen = consultant.page.get_by_role("combobox", name="维度")
    expect(chosen).to_have_value("智能制造")
    beside.nth(1).click()
    consultant.rests()
    expect(chosen).to_have_value("智能制造")

    held = held_back(consultant)
    consultant.open(f"/verify?case={id}&part=visit")
    consultant.page.get_by_text("经营概况").first.click()
    consultant.rests()
    let_through(consultant, held)
    expect(consultant.page.get_by_role("textbox", name="看过的现场")).to_have_value("二号车间")
    consultant.page.get_by_text("经营概况").first.click()
    consultant.rests()
    expect(consultant.page.get_by_role("textbox", name="看过的现场")).to_have_value("二号车间")


@pytest.mark.parametrize("part", range(3))
def test_a_click_before_all_fields_are_there_changes_no_answer(
    world: World, visit: Visit, part: int
) -> None:
    """Whatever an enterprise clicks while half of a page has come, all its answers stand."""
    started = world.started("惠山弱线厂")
    id = started.assessment.id
    sheet = world.fill(id)
    holder = world.holder(id)
    before = {item: each.value for item, each in filling.sheet(holder, id).answers.items()}
    visitor = visit(390)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.sees("已答")
    named = sheet.questionnaire.pages[part].id

    held = held_back(visitor)
    visitor.open(f"/fill?part={named}")
    folds = visitor.page.get_by_text("说明与备注")
    folds.first.click()
    visitor.rests()
    let_through(visitor, held)
    visitor.rests()
    folds.nth(1).click()
    visitor.rests()
    visitor.press("下一部分")
    visitor.rests()
    after = {item: each.value for item, each in filling.sheet(holder, id).answers.items()}
    assert after == before
