"""The page before the visit: facts, order, flags, files, and the list to take along."""

import pytest
from streamlit.testing.v1 import AppTest

from assessments.model import Assessment
from i18n import Lang, say
from services import concerns
from tests.app.conftest import Open
from tests.app.test_path import headings, text_of
from tests.app.world import CONSULTANT, World


def opened(world: World, open_page: Open, case: str, lang: Lang = "zh") -> AppTest:
    """The page of a case, as its consultant has it."""
    page = open_page(token=world.signed_in(CONSULTANT), lang=lang)
    page.query_params["case"] = case
    return page.switch_page("consultant/briefing.py").run()


def handed_in(world: World) -> Assessment:
    """A case of the consultant's centre whose enterprise says what presses it."""
    case = world.submitted(world.people())
    concerns.keep(world.holder(case.id), case.id, ["delivery"], "旺季赶不上交期", seen=0)
    return case


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_briefing_says_what_to_know_before_a_visit(
    world: World, open_page: Open, lang: Lang
) -> None:
    """Every section, what the enterprise asks for, and two files to print."""
    page = opened(world, open_page, handed_in(world).id, lang)
    assert not page.exception
    wanted = ("briefing.firm", "briefing.list_title", "briefing.order", "flags.title")
    assert {say(key, lang) for key in wanted} <= set(headings(page))
    assert "旺季赶不上交期" in text_of(page)
    assert len(page.get("download_button")) == 2


def test_a_case_that_nobody_named_is_asked_for(world: World, open_page: Open) -> None:
    """Without one in the address there is a way back to the list."""
    world.people()
    page = open_page(token=world.signed_in(CONSULTANT))
    page.switch_page("consultant/briefing.py").run()
    assert not page.exception
    assert page.info
