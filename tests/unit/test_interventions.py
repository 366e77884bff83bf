"""What interventions do to many sheets is what the plan's engine says of each."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.answers import Answer, NotApplicable
from questionnaires.columns import Columns, columns_of
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.rubric import Rubric
from scoring.whatif import score_if
from services.demo.city import enterprises
from services.demo.filling import routes
from services.demo.maturity import respondents
from services.editions import default_rubric, edition
from services.settings import Settings
from solutions.interventions import Intervention, interventions, with_intervention
from solutions.library import catalogue
from solutions.many_sheets import ManySheets
from solutions.plans.trying import trial_of
from tests.unit.city_answers import quick, sheets

TRIED = 5  # sheets of each questionnaire that are held against the engine one by one


@cache
def firms(id: str) -> tuple[ManySheets, tuple[Intervention, ...]]:
    """Synthetic sheets of a questionnaire, and all that there is to try on them."""
    asked = edition(Settings(), id)
    judge = default_rubric(asked)
    made = enterprises(30, np.random.default_rng(3))
    drawn = respondents(made, len(asked.dimensions), np.random.default_rng(4))
    _, true = routes(asked, made, drawn, 5)
    items = {
        item.id: true.items[item.id] for item in asked.items if item.asked and item.id in true.items
    }
    columns = Columns(drawn.size, items, true.facts)
    return ManySheets(asked, judge, columns), interventions(asked, judge, catalogue())


@pytest.mark.parametrize("id", ["manufacturing", "quick_scan", "software_equipment"])
def test_a_solution_does_to_each_sheet_what_the_plan_says(id: str) -> None:
    """Whom it lifts, and the level and total afterwards, are those of the plan's engine."""
    city, every = firms(id)
    tried = 0
    for each in every:
        if each.solution is None:
            continue
        rows, after = with_intervention(city, each, catalogue())
        scores = None if after is None else after.scores()
        for place in range(TRIED):
            own = sheet_at(city, place)
            trial = trial_of(city.questionnaire, city.rubric, own, catalogue())
            assert (each.solution in trial.today) == (place in rows)
            if place in rows and scores is not None:
                state: Mapping[str, Answer | None] = {}
                for name in (*trial.needed(each.solution), each.solution):
                    state = trial.step(state, name).state
                standing = trial.standings([state])[0]
                at = int(np.flatnonzero(rows == place)[0])
                assert standing.level == scores.level[at]
                assert standing.total == pytest.approx(scores.total[at], abs=1e-9)
                tried += 1
    assert tried > TRIED


def test_a_floor_does_to_each_sheet_what_the_engine_says() -> None:
    """A rung as a floor is that answer in place of a lower one, by ``score_if``."""
    asked, judge = quick(), default_rubric(quick())
    own = sheets(20)
    city = many(asked, judge, own)
    tried = 0
    for each in interventions(asked, judge, catalogue()):
        item = asked.by_id.get(each.item or "")
        if item is None or item.kind is Kind.MULTI or each.rung is None:
            continue
        rows, after = with_intervention(city, each, catalogue())
        if after is None:
            continue
        scores = after.scores()
        for at, row in enumerate(rows.tolist()):
            single = score_if(asked, judge, own[row], [{item.id: each.rung}])
            assert single.total[0] == pytest.approx(scores.total[at], abs=1e-9)
            assert single.level[0] == scores.level[at]
            tried += 1
    assert tried


@pytest.mark.parametrize("id", ["manufacturing", "quick_scan", "software_equipment"])
def test_no_honest_step_lowers_a_level(id: str) -> None:
    """Nobody stands lower after any intervention, solution or floor."""
    city, every = firms(id)
    before = city.scores()
    for each in every:
        rows, after = with_intervention(city, each, catalogue())
        if after is not None:
            scores = after.scores()
            assert (scores.level >= before.level[rows]).all(), each.id
            assert (scores.total >= before.total[rows] - 1e-9).all(), each.id


@given(seed=st.integers(0, 1000))
@settings(max_examples=10)
def test_what_nobody_lacks_changes_nothing(seed: int) -> None:
    """Once everybody stands on a floor, the same floor finds nobody, and lower ones neither."""
    asked, judge = quick(), default_rubric(quick())
    city = many(asked, judge, sheets(8, seed))
    for item in asked.scored:
        if item.kind is Kind.MULTI:
            continue
        worth = np.array(judge.judged[item.id].points)
        who, answers = city.raised(item, int(worth.argmax()))
        raised = city.answered({item.id: answers}) if who.any() else city
        for rung in item.rungs:
            each = Intervention(f"item:{item.id}:{rung}", None, item.id, rung, (), (), None)
            assert with_intervention(raised, each, catalogue())[1] is None


def test_the_list_is_the_same_for_everybody() -> None:
    """Every solution that is about the questionnaire and every rung above the lowest, once."""
    _, every = firms("manufacturing")
    ids = [each.id for each in every]
    assert len(ids) == len(set(ids))
    assert {each.solution is None for each in every} == {True, False}
    assert all(each.cost is not None for each in every if each.solution)


def many(asked: Questionnaire, judge: Rubric, own: list[Sheet]) -> ManySheets:
    """The sheets as columns."""
    columns = columns_of(asked, [each.answers for each in own], [each.facts for each in own])
    return ManySheets(asked, judge, columns)


def sheet_at(city: ManySheets, place: int) -> Sheet:
    """One of them as answers and facts."""
    answers = {}
    for id, column in city.columns.items.items():
        answer = _answer(city.questionnaire.by_id[id], float(column[place]))
        if answer is not None:
            answers[id] = answer
    facts: dict[str, str | float] = {}
    for name, column in city.columns.facts.items():
        known = not np.isnan(column[place]) if column.dtype.kind == "f" else column[place] != ""
        if known:
            value = column[place]
            facts[name] = float(value) if column.dtype.kind == "f" else str(value)
    return Sheet(answers, facts)


def _answer(item: Item, code: float) -> Answer | None:
    if np.isnan(code) or code == -1:
        return None
    if np.isneginf(code) or (code == -2 and item.kind is not Kind.NUMBER):
        return NotApplicable("x")
    if item.kind is Kind.NUMBER:
        return code
    if item.kind is Kind.TEXT:
        return "x"
    if item.kind is Kind.MULTI:
        return tuple(each.id for place, each in enumerate(item.options) if int(code) >> place & 1)
    return item.options[int(code)].id
