"""The audit trail on its pages: the administrator's, the centre lead's, the enterprise's."""

from pathlib import Path

import pytest

from access.actor import Role
from services import accounts
from tests.app.world import PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.test_people import an_account, fits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_done_can_be_read(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """By the administrator in two languages, found by the act; by a lead; by the enterprise."""
    centre = accounts.add_centre(world.operator, "惠山数字化转型促进中心")
    submitted = world.submitted(centre, f"惠山第{width}记录厂")
    started = world.started(f"锡山第{width}记录厂")
    an_account(world, f"guard{width}", Role.ADMINISTRATOR)
    an_account(world, f"head{width}", Role.LEAD, centre=centre)
    guard = visit(width)
    guard.sign_in(f"guard{width}", PASSWORD)
    guard.rests()
    guard.open("/audit")
    guard.heads("操作记录")
    guard.sees(f"诊断 {submitted.id}")
    fits(guard, screenshots, "audit-1-all")
    guard.page.goto(f"{guard.url}/language?to=en")
    guard.open("/audit")
    guard.sees(f"assessment {submitted.id}")
    fits(guard, screenshots, "audit-2-english")
    lead = visit(width)
    lead.sign_in(f"head{width}", PASSWORD)
    lead.rests()
    lead.open("/audit")
    lead.sees(f"惠山第{width}记录厂")
    fits(lead, screenshots, "audit-3-centre")
    firm = visit(width)
    firm.open("/resume")
    firm.type("续填码", started.resume_code)
    firm.press("继续填写")
    firm.page.wait_for_url("**/fill*")
    firm.open("/history")
    firm.heads("操作记录")
    firm.sees("凭续填码在一个浏览器里打开")
    fits(firm, screenshots, "audit-4-enterprise")
