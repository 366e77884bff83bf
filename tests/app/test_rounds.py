"""What has changed since the last round, on the result page; claimed and verified on a case's."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from assessments.model import Assessment
from i18n import Lang, difference, say
from services import comparing, continuing, filling, verifying
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World

Bound = Callable[[str], str]
TITLES = {"zh": "和上一轮比", "en": "Since the last round"}


def headings(page: AppTest) -> list[str]:
    """The headings of the page."""
    return [each.value for each in page.header]


def text_of(page: AppTest) -> str:
    """All running text of the page, without the marks that keep it text."""
    shown = "\n".join(each.value for each in (*page.markdown, *page.caption))
    return "".join(shown.split("\\"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_later_round_is_set_beside_the_one_before(
    world: World, open_page: Open, bound: Bound, lang: str
) -> None:
    """The difference, its parts and the questions that moved are there."""
    earlier = world.submitted(None)
    later = world.next_round(earlier)
    page = open_page("enterprise/result.py", token=bound(later.id), lang=lang)
    assert not page.exception
    assert TITLES[lang] in headings(page)
    found = comparing.since_last_round(dossier_of(world.holder(later.id), "result.read", later.id))
    assert found is not None
    total, shown = found.comparison.total, text_of(page)
    assert total.parts is not None
    for figure in (total.change, *total.parts):
        assert difference(figure or 0) in shown
    first = max(found.comparison.items, key=lambda item: abs(item.answers + item.routing))
    ask = found.questionnaires[1].by_id[first.id].ask
    assert (ask.zh if lang == "zh" else ask.en or "") in shown


def test_a_first_round_has_nothing_to_be_compared_with(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Without an earlier round there is no such section."""
    first = world.submitted(None)
    page = open_page("enterprise/result.py", token=bound(first.id))
    assert not page.exception
    assert TITLES["zh"] not in headings(page)


def test_what_was_worked_out_is_held_until_an_answer_changes(
    world: World, open_page: Open, bound: Bound
) -> None:
    """A rerun shows the same way up and report again; a changed answer has them made anew."""
    draft = world.started().assessment.id
    world.fill(draft, rung=1)
    page = open_page("enterprise/result.py", token=bound(draft))
    way = page.session_state["kept:way"][1]
    report = page.session_state["kept:report"][1]
    page.run()
    assert page.session_state["kept:way"][1] is way
    assert page.session_state["kept:report"][1].sections == report.sections
    ctx = world.holder(draft)
    seen = filling.sheet(ctx, draft).answers["backup"].revision
    filling.record_answer(ctx, draft, "backup", None, seen=seen)
    page.run()
    assert not page.exception
    assert page.session_state["kept:way"][1] is not way


def test_a_consultant_reads_what_makes_the_difference(world: World, open_page: Open) -> None:
    """Below claimed and verified stand the parts of the difference and the question behind it."""
    centre = world.people()
    case = world.submitted(centre)
    ctx = world.consultant()
    verifying.begin(ctx, case.id)
    verifying.set_verified(ctx, case.id, "backup", "copied", remark="只拷过一次", seen=0)
    page = open_page(token=world.signed_in(CONSULTANT))
    page.query_params["case"] = case.id
    page.query_params["part"] = "scores"
    page.switch_page("consultant/verify.py").run()
    assert not page.exception
    found = comparing.compare_sides(dossier_of(ctx, "case.read", case.id))
    assert [item.id for item in found.comparison.items] == ["backup"]
    assert found.comparison.total.change is not None
    assert f"差值 {difference(found.comparison.total.change)} 分里" in text_of(page)


def begun_again(world: World, earlier: Assessment) -> Assessment:
    """The next round of the enterprise, without an answer."""
    later = continuing.continue_with(world.holder(earlier.id), earlier.id, earlier.questionnaire)
    return later.assessment


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_last_times_answer_stands_beside_the_question(
    world: World, open_page: Open, bound: Bound, lang: Lang
) -> None:
    """It is shown, nothing is answered by it, and one click answers with it."""
    first = world.submitted(None)
    later = begun_again(world, first)
    page = open_page("enterprise/fill.py", token=bound(later.id), lang=lang)
    assert not page.exception
    assert not world.store.answers(later.id, "claimed")
    label = say("rounds.unchanged", lang)
    pressed = next(each for each in page.button if each.label == label)
    pressed.click().run()
    assert not page.exception
    ((item, record),) = world.store.answers(later.id, "claimed").items()
    assert record.value == world.store.answers(first.id, "claimed")[item].value
    assert say("rounds.same", lang) in [each.label for each in page.button]


def test_a_first_round_offers_nothing_to_take_over(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Its fill page speaks of no other round."""
    page = open_page("enterprise/fill.py", token=bound(world.started().assessment.id))
    assert not page.exception
    assert say("rounds.unchanged", "zh") not in [each.label for each in page.button]


def test_the_last_plan_is_asked_about_before_the_next_round_is_handed_in(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Its section stands on the page of submission too."""
    later = begun_again(world, world.submitted(None))
    page = open_page("enterprise/submit.py", token=bound(later.id))
    assert not page.exception
    assert say("plan.since_title", "zh") in headings(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_consultant_sees_all_rounds_of_a_case(world: World, open_page: Open, lang: Lang) -> None:
    """The chart's table, the difference to the last round, and its plan are on one page."""
    first = world.submitted(world.people())
    later = world.next_round(first)
    page = open_page(token=world.signed_in(CONSULTANT), lang=lang)
    for case, found in ((later, True), (first, False)):
        page.query_params["case"] = case.id
        page.switch_page("consultant/case_rounds.py")
        page.query_params["case"] = case.id
        page.run()
        assert not page.exception
        assert (say("rounds.series_title", lang) in headings(page)) is found
        assert (TITLES[lang] in headings(page)) is found
