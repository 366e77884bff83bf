"""Confirming firms and the watch list in a real browser, narrow and wide, in both languages."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from access.actor import Role
from assessments.credit_code import check_character
from assessments.profile import parse_profile
from services import accounts, filling
from services.personal.notice import VERSION
from tests.app.world import PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.test_people import an_account, fits
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
BODY = "91320206MA1000001"
CODE = BODY + check_character(BODY)
FIRM = "惠山确认精密零部件制造有限公司"
CENTRE = "惠山数字化转型促进中心"
PROFILE = {"division": "34", "district": "320206", "employees": 52, "revenue": 3200}


def a_claimed_firm(world: World) -> None:
    """One with an account that has submitted to the centre, and eleven drafts from its line."""
    here = replace(world.visitor, address="192.0.2.9")
    centre = accounts.add_centre(world.operator, CENTRE)
    for number in range(12):
        typed = PROFILE | {"name": FIRM if number == 0 else f"同来第{number}厂"}
        typed |= {"credit_code": CODE} if number < 3 else {}
        begun = filling.start(here, parse_profile(typed), "quick_scan", consent=VERSION).assessment
        if number == 0:
            world.fill(begun.id)
            belongs = {"enterprise": begun.enterprise}
            an_account(world, "owner_confirmed", Role.OWNER, **belongs)
            filling.submit(world.holder(begun.id), begun.id, centre)
    an_account(world, "lead_confirms", Role.LEAD, centre=centre)
    an_account(world, "admin_watches", Role.ADMINISTRATOR)


def both_widths(visitor: Visitor, folder: Path, name: str) -> None:
    """The page fits a telephone and a desk."""
    for width, height in ((390, 844), (1280, 860)):
        visitor.width = width
        visitor.page.set_viewport_size({"width": width, "height": height})
        fits(visitor, folder, name)


def in_english(visitor: Visitor, path: str) -> None:
    """Go there in English."""
    visitor.page.goto(f"{visitor.url}/language?to=en")
    visitor.open(path)


def test_a_lead_confirms_a_firm_and_an_administrator_sees_what_came_in_together(
    world: World, visit: Visit, screenshots: Path
) -> None:
    """What speaks against a firm asks for a reason; who decided, and why, can be read later."""
    a_claimed_firm(world)
    lead = visit(390)
    lead.sign_in("lead_confirms", PASSWORD)
    lead.rests()
    lead.open("/firms")
    lead.sees(FIRM)
    lead.sees("同一网络地址")
    both_widths(lead, screenshots, "firms-1-waiting")
    lead.press("确认")
    lead.sees("请写明依据或理由")
    lead.type("依据或理由", "登记系统查得到，电话核实过")
    lead.press("确认")
    lead.sees("没有这样的企业")
    in_english(lead, "/firms")
    lead.choose("Show", "confirmed (1)")
    lead.sees(FIRM)
    lead.page.get_by_text("Earlier decisions").click()
    lead.sees("登记系统查得到")
    both_widths(lead, screenshots, "firms-2-english")
    administrator = visit(390)
    administrator.sign_in("admin_watches", PASSWORD)
    administrator.rests()
    administrator.open("/watch")
    administrator.sees("开始了 12 家")
    administrator.page.get_by_text("企业名单").first.click()
    administrator.sees("同来第11厂")
    both_widths(administrator, screenshots, "firms-3-watch")
    in_english(administrator, "/watch")
    administrator.sees("12 firms begun from one network address")
    administrator.sees("3 records with the code")
    both_widths(administrator, screenshots, "firms-4-watch-english")
    expect(administrator.page.get_by_text("关注清单")).to_have_count(0)
