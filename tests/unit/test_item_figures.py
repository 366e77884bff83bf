"""The figures of item analysis are those that the literature prints, or say that there are too few.

Printed: ICC and its interval of the six targets and four judges of Shrout and Fleiss (1979), with
the interval of McGraw and Wong; alpha, Feldt's interval and item-rest correlations of the thirty
departments of Chatterjee and Price ("attitude"), as the manual of the R package psych
prints them.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregates.items.agreement import icc
from aggregates.items.correlation import discrimination, item_rest
from aggregates.items.estimates import SampleEstimate, SampleFigure, TooFew
from aggregates.items.reliability import alpha, omega, one_factor
from aggregates.items.straightlining import straightlined
from scoring.flags.straight import longest_runs

JUDGES = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)
DEPARTMENTS = np.fromstring(
    """43 51 30 39 61 92 45 63 64 51 54 63 73 47 71 70 68 69 76 86 48 61 63 45 47 54 84 35
81 78 56 66 71 83 47 43 55 49 44 54 49 34 58 67 42 56 66 68 35 71 75 50 55 70 66 41
72 82 72 67 71 83 31 67 61 45 47 62 80 41 64 53 53 58 58 67 34 67 60 47 39 59 74 41
69 62 57 42 55 63 25 68 83 83 45 59 77 35 77 77 54 72 79 77 46 81 90 50 72 60 54 36
74 85 64 69 79 79 63 65 60 65 75 55 80 60 65 70 46 57 75 85 46 50 58 68 54 64 78 52
50 40 33 34 43 64 33 64 61 52 62 66 80 41 53 66 52 50 63 80 37 40 37 42 58 50 57 49
63 54 42 48 66 75 33 66 77 66 63 88 76 72 78 75 58 74 80 78 49 48 57 44 45 51 83 38
85 85 71 71 77 74 55 82 82 39 59 64 78 39""",
    sep=" ",
).reshape(-1, 7)


def known(figure: SampleFigure) -> SampleEstimate:
    """A figure that there are enough sheets for."""
    assert isinstance(figure, SampleEstimate)
    return figure


def test_agreement_is_what_shrout_and_fleiss_print() -> None:
    """ICC(2,1) 0.29, with the interval 0.02 to 0.76."""
    found = known(icc(JUDGES, 2))
    assert found.low is not None
    assert found.high is not None
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (0.29, 0.02, 0.76)


def test_alpha_is_what_is_printed() -> None:
    """0.84, with Feldt's interval 0.74 to 0.92."""
    found = known(alpha(DEPARTMENTS, 30))
    assert found.low is not None
    assert found.high is not None
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (0.84, 0.74, 0.92)


def test_item_rest_correlations_are_what_is_printed() -> None:
    """Each of the seven, to two digits."""
    found = [
        known(item_rest(column, np.delete(DEPARTMENTS, place, axis=1).mean(axis=1))).value
        for place, column in enumerate(DEPARTMENTS.T)
    ]
    assert [round(each, 2) for each in found] == [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]


@given(st.lists(st.floats(0.2, 0.9), min_size=3, max_size=8), st.floats(0.1, 20))
def test_one_factor_is_found_where_there_is_one(loadings: list[float], spread: float) -> None:
    """Covariances made of known loadings give these loadings back, on any scale."""
    made = np.array(loadings) * spread
    covariance = np.outer(made, made) + np.diag(spread**2 - made**2)
    assert one_factor(covariance[None])[0] == pytest.approx(made, rel=1e-3, abs=1e-3 * spread)


def test_omega_is_that_of_the_loadings_behind_the_answers() -> None:
    """Loadings 0.8, 0.7, 0.6 and 0.5 have an omega of 0.7498; 4,000 sheets come near to it."""
    random, loadings = np.random.default_rng(1), np.array([0.8, 0.7, 0.6, 0.5])
    common = random.normal(size=(4_000, 1))
    own = random.normal(size=(4_000, 4)) * np.sqrt(1 - loadings**2)
    values = common * loadings + own
    expected = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    found = known(omega(values))
    assert found.value == pytest.approx(expected, abs=0.03)
    assert found.low is not None
    assert found.high is not None
    assert found.low < expected < found.high


