"""The order in which things were given, where the clock may have been set back in between."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")


def as_given(
    kept: Iterable[T],
    *,
    series: Callable[[T], Hashable],
    number: Callable[[T], int],
    at: Callable[[T], datetime],
) -> list[T]:
    """``kept`` in the order of time, but within a ``series`` always in that of its numbers.

    What counts as the time of each is the latest time up to its number. Those of one time keep
    the order in which they come, each series as a whole in that of its numbers.
    """
    latest: dict[Hashable, datetime] = {}
    timed = []
    for each in sorted(kept, key=number):
        told = latest[series(each)] = max(latest.get(series(each), at(each)), at(each))
        timed.append((told, each))
    return [each for _, each in sorted(timed, key=lambda pair: pair[0])]
