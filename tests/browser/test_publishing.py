"""Publishing and reading what is public, in a real browser and by a program with a key."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from access.actor import Role
from tests.app.world import PASSWORD, World
from tests.browser.fixtures import Visit
from tests.browser.served import Answer, Served
from tests.browser.test_people import an_account, fits, link_on
from tests.unit.city_lines import add

pytestmark = pytest.mark.browser


def asked(served: Served, path: str, key: str = "") -> Answer:
    """What a program is answered that sends ``key``."""
    return served.ask("GET", f"/api/v1{path}", headers={"Authorization": f"Bearer {key}"})


def test_two_officials_publish_and_everybody_reads(
    world: World, visit: Visit, screenshots: Path
) -> None:
    """One proposes, another publishes; a stranger opens the page on a phone and takes files."""
    add(world.store, range(1_000, 1_030))
    an_account(world, "official_proposes", Role.OFFICIAL)
    an_account(world, "official_confirms", Role.OFFICIAL)
    first, second, anybody = visit(1280), visit(390), visit(390)
    first.sign_in("official_proposes", PASSWORD)
    first.open("/publishing")
    first.press("固定数字并提出发布")
    first.sees("某official_proposes 于")
    first.sees("您自己提出的")
    second.sign_in("official_confirms", PASSWORD)
    second.open("/publishing")
    fits(second, screenshots, "publishing-1-waiting")
    second.press("确认公开")
    second.press("确定")
    second.sees("某official_proposes 提出，某official_confirms 于")
    anybody.page.goto(f"{anybody.url}/public")
    anybody.page.get_by_role("link", name="企业数字化诊断汇总").click()
    anybody.page.get_by_role("heading", name="数字化水平").wait_for()
    for width in (1280, 390):
        anybody.width = width
        anybody.page.set_viewport_size({"width": width, "height": 844})
        fits(anybody, screenshots, "publishing-2-public")
    with anybody.page.expect_download() as taken:
        anybody.page.get_by_role("link", name="下载全部表格（Excel）").click()
    book = load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    assert ["全市", "30–39"] in [list(row[:2]) for at in book for row in at.values]
    with anybody.page.expect_download() as taken:
        anybody.page.get_by_role("link", name="PDF").first.click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    assert not anybody.page.context.cookies()


def test_a_key_is_shown_once_and_opens_the_interface(
    world: World, visit: Visit, served: Served
) -> None:
    """A program reads with it; without one, or with one that was revoked, it is told so."""
    an_account(world, "admin_issues", Role.ADMINISTRATOR)
    admin = visit(390)
    admin.sign_in("admin_issues", PASSWORD)
    admin.open("/keys")
    admin.type("用在哪里（系统名称）", "数据平台")
    admin.press("生成密钥")
    admin.sees("密钥只显示这一次")
    key = link_on(admin)
    assert asked(served, "/releases", key).status == 200
    assert json.loads(asked(served, "/questionnaires", key).text)["editions"]
    for given, said in (("", "key_not_sent"), (f"{key[:-1]}~", "key_unknown")):
        refused = asked(served, "/releases", given)
        assert (refused.status, said in refused.text) == (401, True)
    admin.open("/keys")
    admin.sees("有效")
    assert key not in admin.page.content()
    admin.press("吊销“数据平台”")
    admin.press("确定")
    admin.sees("已吊销")
    assert "key_revoked" in asked(served, "/releases", key).text
