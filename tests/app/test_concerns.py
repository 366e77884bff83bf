"""The form of what presses most: what is chosen and typed is kept, or said why not."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services import concerns, verifying
from services.concerns import ConcernsRecord, concerns_in
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, ODD_NAME, World

SAVE, ANSWER = "保存", "保存答复"


@pytest.fixture
def case(world: World) -> str:
    """A case that was handed in."""
    return world.submitted(world.people()).id


@pytest.fixture
def page(open_page: Open, bound: Callable[[str], str], case: str) -> AppTest:
    """Its result page, with the form opened."""
    page = open_page(token=bound(case))
    page.switch_page("enterprise/result.py")
    page.session_state["concerns"] = True
    return page.run()


@pytest.fixture
def desk(world: World, open_page: Open, case: str) -> AppTest:
    """The page of the case at its consultant's, under verification."""
    verifying.begin(world.consultant(), case)
    concerns.keep(world.holder(case), case, ["delivery"], ODD_NAME, seen=0)
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = case
    page.switch_page("consultant/verify.py")
    page.query_params["case"] = case
    page.query_params["part"] = "visit"
    return page.run()


def kept(world: World, case: str) -> ConcernsRecord:
    """What the store holds."""
    return concerns_in(dossier_of(world.holder(case), "result.read", case))


def press(page: AppTest, label: str) -> None:
    """Press the button of the form."""
    next(each for each in page.button if each.label == label).click().run()
    assert not page.exception


def said(page: AppTest) -> str:
    """All that stands on the page as text."""
    return "\n".join(each.value for each in (*page.markdown, *page.success, *page.error))


def test_what_is_chosen_is_saved_before_it_is_said_and_answered_on_the_page(
    world: World, page: AppTest, case: str
) -> None:
    """The page then tells what the plan does about it, the request in its own words."""
    page.button_group(key=f"concerns:{case}:pressing").set_value(["delivery", "data"])
    page.text_area(key=f"concerns:{case}:request").set_value("想先看清进度")
    press(page, SAVE)
    held = kept(world, case)
    assert (held.said.pressing, held.said.request) == (("delivery", "data"), "想先看清进度")
    assert "已保存" in said(page)
    assert "企业诉求及答复" in said(page)
    assert "想先看清进度" in said(page)


def test_too_many_are_refused_in_place_and_stay_chosen(
    world: World, page: AppTest, case: str
) -> None:
    """Nothing is lost and nothing is kept."""
    four = ["delivery", "stock", "cash", "cost"]
    page.button_group(key=f"concerns:{case}:pressing").set_value(four)
    press(page, SAVE)
    assert "最多选 3 项" in said(page)
    assert page.session_state[f"concerns:{case}:pressing"] == four
    assert kept(world, case).revision == 0


def test_whoever_is_slower_is_told_and_may_save_again(
    world: World, page: AppTest, case: str
) -> None:
    """What the other wrote is shown; saving once more puts one's own in its place."""
    page.text_area(key=f"concerns:{case}:request").set_value("少压库存")
    concerns.keep(world.consultant(), case, ["cash"], "走访时说的", seen=0)
    press(page, SAVE)
    assert "走访时说的" in said(page)
    assert kept(world, case).said.request == "走访时说的"
    press(page, SAVE)
    assert kept(world, case).said.request == "少压库存"


def test_a_consultant_reads_it_and_answers_the_request(
    world: World, desk: AppTest, case: str
) -> None:
    """The words of the enterprise are shown letter by letter; the answer is kept."""
    assert "](https://example.org/x)" not in said(desk)
    desk.text_area(key=f"answer:{case}:text").set_value("先登一处。")
    press(desk, ANSWER)
    held = kept(world, case)
    assert held.answer is not None
    assert (held.answer.text, held.answered_by) == ("先登一处。", "顾问老周")


def test_an_answer_to_another_request_is_not_kept(world: World, desk: AppTest, case: str) -> None:
    """What was typed stays in the field, beside the new request."""
    desk.text_area(key=f"answer:{case}:text").set_value("先登一处。")
    concerns.keep(world.holder(case), case, ["delivery"], "少压库存", seen=1)
    press(desk, ANSWER)
    assert kept(world, case).answer is None
    assert desk.session_state[f"answer:{case}:text"] == "先登一处。"
    press(desk, ANSWER)
    assert kept(world, case).answer is not None
