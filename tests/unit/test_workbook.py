"""The Excel report computes: another program's results are the engine's, whatever is answered."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from i18n import say
from questionnaires.library import load
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard
from tests.unit.recalculating import Recalculated, told
from tests.unit.report_cases import claims_to
from tests.unit.scoring_worlds import answers, facts, worlds

often = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
seldom = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
SHIPPED = (
    ("manufacturing", "wuxi"), ("services", "wuxi"), ("agriculture", "wuxi"),
    ("quick_scan", "wuxi"), ("promotion_centre", "wuxi"), ("sme_2024", "sme_2024"),
    ("cmmm", "cmmm_process"), ("eu_dmat", "eu_dmat_plan_half"), ("manufacturing", "equal"),
)  # fmt: skip


def near(expected: float | None) -> Any:
    """Equal to 1e-9, or nothing on both sides."""
    return None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9)


def agrees(book: Recalculated, card: Scorecard) -> None:
    """Every figure of the sheets is the scorecard's."""
    for node, seen in zip(card.nodes, book.nodes(), strict=True):
        applies = node.low is not None
        coverage = node.coverage if applies else None
        expected = {"score": node.score, "low": node.low, "high": node.high, "coverage": coverage}
        assert seen == {name: near(figure) for name, figure in expected.items()}, node.id
    assert book.levels() == {
        "level": card.level and card.level.number,
        "by_score": card.level_by_score,
        "low": card.level_low,
        "high": card.level_high,
    }
    state = "nothing" if card.total is None else "provisional" if card.provisional else "enough"
    assert book.standing() == say(f"workbook.{state}", "zh")


@often
@given(st.data())
def test_any_rubric_computes_what_the_engine_does(data: st.DataObject) -> None:
    """Scores, ranges, coverage and levels agree to 1e-9, as written and after other answers."""
    questionnaire, judge = data.draw(worlds(routed=True, tabled=data.draw(st.booleans())))
    known = data.draw(facts())
    before, after = (Sheet(data.draw(answers(questionnaire)), known) for _ in range(2))
    book = Recalculated(told(questionnaire, judge, before))
    agrees(book, scorecard_of(questionnaire, judge, before))
    book.choose(told(questionnaire, judge, after).workings)
    agrees(book, scorecard_of(questionnaire, judge, after))


@often
@given(st.data())
def test_what_is_stored_is_what_is_computed(data: st.DataObject) -> None:
    """Who looks without computing sees in every cell what computing would show."""
    questionnaire, judge = data.draw(worlds(routed=True))
    book = Recalculated(told(questionnaire, judge, Sheet(data.draw(answers(questionnaire)))))
    for place, stored, computed in book.computed():
        if isinstance(stored, int | float):
            assert computed == near(stored), place
        else:
            assert (computed or "") == (stored or ""), place


@pytest.mark.parametrize(("name", "judge"), SHIPPED)
def test_shipped_rubrics_compute_what_the_engine_does(name: str, judge: str) -> None:
    """With any answers to a shipped questionnaire the workbook comes to the engine's figures."""
    questionnaire = load(name)
    rules: Rubric = rubric(judge, questionnaire)
    book = Recalculated(told(questionnaire, rules, Sheet({})))

    @seldom
    @given(st.data())
    def any_answers(data: st.DataObject) -> None:
        sheet = Sheet(data.draw(claims_to(questionnaire)))
        book.choose(told(questionnaire, rules, sheet).workings)
        agrees(book, scorecard_of(questionnaire, rules, sheet))

    any_answers()
