"""Numbers scored by a line: exact in any batch, one by one, in what-if, path and sensitivity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from questionnaires.columns import Columns
from questionnaires.model import Band
from questionnaires.sheet import Sheet
from scoring import score, scorecard_of
from scoring.comparison import compare
from scoring.compiling import compile_rubric
from scoring.engine import score as score_codes
from scoring.lines import DIGITS, digits_of, points_at, value_of
from scoring.lint import levels_reached
from scoring.paths.cheapest import cheapest_path
from scoring.paths.effort_reading import efforts
from scoring.rubric import Rubric
from scoring.rules.bands import Bands
from scoring.scorecard import Level
from scoring.sensitivity import sensitivity
from scoring.splitting import JudgedSheets
from scoring.whatif import changed, score_if
from tests.cases.reading import cases
from tests.unit.scoring_worlds import TEXT

LINES = next(cases("lines"))
QUESTIONS, JUDGE = LINES.questionnaire, LINES.rubric
SHEET = Sheet({"share": 75.0, "days": 5.0, "plan": "kept"})


@given(arrays(np.float64, st.integers(1, 20), elements=st.floats(0, 1)))
def test_digits_hold_a_value_as_exactly_as_a_float(values: np.ndarray) -> None:
    """Every value comes back to 2^-56, and 1 comes back as 1."""
    digits = digits_of(values)
    assert digits.shape == (DIGITS, len(values))
    assert digits.min() >= 0
    for value, own in zip(values, digits.T, strict=True):
        assert value_of(own) == pytest.approx(value, rel=0, abs=2.0**-55)
    assert value_of(digits_of(np.array([1.0]))[:, 0]) == 1.0


def test_a_million_rows_score_as_each_by_itself() -> None:
    """Rows of a large batch and single sheets agree to 1e-9 of the scale."""
    size = 1_000_000
    random = np.random.default_rng(7)
    columns = Columns(
        size,
        {
            "share": random.uniform(0, 100, size),
            "days": random.uniform(0, 365, size),
            "plan": random.integers(-1, 3, size).astype(np.int8),
        },
        {},
    )
    found = score(QUESTIONS, JUDGE, columns)
    for place in random.integers(0, size, 50):
        plan = columns.items["plan"][place]
        answers = {"share": float(columns.items["share"][place]),
                   "days": float(columns.items["days"][place])}  # fmt: skip
        if plan >= 0:
            answers["plan"] = QUESTIONS.by_id["plan"].options[plan].id
        alone = scorecard_of(QUESTIONS, JUDGE, Sheet(answers))
        assert found.total[place] == pytest.approx(alone.total, rel=0, abs=1e-9 * 100)


def test_codes_without_the_digits_are_refused() -> None:
    """Columns of steps alone do not reach the kernel, which would read beside them."""
    plan = compile_rubric(QUESTIONS, JUDGE)
    with pytest.raises(ValueError, match="3 columns of codes instead of 19"):
        score_codes(plan, np.zeros((3, 1), dtype=np.int8))


def test_what_if_moves_a_number_along_its_line() -> None:
    """Another number within the same band gives another total."""
    totals = score_if(QUESTIONS, JUDGE, SHEET, [{}, {"share": 76.0}, {"share": None}]).total
    assert totals[1] - totals[0] == pytest.approx(100 / 3 * 0.04 / 3)
    assert totals[2] == pytest.approx(80)


def test_the_path_takes_a_number_to_the_best_of_its_line() -> None:
    """Steps go to the number of a band that brings most; it may be the present band."""
    low = Sheet({"share": 70.0, "days": 200.0, "plan": "kept"})
    starts = Bands(**{"node": "total", "from": {"1": 0, "2": 99.9}, "reason": TEXT})
    levels = tuple(Level(number=number, name=TEXT, meaning=TEXT) for number in (1, 2))
    own = {name: getattr(JUDGE, name) for name in Rubric.model_fields}
    judge = Rubric(**own | {"levels": levels, "rules": (starts,)})
    found = cheapest_path(QUESTIONS, judge, low, efforts(QUESTIONS))
    assert found.reached
    assert found.proven
    assert found.changes == {"share": 100.0, "days": 1.0}
    assert found.after.total == pytest.approx(100)
    assert sum(step.gain for step in found.steps) == pytest.approx(100 - found.before.total)
    to = {step.item: (step.now, step.to) for step in found.steps}
    assert to["share"] == (Band(from_=70.0, to=70.0), Band(from_=100.0, to=100.0))
    cards = [scorecard_of(QUESTIONS, judge, changed(low, found.changes)), found.after]
    assert cards[0].total == pytest.approx(cards[1].total)


def test_a_number_may_be_too_high_by_a_band() -> None:
    """The truth is then the middle of the next lower band; the lowest band is not in doubt."""
    found = sensitivity(QUESTIONS, JUDGE, SHEET)
    assert found is not None
    drops = {each.item: each.drop for each in found.doubts}
    middles = points_at(JUDGE.judged["share"].line, [40.0])
    assert drops["share"] == pytest.approx(100 / 3 * (2 - middles[0]) / 3)
    lowest = sensitivity(QUESTIONS, JUDGE, Sheet({**SHEET.answers, "share": 15.0}))
    assert lowest is not None
    assert "share" not in {each.item for each in lowest.doubts}


def test_the_difference_of_two_numbers_goes_to_their_item() -> None:
    """Two numbers of one band make a difference, and it is the item's."""
    sides = [JudgedSheets(QUESTIONS, JUDGE, (Sheet({**SHEET.answers, "share": share}),))
             for share in (65.0, 95.0)]  # fmt: skip
    found = compare(*sides)
    assert [item.id for item in found.items] == ["share"]
    assert found.items[0].answers == pytest.approx(found.total.change)
    assert found.total.change == pytest.approx(100 / 3 * 1.2 / 3)


def test_levels_between_the_points_of_a_line_are_reached() -> None:
    """A level that only a number between two points of a line gives is no false problem."""
    assert levels_reached(QUESTIONS, JUDGE) == {1}
