"""A number scored by a line: straight between the points that the rubric gives, level outside.

To the kernel such a value is eight columns of digits, so that columns of steps stay what they
are: bytes. Eight digits of seven bits hold a number in [0, 1] as exactly as 64 bits do.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from i18n import exact
from questionnaires.model import Item
from scoring.program import Codes, Floats

Line = tuple[tuple[float, float], ...]  # numbers with their points, the lowest number first

ENDS = 2  # points that a line has at least
DIGITS = 8
BITS = 7
DIGIT_VALUES = tuple(2.0 ** (-BITS * place) for place in range(1, DIGITS + 1))
_WHOLE = 1 << BITS * DIGITS


def points_at(line: Line, numbers: Any) -> Floats:
    """The points of each of ``numbers``; those outside have the points of the nearer end."""
    own, points = np.array(line).T
    found: Floats = np.interp(numbers, own, points)
    return found


def middles(item: Item, line: Line) -> tuple[float, ...]:
    """The points in the middle of each band; of one without an end, where it begins."""
    numbers = [
        (band.from_ + (band.from_ if band.to is None else band.to)) / 2 for band in item.bands
    ]
    return tuple(points_at(line, numbers).tolist())


def reach_of(item: Item) -> tuple[float, float]:
    """The lowest and the highest number that an answer to the item can be."""
    low = item.bands[0].from_ if item.minimum is None else item.minimum
    last = item.bands[-1].to if item.maximum is None else item.maximum
    return low, np.inf if last is None else last


def extremes(item: Item, line: Line) -> tuple[float, float]:
    """The fewest and the most points that an answer to the item can bring."""
    low, high = reach_of(item)
    numbers = [low, min(high, line[-1][0]), *(x for x, _ in line if low <= x <= high)]
    points = points_at(line, numbers)
    return float(points.min()), float(points.max())


def line_faults(item: Item, line: Line, *, clip: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The problems of an item's line as (code, parameters)."""
    if not item.bands:
        yield "R070", {"kind": item.kind.value}
        return
    if len(line) < ENDS or any(not one < other for (one, _), (other, _) in pairwise(line)):
        yield "R071", {"got": ", ".join(exact(x) for x, _ in line)}
        return
    low, high = reach_of(item)
    first, last = line[0][0], line[-1][0]
    if not clip and (first > low or last < high):
        yield "R072", {"first": first, "last": last, "low": low, "high": high}


def digits_of(values: Floats) -> Codes:
    """The digits of values in [0, 1], of shape (DIGITS, values), the first digit first."""
    whole = np.minimum((values * _WHOLE).astype(np.int64), _WHOLE - 1)
    shifts = BITS * np.arange(DIGITS - 1, -1, -1)
    digits: Codes = (whole >> shifts[:, None] & (1 << BITS) - 1).astype(np.int8)
    return digits


def value_of(digits: Codes) -> float:
    """What the digits of one value stand for."""
    return float(sum(int(d) * worth for d, worth in zip(digits, DIGIT_VALUES, strict=True)))
