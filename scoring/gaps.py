"""The largest gaps of an enterprise: the answered items that lose most."""

from i18n import one_decimal
from scoring.scorecard import ItemScore, Scorecard

MOST = 6  # more is no priority


def largest_gaps(card: Scorecard) -> tuple[ItemScore, ...]:
    """The largest first, at most six; only what loses points that one can see.

    An item at its top may lose some where a sum is not that of its parts; that is no gap.
    """
    below = (each for each in card.items if each.state == "answered" and each.value != 1)
    seen = [each for each in below if one_decimal(each.lost) != "0.0"]
    return tuple(sorted(seen, key=lambda each: -each.lost)[:MOST])
