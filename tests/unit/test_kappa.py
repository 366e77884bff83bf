"""Weighted kappa against printed values of Cohen (1968), and its error against the delta method."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aggregates.items.estimates import SampleEstimate, TooFew
from aggregates.items.kappa import PAIRS, Floats, kappa_of, weighted_kappa

# Both tables and their weights as the R package psych has them in the example of cohen.kappa, which
# gives what Cohen printed too. The papers themselves, and the figures of the second, were not seen.
COHEN = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]], float)
APART = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]], float)
FLEISS = np.array([[106, 10, 4], [22, 28, 10], [2, 12, 6]], float)
WEIGHTS = np.array([[1, 0, 0.4444], [0, 1, 0.6667], [0.4444, 0.6667, 1]])

rating = st.integers(0, 4).map(float)
ratings = st.lists(st.tuples(rating, rating), min_size=PAIRS, max_size=80)


def test_cohens_example_of_two_diagnosticians() -> None:
    """He printed 0.492 without weights and 0.348 with his."""
    assert kappa_of(COHEN, np.eye(3))[0] == pytest.approx(0.492, abs=5e-4)
    assert kappa_of(COHEN, 1 - APART / APART.max())[0] == pytest.approx(0.348, abs=5e-4)


def test_the_table_of_fleiss_cohen_and_everitt() -> None:
    """What we work out ourselves, so that no change goes unnoticed; not what was printed."""
    plain, error = kappa_of(FLEISS, np.eye(3))
    assert (plain, error) == pytest.approx((0.429, 0.054), abs=5e-4)
    weighted, error = kappa_of(FLEISS, WEIGHTS)
    assert (weighted, error) == pytest.approx((0.507, 0.057), abs=5e-4)


@given(
    arrays(np.float64, (3, 3), elements=st.integers(1, 60).map(float)),
    st.sampled_from([np.eye(3), WEIGHTS, 1 - APART / APART.max()]),
)
def test_the_error_is_that_of_the_delta_method(table: Floats, weights: Floats) -> None:
    """Worked out a second way: from the slopes of kappa and the spread of a multinomial sample."""
    total, step = table.sum(), 1e-5
    shares = (table / total).ravel()

    def kappa(moved: Floats) -> float:
        return kappa_of(moved.reshape(3, 3), weights)[0]

    slopes = [(kappa(shares + way) - kappa(shares - way)) / (2 * step) for way in step * np.eye(9)]
    spread = np.diag(shares) - np.outer(shares, shares)
    expected = np.sqrt(np.array(slopes) @ spread @ np.array(slopes) / total)
    assert kappa_of(table, weights)[1] == pytest.approx(expected, rel=1e-4, abs=1e-7)


@given(ratings)
def test_squares_make_it_the_correlation_of_agreement(pairs: list[tuple[float, float]]) -> None:
    """With quadratic weights it is Lin's concordance, as Fleiss and Cohen (1973) show."""
    one, other = np.array(pairs).T
    found = weighted_kappa(one, other)
    assume(isinstance(found, SampleEstimate))
    assert isinstance(found, SampleEstimate)
    below = one.var() + other.var() + (one.mean() - other.mean()) ** 2
    expected = 2 * ((one - one.mean()) * (other - other.mean())).mean() / below
    assert found.value == pytest.approx(expected, abs=1e-9)
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1


@given(ratings, st.floats(0.5, 20), st.floats(-5, 5))
def test_scale_and_order_of_judges_change_nothing(
    pairs: list[tuple[float, float]], stretch: float, shift: float
) -> None:
    """Places in points or in rungs, the first judge first or last: the same kappa."""
    one, other = np.array(pairs).T
    found, turned = weighted_kappa(one, other), weighted_kappa(other, one)
    assume(isinstance(found, SampleEstimate))
    assert isinstance(found, SampleEstimate)
    assert isinstance(turned, SampleEstimate)
    moved = weighted_kappa(one * stretch + shift, other * stretch + shift)
    assert isinstance(moved, SampleEstimate)
    assert turned.value == pytest.approx(found.value, abs=1e-9)
    assert moved.value == pytest.approx(found.value, abs=1e-6)


@given(st.integers(0, PAIRS - 1))
def test_too_few_pairs_give_no_coefficient(pairs: int) -> None:
    """They are counted and told, and what one of the two left out is no pair."""
    one = np.arange(pairs + 3, dtype=float)
    other = one.copy()
    other[:3] = np.nan
    assert weighted_kappa(one, other) == TooFew(pairs, PAIRS)


def test_who_always_says_the_same_has_no_kappa_and_who_agrees_has_one() -> None:
    """Nothing is left for chance where nothing varies."""
    assert weighted_kappa(np.ones(30), np.ones(30)) == TooFew(30, PAIRS, why="alike")
    places = np.arange(30) % 4.0
    assert weighted_kappa(places, places) == SampleEstimate(1.0, 30, 1.0, 1.0)
