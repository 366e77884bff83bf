"""What docs/scoring.md promises in general, over random rubrics and sheets."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from questionnaires.columns import columns_of
from questionnaires.conditions import UNKNOWN, evaluate, route
from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from scoring import scorecard_of
from scoring.columns import encode
from scoring.compiling import compile_rubric
from scoring.engine import Scores, score
from scoring.rubric import Rubric
from scoring.rules.graded import Graded
from tests.seeds import RANDOMS
from tests.unit.scoring_oracle import Oracle, with_rows
from tests.unit.scoring_worlds import OPTIONS, RULES, answers, facts, wide_world, worlds

CLOSE = {"rel": 1e-9, "abs": 1e-9}
often = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def batch(questionnaire: Questionnaire, rubric: Rubric, sheets: list[dict[str, Any]]) -> Scores:
    """The sheets through the engine at once."""
    routes = route(questionnaire, columns_of(questionnaire, sheets, [{}] * len(sheets)))
    plan = compile_rubric(questionnaire, rubric)
    return score(plan, encode(plan.coders, routes), detail=True)


def held(questionnaire: Questionnaire, sheet: Sheet) -> dict[str, bool | None]:
    """For every condition with a name: whether it holds, None where that is open."""
    columns = columns_of(questionnaire, [sheet.answers], [sheet.facts])
    decided = route(questionnaire, columns).shown
    found = {
        name: evaluate(condition, questionnaire, columns, decided)[0]
        for name, condition in questionnaire.routing.items()
    }
    return {name: None if truth == UNKNOWN else bool(truth) for name, truth in found.items()}


def near(expected: float | None) -> Any:
    """Equal to 1e-9, or nothing on both sides."""
    return None if expected is None else pytest.approx(expected, **CLOSE)


@often
@given(st.data())
def test_the_engine_agrees_with_the_oracle(data: st.DataObject) -> None:
    """Every figure of a sheet is what docs/scoring.md says, for any tree, rule and routing."""
    questionnaire, rubric = data.draw(worlds(routed=True, tabled=data.draw(st.booleans())))
    given_answers = data.draw(answers(questionnaire))
    sheet = Sheet(given_answers, data.draw(facts()))
    card = scorecard_of(questionnaire, rubric, sheet)
    visible, holds = shown(questionnaire, sheet), held(questionnaire, sheet)
    plain = with_rows(rubric, sheet.facts)
    oracle = Oracle(questionnaire, plain, given_answers, visible, holds).result()
    for node in card.nodes:
        mine = oracle.nodes[node.id]
        assert node.score == near(mine.score), node.id
        assert node.low == near(mine.low), node.id
        assert node.high == near(mine.high), node.id
        assert node.coverage == near(mine.coverage), node.id
        assert node.excluded == near(mine.excluded), node.id
    assert (card.level and card.level.number) == oracle.level
    assert (card.level_low, card.level_high) == (oracle.level_low, oracle.level_high)
    for item in card.items:
        assert item.weight == pytest.approx(oracle.weights[item.id], rel=1e-5, abs=1e-9)
        assert item.gained == pytest.approx(oracle.gained[item.id], rel=1e-5, abs=1e-7)
        assert item.lost == pytest.approx(oracle.lost[item.id], rel=1e-5, abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_number_of_weights_with_any_decimals_is_scored(data: st.DataObject) -> None:
    """Hundreds of children whose weights share no unit score as the oracle has it (S9)."""
    size, places = data.draw(st.integers(1, 400)), data.draw(st.integers(0, 14))
    rule = data.draw(st.sampled_from([name for name in RULES if name not in OPTIONS]))
    random = data.draw(RANDOMS)
    questionnaire, rubric = wide_world(
        [round(random.random(), places) or 1.0 for _ in range(size)], rule
    )
    given_answers = {
        item.id: random.choice(item.options).id
        for item in questionnaire.items
        if random.random() < 0.9
    }
    sheet = Sheet(given_answers)
    card = scorecard_of(questionnaire, rubric, sheet)
    oracle = Oracle(questionnaire, rubric, given_answers, shown(questionnaire, sheet)).result()
    mine = oracle.nodes[rubric.tree.id]
    assert (card.total, card.low, card.high) == (near(mine.score), near(mine.low), near(mine.high))
    assert card.coverage == near(mine.coverage)


@often
@given(st.data())
def test_the_best_is_the_end_of_the_scale_and_the_worst_is_nothing(data: st.DataObject) -> None:
    """All answers at their best are exactly the scale, at every node; all at 0 exactly 0 (S10).

    Unless a node's own ladder has a level from 0 percent on: that is reached with nothing.
    """
    questionnaire, rubric = data.draw(worlds())
    assume(not any(each.line or each.most for each in rubric.judged.values()))  # S70, S71
    plan = compile_rubric(questionnaire, rubric)
    values = [plan.values[item.id] for item in questionnaire.scored]
    best = [each.index(max(each)) for each in values]
    worst = [each.index(min(each)) for each in values]
    scores = score(plan, np.array([best, worst], dtype=np.int8).T)
    for node, _ in rubric.nodes:
        assert scores.nodes[node.id][0] == node.scale, node.aggregate.name
        ladders = [rule for each, _ in node.walk() if isinstance(rule := each.aggregate, Graded)]
        starts_at_0 = any(0 in ladder.from_.values() for ladder in ladders)
        if all(min(each) == 0 for each in values) and not starts_at_0:
            assert scores.nodes[node.id][1] == node.start


@often
@given(st.data())
def test_one_by_one_equals_the_batch_in_any_order(data: st.DataObject) -> None:
    """A sheet scores the same alone, among others and wherever it stands (S33)."""
    questionnaire, rubric = data.draw(worlds())
    sheets = data.draw(st.lists(answers(questionnaire), min_size=2, max_size=6))
    order = data.draw(st.permutations(range(len(sheets))))
    together = batch(questionnaire, rubric, sheets)
    shuffled = batch(questionnaire, rubric, [sheets[place] for place in order])
    for position, place in enumerate(order):
        alone = batch(questionnaire, rubric, [sheets[place]])
        for many, at in ((together, place), (shuffled, position)):
            for name, figures in alone.nodes.items():
                np.testing.assert_allclose(many.nodes[name][at], figures[0], rtol=1e-9, atol=1e-9)
                np.testing.assert_allclose(many.node_low[name][at], alone.node_low[name][0])
            assert many.level[at] == alone.level[0]
            np.testing.assert_allclose(many.coverage[at], alone.coverage[0])


@often
@given(st.data())
def test_a_better_answer_never_lowers_a_score(data: st.DataObject) -> None:
    """With points that never fall, raising one answer lowers no node and no level (S34)."""
    questionnaire, rubric = data.draw(worlds(rising=True))
    before = data.draw(answers(questionnaire, complete=True))
    choices = [
        item for item in questionnaire.items
        if item.kind in (Kind.CHOICE, Kind.LADDER) and isinstance(before[item.id], str)
    ]  # fmt: skip
    after = dict(before)
    for item in choices:
        ids = [option.id for option in item.options]
        after[item.id] = data.draw(st.sampled_from(ids[ids.index(before[item.id]) :]))
    scores = batch(questionnaire, rubric, [before, after])
    for figures in scores.nodes.values():
        assert np.isnan(figures[0]) or figures[1] >= figures[0] - 1e-9
    assert scores.level[1] >= scores.level[0]


@often
@given(st.data())
def test_the_parts_add_up(data: st.DataObject) -> None:
    """Gained adds up to the total, gained and lost to the scale, weights to 1 (S32)."""
    questionnaire, rubric = data.draw(worlds(routed=True))
    card = scorecard_of(questionnaire, rubric, Sheet(data.draw(answers(questionnaire))))
    if card.total is None:
        assert all(item.weight == item.gained == item.lost == 0 for item in card.items)
    else:
        close = {"rel": 1e-9, "abs": 1e-9 * card.span}
        gained = sum(item.gained for item in card.items)
        assert gained == pytest.approx(card.total - card.start, **close)
        both = sum(item.gained + item.lost for item in card.items)
        assert both == pytest.approx(card.span, **close)
        assert sum(item.weight for item in card.items) == pytest.approx(1)


@often
@given(st.data())
def test_the_range_contains_the_score(data: st.DataObject) -> None:
    """The range is low <= score <= high at every node, and so for the levels (S35)."""
    questionnaire, rubric = data.draw(worlds())
    card = scorecard_of(questionnaire, rubric, Sheet(data.draw(answers(questionnaire))))
    for node in card.nodes:
        if node.score is not None:
            assert node.low is not None
            assert node.high is not None
            assert node.low <= node.score <= node.high
            judged = rubric.figures[node.id]
            assert node.low >= judged.start - 1e-12 * judged.span
            assert node.high <= judged.scale + 1e-12 * judged.span
    if card.level is not None:
        assert card.level_low is not None
        assert card.level_high is not None
        assert card.level_low <= card.level.number <= card.level_high


@often
@given(st.data())
def test_whatever_is_still_answered_stays_in_the_range(data: st.DataObject) -> None:
    """Completing a sheet leads to a total between its low and its high (S20)."""
    questionnaire, rubric = data.draw(worlds())
    part = data.draw(answers(questionnaire))
    rest = data.draw(answers(questionnaire, complete=True))
    completed = {
        id: answer for id, answer in rest.items() if isinstance(answer, str | float | tuple)
    }
    before, after = (
        scorecard_of(questionnaire, rubric, Sheet(each)) for each in (part, completed | part)
    )
    assume(len(completed | part) == len(questionnaire.items) and after.total is not None)
    assert before.low is not None
    assert before.high is not None
    assert before.low - 1e-9 <= after.total <= before.high + 1e-9


@often
@given(st.data())
def test_siblings_share_the_weight_of_what_does_not_apply(data: st.DataObject) -> None:
    """Dropping a not-applicable item from a plain mean changes no figure of the rest (S13)."""
    questionnaire, rubric = data.draw(worlds(depth=1, rules=("weighted_mean",)))
    plain = [
        item.model_copy(update={"not_applicable": "share", "missing": None})
        for item in rubric.tree.items
    ]
    tree = rubric.tree.model_copy(update={"items": tuple(plain), "coverage_floor": 0.0})
    rubric = rubric.model_copy(update={"tree": tree, "missing": "share"})
    given_answers = data.draw(answers(questionnaire, complete=True))
    card = scorecard_of(questionnaire, rubric, Sheet(given_answers))
    counted = [item for item in card.items if item.state == "answered"]
    weights = {item: judged.weight for item, judged in rubric.judged.items()}
    whole = sum(weights[item.id] for item in counted)
    for item in counted:
        assert item.weight == pytest.approx(weights[item.id] / whole)
    excluded = 1 - whole / sum(weights.values())
    assert card.nodes[0].excluded == pytest.approx(excluded, abs=1e-12)
