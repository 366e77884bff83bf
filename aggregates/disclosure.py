"""Disclosure control: the one place that decides which figures of a city may be seen.

The unit is the legal entity, and the group where several belong to one. A figure may be seen if
what it is made of may be, and with it everything that can be worked out from it and other figures:
the hidden rest of a table, what one year of a figure holds beyond another, what a centre that knows
its own cases takes away, or a group that knows its own firms. So the same test judges a row, a rest
and a remainder. docs/decisions 0012, 0022 and 0057 say why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from aggregates.breakdown import Breakdown, Family, Indexes, Sums
from aggregates.coarse import LEAST_SHARED
from aggregates.dominance import Largest

FLOOR = 5  # no city may set a lower threshold
NEARLY_ALL = 0.9  # share of enterprises in one level from which the levels are hidden
EDGE = 0.05  # share of the scale at either end in which a mean discloses every single enterprise


class Reason(StrEnum):
    """Why a figure is hidden. It stays inside: said beside the figure, it would narrow it down."""

    SMALL = "small"  # too few units
    COMPLEMENTARY = "complementary"  # it would give another hidden figure away
    CLASS = "class"  # (nearly) all enterprises are alike
    DIFFERENCE = "difference"  # another year differs by too few units
    INSIDER = "insider"  # it discloses too much to one centre or one group
    DOMINANCE = "dominance"  # one unit weighs so much that the mean is nearly its own value
    PART = "part"  # what a figure of more enterprises holds beyond it may not be seen


Reasons = tuple[Reason | None, ...]  # one a row of the breakdown; None: may be seen

# What keeps sums (sums, columns) from being seen: a place in VERDICTS each. The first column is
# the number of units, the second one that of enterprises.
Test = Callable[[Sums], Indexes]
VERDICTS = (None, Reason.SMALL, Reason.CLASS)
WEIGHT = 3  # the column of the weights, where there are any
TINY = 1e-6  # parts of units do not add up exactly


@dataclass(frozen=True)
class MeasureYear:
    """One measure of one year: the cases behind it, a line a row, and what it has to pass.

    ``insiders`` is what of it each insider knows, a centre or a group: (insiders, rows, columns).
    ``differences`` are the units by which earlier years differ. ``largest``: who weighs most, where
    the mean is weighted. ``beyond``: where the same figure of more enterprises is published too,
    the case of those who are not in this one; nobody is no disclosure.
    """

    breakdown: Breakdown
    own: Sums
    insiders: Sums
    differences: Sums
    threshold: int
    test: Test
    largest: Largest | None = None
    beyond: "MeasureYear | None" = None

    def judge(self, rows: Sequence[int]) -> Reason | None:
        """What keeps these rows, taken together, from being seen."""
        chosen = list(rows)
        own = self.own[chosen].sum(axis=0)
        if reason := VERDICTS[self.test(own[None])[0]]:
            return reason
        known = self.insiders[:, chosen].sum(axis=1)
        beyond = own - known[(known[:, 1] > 0) & (known[:, 1] < own[1])]
        if self.test(beyond).any():
            return Reason.INSIDER
        if self.largest:
            few = TINY < self.largest.uncommon(chosen) < self.threshold - TINY
            if few or self.largest.dominates(chosen, own[WEIGHT], known[:, WEIGHT]):
                return Reason.DOMINANCE
        if self.beyond and self.beyond.own[chosen, 1].any() and self.beyond.judge(chosen):
            return Reason.PART
        differences = self.differences[chosen].sum(axis=0)
        few = (differences > TINY) & (differences < self.threshold - TINY)
        return Reason.DIFFERENCE if few.any() else None


def enough(least: int) -> Test:
    """Test of [units, enterprises]: not too few."""

    def test(sums: Sums) -> Indexes:
        return _first(sums[:, 0] < least - TINY)

    return test


def mixed_mean(least: int, scale: float) -> Test:
    """Test of [units, enterprises, points]: not too few, the mean at no end of the scale."""

    def test(sums: Sums) -> Indexes:
        low, high = EDGE * scale * sums[:, 1], (1 - EDGE) * scale * sums[:, 1]
        return _first(sums[:, 0] < least - TINY, ~((low <= sums[:, 2]) & (sums[:, 2] <= high)))

    return test


def mixed_weighted(least: int, scale: float) -> Test:
    """Test of [units, enterprises, points, weight], points times weight: as of a mean."""
    mean = mixed_mean(least, scale)

    def test(sums: Sums) -> Indexes:
        each = sums[:, 2] * sums[:, 1] / np.maximum(sums[:, WEIGHT], TINY)
        return mean(np.column_stack([sums[:, :2], each]))

    return test


def mixed_share(least: int, scale: float) -> Test:
    """Test of [units, enterprises, points], 0 or ``scale`` each: as of who has them or not."""
    levels = mixed_levels(least)

    def test(sums: Sums) -> Indexes:
        have = sums[:, 2:] / scale
        return levels(np.hstack([sums[:, :2], have, sums[:, 1:2] - have]))

    return test


def mixed_levels(least: int) -> Test:
    """Test of [units, enterprises, those in each level]: not too few, not nearly all in one."""

    def test(sums: Sums) -> Indexes:
        alike = (sums[:, 2:] >= NEARLY_ALL * sums[:, 1:2]).any(axis=1)
        return _first(sums[:, 0] < least - TINY, alike)

    return test


def _first(*failed: Any) -> Indexes:
    """The first of these, in the order of VERDICTS, that each sum fails; 0 for none."""
    return np.select(failed, range(1, len(failed) + 1), 0)


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
        seen.sort(key=lambda child: float(case.own[child, 1]))
        just_enough = [child for child in seen if covered([*hidden, child])]
        found[(just_enough or seen)[0]] = Reason.COMPLEMENTARY
