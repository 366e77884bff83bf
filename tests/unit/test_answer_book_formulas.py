"""An answer book computes: what another program makes of it is what the engine says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.library import load
from questionnaires.model import Kind
from questionnaires.sheet import Sheet, shown
from reports.answer_book.marks import claim_of, not_shown, same_as_claimed
from scoring import scorecard_of
from scoring.library import rubric
from tests.unit.answer_books import VOICE, FilledIn, book, stated
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
def test_words_instead_of_an_answer_count_as_what_they_stand_for(data: st.DataObject) -> None:
    """Those of the list and of the claim's own cell as claimed; not shown, as it stood before."""
    questionnaire, judge = data.draw(worlds(routed=True))
    claims = data.draw(answers(questionnaire))
    before = data.draw(answers(questionnaire))
    filled = FilledIn(book(questionnaire, judge, before, claims=claims, side="verified"))
    items = [item for item in questionnaire.items if item.asked and item.kind is not Kind.TEXT]
    words: dict[str, str] = {}
    for item in items:
        same, copied = same_as_claimed(VOICE), claim_of(VOICE, item, claims.get(item.id), "")
        choices = [same, copied] if item.id in claims else []
        words[item.id] = data.draw(st.sampled_from([*choices, not_shown(VOICE)]))
    filled.word(words)
    standing = {id: each for id, each in before.items() if words.get(id) == not_shown(VOICE)}
    free = {id: each for id, each in before.items() if id not in words}
    agrees(filled, scorecard_of(questionnaire, judge, Sheet(claims | free | standing)))
    asked = shown(questionnaire, Sheet(claims | free | standing))
    told = filled.states()
    for id, said in words.items():
        if said == not_shown(VOICE) and asked[id]:
            assert told[id] == said


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
