"""The rules of docs/scoring.md once more, one sheet at a time, in the plainest Python.

Written from that page alone and sharing no line with the engine; S numbers are the page's.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Item, Kind, Questionnaire
from scoring.rubric import Judged, Node, Rubric

Shown = Mapping[str, bool | None]


@dataclass
class Figures:
    """What the oracle says of one node: figures on the node's scale."""

    score: float | None
    low: float | None
    high: float | None
    coverage: float
    excluded: float


@dataclass
class Result:
    """What the oracle says of one sheet."""

    nodes: dict[str, Figures]
    level: int | None
    level_low: int | None
    level_high: int | None
    weights: dict[str, float]  # effective, of items
    gained: dict[str, float]
    lost: dict[str, float]


class Oracle:
    """One sheet under one rubric."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        rubric: Rubric,
        answers: Mapping[str, Answer],
        shown: Shown,
    ) -> None:
        self.items = questionnaire.by_id
        self.rubric = rubric
        self.answers = answers
        self.shown = shown

    # what goes in, and the value of an item

    def state(self, item: Item) -> str:
        """S1 to S4."""
        if self.shown[item.id] is False:
            return "routed_out"
        if self.shown[item.id] is None:
            return "unanswered"
        if item.kind is Kind.RATIO:
            states = [self.state(self.items[part]) for part in (item.part, item.whole)]
            part, whole = (self.answers.get(id) for id in (item.part, item.whole))
            if whole == 0 or "not_applicable" in states or "routed_out" in states:
                return "not_applicable"
            return "answered" if None not in (part, whole) and part <= whole else "unanswered"
        answer = self.answers.get(item.id)
        if isinstance(answer, NotApplicable):
            return "not_applicable"
        return "unanswered" if answer is None else "answered"

    def value(self, judged: Judged) -> float:
        """S5 to S8."""
        item, points = self.items[judged.id], judged.points
        answer = self.answers.get(item.id)
        if item.kind is Kind.MULTI:
            pairs = list(zip(item.options, points, strict=True))
            brings = sum(point for option, point in pairs if option.id in answer)
            return min(max(brings / most(item, points), 0), 1)
        if item.kind is Kind.RATIO:
            answer = self.answers[item.part] / self.answers[item.whole]
        if item.kind in (Kind.NUMBER, Kind.RATIO):
            return points[band(item, answer)] / max(points)
        ids = [option.id for option in item.options]
        return points[ids.index(answer)] / max(points)

    def worst_best(self, judged: Judged) -> tuple[float, float]:
        """The item's lowest and highest value."""
        item, points = self.items[judged.id], judged.points
        if item.kind is not Kind.MULTI:
            return min(points) / max(points), 1.0
        alone = [p for o, p in zip(item.options, points, strict=True) if o.exclusive]
        together = [p for o, p in zip(item.options, points, strict=True) if not o.exclusive]
        bad = sum(p for p in together if p < 0) if any(p < 0 for p in together) else None
        lows = [*alone, *([bad] if bad is not None else [min(together)] if together else [])]
        return max(min(lows), 0) / most(item, points), 1.0

    # nodes

    def child_value(self, child: Judged | Node, view: str) -> float | None:
        """A child's value in a view; None where it does not count (S13, S17 to S20)."""
        if isinstance(child, Node):
            return self.node_value(child, view)
        state = self.state(self.items[child.id])
        if state == "answered":
            return self.value(child)
        if state != "unanswered":
            return None
        if view == "asked":
            return 0.0 if self.rubric.missing == "zero" else None
        return self.worst_best(child)[view == "best"]

    def node_value(self, node: Node, view: str) -> float | None:
        """S9."""
        counted = self.counted(node, view)
        if not counted:
            return None
        values = [value for value, _ in counted]
        weights = [weight for _, weight in counted]
        return mean(node.aggregate.name, values, weights)

    def counted(self, node: Node, view: str) -> list[tuple[float, float]]:
        """The children that count, as (value, weight)."""
        pairs = [
            (self.child_value(child, view), child.weight) for child in (*node.items, *node.nodes)
        ]
        return [(value, weight) for value, weight in pairs if value is not None]

    def excluded(self, child: Judged | Node) -> float:
        """S15."""
        if isinstance(child, Judged):
            return float(self.state(self.items[child.id]) in ("not_applicable", "routed_out"))
        children = (*child.items, *child.nodes)
        share = sum(each.weight * self.excluded(each) for each in children)
        return share / sum(each.weight for each in children)

    def applies(self, child: Judged | Node) -> bool:
        """S14."""
        if isinstance(child, Judged):
            return self.excluded(child) == 0
        return any(self.applies(each) for each in (*child.items, *child.nodes))

    def coverage(self, child: Judged | Node) -> float:
        """S16."""
        if isinstance(child, Judged):
            return float(self.state(self.items[child.id]) == "answered")
        children = [each for each in (*child.items, *child.nodes) if self.applies(each)]
        if not children:
            return 1.0
        share = sum(each.weight * self.coverage(each) for each in children)
        return share / sum(each.weight for each in children)

    def figures(self, node: Node) -> Figures:
        """S10, S15, S16, S19, S20."""
        asked, low, high = (self.node_value(node, view) for view in ("asked", "worst", "best"))
        if self.coverage(node) == 0:
            asked = None
        if asked is not None and low is not None and high is not None:
            low, high = min(low, asked), max(high, asked)
        scaled = [None if each is None else each * node.scale for each in (asked, low, high)]
        return Figures(*scaled, self.coverage(node), self.excluded(node))

    # the sheet

    def result(self) -> Result:
        """Everything."""
        nodes = {node.id: self.figures(node) for node, _ in self.rubric.nodes}
        total = nodes[self.rubric.tree.id]
        weights: dict[str, float] = {
            item.id: 0.0 for node, _ in self.rubric.nodes for item in node.items
        }
        if total.score is not None:
            self.share_out(self.rubric.tree, 1.0, weights)
        values = {
            judged.id: self.value(judged)
            for node, _ in self.rubric.nodes
            for judged in node.items
            if self.state(self.items[judged.id]) == "answered"
        }
        scale = self.rubric.tree.scale
        return Result(
            nodes=nodes,
            level=None if total.score is None else self.level(nodes, "score"),
            level_low=None if total.low is None else self.level(nodes, "low"),
            level_high=None if total.high is None else self.level(nodes, "high"),
            weights=weights,
            gained={id: weights[id] * values.get(id, 0) * scale for id in weights},
            lost={id: weights[id] * (1 - values.get(id, 0)) * scale for id in weights},
        )

    def level(self, nodes: Mapping[str, Figures], view: str) -> int:
        """S22 to S28."""
        scales = {node.id: node.scale for node, _ in self.rubric.nodes}
        reached = self.rubric.levels[0].number - (self.rubric.levels[0].number > 0)
        for level in self.rubric.levels:
            for rule in self.rubric.rules:
                for number, node, least in rule.thresholds():
                    figure = getattr(nodes[node], view)
                    if figure is None:
                        figure = nodes[node].low
                    asked = number == level.number and figure is not None
                    if asked and figure < least - 1e-9 * scales[node]:
                        return reached
            reached = level.number
        return reached

    def share_out(self, node: Node, share: float, weights: dict[str, float]) -> None:
        """S30, S31."""
        children = [
            (child, self.child_value(child, "asked"))
            for child in (*node.items, *node.nodes)
            if self.child_value(child, "asked") is not None
        ]
        whole = self.node_value(node, "asked")
        parts = [
            part(node.aggregate.name, child.weight, v, whole, [v for _, v in children])
            for child, v in children
        ]
        for (child, _), own in zip(children, parts, strict=True):
            below = share * own / sum(parts)
            if isinstance(child, Node):
                self.share_out(child, below, weights)
            else:
                weights[child.id] = below


