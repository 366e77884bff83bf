"""The way to the next level on the result page; what to check first on a case's page."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services import briefing, filling, planning, verifying
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, World
from tests.visiting import visited

Bound = Callable[[str], str]


def headings(page: AppTest) -> list[str]:
    """The headings of the page."""
    return [each.value for each in page.header]


def text_of(page: AppTest) -> str:
    """All running text of the page."""
    return "\n".join(each.value for each in (*page.markdown, *page.caption, *page.info))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_result_shows_the_cheapest_steps(
    world: World, open_page: Open, bound: Bound, lang: str
) -> None:
    """Every step of the plan is there, each with its question, its effort and its points."""
    assessment = world.started().assessment.id
    sheet = world.fill(assessment, rung=1)
    filling.submit(world.holder(assessment), assessment, None)
    page = open_page("enterprise/result.py", token=bound(assessment), lang=lang)
    assert not page.exception
    title = {"zh": "去下一级最省的几步", "en": "The cheapest steps to your next level"}[lang]
    assert title in headings(page)
    plan = planning.path(dossier_of(world.holder(assessment), "result.read", assessment))
    shown = "".join(text_of(page).split("\\"))
    for step in plan.way.steps:
        item = sheet.questionnaire.by_id[step.item]
        assert (item.ask.zh if lang == "zh" else item.ask.en) in shown
    assert {"zh": "不是报价", "en": "no prices"}[lang] in shown


def test_an_empty_draft_has_no_way_yet(world: World, open_page: Open, bound: Bound) -> None:
    """Without any answer there is no section about the next level."""
    assessment = world.started().assessment.id
    page = open_page("enterprise/result.py", token=bound(assessment))
    assert not page.exception
    assert "去下一级最省的几步" not in headings(page)


def test_a_half_filled_draft_gets_no_way_but_what_to_answer_first(
    world: World, open_page: Open, bound: Bound
) -> None:
    """A way from three answers would lead astray; the page says so instead."""
    assessment = world.started().assessment.id
    ctx = world.holder(assessment)
    for item, raw in (("workshop", "all_own"), ("scheduling", "board"), ("backup", "copied")):
        filling.record_answer(ctx, assessment, item, raw, seen=0)
    page = open_page("enterprise/result.py", token=bound(assessment))
    assert not page.exception
    assert any("暂不编制计划" in each.value for each in page.warning)
    assert "还到不了" not in text_of(page)


def test_a_consultant_sees_what_to_check_first(world: World, open_page: Open) -> None:
    """Before the signature, with what to look at; a verified answer leaves; afterwards nothing."""
    centre = world.people()
    assessment = world.submitted(centre).id

    def case() -> AppTest:
        page = open_page(token=world.signed_in(CONSULTANT))
        page.query_params["case"] = assessment
        page.query_params["part"] = "scores"
        return page.switch_page("consultant/verify.py").run()

    page = case()
    assert not page.exception
    assert "先核这几题" in headings(page)
    ctx = world.consultant()
    questionnaire = verifying.case(ctx, assessment).dossier.questionnaire
    order = briefing.briefing(ctx, assessment).plan.order[:5]
    first = next(each.item for each in order if questionnaire.by_id[each.item].asked)
    assert questionnaire.by_id[first].ask.zh in "".join(text_of(page).split("\\"))
    verifying.begin(ctx, assessment)
    claimed = verifying.case(ctx, assessment).dossier.claimed[first].value
    verifying.set_verified(ctx, assessment, first, claimed, remark="看过", seen=0)
    again = planning.sensitivity(dossier_of(ctx, "case.read", assessment))
    assert again is not None
    assert first not in {doubt.item for doubt in again.doubts}
    visited(ctx, assessment)
    verifying.sign(ctx, assessment, seen=verifying.case(ctx, assessment).seen)
    assert "先核这几题" not in headings(case())
