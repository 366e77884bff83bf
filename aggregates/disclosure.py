"""Disclosure control: the one place that decides which figures of a city may be seen.

The unit is the legal entity. A figure may be seen if what it is made of may be, and with it
everything that can be worked out from it and other figures: the hidden rest of a table, what one
version of a figure holds beyond another. So the same test judges a row, a rest and a difference.
docs/decisions/0012-disclosure-control.md says why.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from aggregates.breakdown import Breakdown, Family, Sums
from aggregates.coarse import LEAST_SHARED
from aggregates.inference import Known

FLOOR = 5  # no city may set a lower threshold
NEARLY_ALL = 0.9  # share of enterprises in one level from which the levels are hidden
EDGE = 0.05  # share of the scale at either end in which a mean tells of every single enterprise


class Reason(StrEnum):
    """Why a figure is hidden. It stays inside: said beside the figure, it would narrow it down."""

    SMALL = "small"  # too few enterprises
    COMPLEMENTARY = "complementary"  # it would give another hidden figure away
    CLASS = "class"  # (nearly) all enterprises are alike
    DIFFERENCE = "difference"  # another published version differs by too few enterprises


Reasons = tuple[Reason | None, ...]  # one a row of the breakdown; None: may be seen

# What keeps a sum from being seen, or None. The first column is the number of enterprises.
Test = Callable[[Sums], Reason | None]


@dataclass(frozen=True)
class Case:
    """One measure of one version: what stands behind it, a line a row, and what it has to pass.

    ``rest`` is what the wider version holds beyond this one; like ``own`` it has the enterprises
    in its first column. ``differences`` are the enterprises by which earlier versions differ.
    ``delicate`` fails what nobody may work out, even who knows exactly who took part.
    """

    breakdown: Breakdown
    own: Sums
    rest: Sums
    differences: Sums
    threshold: int
    test: Test
    delicate: Test

    def judge(self, rows: Sequence[int]) -> Reason | None:
        """What keeps these rows, taken together, from being seen."""
        chosen = list(rows)
        if reason := self.test(self.own[chosen].sum(axis=0)):
            return reason
        rest = self.rest[chosen].sum(axis=0)
        if rest[0] and self.test(rest):
            return Reason.DIFFERENCE
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


def suppress(case: Case, hidden: Reasons) -> Reasons:
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


def suppress_part(case: Case, hidden: Reasons, wider: Reasons) -> Reasons:
    """``suppress`` for a version that is a part of another, in which ``wider`` is hidden.

    What is hidden there is hidden here. As long as a delicate sum can be worked out from both, the
    nearest and smallest row that is seen is hidden too.
    """
    found = suppress(case, either(hidden, wider))
    while not found[0] and (exposed := _exposed(case, found, wider)):
        near = next(rows for rows in _around(case.breakdown, exposed[0]) if not _all(found, rows))
        smallest = min((row for row in near if not found[row]), key=lambda row: case.own[row, 0])
        more = tuple(Reason.COMPLEMENTARY if row == smallest else None for row in range(len(found)))
        found = suppress(case, either(found, more))
    return found


def either(one: Reasons, other: Reasons) -> Reasons:
    """Hidden in the one or in the other."""
    return tuple(first or second for first, second in zip(one, other, strict=True))


def _cover(case: Case, family: Family, found: list[Reason | None]) -> None:
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


def _exposed(case: Case, found: Reasons, wider: Reasons) -> list[int]:
    """The rows of which something delicate can be worked out."""
    all = case.own + case.rest
    delicate = [
        [bool(sums[0]) and case.delicate(sums) is not None for sums in part]
        for part in (case.own, case.rest, all)
    ]
    known = Known(
        case.breakdown,
        own=case.own[:, 0] > 0,
        rest=case.rest[:, 0] > 0,
        seen=np.array([reason is None for reason in found]),
        seen_wider=np.array([reason is None for reason in wider]),
    )
    return known.exposed(*(np.array(rows) for rows in delicate))


def _around(breakdown: Breakdown, row: int) -> Iterator[tuple[int, ...]]:
    """The row and its siblings, then those of the row above it, up to the city."""
    while row:
        family = next(family for family in breakdown.families if row in family.children)
        yield family.children
        row = family.parent
    yield (0,)


def _all(found: Reasons, rows: Sequence[int]) -> bool:
    return all(found[row] for row in rows)
