"""Bands, steps and shares are coarse enough that they cannot be taken apart again."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregates.coarse import (
    LEAST_SHARED,
    CountRange,
    Share,
    band,
    discloses_a_count,
    mean_step,
    possible_step,
    rounded_mean,
    rounded_shares,
    rounded_weighted,
)

thresholds = st.integers(5, 40)
counts = st.integers(0, 5_000)


@pytest.mark.parametrize(
    ("count", "threshold", "expected"),
    [
        (10, 10, CountRange(10, 19)),
        (19, 10, CountRange(10, 19)),
        (20, 10, CountRange(20, 29)),
        (1873, 10, CountRange(1870, 1879)),
        (5, 5, CountRange(5, 9)),
        (10, 5, CountRange(10, 19)),
        (12, 12, CountRange(12, 29)),
        (30, 12, CountRange(30, 39)),
    ],
)
def test_bands_are_tens_from_the_threshold_on(
    count: int, threshold: int, expected: CountRange
) -> None:
    """The first band reaches from the threshold to its double, rounded up to a ten."""
    assert expected == band(count, threshold)


@given(thresholds, counts)
def test_every_count_stands_in_its_band(threshold: int, more: int) -> None:
    """A band holds its count, never reaches below the threshold and is five or more wide."""
    found = band(threshold + more, threshold)
    assert threshold <= found.low <= threshold + more <= found.high
    assert found.high - found.low + 1 >= 5
    assert all(band(each, threshold) == found for each in range(found.low, found.high + 1))


@given(thresholds, counts, st.sampled_from([5.0, 100.0, 1_000.0]))
def test_one_enterprise_more_does_not_show(threshold: int, more: int, scale: float) -> None:
    """Two means that differ by one enterprise leave its score open by a fifth of the scale.

    Even to somebody who knows both numbers of enterprises exactly: each sum is only known to its
    number of enterprises times the step.
    """
    before = threshold + more
    open_by = [count * mean_step(count, threshold, scale) for count in (before, before + 1)]
    assert sum(open_by) >= scale / 5 - 1e-6


@pytest.mark.parametrize(
    ("count", "step"),
    [(10, 1.0), (19, 1.0), (20, 0.5), (49, 0.5), (50, 0.2), (100, 0.1), (5000, 0.1)],
)
def test_fewer_enterprises_mean_a_coarser_mean(count: int, step: float) -> None:
    """Steps of a mean on 0..100: whole points from ten enterprises on, tenths from a hundred."""
    assert step == mean_step(count, 10, 100)


@given(thresholds, counts, st.floats(0, 1))
def test_a_mean_is_off_by_half_a_step_at_most(threshold: int, more: int, share: float) -> None:
    """Rounding is the only thing that happens to a mean."""
    count = threshold + more
    shown = rounded_mean(share * 100 * count, count, threshold, 100)
    assert abs(shown - share * 100) <= mean_step(count, threshold, 100) / 2 + 1e-6


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([0, 1, 9, 10], [(0, 10), (0, 10), (40, 10), (50, 10)]),
        ([7, 13], [(40, 10), (60, 10)]),  # 35 % and 65 %: not both up
        ([4, 36, 60], [(0, 5), (35, 5), (60, 5)]),
        ([5, 35, 60], [(5, 5), (35, 5), (60, 5)]),
    ],
)
def test_shares_come_in_steps(found: list[int], expected: list[tuple[int, int]]) -> None:
    """Tens below a hundred enterprises, fives from there on; less than a step is told as such."""
    assert tuple(Share(*each) for each in expected) == rounded_shares(found, 10)


distributions = st.lists(st.integers(0, 40), min_size=2, max_size=3).filter(
    lambda found: LEAST_SHARED <= sum(found) < 40
)


@settings(deadline=None)
@given(distributions)
def test_counts_that_could_be_told_are_noticed(found: list[int]) -> None:
    """``discloses_a_count`` is what trying all distributions of the same band and shares gives."""
    shown, seen = rounded_shares(found, 10), band(sum(found), 10)
    alike = [
        each
        for each in product(range(seen.high + 1), repeat=len(found))
        if seen.low <= sum(each) <= seen.high and rounded_shares(each, 10) == shown
    ]
    exact = any(len({each[place] for each in alike}) == 1 for place in range(len(found)))
    assert exact == discloses_a_count(found, 10)


def test_there_are_counts_that_could_be_told() -> None:
    """Eleven, two and seven of twenty: the shares fit nothing else."""
    assert discloses_a_count([11, 2, 7], 10)
    assert not discloses_a_count([10, 4, 6], 10)


@given(st.floats(0, 1), st.floats(0.001, 1), st.sampled_from([1.0, 3.0, 5.0, 10.0, 100.0, 1_000.0]))
def test_no_rounding_was_coarser_than_the_figure_lets_on(
    part: float, heaviest: float, scale: float
) -> None:
    """Half the step that a weighted mean may have had is as far as it is from what it was."""
    shown = rounded_weighted(part * scale, heaviest, scale)
    assert abs(shown - part * scale) <= possible_step(shown, scale) / 2 + 1e-9
