"""Waiting after failures: free at first, then longer and longer, never for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from access.throttle import Throttle

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
THROTTLE = Throttle(free=3)


def failures(count: int, *, before: timedelta = timedelta()) -> list[datetime]:
    """``count`` failures, one a second, the last one at noon (or ``before`` it)."""
    return [NOON - before - timedelta(seconds=count - 1 - number) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(0, 0), (2, 0), (3, 15), (4, 30), (5, 60), (6, 120), (8, 480), (9, 900), (60, 900)],
)
def test_the_wait_doubles_up_to_its_longest(count: int, seconds: int) -> None:
    """After the free failures 15 seconds, then twice as long each time, 15 minutes at most."""
    until = THROTTLE.until(failures(count), NOON)
    assert until == (NOON + timedelta(seconds=seconds) if seconds else None)


def test_at_the_told_moment_it_is_over() -> None:
    """A microsecond before it still has to wait."""
    told = THROTTLE.until(failures(3), NOON)
    assert told is not None
    assert THROTTLE.until(failures(3), told) is None
    assert THROTTLE.until(failures(3), told - timedelta(microseconds=1)) == told


def test_the_window_slides() -> None:
    """A failure that is an hour old no longer counts."""
    old = failures(3, before=timedelta(hours=1))
    early = NOON - timedelta(seconds=2.5)
    assert THROTTLE.until([*old, early], early) is not None
    assert THROTTLE.until([*old, NOON], NOON) is None


def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    """What lies in the future does not count; two machines may differ by a minute."""
    half_a_year = failures(9, before=-timedelta(days=180))
    assert THROTTLE.until(half_a_year, NOON) is None
    soon = failures(3, before=-timedelta(seconds=30))
    assert THROTTLE.until(soon, NOON) == NOON + timedelta(seconds=15)
