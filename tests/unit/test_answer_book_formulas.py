"""An answer book computes: what another program makes of it is what the engine says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.library import load
from questionnaires.model import Kind
from questionnaires.sheet import Sheet, shown
from scoring import scorecard_of
from scoring.library import rubric
from tests.unit.answer_books import FilledIn, book, stated
from tests.unit.report_cases import claims_to
from tests.unit.scoring_worlds import answers, facts, worlds
from tests.unit.test_workbook import agrees, near

often = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
seldom = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
SHIPPED = ("manufacturing", "services", "agriculture", "quick_scan", "green_carbon")


@often
@given(st.data())
def test_any_answers_come_to_the_engines_figures(data: st.DataObject) -> None:
    """Scores, ranges, coverage and levels agree to 1e-9, as written and as filled in."""
    questionnaire, judge = data.draw(worlds(routed=True, tabled=data.draw(st.booleans())))
    known = data.draw(facts())
    before, after = (Sheet(data.draw(answers(questionnaire)), known) for _ in range(2))
    filled = FilledIn(book(questionnaire, judge, before.answers, facts=known))
    agrees(filled, scorecard_of(questionnaire, judge, before))
    filled.fill(after.answers)
    agrees(filled, scorecard_of(questionnaire, judge, after))


@often
@given(st.data())
def test_what_is_verified_goes_before_what_was_claimed(data: st.DataObject) -> None:
    """What is left empty counts as claimed, what is filled in as found."""
    questionnaire, judge = data.draw(worlds(routed=True))
    claims = data.draw(answers(questionnaire))
    before, after = (data.draw(answers(questionnaire)) for _ in range(2))
    made = book(questionnaire, judge, before, claims=claims, side="verified")
    filled = FilledIn(made)
    agrees(filled, scorecard_of(questionnaire, judge, Sheet(claims | before)))
    filled.fill(after)
    agrees(filled, scorecard_of(questionnaire, judge, Sheet(claims | after)))


@often
@given(st.data())
def test_what_is_stored_is_what_is_computed(data: st.DataObject) -> None:
    """Who looks without computing sees in every cell what computing would show."""
    questionnaire, judge = data.draw(worlds(routed=True))
    made = book(questionnaire, judge, data.draw(answers(questionnaire)))
    for place, stored, computed in FilledIn(made).computed():
        if isinstance(stored, int | float):
            assert computed == near(stored), place
        else:
            assert (computed or "") == (stored or ""), place


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_questionnaires_route_and_score_as_the_engine_does(name: str) -> None:
    """With any answers the sheets say what is asked, and come to the engine's figures."""
    questionnaire = load(name)
    judge = rubric(questionnaire.default_rubric, questionnaire)
    filled = FilledIn(book(questionnaire, judge, {}))

    @seldom
    @given(st.data())
    def any_answers(data: st.DataObject) -> None:
        sheet = Sheet(data.draw(claims_to(questionnaire)))
        filled.fill(sheet.answers)
        agrees(filled, scorecard_of(questionnaire, judge, sheet))
        asked, states = shown(questionnaire, sheet), filled.states()
        for item in questionnaire.items:
            if item.kind is not Kind.RATIO:
                expected = stated(item, sheet.answers.get(item.id), asked[item.id])
                assert states[item.id] == expected, item.id

    any_answers()
