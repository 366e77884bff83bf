"""People in a real browser: an enterprise opens its account, a lead invites, accounts are kept."""

from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import expect

from access.actor import Role
from services import accounts, links
from tests.app.world import PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
NEW_PASSWORD = "a sentence of one's own"


def fits(visitor: Visitor, folder: Path, name: str) -> None:
    """The page is no wider than the window; a picture of it is kept."""
    if "stApp" in visitor.page.content():  # the forms of signing in are plain pages
        visitor.rests()
    visitor.photograph(folder, name)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= visitor.width


def set_up(visitor: Visitor, username: str) -> None:
    """Fill in the form that a one-time link leads to."""
    visitor.page.get_by_label("用户名", exact=True).fill(username)
    visitor.page.get_by_label("密码", exact=True).fill(NEW_PASSWORD)
    visitor.page.get_by_label("再输入一次密码").fill(NEW_PASSWORD)
    visitor.page.get_by_label("我已阅读").check()
    visitor.press("保存并登录")


def link_on(visitor: Visitor) -> str:
    """The link that the page shows once."""
    return visitor.page.locator("[data-testid=stCode]").inner_text().strip()


def an_account(world: World, username: str, role: Role, **belongs: str) -> None:
    """An account, made if need be."""
    if world.store.account(username) is None:
        accounts.add_account(world.operator, username, PASSWORD, f"某{username}", role, **belongs)


