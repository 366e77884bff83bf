"""What a consultant meets on the page of cost assumptions, and what an enterprise reads then."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services import assumptions, filling
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World
from tests.assuming import TYPED

PAGE = "consultant/assumptions.py"


def text_of(page: AppTest) -> str:
    """The running text of the page, without the marks that keep it text."""
    shown = "\n".join(each.value for each in (*page.markdown, *page.caption))
    return "".join(shown.split("\\"))


@pytest.fixture
def token(world: World) -> str:
    """The consultant of the first centre, signed in."""
    world.people()
    return world.signed_in(CONSULTANT)


def test_what_is_typed_counts_from_then_on(world: World, open_page: Open, token: str) -> None:
    """Empty at first; once kept the page tells who set it and what follows, and takes it back."""
    page = open_page(PAGE, token=token)
    assert "还没有设定" in page.markdown[0].value
    assert all(each.value is None for each in page.number_input)
    page.number_input(key="assumptions:labour_low").set_value(7000)
    page.number_input(key="assumptions:labour_high").set_value(9000)
    page.text_input(key="assumptions:labour_source").set_value(str(TYPED["labour_source"]))
    page.button[0].click().run()
    assert not page.exception
    kept = assumptions.current(world.consultant()).assumptions
    assert kept is not None
    assert (kept.labour.low, kept.labour.high) == (7000, 9000)
    told = text_of(page)
    assert "顾问老周 于" in told
    assert "约 0.7–2.7 万元" in told
    page.button(key="assumptions:take_back").click().run()
    assert assumptions.current(world.consultant()).assumptions is None
    assert all(each.value is None for each in page.number_input)


def test_every_wrong_field_is_named_and_stays_as_typed(
    world: World, open_page: Open, token: str
) -> None:
    """Nothing is kept of it."""
    page = open_page(PAGE, token=token)
    page.number_input(key="assumptions:labour_low").set_value(-3)
    page.text_input(key="assumptions:day_rate_source").set_value("**某处**")
    page.button[0].click().run()
    assert not page.exception
    (told,) = page.error
    assert told.value.count("\n- ") + 1 == 5
    assert page.number_input(key="assumptions:labour_low").value == -3
    assert assumptions.history(world.consultant()) == []


def test_who_was_slower_is_told_so_and_keeps_what_was_typed(
    world: World, open_page: Open, token: str
) -> None:
    """A second press puts it in the place of what the other has set."""
    page = open_page(PAGE, token=token)
    assumptions.keep(world.consultant(), TYPED, seen=0)
    page.number_input(key="assumptions:labour_low").set_value(5000)
    page.number_input(key="assumptions:labour_high").set_value(6000)
    page.text_input(key="assumptions:labour_source").set_value("另一处")
    page.button[0].click().run()
    assert "已经改过" in page.error[0].value
    page.button[0].click().run()
    kept = assumptions.current(world.consultant()).assumptions
    assert kept is not None
    assert kept.labour.low == 5000


@pytest.mark.parametrize("page", ["plan", "result"])
def test_an_enterprise_reads_sums_once_they_are_set(
    world: World, open_page: Open, bound: Callable[[str], str], page: str
) -> None:
    """On its plan and its advice: quotes are needed before, ranges with their basis after."""
    centre = world.people()
    case = world.started().assessment.id
    world.fill(case, rung=1)
    filling.submit(world.holder(case), case, centre)
    holder = bound(case)
    before = open_page(f"enterprise/{page}.py", token=holder)
    words = text_of(before)
    assert "待询价" in words
    assert "万元" not in words
    assumptions.keep(world.consultant(), TYPED, seen=0)
    after = open_page(f"enterprise/{page}.py", token=holder)
    words = text_of(after)
    assert "万元" in words
    assert "待询价" not in words
    assert str(TYPED["labour_source"]) in words
