"""A role is one entry: command line, menu, access table and demonstration follow from it."""

import json
from pathlib import Path

import pytest

from access.actor import Role
from access.table import EVERYBODY, TABLE
from tests.copies import copy_of_project, run_in
from views.pages import PAGES

ENTRY = r"""
    TRY = RoleEntry(
        name="try",
        label=Text(zh="试用人员", en="Trial"),
        may={anything: ("city.read",), of_own_centre: ("case.read",)},
        pages=("overview", "check_report"),
        enters_by="account",
        belongs_to="centre",
    )
"""
BEFORE = "    OPERATOR = RoleEntry("

TRY = r"""
import io, json, os, re, sys
from contextlib import redirect_stdout
from access.actor import Role
from access.table import TABLE
from cli.main import run
from services import accounts, links
from services.context import Context
from services.demo.city import CENTRE
from services.demo.people import logins
from services.settings import Settings
from storage import open_store
from streamlit.testing.v1 import AppTest
from access.actor import Actor
from views import session

os.environ["SHUZHEN_STORE"] = sys.argv[1]
store = open_store(sys.argv[1], migrate=True)
operator = Context(store, Actor(Role.OPERATOR, "operator"))
visitor = Context(store)

run(["account", "add", "--help"])
call = ["--role", "try", "--name", "\u533a\u91cc\u5c0f\u5b59", "--centre", "\u60e0\u5c71"]
said = io.StringIO()
with redirect_stdout(said):
    code = run(["account", "add", "qu.li", *call])
link = re.search(r"link=([\w-]+)", said.getvalue())[1]
links.use(visitor, link, "", "a long password")
token = accounts.sign_in(visitor, "qu.li", "a long password", "::1")
visit = session.Visit({"shuzhen": token, "shuzhen_lang": "zh"}, "::1")
session.wire(session.Wiring(store, Settings(), lambda: visit))
page = AppTest.from_file("views/navigation.py", default_timeout=60).run()
menu = [each.proto.label for each in page.get("page_link")]
may = [action for action, roles in TABLE.items() if Role("try") in roles]
store.add_centre(CENTRE, "\u793a\u4f8b")
shown = [login.role.entry.label.zh for login in logins(operator)]
print()
print(json.dumps([code, menu, may, shown]))
"""


def test_a_new_role_is_one_entry(tmp_path: Path) -> None:
    """In a copy with one entry more, it gets accounts, a menu, its rights and a place to try it."""
    copy = copy_of_project(tmp_path / "copy", "access")
    file = copy / "access" / "actor.py"
    text = file.read_text("utf-8")
    file.write_text(text.replace(BEFORE, ENTRY + BEFORE), "utf-8")
    *help_page, said = run_in(copy, TRY, tmp_path / "store.db", SHUZHEN_LANG="zh").splitlines()
    code, menu, may, shown = json.loads(said)
    assert "|administrator|try]" in "".join(help_page)
    assert code == 0
    assert menu == ["全市概览", "核对报告"]
    assert sorted(may) == sorted([*EVERYBODY, "city.read", "case.read"])
    assert shown == ["顾问", "中心负责人", "主管人员", "方法负责人", "管理员", "试用人员"]


@pytest.mark.parametrize("role", list(Role))
def test_an_entry_names_what_there_is(role: Role) -> None:
    """Its pages exist, each stands once, and its label speaks both languages."""
    pages = role.entry.pages
    assert set(pages) <= set(PAGES)
    assert len(set(pages)) == len(pages)
    assert role.entry.label.zh
    assert role.entry.label.en


def test_nobody_may_write_what_others_only_read() -> None:
    """Each role that may change a plan says so in its own entry."""
    may = {role for role in Role if role in TABLE["plan.change"]}
    said = {role for role in Role for acts in role.entry.may.values() if "plan.change" in acts}
    enterprise = {Role.ENTERPRISE, Role.OWNER, Role.MEMBER}
    assert may == said == {*enterprise, Role.CONSULTANT, Role.LEAD, Role.OPERATOR}