@pytest.mark.parametrize("width", [390, 1280])
def test_an_enterprise_opens_its_account_and_invites_a_member(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """From the page of the code, by a form outside it; the assessment is there after sign-in."""
    started = world.started(f"惠山第{width}账号厂")
    visitor = visit(width)
    visitor.open("/resume")
    visitor.type("续填码", started.resume_code)
    visitor.press("继续填写")
    visitor.page.wait_for_url("**/fill*")  # through the door that sets the cookie
    visitor.open("/code")
    visitor.heads("开通企业账号")
    fits(visitor, screenshots, "people-1-code")
    visitor.type("负责人姓名", "周厂长")
    visitor.press("开通")
    visitor.heads("设置账号")
    fits(visitor, screenshots, "people-2-invitation")
    set_up(visitor, f"owner{width}")
    visitor.heads("我的诊断")
    fits(visitor, screenshots, "people-3-assessments")
    visitor.press("接着填")
    visitor.page.wait_for_url("**/fill*")
    visitor.open("/members")
    visitor.type("姓名", "小王")
    visitor.press("邀请一位企业成员")
    visitor.sees("只能用一次")
    fits(visitor, screenshots, "people-4-members")
    other = visit(width)
    other.open(link_on(visitor))
    set_up(other, f"member{width}")
    other.heads("我的诊断")
    assert other.page.get_by_text("把以前的诊断归到账号里").count() == 0
    actor = accounts.actor_of(world.visitor, cookie(other))
    assert (actor.role, len(actor.records)) == (Role.MEMBER, 1)


def cookie(visitor: Visitor) -> str:
    """The token of the browser."""
    found = visitor.page.context.cookies()
    return next(each["value"] for each in found if each["name"] == "shuzhen")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_lead_gives_out_a_case_and_an_administrator_lets_somebody_go(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """The consultant's open tab shows nothing more at its next click."""
    centre = accounts.add_centre(world.operator, "惠山数字化转型促进中心")
    an_account(world, "lead", Role.LEAD, centre=centre)
    an_account(world, "admin", Role.ADMINISTRATOR)
    name = f"one{width}"
    an_account(world, name, Role.CONSULTANT, centre=centre)
    world.submitted(centre, f"惠山第{width}分派厂")
    lead = visit(width)
    lead.sign_in("lead", PASSWORD)
    lead.heads("案卷")
    lead.open("/hand_over")
    lead.sees(f"惠山第{width}分派厂")
    lead.page.get_by_label("分派给").first.click()
    lead.page.get_by_role("option", name=f"某{name}").click()
    lead.rests()
    fits(lead, screenshots, "people-5-hand-over")
    lead.open("/people")
    lead.sees(f"某{name}")
    fits(lead, screenshots, "people-6-people")
    consultant = visit(width)
    consultant.sign_in(name, PASSWORD)
    consultant.heads("案卷")
    consultant.rests()
    consultant.page.get_by_text("看板", exact=True).click()
    consultant.sees(f"惠山第{width}分派厂")
    admin = visit(width)
    admin.sign_in("admin", PASSWORD)
    admin.heads("账号管理")
    fits(admin, screenshots, "people-7-accounts")
    admin.type("按姓名或用户名查找", name)
    admin.sees("共 1 个账号")
    admin.rests()  # until those that were found before are gone
    admin.press("重设登录方式")
    admin.press("生成重设密码的链接")
    admin.sees("只能用一次")
    fits(admin, screenshots, "people-12-reset")
    admin.press("已经交给本人")
    admin.press("停用")
    admin.press("确定")
    admin.sees("共 0 个账号")
    consultant.type("按名称或信用代码查找", "厂")
    consultant.sees("可能已经超时")
    expect(consultant.page.get_by_text(f"惠山第{width}分派厂")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_somebody_keeps_the_own_account(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """A second step is set up by what the page shows, and asked for at the next sign-in."""
    name = f"official{width}"
    an_account(world, name, Role.OFFICIAL)
    visitor = visit(width)
    visitor.sign_in(name, PASSWORD)
    visitor.rests()
    visitor.open("/own_account")
    visitor.heads("修改密码")
    visitor.press("开始设置")
    visitor.sees("手工输入下面的密钥")
    fits(visitor, screenshots, "people-8-own-account")
    totp = pyotp.TOTP(link_on(visitor))
    visitor.page.locator("[class*=step_present] input").fill(PASSWORD)
    visitor.page.get_by_label("动态码（6 位数字）").last.fill(totp.now())
    visitor.press("开启")
    visitor.sees("已开启。")
    again = visit(width, watched=False)  # a refused form is an error to a browser's console
    again.sign_in(name, PASSWORD)
    again.sees("用户名、密码或动态码不对")
    fits(again, screenshots, "people-9-sign-in")


def test_somebody_erases_the_own_account_with_its_password(
    world: World, visit: Visit, screenshots: Path
) -> None:
    """By the keyboard too: whatever the tabulator leads to, what was typed is not forgotten."""
    an_account(world, "leaving", Role.OFFICIAL)
    visitor = visit(390)
    visitor.sign_in("leaving", PASSWORD)
    visitor.rests()
    visitor.open("/personal")
    visitor.heads("个人信息")
    visitor.page.get_by_text("我知道删除后无法恢复").click()
    visitor.rests()
    fits(visitor, screenshots, "people-13-erase")
    for typed in ("wrong", PASSWORD):
        field = visitor.page.locator("[class*=erase_account_present] input")
        field.fill(typed)
        field.press("Tab")
        assert world.store.account("leaving") is not None
        visitor.press("删除我的账号")
        visitor.sees("密码不对" if typed == "wrong" else "已删除。")
    assert world.store.account("leaving") is None


@pytest.mark.parametrize("width", [390, 1280])
def test_after_a_reset_somebody_is_told_who_made_the_link(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """By the link with the new password, and once in each tab after signing in."""
    name = f"reset{width}"
    an_account(world, name, Role.OFFICIAL)
    link = links.reset(world.operator, name)
    visitor = visit(width)
    visitor.open(f"/invitation?link={link}")
    visitor.sees("至少 15 个字符")
    visitor.page.get_by_label("密码", exact=True).fill(NEW_PASSWORD)
    visitor.page.get_by_label("再输入一次密码").fill(NEW_PASSWORD)
    visitor.press("保存并登录")
    visitor.sees("链接由 运维人员 生成")
    fits(visitor, screenshots, "people-11-told")
    visitor.press("知道了")
    visitor.heads("全市")
    expect(visitor.page.get_by_text("链接由")).to_have_count(0)
    visitor.open("/own_account")
    visitor.heads("重设记录")
    visitor.page.locator("[data-testid=stFormSubmitButton]").last.wait_for()
    visitor.page.get_by_label("现在的密码").last.fill(NEW_PASSWORD)
    visitor.press("退出所选设备")
    visitor.sees("登录")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_district_official_has_one_page(
    world: World, visit: Visit, screenshots: Path, width: int
) -> None:
    """With the published row of the district, or that there is none."""
    an_account(world, "district", Role.DISTRICT, district="320206")
    visitor = visit(width)
    visitor.sign_in("district", PASSWORD)
    visitor.heads("惠山区概况")
    fits(visitor, screenshots, "people-10-district")
    visitor.open("/overview")
    visitor.sees("需要用主管人员的账号登录")
