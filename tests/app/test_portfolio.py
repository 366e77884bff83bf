"""The pages of a centre's cases and of its programme, without a browser."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from access.actor import Role
from assessments.campaigns import quarter_of
from services import accounts, assigning, campaigns
from services.portfolio import today_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, PASSWORD, World

LEAD = "fu.ze"
OpenList = Callable[..., AppTest]


@pytest.fixture
def open_list(world: World, open_page: Open) -> OpenList:
    """Opens the list of cases as an account, at an address."""

    def open_list(username: str, file: str = "assigned", **query: str) -> AppTest:
        opened = open_page("consultant/vendors.py", token=world.signed_in(username))
        for name, said in query.items():
            opened.query_params[name] = said
        opened.switch_page(f"consultant/{file}.py").run()
        assert not opened.exception
        return opened

    return open_list


def led(world: World) -> str:
    """The id of the centre of the consultant, which has a lead now."""
    centre = world.people()
    accounts.add_account(world.operator, LEAD, PASSWORD, "负责人", Role.LEAD, centre)
    return centre


def names(page: AppTest) -> list[str]:
    """The firms of the table."""
    return list(page.dataframe[0].value["name"])


def said(page: AppTest) -> str:
    """All running text."""
    kinds = (page.markdown, page.caption, page.info, page.error, page.success, page.title)
    return "\n".join(each.value for kind in kinds for each in kind)


def test_what_stands_in_the_address_is_looked_for(world: World, open_list: OpenList) -> None:
    """Filter, order and page come from it, and a view writes them into it."""
    centre = led(world)
    for name in ("甲厂", "乙厂", "丙厂"):
        world.submitted(centre, name)
    page = open_list(LEAD, sort="-name", search="厂", page="9", stage="submitted")
    assert page.selectbox(key="cases_sort").value == "-name"
    assert sorted(names(page)) == sorted(["甲厂", "乙厂", "丙厂"])
    assert "page" not in page.query_params  # there is no ninth one
    next(each for each in page.button if each.label == "已逾期").click()
    page.run()
    assert page.query_params["due"] == "overdue"
    assert "search" not in page.query_params
    assert "没有符合条件的案卷" in said(page)


def test_a_view_is_saved_and_had_again(world: World, open_list: OpenList) -> None:
    """As a button with its name, in a session of its own too; without a name it says why not."""
    world.submitted(led(world), "甲厂")
    page = open_list(LEAD, stage="open", district="320206")
    page.button(key="view_save").click().run()
    assert "给视图起个名字" in said(page)
    page.text_input(key="view_name").set_value("惠山在办").run()
    page.button(key="view_save").click().run()
    assert page.text_input(key="view_name").value == ""
    again = open_list(LEAD)
    next(each for each in again.button if each.label == "惠山在办").click()
    again.run()
    assert again.query_params["district"] == "320206"
    assert again.query_params["stage"] == "open"
    again.button(key="view_drop").click().run()
    assert "惠山在办" not in [each.label for each in again.button]


def test_a_consultant_gives_nothing_out(world: World, open_list: OpenList) -> None:
    """The acts on several cases are a lead's; nobody's can be pressed while nothing is chosen."""
    world.submitted(led(world), "甲厂")
    assert not [each for each in open_list(CONSULTANT).button if each.key == "bulk_assign"]
    assert open_list(LEAD).button(key="bulk_assign").disabled


def test_a_board_has_a_column_a_stage_and_leads_to_the_list(
    world: World, open_list: OpenList
) -> None:
    """With the number of each, and a way to those that have no card."""
    centre = led(world)
    first = world.submitted(centre, "第0厂")
    for number in range(1, 9):
        firm = world.store.enterprise(first.enterprise).model_copy(
            update={"id": f"e{number}", "name": f"第{number}厂"}
        )
        world.store.add_enterprise(firm)
        world.store.add_assessment(
            first.model_copy(update={"id": f"a{number}", "enterprise": firm.id}), None
        )
    page = open_list(LEAD, shape="board")
    assert "已提交，待核验 · 9" in [each.value for each in page.header]
    page.button(key="board:submitted").click().run()
    assert not page.exception
    assert len(names(page)) == 9
    assert page.query_params["stage"] == "submitted"
    assert "shape" not in page.query_params


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_programme_shows_progress_to_all_and_a_form_to_the_lead(
    world: World, open_page: Open, open_list: OpenList, lang: str
) -> None:
    """Targets with what is signed, who has how much, and what is overdue."""
    centre = led(world)
    case = world.submitted(centre, "期限厂")
    lead = world.operator.__class__(
        store=world.store,
        actor=accounts.actor_of(world.visitor, world.signed_in(LEAD)),
        media=world.media,
    )
    quarter = quarter_of(today_of(lead))
    campaigns.keep(lead, quarter, [{"district": "320206", "firms": 3}], seen=0)
    assigning.set_due(lead, case.id, today_of(lead), seen=0)
    for username in (LEAD, CONSULTANT):
        page = open_list(username, "campaign")
        assert list(page.dataframe[0].value["firms"]) == [3]
        has_form = [each for each in page.button if each.key == "targets:save"]
        assert bool(has_form) is (username == LEAD)
    english = open_page("consultant/campaign.py", token=world.signed_in(LEAD), lang=lang)
    assert not english.exception
