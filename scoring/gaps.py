"""The largest gaps of an enterprise: the answered items that lose most."""

from collections.abc import Container

from i18n import one_decimal
from scoring.scorecard import ItemScore, Scorecard

MOST = 6  # more is no priority
FOUND = 1.5  # times what it loses counts what somebody has found on a visit


def largest_gaps(card: Scorecard, found: Container[str] = frozenset()) -> tuple[ItemScore, ...]:
    """The largest first, at most six; only what loses points that one can see.

    What was ``found`` on a visit outweighs what was only claimed, half as much again.
    An item at its top may lose some where a sum is not that of its parts; that is no gap.
    """
    below = (each for each in card.items if each.state == "answered" and each.value != 1)
    seen = [each for each in below if one_decimal(each.lost) != "0.0"]

    def weight(each: ItemScore) -> float:
        return each.lost * (FOUND if each.id in found else 1)

    return tuple(sorted(seen, key=lambda each: -weight(each))[:MOST])
