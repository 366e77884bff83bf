"""A lead with many cases, a consultant with a few: found, given out, gone through one by one."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from access.actor import Role
from services import accounts
from tests.app.world import PASSWORD, World
from tests.browser.case_lists import NAME, TICK, press_cell
from tests.browser.fixtures import Visit
from tests.browser.visitor import PATIENCE

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)
FIRMS = 30


@pytest.fixture(scope="module")
def centre(world: World) -> str:
    """A centre with a lead, a consultant and thirty cases, the first of them waiting longest."""
    made = accounts.add_centre(world.operator, "太湖数字化转型促进中心")
    people: Mapping[str, tuple[str, Role]] = {
        "lead": ("负责人老钱", Role.LEAD),
        "one": ("顾问小林", Role.CONSULTANT),
    }
    for username, (name, role) in people.items():
        accounts.add_account(world.operator, username, PASSWORD, name, role, made)
    first = world.submitted(made, "太湖00厂")
    enterprise = world.store.enterprise(first.enterprise)
    for number in range(1, FIRMS):
        firm = enterprise.model_copy(update={"id": f"e{number}", "name": f"太湖{number:02}厂"})
        world.store.add_enterprise(firm)
        changes: dict[str, Any] = {"id": f"a{number}", "enterprise": firm.id}
        if first.submitted_at is not None:
            changes["submitted_at"] = first.submitted_at + timedelta(minutes=number)
        world.store.add_assessment(first.model_copy(update=changes), None)
    return made


def test_a_lead_gives_out_several_and_a_consultant_goes_through_them(
    world: World, visit: Visit, screenshots: Path, centre: str
) -> None:
    """Two rows are ticked and given; the consultant goes from one to the next and back."""
    lead = visit(1280)
    lead.sign_in("lead", PASSWORD)
    lead.heads("案卷")
    lead.sees(f"共 {FIRMS} 份")
    press_cell(lead, 0, TICK)
    press_cell(lead, 2, TICK)
    lead.sees("已选 2 份")
    lead.choose("分派给", "顾问小林")
    lead.rests()
    lead.press("分派所选 2 份")
    lead.sees("分派给“顾问小林”：2 份已保存")
    lead.rests()
    lead.photograph(screenshots, "portfolio-1-lead")
    given = [each.id for each, _ in world.store.assessments(centre=centre) if each.consultant]
    assert len(given) == 2
    lead.press("待分派")
    lead.sees(f"共 {FIRMS - 2} 份")
    consultant = visit(768)
    consultant.sign_in("one", PASSWORD)
    consultant.heads("案卷")
    consultant.rests()
    consultant.page.get_by_label("顾问", exact=True).first.click()
    consultant.page.get_by_role("option", name="顾问小林").click()
    consultant.sees("共 2 份")
    press_cell(consultant, 0, NAME)
    consultant.heads("太湖00厂")
    expect(consultant.page).to_have_url(re.compile("consultant=one"))
    consultant.sees("第 1 份，共 2 份")
    consultant.press("开始核验")
    consultant.sees("核验中")
    consultant.follow("下一份")
    consultant.heads("太湖02厂")
    consultant.follow("上一份")
    consultant.heads("太湖00厂")
    consultant.follow("返回列表")
    consultant.sees("共 2 份")
    consultant.rests()
    consultant.photograph(screenshots, "portfolio-2-consultant")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_board_and_the_programme_fit_the_screen(
    world: World, visit: Visit, screenshots: Path, centre: str, width: int
) -> None:
    """On a phone too nothing stands beyond its edge; a lead sets a target and sees it counted."""
    assert world.store.centres()[centre]
    lead = visit(width)
    lead.sign_in("lead", PASSWORD)
    lead.heads("案卷")
    lead.open("/assigned?shape=board")
    lead.sees("太湖03厂")
    lead.rests()
    lead.photograph(screenshots, "portfolio-3-board")
    assert lead.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    lead.open("/campaign")
    lead.heads("季度诊断任务")
    lead.sees("在办（家）")
    lead.rests()
    lead.photograph(screenshots, "portfolio-4-campaign")
    assert lead.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
