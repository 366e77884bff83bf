"""How sure a level is, and what to verify first."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from scoring.rubric import Rubric
from scoring.sensitivity import Sensitivity, sensitivity
from scoring.whatif import changed
from tests.unit.scoring_worlds import RULES, answers, worlds
from tests.unit.test_comparison import EQUAL, WORKSHOP, sheet
from tests.unit.test_path import MANUFACTURING, WUXI, manufacturer

often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def found(
    questionnaire: Questionnaire, judge: Rubric, before: Sheet, **options: Any
) -> Sensitivity:
    """The sensitivity of a sheet that has a total."""
    result = sensitivity(questionnaire, judge, before, **options)
    assert result is not None
    return result


def test_every_combination_is_weighed_where_there_are_few() -> None:
    """Up to twelve doubtful answers the chances are those of plain counting (U2)."""
    before = sheet(plan="budgeted", downtime="automatic")
    lower = {
        "plan": "page", "downtime": "logged", "scheduling": "head", "backup_test": "never",
        "safeguards": ("backup",), "scrap_rate": 0.5, "machines_networked": 2.0,
    }  # fmt: skip
    chances = dict.fromkeys(("plan", "downtime", "scheduling"), 0.3) | {"backup_test": 0.1}
    result = found(WORKSHOP, EQUAL, before, chances=chances, otherwise=0.5)
    expected: dict[int, float] = {}
    items = list(lower)
    doubtful = {"machines_networked": "machines_networked_share"}
    for wrong in product([False, True], repeat=len(items)):
        weight = 1.0
        for item, is_wrong in zip(items, wrong, strict=True):
            chance = chances.get(doubtful.get(item, item), 0.5)
            weight *= chance if is_wrong else 1 - chance
        state = changed(before, {i: lower[i] for i, w in zip(items, wrong, strict=True) if w})
        level = scorecard_of(WORKSHOP, EQUAL, state).level
        assert level is not None
        expected[level.number] = expected.get(level.number, 0.0) + weight
    assert result.exact
    assert {d.item for d in result.doubts} == {doubtful.get(item, item) for item in items}
    assert result.chances == pytest.approx({k: v for k, v in expected.items() if v})
    assert result.too_high == pytest.approx(
        sum(v for level, v in expected.items() if level < result.stated.level)
    )


@often
@given(st.data())
def test_confirming_an_answer_brings_just_the_relief_that_was_told(data: st.DataObject) -> None:
    """Without doubt about one answer the level is too high by so much less often (U5)."""
    questionnaire, judge = data.draw(worlds(rules=data.draw(st.sampled_from([RULES, ("min",)]))))
    before = Sheet(data.draw(answers(questionnaire)))
    chances = {item.id: data.draw(st.sampled_from([0.05, 0.2, 0.5])) for item in
               questionnaire.items}  # fmt: skip
    result = sensitivity(questionnaire, judge, before, chances)
    assume(result is not None)
    assert result is not None
    for doubt in result.doubts:
        sure = found(questionnaire, judge, before, chances=chances | {doubt.item: 0.0})
        assert result.too_high - doubt.relief == pytest.approx(sure.too_high, abs=1e-9)


@often
@given(st.data())
def test_a_result_is_never_better_than_it_was_stated(data: st.DataObject) -> None:
    """With lower answers neither level nor total rises; the worst is below all (U1, U3).

    Only where the points of a step fall and its level rises might a lower value be a higher level.
    """
    questionnaire, judge = data.draw(worlds(rising=True))
    result = sensitivity(questionnaire, judge, Sheet(data.draw(answers(questionnaire))))
    assume(result is not None)
    assert result is not None
    close = 1e-9 * judge.tree.scale
    assert sum(result.chances.values()) == pytest.approx(1)
    assert max(result.chances) <= result.stated.level
    assert result.worst.level <= min(result.chances)
    low, high = result.middle
    assert result.worst.total - close <= low <= high <= result.stated.total + close
    assert all(doubt.drop >= -close for doubt in result.doubts)
    assert all(doubt.relief >= -1e-12 for doubt in result.doubts)


def test_drawing_comes_near_to_counting() -> None:
    """Answers that are hardly in doubt turn counting into drawing, and little else (U2)."""
    before = manufacturer(np.random.default_rng(3), 0.55)
    doubtful = [item.id for item in MANUFACTURING.scored if item.kind is Kind.LADDER][:11]
    few = dict.fromkeys(doubtful, 0.4)
    counted = found(MANUFACTURING, WUXI, before, chances=few, otherwise=0.0)
    drawn = found(MANUFACTURING, WUXI, before, chances=few, otherwise=1e-9)
    assert counted.exact
    assert not drawn.exact
    assert drawn.too_high == pytest.approx(counted.too_high, abs=0.03)
    assert drawn.middle == pytest.approx(counted.middle, abs=0.5)
    relief = {doubt.item: doubt.relief for doubt in drawn.doubts}
    for doubt in counted.doubts:
        assert relief[doubt.item] == pytest.approx(doubt.relief, abs=0.03)


def test_the_same_sheet_gives_the_same_answer() -> None:
    """Drawing is from a fixed seed: two runs agree to the last digit (U2)."""
    before = manufacturer(np.random.default_rng(3), 0.55)
    assert found(MANUFACTURING, WUXI, before) == found(MANUFACTURING, WUXI, before)


@pytest.mark.parametrize("judge", ["wuxi", "equal"])
def test_what_decides_the_level_is_verified_first(judge: str) -> None:
    """The doubts come by what confirming them relieves, then by the points at stake (U6)."""
    which = rubric(judge, MANUFACTURING)
    result = found(MANUFACTURING, which, manufacturer(np.random.default_rng(5), 0.5))
    keys = [(-doubt.relief, -doubt.chance * doubt.drop) for doubt in result.doubts]
    assert keys == sorted(keys)
    assert result.doubts[0].drop > 0


def test_a_verified_answer_is_no_doubt() -> None:
    """A chance of 0 takes an answer off the list; with all at 0 the level is certain (U4)."""
    result = found(WORKSHOP, EQUAL, sheet(), chances={"plan": 0.0})
    assert "plan" not in {doubt.item for doubt in result.doubts}
    sure = found(WORKSHOP, EQUAL, sheet(), otherwise=0.0)
    assert (sure.doubts, sure.too_high, sure.worst) == ((), 0, sure.stated)
    assert sure.chances == {sure.stated.level: 1.0}


def test_what_is_lowest_open_or_does_not_apply_cannot_be_too_high() -> None:
    """Such answers are in no doubt (U1)."""
    before = changed(sheet(workshop="none", plan="nowhere"), {"backup_test": None})
    result = found(WORKSHOP, EQUAL, before)
    assert {doubt.item for doubt in result.doubts} <= {"safeguards", "scrap_rate"}


def test_an_answer_that_alone_decides_says_so() -> None:
    """On the edge of a level one step less of one answer loses it (U5)."""
    levels = {}
    for plan in ("nowhere", "page", "budgeted"):
        card = scorecard_of(WORKSHOP, EQUAL, sheet(plan=plan))
        assert card.level is not None
        levels[plan] = card.level.number
    result = found(WORKSHOP, EQUAL, sheet(plan="budgeted"))
    (plan_doubt,) = (doubt for doubt in result.doubts if doubt.item == "plan")
    assert plan_doubt.alone == (levels["page"] < levels["budgeted"])


def test_nothing_answered_gives_no_outlook() -> None:
    """Without a total there is nothing to be sure of."""
    assert sensitivity(WORKSHOP, EQUAL, Sheet({})) is None
