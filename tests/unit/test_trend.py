"""A mean that only moves when enterprises do: made-up cities of which one knows what happened."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregates.trend import Floats, Labels, adjusted_mean, interval

LEVELS = np.array([20.0, 35.0, 50.0, 65.0])  # how far the firms of each stratum are


def mix(*many: int) -> Labels:
    """As many enterprises in each stratum."""
    return np.repeat(np.arange(len(many)), many)


def scores_of(strata: Labels, seed: int = 1, better: float = 0.0) -> Floats:
    """Scores around the level of each stratum."""
    spread = np.random.default_rng(seed).normal(0, 8, len(strata))
    return np.clip(LEVELS[strata] + better + spread, 0, 100)


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=4).filter(any),
    st.integers(1, 3),
    st.integers(0, 9),
)
def test_adjusted_equals_plain_while_the_mix_stays(many: list[int], times: int, seed: int) -> None:
    """With the same shares in each stratum there is nothing to adjust, however many more come."""
    strata = mix(*(times * each for each in many))
    scores = scores_of(strata, seed)
    found = adjusted_mean(mix(*many), strata, scores)
    assert found is not None
    assert found.mean == pytest.approx(scores.mean())
    assert found.covered == pytest.approx(1)
    assert found.counted == len(strata)


def test_a_shift_of_the_mix_alone_moves_the_plain_mean_only() -> None:
    """Nobody changes, but the strong strata take part more: the adjusted mean stays."""
    before, now = mix(400, 300, 200, 100), mix(100, 200, 300, 400)
    plain = scores_of(now).mean() - scores_of(before).mean()
    found = adjusted_mean(before, now, scores_of(now))
    assert found is not None
    assert plain > 14
    assert abs(found.mean - scores_of(before).mean()) < 1


def test_where_everybody_improves_the_adjusted_mean_says_by_how_much() -> None:
    """The mix shifts the other way, so the plain mean falls though each is five points better."""
    before, now = mix(100, 200, 300, 400), mix(400, 300, 200, 100)
    found = adjusted_mean(before, now, scores_of(now, better=5.0))
    assert found is not None
    assert scores_of(now, better=5.0).mean() < scores_of(before).mean() - 8
    assert found.mean - scores_of(before).mean() == pytest.approx(5, abs=1)


def test_strata_that_the_year_lacks_are_left_out_and_said() -> None:
    """The others stand for the whole, and how much of the standard they are is known."""
    found = adjusted_mean(mix(60, 40), mix(50), scores_of(mix(50)))
    assert found is not None
    assert found.covered == pytest.approx(0.6)
    assert found.mean == pytest.approx(scores_of(mix(50)).mean())
    assert adjusted_mean(mix(60), mix(0, 50), scores_of(mix(0, 50))) is None


def test_the_weight_of_a_single_enterprise_is_told() -> None:
    """Where ten stand for half of the city each weighs a twentieth, though there are hundreds."""
    strata = mix(10, 190)
    found = adjusted_mean(mix(100, 100), strata, scores_of(strata))
    assert found is not None
    assert found.counted == 20


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Of 300 cities drawn from one in which the truth is known, 95 % within what chance allows."""
    standard, strata = mix(40, 60, 60, 40), mix(30, 30, 60, 80)
    truth = float((LEVELS * np.array([0.2, 0.3, 0.3, 0.2])).sum())
    held = 0
    for seed in range(300):
        low, high = interval(standard, strata, scores_of(strata, seed), 100.0, seed)
        held += low <= truth <= high
    assert 0.90 <= held / 300 <= 0.98


def test_the_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    """Whoever works it out comes to the same figures."""
    strata = mix(30, 30)
    scores = scores_of(strata)
    found = adjusted_mean(strata, strata, scores)
    low, high = interval(strata, strata, scores, 100.0, 2026)
    assert (low, high) == interval(strata, strata, scores, 100.0, 2026)
    assert found is not None
    assert low < found.mean < high
