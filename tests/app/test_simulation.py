"""What an official meets on the page on policy simulation."""

import re

from access.actor import Actor, Role
from services import simulating
from services.context import Context
from tests.app.conftest import Open
from tests.app.test_city import text_of
from tests.app.world import CONSULTANT, OFFICIAL, World
from tests.unit.city_answers import fill

PAGE = "city/simulation.py"
HAN = re.compile(r"[\u4e00-\u9fff]")


def simulated(world: World) -> None:
    """Ninety signed quick scans, and the simulation of the month after."""
    fill(world.store, 90)
    simulating.make_simulation(Context(world.store, Actor(Role.OPERATOR, "operator")))


def test_before_anything_was_worked_out_the_page_says_how(world: World, open_page: Open) -> None:
    """A sentence with the command, and nothing to choose."""
    world.people()
    page = open_page(PAGE, token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert "shuzhen city simulate" in page.info[0].value
    assert not page.selectbox


def test_two_measures_stand_side_by_side_with_all_that_is_assumed(
    world: World, open_page: Open
) -> None:
    """A subsidy opens a share to enter, which stands among the assumptions; a target lists."""
    world.people()
    simulated(world)
    page = open_page(PAGE, token=world.signed_in(OFFICIAL))
    assert not page.exception
    told = text_of(page)
    assert "两项措施" in told
    assert "n=90–99" in told
    assert "不是报价" in told
    assert "没有顾问核对过" in told
    assert "未经测量" not in told
    page.radio(key="policy_how_first").set_value("subsidy").run()
    assert not page.exception
    page.number_input(key="policy_take_up_first").set_value(40).run()
    assert "有 40% 采用。由使用者填写，未经测量" in text_of(page)
    page.number_input(key="policy_wanted").set_value(1).run()
    assert not page.exception
    named = text_of(page).count("；须先具备：")
    assert named
    assert ("项也能达到" in text_of(page)) == (named == 8)
    page.number_input(key="policy_wanted").set_value(1_000).run()
    assert not page.exception
    assert "没有一项措施" in text_of(page) or "没有可显示的措施" in text_of(page)


def test_the_page_speaks_english(world: World, open_page: Open) -> None:
    """No Chinese is left but the name of whoever signed in."""
    world.people()
    simulated(world)
    page = open_page(PAGE, token=world.signed_in(OFFICIAL), lang="en")
    assert not page.exception
    assert not HAN.search(text_of(page).replace("市里小陈", ""))


def test_what_is_compared_stands_in_the_address(world: World, open_page: Open) -> None:
    """A reload shows the same group and measures; what was never offered changes nothing."""
    world.people()
    simulated(world)
    token = world.signed_in(OFFICIAL)
    page = open_page(PAGE, token=token)
    row, first = page.selectbox(key="policy_row"), page.selectbox(key="policy_quick_scan_first")
    usual = row.value, first.value
    row.set_value("320206").run()
    other = page.selectbox(key="policy_quick_scan_second").value
    page.selectbox(key="policy_quick_scan_first").set_value(other).run()
    said = {name: str(value) for name, value in page.query_params.items()}
    assert said["row"] == "320206"
    assert said["first"] == other
    again = open_page(PAGE, token=token, asked=said)
    assert not again.exception
    assert again.selectbox(key="policy_row").value == "320206"
    assert again.selectbox(key="policy_quick_scan_first").value == other
    odd = {"row": "999999", "first": "solution:none", "second": "<b>", "questionnaire": "nobody"}
    odder = open_page(PAGE, token=token, asked=odd)
    assert not odder.exception
    assert (
        odder.selectbox(key="policy_row").value,
        odder.selectbox(key="policy_quick_scan_first").value,
    ) == usual
    assert "999999" not in text_of(odder)


def test_a_consultant_has_no_such_page(world: World, open_page: Open) -> None:
    """Somebody else's page says for whom it is."""
    world.people()
    page = open_page(PAGE, token=world.signed_in(CONSULTANT))
    assert "主管人员" in text_of(page)