@given(st.integers(0, 49))
def test_too_few_are_told_and_not_guessed(sheets: int) -> None:
    """Below the number that a figure takes there is none, and the number is named."""
    values = np.random.default_rng(sheets).random((sheets, 4))
    assert alpha(values) == TooFew(sheets, 50)
    assert omega(values) == TooFew(sheets, 50)
    if sheets < 30:
        assert item_rest(values[:, 0], values[:, 1]) == TooFew(sheets, 30)
        assert discrimination(values[:, 0], values[:, 1]) == TooFew(sheets, 30)
        assert icc(values[:, :2]) == TooFew(sheets, 30)


@given(st.integers(50, 80), st.floats(0, 1))
def test_answers_that_are_all_alike_give_no_figure(sheets: int, value: float) -> None:
    """Nothing varies, so nothing can go together; it says so."""
    values = np.full((sheets, 4), value)
    for figure in (
        alpha(values),
        omega(values),
        item_rest(values[:, 0], values[:, 1]),
        discrimination(values[:, 0], values[:, 1]),
        icc(values[:, :2]),
    ):
        assert isinstance(figure, TooFew)
        assert figure.why == "alike"


def test_too_few_items_are_told_apart_from_too_few_sheets() -> None:
    """Two items have no factor, and one that differs goes together with nothing."""
    values = np.random.default_rng(3).random((60, 2))
    assert isinstance(alpha(values), SampleEstimate)
    assert omega(values) == TooFew(60, 50, "items")
    assert alpha(np.column_stack([values[:, 0], np.ones(60)])) == TooFew(60, 50, "items")


def test_what_nobody_said_counts_for_nothing() -> None:
    """Sheets without one of the two answers are left out of a figure and of its n."""
    holes = np.vstack([DEPARTMENTS, np.full((5, 7), np.nan)])
    assert alpha(holes, 30) == alpha(DEPARTMENTS, 30)
    assert omega(holes, 30) == omega(DEPARTMENTS, 30)
    assert known(icc(np.vstack([JUDGES, [[np.nan, 1, 2, 3]]]), 2)).n == 6


def test_enterprises_that_do_not_differ_show_no_agreement() -> None:
    """Where everybody claims the same and is seen to have the same, nothing can be said."""
    assert icc(np.tile([1.0, 0.5], (40, 1))) == TooFew(40, 30, why="alike")


@given(st.lists(st.tuples(*[st.sampled_from([0, 0.25, 0.5, 1])] * 2), min_size=30, max_size=60))
def test_agreement_lies_within_its_interval(pairs: list[tuple[float, float]]) -> None:
    """Whatever was claimed and seen: a figure with an interval around it, or the word for none."""
    found = icc(np.array(pairs))
    if isinstance(found, TooFew):
        assert found.why == "alike"
    elif found.low is None or found.high is None:
        assert found.value < 0, "only claims that are exactly reversed have no interval"
    else:
        assert found.low - 1e-9 <= found.value <= found.high + 1e-9


def test_who_always_agrees_agrees_wholly() -> None:
    """Two raters who say the same of enterprises that differ have an agreement of 1."""
    values = np.tile(np.linspace(0, 1, 40)[:, None], 2)
    assert icc(values) == SampleEstimate(1.0, 40, 1.0, 1.0)


@given(st.lists(st.lists(st.integers(-1, 4), min_size=1, max_size=30), min_size=1, max_size=5))
def test_the_longest_run_is_that_of_a_plain_count(sheets: list[list[int]]) -> None:
    """What is not answered neither ends nor lengthens a run."""
    width = max(map(len, sheets))
    padded = [sheet + [-1] * (width - len(sheet)) for sheet in sheets]
    found = longest_runs([np.array(column) for column in zip(*padded, strict=True)])

    def count(sheet: list[int]) -> int:
        best = run = 0
        last = None
        for place in (each for each in sheet if each >= 0):
            run = run + 1 if place == last else 1
            last, best = place, max(best, run)
        return best

    assert found.tolist() == [count(sheet) for sheet in padded]


def test_a_sheet_ticked_down_one_column_is_straightlined() -> None:
    """One of eleven sheets with the same place ten times in a row."""
    same, varied = [2] * 12, [0, 1, 2, 3] * 3
    columns = [np.array(column) for column in zip(same, *[varied] * 10, strict=True)]
    assert straightlined(columns) == SampleEstimate(1 / 11, 11)
