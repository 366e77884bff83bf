"""What an enterprise sees of other questionnaires on its result page, and going on under one."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from services import filling, reading_under
from services.dossier import dossier_of
from tests.app.conftest import Open
from tests.app.world import World
from wording.voice import Voice

Bound = Callable[[str], str]
TITLE = "中小企业数字化水平评测指标"


def told(page: AppTest) -> str:
    """All the text of the page."""
    return "\n".join(each.value for each in (*page.markdown, *page.caption, *page.subheader))


def test_the_result_shows_level_interval_and_coverage_of_each(
    world: World, open_page: Open, bound: Bound
) -> None:
    """Every questionnaire that a crosswalk leads to has its box, with the marks of its sources."""
    assessment = world.started().assessment.id
    world.fill(assessment)
    found = reading_under.read_under(
        dossier_of(world.holder(assessment), "result.read", assessment)
    )
    page = open_page("enterprise/result.py", token=bound(assessment))
    assert not page.exception
    words = told(page)
    assert len(found) >= 3
    for under in found:
        assert under.level is not None
        assert any(under.questionnaire.title.zh[:6] in each.value for each in page.subheader)
        assert f"估计 **{Voice('zh').level(under.level)}**" in words
    assert "级号相同不表示水平相同" in words
    assert "按分量算，已经确定" in words
    assert "未经证实" in words


def test_what_would_still_be_asked_is_listed_when_opened(
    world: World, open_page: Open, bound: Bound
) -> None:
    """The list names open and narrowed questions with what the answers leave of them."""
    assessment = world.started().assessment.id
    world.fill(assessment)
    page = open_page("enterprise/result.py", token=bound(assessment))
    assert "只可能是" not in told(page)
    page.session_state["still_sme_2024"] = True
    page.run()
    assert not page.exception
    words = told(page)
    assert "计划排程：先做哪张单，怎么排？" in words
    assert "只可能是" in words
    assert "对照怎么来的" in words


def test_completing_it_opens_an_assessment_with_what_is_certain(
    world: World, open_page: Open, bound: Bound, through_the_door: Callable[[AppTest], AppTest]
) -> None:
    """The button leads to a new code; the new assessment has the carried answers on its pages."""
    assessment = world.started().assessment.id
    world.fill(assessment, rung=0)
    (sme,) = (
        each
        for each in reading_under.read_under(
            dossier_of(world.holder(assessment), "result.read", assessment)
        )
        if each.questionnaire.id == "sme_2024"
    )
    page = open_page("enterprise/result.py", token=bound(assessment))
    page.button(key="continue_sme_2024").click().run()
    page.button(key="continue_sme_2024:yes").click().run()
    assert not page.exception
    page = through_the_door(page)
    new = filling.resume(world.visitor, page.code[0].value)
    assert new.questionnaire == "sme_2024"
    assert new.enterprise == world.store.assessment(assessment).enterprise
    sheet = filling.sheet(world.holder(new.id), new.id)
    assert set(sheet.answers) == set(sme.certain)
    page.switch_page("enterprise/fill.py").run()
    assert not page.exception
    typed = page.text_input(key=f"claimed:{new.id}:machines_total").value
    assert float(typed) == sheet.answers["machines_total"].value
