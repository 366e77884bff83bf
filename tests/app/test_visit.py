"""The form of the visit: what was typed is kept or said to be wrong, and never lost."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from services import verifying
from services.dossier import dossier_of
from services.visits import VisitRecord, visit_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World
from tests.visiting import visited

CODE = "91320206MA1X9ABC3K"


@pytest.fixture
def case(world: World) -> str:
    """A case that is being verified."""
    case = world.submitted(world.people()).id
    verifying.begin(world.consultant(), case)
    return case


@pytest.fixture
def page(world: World, open_page: Open, case: str) -> AppTest:
    """Its page."""
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = case
    page.switch_page("consultant/verify.py")
    page.query_params["case"] = case
    page.query_params["part"] = "visit"
    return page.run()


def kept(world: World, case: str) -> VisitRecord:
    """What the store holds."""
    return visit_of(dossier_of(world.consultant(), "case.read", case))


def save(page: AppTest) -> None:
    """Press the button of the form."""
    next(each for each in page.button if each.label == "保存走访记录").click().run()
    assert not page.exception


def look_at(page: AppTest, case: str, part: str) -> None:
    """Open another part of the case."""
    page.session_state[f"part:{case}"] = part
    page.run()
    assert not page.exception


def field(page: AppTest, case: str, name: str) -> str:
    """The key of a field."""
    return f"visit:{case}:{name}"


def test_a_visit_is_put_down_and_then_the_case_can_be_signed(
    world: World, page: AppTest, case: str
) -> None:
    """Until then the page says what lacks and has no button to sign."""
    look_at(page, case, "sign")
    assert "还有 4 处要先处理" in page.warning[-1].value
    assert "签署" not in [each.label for each in page.button]
    look_at(page, case, "visit")
    today = datetime.now(UTC).date()
    page.date_input(key=field(page, case, "first_day")).set_value(today)
    page.text_area(key=field(page, case, "people")).set_value("厂长\n仓管")
    page.text_area(key=field(page, case, "documents")).set_value("三月日报")
    page.text_input(key=field(page, case, "credit_code")).set_value(CODE)
    save(page)
    visit = kept(world, case).visit
    assert (visit.first_day, visit.people) == (today, ("厂长", "仓管"))
    assert verifying.case(world.consultant(), case).dossier.enterprise.credit_code == CODE
    look_at(page, case, "sign")
    assert "签署" in [each.label for each in page.button]


def test_what_is_wrong_is_said_by_field_and_nothing_is_lost(
    world: World, page: AppTest, case: str
) -> None:
    """The fields hold what was typed; the store holds nothing."""
    page.date_input(key=field(page, case, "first_day")).set_value(date(2016, 3, 1))
    page.text_area(key=field(page, case, "people")).set_value("厂长")
    save(page)
    assert any("走访日期：" in each.value and "核对年份" in each.value for each in page.error)
    assert page.text_area(key=field(page, case, "people")).value == "厂长"
    assert kept(world, case).revision == 0


def test_a_colleague_who_was_faster_is_named_and_both_texts_are_there(
    world: World, page: AppTest, case: str
) -> None:
    """Pressing again puts one's own in its place, knowingly."""
    visited(world.consultant(), case)
    page.text_area(key=field(page, case, "people")).set_value("财务主管")
    save(page)
    assert any("顾问老周" in each.value for each in page.error)
    assert any("厂长" in each.value for each in page.markdown)
    assert page.text_area(key=field(page, case, "people")).value == "财务主管"
    assert kept(world, case).visit.people == ("厂长",)
    save(page)
    assert kept(world, case).visit.people == ("财务主管",)


def test_a_signed_case_shows_its_visit_and_no_form(
    world: World, open_page: Open, page: AppTest, case: str
) -> None:
    """As it was put down."""
    visited(world.consultant(), case)
    verifying.sign(world.consultant(), case, seen=verifying.case(world.consultant(), case).seen)
    page.run()
    assert not page.exception
    assert not page.date_input
    assert any("一号车间" in each.value for each in page.markdown)


def test_an_enterprise_adds_its_code_after_it_has_submitted(
    world: World, open_page: Open, case: str, bound: Callable[[str], str]
) -> None:
    """A mistyped one is refused in words; a good one is kept, and no longer asked for."""
    opened = open_page("enterprise/result.py", token=bound(case))
    for typed in ("9132", CODE):
        opened.text_input(key="given_code").set_value(typed)
        next(each for each in opened.button if each.label == "补上信用代码").click().run()
        assert not opened.exception
        assert bool(opened.error) is (typed != CODE)
    assert verifying.case(world.consultant(), case).dossier.enterprise.credit_code == CODE
    assert not [each for each in opened.text_input if each.key == "given_code"]
