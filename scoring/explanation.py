"""Why a total is what it is: effective weights, and what each item has gained with its own."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np

from scoring.rubric import STAND_IN, WHOLE, Judged, Node, Rubric
from scoring.rules.base import Floats


class Explanation(NamedTuple):
    """Both in shares of the total's scale.

    ``weights`` under the ids of items and nodes, those of the items add up to 1; ``gained`` under
    the ids of items, all together the total's value.
    """

    weights: dict[str, float]
    gained: dict[str, float]


class _Sheet(NamedTuple):
    """What ``explain`` is told of one."""

    values: Mapping[str, float]
    absent: AbstractSet[str]
    shrunk: Mapping[str, float]


class _Counted(NamedTuple):
    """The children of a node that count, with their values and their shares of it."""

    children: tuple[Judged | Node, ...]
    values: Floats
    shares: Floats
    credited: Floats  # what the rule counts the values as

    @property
    def value(self) -> float:
        """The node's own."""
        return float(self.shares @ self.credited)


class _Line(NamedTuple):
    """What a value further down counts as in the total: ``slope * value + start``."""

    slope: float
    start: float

    def through(self, value: float, credited: float) -> "_Line":
        """The line of a child whose ``value`` counts as ``credited``.

        What is counted above its worth fills up what lacks, what is counted below it cuts off
        of what is there, in proportion.
        """
        if credited > value:
            slope = (1 - credited) / (1 - value)
            return _Line(self.slope * slope, self.slope * (1 - slope) + self.start)
        return self if credited == value else _Line(self.slope * credited / value, self.start)


def explain(
    rubric: Rubric,
    values: Mapping[str, float],
    absent: AbstractSet[str],
    shrunk: Mapping[str, float],
) -> Explanation:
    """What makes up the total.

    ``values`` are those in [0, 1] of the items that count, ``absent`` the nodes that do not
    apply, ``shrunk`` the weights of those that shrink. At each node the rule says how much of it
    each child makes up.
    """
    tree = rubric.tree
    weights = dict.fromkeys(rubric.judged, 0.0) | {node.id: 0.0 for node, _ in rubric.nodes}
    gained = dict.fromkeys(rubric.judged, 0.0)
    counted: dict[str, _Counted] = {}
    sheet = _Sheet(values, absent, shrunk)
    if tree.id not in absent and _count(tree, sheet, counted):
        _share_out(tree, 1.0, _Line(1.0, 0.0), counted, Explanation(weights, gained))
    return Explanation(weights, gained)


def _count(node: Node, sheet: _Sheet, counted: dict[str, _Counted]) -> bool:
    """Note what counts in ``node`` and in all below it; whether anything does."""
    found: list[tuple[Judged | Node, float, float]] = [
        (item, sheet.values[item.id], item.weight) for item in node.items if item.id in sheet.values
    ]
    for child in node.counted:
        stand_in = STAND_IN[child.not_applicable]
        if child.id in sheet.absent:
            found += [(child, stand_in, child.weight)] if stand_in is not None else []
        elif _count(child, sheet, counted):
            weight = sheet.shrunk.get(child.id, child.weight)
            found.append((child, counted[child.id].value, weight))
    if not found:
        return False
    children, own, weighs = zip(*found, strict=True)
    array, weights = np.array(own), np.array(weighs)
    rule = node.aggregate
    shares, credited = rule.shares(array, weights), rule.credited(array, weights)
    if node.limits != WHOLE:
        credited = _limited(node, shares, credited)
    counted[node.id] = _Counted(children, array, shares, credited)
    return True


def _limited(node: Node, shares: Floats, credited: Floats) -> Floats:
    """What the children count as where their own value is cut off: all alike, in proportion."""
    value = float(shares @ credited)
    limited = node.limited(value)
    found: Floats = credited
    if limited > value:
        found = 1 - (1 - credited) * ((1 - limited) / (1 - value))
    elif limited < value:
        found = credited * (limited / value)
    return found


def _share_out(
    node: Node, share: float, line: _Line, counted: Mapping[str, _Counted], into: Explanation
) -> None:
    into.weights[node.id] = share
    parts = counted[node.id]
    figures = zip(*map(np.ndarray.tolist, parts[1:]), strict=True)
    for child, (value, part, credited) in zip(parts.children, figures, strict=True):
        below = line.through(value, credited)
        if isinstance(child, Judged):
            into.weights[child.id] += share * part
            into.gained[child.id] += share * part * (below.slope * value + below.start)
        elif child.id in counted:
            _share_out(child, share * part, below, counted, into)
        else:
            into.weights[child.id] = share * part
            for item, own in _spread(child, share * part):
                into.weights[item] += own
                into.gained[item] += own * (below.slope * value + below.start)


def _spread(node: Node, share: float) -> Iterator[tuple[str, float]]:
    """The items below a node that counts although it does not apply, by weight."""
    whole = sum(child.weight for child in (*node.items, *node.counted))
    for item in node.items:
        yield item.id, share * item.weight / whole
    for child in node.counted:
        yield from _spread(child, share * child.weight / whole)
