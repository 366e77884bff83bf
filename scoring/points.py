"""What the steps of an item are worth: points by option or band, and the table of a multi item."""

from collections.abc import Iterator, Sequence
from typing import Any

from questionnaires.model import Item, Kind

MOST_CODES = 120  # codes of one item that fit into an int8 column beside the states
MOST_OPTIONS = 16  # of a multi item: every set of ticks has an entry in a table


def default_points(item: Item, *, negative: float = 0.0) -> tuple[float, ...]:
    """Points where the rubric gives none: 0, 1, 2… by position; multi: 1 a tick, exclusive 0.

    A negative option gets ``negative``; with 0 ``check_points`` asks the rubric to give them.
    """
    if item.kind is Kind.MULTI:
        return tuple(
            negative if option.negative else 0.0 if option.exclusive else 1.0
            for option in item.options
        )
    return tuple(float(step) for step in range(item.steps))


def maximum(item: Item, points: Sequence[float]) -> float:
    """The most points that an answer to the item can bring."""
    if item.kind is not Kind.MULTI:
        return max(points, default=0.0)
    together = sum(
        point
        for option, point in zip(item.options, points, strict=True)
        if not option.exclusive and not option.negative
    )
    alone = (point for option, point in zip(item.options, points, strict=True) if option.exclusive)
    return max(together, *alone, 0.0)


def sums(item: Item, points: Sequence[float]) -> tuple[float, ...]:
    """The distinct sums of points that answers to a multi item can bring, lowest first.

    Sums that differ by rounding only are one; a sum below 0 counts as 0.
    """
    found: set[float] = set()  # at least one option is ticked, so nothing is no sum
    for option, point in zip(item.options, points, strict=True):
        if not option.exclusive:
            found |= {point} | {_rounded(each + point) for each in found}
    found |= {p for o, p in zip(item.options, points, strict=True) if o.exclusive}
    return tuple(sorted({max(_rounded(each), 0.0) for each in found}))


def table(item: Item, points: Sequence[float], most: float | None = None) -> tuple[float, ...]:
    """The value in [0, 1] of each code of the item's column.

    ``most`` is the item's maximum as the rubric states it; without it the best is exactly 1.
    """
    steps = sums(item, points) if item.kind is Kind.MULTI else points
    if most is None:
        most = max(steps)  # of sums too: they are rounded, so the unrounded maximum may differ
    return tuple(step / most for step in steps)


def _rounded(points: float) -> float:
    return round(points, 9)


def check_points(
    item: Item, points: Sequence[float], *, given: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The problems of an item's points as (code, parameters)."""
    if len(points) != item.steps:
        yield "R013", {"got": len(points), "steps": item.steps}
        return
    for position, point in enumerate(points):
        option = item.options[position] if item.options else None
        name = option.id if option else str(position + 1)
        if option is not None and option.negative:
            if point > 0 or not given:
                yield "R014" if given else "R015", {"option": name, "got": point}
        elif point < 0:
            yield "R016", {"of": name, "got": point}
    if maximum(item, points) <= 0:
        yield "R017", {}
    if item.kind is Kind.MULTI and any(_rounded(point) != point for point in points):
        yield "R067", {}  # they are added, and sums that differ by rounding only are one
    if item.kind is Kind.MULTI and item.steps > MOST_OPTIONS:
        yield "R019", {"got": item.steps, "most": MOST_OPTIONS}
    elif item.kind is Kind.MULTI and len(sums(item, points)) > MOST_CODES:
        yield "R018", {"most": MOST_CODES}