def most(item: Item, points: Sequence[float]) -> float:
    """M of S7."""
    pairs = list(zip(item.options, points, strict=True))
    together = sum(p for o, p in pairs if not o.exclusive and not o.negative)
    return max([together, *(p for o, p in pairs if o.exclusive)])


def band(item: Item, number: float) -> int:
    """S5."""
    for index, each in enumerate(item.bands):
        end = math.inf if each.to is None else each.to
        first, last = index == 0, index == len(item.bands) - 1
        if item.closed == "left" and (each.from_ <= number < end or (last and number == end)):
            return index
        if item.closed == "right" and (
            each.from_ < number <= end or (first and number == each.from_)
        ):
            return index
    raise AssertionError(f"{number} is in no band of {item.id}")


def mean(rule: str, values: Sequence[float], weights: Sequence[float]) -> float:
    """The table of S9."""
    pairs = list(zip(values, weights, strict=True))
    if rule in ("weighted_mean", "sum"):
        return sum(w * v for v, w in pairs) / sum(weights)
    if rule in ("min", "max"):
        return min(values) if rule == "min" else max(values)
    if min(values) == 0:
        return 0.0
    if rule == "geometric_mean":
        return math.exp(sum(w * math.log(v) for v, w in pairs) / sum(weights))
    return sum(weights) / sum(w / v for v, w in pairs)


def part(rule: str, w: float, v: float, whole: float, all: Sequence[float]) -> float:
    """The table of S30."""
    if rule in ("weighted_mean", "sum"):
        return w
    if rule in ("min", "max"):
        end = min(all) if rule == "min" else max(all)
        return w if math.isclose(v, end, rel_tol=0, abs_tol=1e-12) else 0.0
    if whole == 0:
        return w if v == 0 else 0.0
    if rule == "harmonic_mean":
        return w / v
    if math.isclose(v, whole, rel_tol=1e-6):
        return w / whole  # the limit
    return w * (math.log(v) - math.log(whole)) / (v - whole)
