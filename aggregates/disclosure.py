"""Disclosure control: the one place that decides which figures of a city may be seen.

The unit is the legal entity. A figure may be seen if what it is made of may be, and with it
everything that can be worked out from it and other figures: the hidden rest of a table, what one
year of a figure holds beyond another, what a centre that knows its own cases takes away. So the
same test judges a row, a rest and a remainder. docs/decisions 0012 and 0022 say why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aggregates.breakdown import Breakdown, Family, Sums
from aggregates.coarse import LEAST_SHARED

FLOOR = 5  # no city may set a lower threshold
NEARLY_ALL = 0.9  # share of enterprises in one level from which the levels are hidden
EDGE = 0.05  # share of the scale at either end in which a mean discloses every single enterprise


class Reason(StrEnum):
    """Why a figure is hidden. It stays inside: said beside the figure, it would narrow it down."""

    SMALL = "small"  # too few enterprises
    COMPLEMENTARY = "complementary"  # it would give another hidden figure away
    CLASS = "class"  # (nearly) all enterprises are alike
    DIFFERENCE = "difference"  # another year differs by too few enterprises
    CENTRE = "centre"  # it discloses too much to whoever knows the cases of one centre


Reasons = tuple[Reason | None, ...]  # one a row of the breakdown; None: may be seen

# What keeps a sum from being seen, or None. The first column is the number of enterprises.
Test = Callable[[Sums], Reason | None]


@dataclass(frozen=True)
class MeasureYear:
    """One measure of one year: the cases behind it, a line a row, and what it has to pass.

    ``centres`` is what of it comes from the cases of each centre: (centres, rows, columns).
    ``differences`` are the enterprises by which earlier years differ.
    """

    breakdown: Breakdown
    own: Sums
    centres: Sums
    differences: Sums
    threshold: int
    test: Test

    def judge(self, rows: Sequence[int]) -> Reason | None:
        """What keeps these rows, taken together, from being seen."""
        chosen = list(rows)
        own = self.own[chosen].sum(axis=0)
        if reason := self.test(own):
            return reason
        beyond = own - self.centres[:, chosen].sum(axis=1)
        if any(rest[0] and self.test(rest) for rest in beyond if rest[0] < own[0]):
            return Reason.CENTRE
        differences = self.differences[chosen].sum(axis=0)
        few = (differences > 0) & (differences < self.threshold)
        return Reason.DIFFERENCE if few.any() else None


def enough(least: int) -> Test:
    """Test of [enterprises]: not too few."""

    def test(sums: Sums) -> Reason | None:
        return Reason.SMALL if sums[0] < least else None

    return test


def mixed_mean(least: int, scale: float) -> Test:
    """Test of [enterprises, points]: not too few, and the mean not at an end of the scale."""

    def test(sums: Sums) -> Reason | None:
        if sums[0] < least:
            return Reason.SMALL
        low, high = EDGE * scale * sums[0], (1 - EDGE) * scale * sums[0]
        return None if low <= sums[1] <= high else Reason.CLASS

    return test


def mixed_levels(least: int) -> Test:
    """Test of [enterprises, those in each level]: not too few, not nearly all in one level."""

    def test(sums: Sums) -> Reason | None:
        if sums[0] < least:
            return Reason.SMALL
        return Reason.CLASS if sums[1:].max() >= NEARLY_ALL * sums[0] else None

    return test


def least_shared(threshold: int) -> int:
    """The number of enterprises from which a distribution is shown."""
    return max(2 * threshold, LEAST_SHARED)


def suppress(case: MeasureYear, hidden: Reasons) -> Reasons:
    """Which rows of a measure are hidden, and why: to a fix-point, from the city downwards.

    ``hidden`` are the rows that are hidden already. Below a hidden row everything is hidden. Among
    the parts of a row that is seen, the hidden ones are at least two and may be seen together
    (their sum can be worked out): the smallest seen part that makes it so is hidden with them, and
    so on until it is so or nothing is left to hide.
    """
    found = [known or case.judge([row]) for row, known in enumerate(hidden)]
    for family in case.breakdown.families:
        if found[family.parent]:
            for child in family.children:
                found[child] = found[child] or Reason.COMPLEMENTARY
        else:
            _cover(case, family, found)
    return tuple(found)


def either(one: Reasons, other: Reasons) -> Reasons:
    """Hidden in the one or in the other."""
    return tuple(first or second for first, second in zip(one, other, strict=True))


def _cover(case: MeasureYear, family: Family, found: list[Reason | None]) -> None:
    def covered(rows: list[int]) -> bool:
        return len(rows) > 1 and case.judge(rows) is None

    while True:
        hidden = [child for child in family.children if found[child]]
        seen = [child for child in family.children if not found[child]]
        if not hidden or not seen or covered(hidden):
            return
        seen.sort(key=lambda child: float(case.own[child, 0]))
        just_enough = [child for child in seen if covered([*hidden, child])]
        found[(just_enough or seen)[0]] = Reason.COMPLEMENTARY
