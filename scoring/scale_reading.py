"""The scale of a node of a rubric file: from where to where, what is cut off, named levels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scoring.entries import NodeEntry
from scoring.rubric import WHOLE, Judged, Node, NodeLevel
from scoring.rules.base import Aggregation

CLOSE = 1e-9  # share by which a stated scale may differ from the sum of points

Found = tuple[str, tuple[str | int, ...], dict[str, Any]]  # code, place in the node, parameters


@dataclass(frozen=True)
class Scale:
    """Where a node's scale begins and ends, and which part of its children's own value that is."""

    start: float
    end: float
    limits: tuple[float, float] = WHOLE

    @property
    def span(self) -> float:
        """From the beginning to the end."""
        return self.end - self.start


def scale_of(
    entry: NodeEntry, aggregate: Aggregation, points: float, begin: float, usual: float
) -> tuple[Scale, list[Found]]:
    """The scale, and what is wrong with it.

    ``points`` are what the children bring together at best, beginning at ``begin`` (below 0 where
    some of them take points away); ``usual`` is the end of the scale where nothing is said.
    """
    found: list[Found] = []
    stated = entry.scale
    if isinstance(stated, float | int):
        own = Scale(0.0 if stated > 0 else stated, stated)
    else:
        own = Scale(0.0, usual) if stated is None else Scale(stated.from_, stated.to)
    if aggregate.adds_points and points:
        whole = Scale(begin, begin + points)
        if stated is None:
            own = whole
        elif isinstance(stated, float | int):
            own = Scale(whole.start, stated)
        if abs(own.span - points) > CLOSE * points:
            got = own.end if isinstance(stated, float | int) else own.span
            params = {"node": entry.id, "got": got, "points": whole.end if begin else points}
            found.append(("R007", ("scale",), params))
            own = whole
    if not own.start < own.end:
        found.append(("R075", ("scale",), {"node": entry.id, "low": own.start, "high": own.end}))
        return Scale(0.0, usual), found
    return _cut(entry, own, found), found


def _cut(entry: NodeEntry, own: Scale, found: list[Found]) -> Scale:
    """The scale within the cap."""
    if entry.cap is None:
        return own
    low = own.start if entry.cap.least is None else entry.cap.least
    high = own.end if entry.cap.most is None else entry.cap.most
    if not own.start <= low < high <= own.end:
        params = {"node": entry.id, "low": low, "high": high, "start": own.start, "end": own.end}
        found.append(("R077", ("cap",), params))
        return own
    return Scale(low, high, ((low - own.start) / own.span, (high - own.start) / own.span))


def begin_of(children: Sequence[Node | Judged], given: Sequence[bool]) -> float:
    """Where a sum begins: below 0 by what its children may take away.

    ``given``: whether the weight of a child stands in the file; a node that brings its own points
    also brings the beginning of its scale.
    """
    begin = 0.0
    for child, is_given in zip(children, given, strict=True):
        if child.counts == "deduction":
            begin -= child.weight
        elif isinstance(child, Node) and not is_given:
            begin += child.start
    return begin


def levels_of(entry: NodeEntry, scale: Scale) -> tuple[tuple[NodeLevel, ...], Iterator[Found]]:
    """The named levels of a node, and what is wrong with them."""
    starts = [level.from_ for level in entry.levels]
    wrong = any(not low < high for low, high in pairwise(starts)) or any(
        not scale.start <= start <= scale.end for start in starts
    )
    got = ", ".join(f"{start}" for start in starts)
    params = {"node": entry.id, "got": got, "start": scale.start, "end": scale.end}
    faults = iter([("R078", ("levels",), params)] if wrong else [])
    levels = tuple(NodeLevel(**{"from": each.from_, "name": each.name}) for each in entry.levels)
    return levels, faults
