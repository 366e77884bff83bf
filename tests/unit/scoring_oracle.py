"""The rules of docs/scoring.md once more, one sheet at a time, in the plainest Python.

Written from that page alone and sharing no line with the engine; S numbers are the page's.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Item, Kind, Questionnaire
from scoring.rubric import Judged, Node, Rubric
from scoring.rules.base import Aggregation, LevelRule
from scoring.rules.competence import Competence
from scoring.rules.count_gated import CountGated, Need
from scoring.rules.cumulative import Cumulative
from scoring.rules.graded import Graded
from scoring.rules.layered import Layered
from scoring.rules.matrix import Matrix
from scoring.rules.rounded import Rounded
from scoring.weight_tables import WeightTable

Shown = Mapping[str, bool | None]


def with_rows(rubric: Rubric, facts: Mapping[str, str | float]) -> Rubric:
    """S76, S77: the rubric as if the weights of the rows for these facts had been written."""

    def plain(node: Node) -> Node:
        nodes, items = [plain(child) for child in node.nodes], list(node.items)
        if node.weights_by is not None:
            row = row_for(node.weights_by, facts)
            nodes = [each.model_copy(update={"weight": row[each.id]}) for each in nodes]
            items = [each.model_copy(update={"weight": row[each.id]}) for each in items]
        return node.model_copy(
            update={"nodes": tuple(nodes), "items": tuple(items), "weights_by": None}
        )

    return with_tree(rubric, plain(rubric.tree))


def with_tree(rubric: Rubric, tree: Node) -> Rubric:
    """The rubric with another tree, and nothing that was worked out for the old one."""
    fields = {name: getattr(rubric, name) for name in Rubric.model_fields}
    return Rubric.model_construct(**fields | {"tree": tree})


def row_for(table: WeightTable, facts: Mapping[str, str | float]) -> Mapping[str, float]:
    """S76, S77."""
    if table.fact not in facts:
        return table.rows[table.unknown].weights
    value = facts[table.fact]
    for row in table.rows:
        when = row.when
        if when is None:
            continue
        if when.is_ is not None and value in when.is_:
            return row.weights
        if when.is_ is None and isinstance(value, float):
            low, high = when.at_least or 0.0, math.inf if when.below is None else when.below
            if low <= value < high:
                return row.weights
    assert table.otherwise is not None
    return table.rows[table.otherwise].weights


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
        holds: Mapping[str, bool | None] | None = None,
    ) -> None:
        self.items = questionnaire.by_id
        self.rubric = rubric
        self.answers = answers
        self.shown = shown
        self.holds = holds or {}  # the conditions of the routing by name

    # what goes in, and the value of an item

    def state(self, item: Item) -> str:
        """S1 to S4, S61."""
        if self.shown[item.id] is False:
            return "unanswered" if self.undecided(item.id) else "routed_out"
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

    def undecided(self, id: str) -> bool:
        """S61: whether it is open what the item counts for that is routed out."""
        judged = self.rubric.judged.get(id)
        policy = judged.routed_out if judged else None
        return bool(policy and policy.name) and self.holds.get(policy.name) is None

    def policy(self, child: Judged | Node) -> str:
        """S40, S60, S61."""
        if isinstance(child, Node) or child.routed_out is None:
            return child.not_applicable
        if self.shown[child.id] is not False:
            return child.not_applicable
        name = child.routed_out.name
        decides = name is None or self.holds[name]
        return child.routed_out.policy if decides else child.not_applicable

    def weight(self, child: Judged | Node) -> float:
        """S62, S63."""
        if isinstance(child, Judged) or not child.shrinks or not self.applies(child):
            return child.weight
        return child.weight * self.included(child)

    def included(self, child: Judged | Node) -> float:
        """S62: one less the excluded share."""
        if self.counts_anyway(child):
            return 1.0
        if isinstance(child, Judged) or not self.applies(child):
            return float(self.applies(child))
        children = children_of(child)
        share = sum(each.weight * self.included(each) for each in children)
        return share / sum(each.weight for each in children)

    def value(self, judged: Judged) -> float:
        """S5 to S8, S70, S71."""
        item, points = self.items[judged.id], judged.points
        top = judged.most or most_of(item, points)
        answer = self.answers.get(item.id)
        if item.kind is Kind.MULTI:
            pairs = list(zip(item.options, points, strict=True))
            brings = sum(point for option, point in pairs if option.id in answer)
            return min(max(brings / top, 0), 1)
        if item.kind is Kind.RATIO:
            answer = self.answers[item.part] / self.answers[item.whole]
        if judged.line:
            return on_line(judged.line, answer) / top
        if item.kind in (Kind.NUMBER, Kind.RATIO):
            return points[band(item, answer)] / top
        ids = [option.id for option in item.options]
        return points[ids.index(answer)] / top

    def worst_best(self, judged: Judged) -> tuple[float, float]:
        """The item's lowest and highest value."""
        item, points = self.items[judged.id], judged.points
        top = judged.most or most_of(item, points)
        if judged.line:
            ends = [item.bands[0].from_, *(x for x, _ in judged.line)]
            last = item.bands[-1].to
            ends += [] if last is None else [last]
            found = [
                on_line(judged.line, x)
                for x in ends
                if x >= item.bands[0].from_ and (last is None or x <= last)
            ]
            return min(found) / top, max(found) / top
        if item.kind is not Kind.MULTI:
            return min(points) / top, max(points) / top
        alone = [p for o, p in zip(item.options, points, strict=True) if o.exclusive]
        together = [p for o, p in zip(item.options, points, strict=True) if not o.exclusive]
        bad = sum(p for p in together if p < 0) if any(p < 0 for p in together) else None
        lows = [*alone, *([bad] if bad is not None else [min(together)] if together else [])]
        return max(min(lows), 0) / top, most_of(item, points) / top

    # nodes

    def child_value(self, child: Judged | Node, view: str) -> float | None:
        """A child's value in a view; None where it does not count (S13, S17 to S20, S40)."""
        if not self.applies(child):
            return {"zero": 0.0, "full": 1.0}.get(self.policy(child))
        if isinstance(child, Node):
            return self.node_value(child, view)
        state = self.state(self.items[child.id])
        if state == "answered":
            return self.value(child)
        if view == "asked":
            return 0.0 if (child.missing or self.rubric.missing) == "zero" else None
        return self.worst_best(child)[view == "best"]

    def node_value(self, node: Node, view: str) -> float | None:
        """S9, S41."""
        counted = self.counted(node, view) if self.applies(node) else []
        if not counted:
            return None
        values = [value for value, _ in counted]
        weights = [weight for _, weight in counted]
        return limited(node, mean(node.aggregate, values, weights))

    def counted(self, node: Node, view: str) -> list[tuple[float, float]]:
        """The children that count, as (value, weight)."""
        pairs = [(self.child_value(child, view), self.weight(child)) for child in children_of(node)]
        return [(value, weight) for value, weight in pairs if value is not None]

    def counts_anyway(self, child: Judged | Node) -> bool:
        """S40: not applicable, but counted as nothing or as everything."""
        return not self.applies(child) and self.policy(child) in ("zero", "full")

    def excluded(self, child: Judged | Node) -> float:
        """S15, S40, S41."""
        if isinstance(child, Judged) or not self.applies(child):
            return float(not self.applies(child))
        children = children_of(child)
        share = sum(
            each.weight * self.excluded(each) for each in children if not self.counts_anyway(each)
        )
        return share / sum(each.weight for each in children)

    def applies(self, child: Judged | Node) -> bool:
        """S14, S40, S41."""
        if isinstance(child, Judged):
            return self.state(self.items[child.id]) in ("answered", "unanswered")
        children = children_of(child)
        if any(self.policy(each) == "branch" and not self.applies(each) for each in children):
            return False
        return any(self.applies(each) or self.counts_anyway(each) for each in children)

    def coverage(self, child: Judged | Node) -> float:
        """S16, S40."""
        if isinstance(child, Judged):
            return float(self.state(self.items[child.id]) == "answered")
        if not self.applies(child):
            return 1.0
        pairs = [
            (self.weight(each), 1.0 if self.counts_anyway(each) else self.coverage(each))
            for each in children_of(child)
            if self.applies(each) or self.counts_anyway(each)
        ]
        return sum(w * c for w, c in pairs) / sum(w for w, _ in pairs)

    def figures(self, node: Node) -> Figures:
        """S10, S15, S16, S19, S20, S43."""
        asked, low, high = (self.node_value(node, view) for view in ("asked", "worst", "best"))
        if self.coverage(node) == 0 or self.coverage(node) < node.coverage_floor - 1e-9:
            asked = None
        if asked is not None and low is not None and high is not None:
            low, high = min(low, asked), max(high, asked)
        scaled = [None if each is None else points(node, each) for each in (asked, low, high)]
        return Figures(*scaled, self.coverage(node), self.excluded(node))

    # the sheet

    def result(self) -> Result:
        """Everything."""
        nodes = {node.id: self.figures(node) for node, _ in self.rubric.nodes}
        total = nodes[self.rubric.tree.id]
        weights: dict[str, float] = {
            item.id: 0.0 for node, _ in self.rubric.nodes for item in node.items
        }
        gained: dict[str, float] = dict.fromkeys(weights, 0.0)
        if total.score is not None:
            self.share_out(self.rubric.tree, 1.0, lambda x: x, weights, gained)
        scale = self.rubric.tree.scale - self.rubric.tree.start
        return Result(
            nodes=nodes,
            level=None if total.score is None else self.level(nodes, "score"),
            level_low=None if total.low is None else self.level(nodes, "low"),
            level_high=None if total.high is None else self.level(nodes, "high"),
            weights=weights,
            gained={id: gained[id] * scale for id in weights},
            lost={id: (weights[id] - gained[id]) * scale for id in weights},
        )

    def level(self, nodes: Mapping[str, Figures], view: str) -> int:
        """S22 to S28."""
        first = self.rubric.levels[0].number
        reached = first - (first > 0)
        for level in self.rubric.levels:
            for rule in self.rubric.rules:
                for number, scale, least, figures in self.asked(rule, nodes):
                    figure = getattr(figures, view)
                    if figure is None:
                        figure = figures.low
                    asked = number == level.number and figure is not None
                    if asked and figure < least - 1e-9 * scale:
                        return reached
            reached = level.number
        return reached

    def asked(
        self, rule: LevelRule, nodes: Mapping[str, Figures]
    ) -> Iterator[tuple[int, float, float, Figures]]:
        """All (level, scale, at least, figures of what is measured) of a rule: S26, S27, S44, S64.

        What has to be passed asks for twice the tolerance more: S22 takes it off once.
        """
        scales = {node.id: node.scale - node.start for node, _ in self.rubric.nodes}
        if isinstance(rule, Competence):
            for level, least in rule.needs.items():
                yield int(level), 100, least, self.competence(rule, int(level))
        elif isinstance(rule, CountGated):
            for level, need in rule.needs.items():
                yield int(level), scales[rule.base], need.base, nodes[rule.base]
                yield from self.counted_scenes(rule, int(level), need)
        elif isinstance(rule, Matrix):
            most = max(level for cells in rule.levels for level in cells)
            for number in range(1, most + 1):
                yield number, 100, 100.0, self.nearness(rule, number)
        else:
            for number, node, least, above in rule.thresholds():
                more = 2.000001e-9 * scales[node] if above else 0.0
                yield number, scales[node], least + more, nodes[node]

    def below(self, id: str) -> list[Judged]:
        """The items below a node, each once (S54)."""
        tops = [node for node, _ in self.rubric.nodes if node.id == id]
        found = [item for top in tops for node, _ in top.walk() for item in node.items]
        together = {
            each.id: sum(one.weight for one in found if one.id == each.id) for each in found
        }
        first = {each.id: each for each in reversed(found)}
        return [first[id].model_copy(update={"weight": w}) for id, w in together.items()]

    def competence(self, rule: Competence, level: int) -> Figures:
        """S45, as percent."""
        parts: list[tuple[float, float, float, float | None]] = []
        weight_answered, weight_all = 0.0, 0.0
        for judged in self.below(rule.node):
            counted = rule.counts.get(judged.id, 0)
            item = self.items[judged.id]
            top = judged.most or most_of(item, judged.points)
            if isinstance(counted, tuple):
                pairs = zip(judged.points, counted, strict=True)
                reach = max([p for p, at in pairs if 0 < at <= level], default=0)
            else:
                reach = top if 0 < counted <= level else 0
            if reach <= 0:
                continue
            weight = judged.weight * reach / top
            state = self.state(item)
            worst, best = (min(v * top, reach) / reach for v in self.worst_best(judged))
            if state in ("not_applicable", "routed_out"):
                if self.policy(judged) not in ("zero", "full"):
                    continue
                value = float(self.policy(judged) == "full")
                worst = best = value
            elif state == "answered":
                value = min(self.value(judged) * top, reach) / reach
                worst = best = value
            else:
                is_zero = (judged.missing or self.rubric.missing) == "zero"
                weight_all += weight
                parts.append((weight, worst, best, 0.0 if is_zero else None))
                continue
            weight_all += weight
            weight_answered += weight
            parts.append((weight, worst, best, value))
        if not parts:
            return Figures(None, None, None, 1.0, 1.0)
        low, high = (100 * sum(p[0] * p[n] for p in parts) / weight_all for n in (1, 2))
        asked = [(p[0], p[3]) for p in parts if p[3] is not None]
        score = None
        if weight_answered and asked:
            score = 100 * sum(w * v for w, v in asked) / sum(w for w, _ in asked)
            low, high = min(low, score), max(high, score)
        return Figures(score, low, high, weight_answered / weight_all, 0.0)

    def scenes(self, rule: CountGated, level: int, only: Sequence[str] | None) -> Figures:
        """S46: how many, at worst and at best too."""
        score = high = 0
        for judged in self.below(rule.scenes):
            if only is not None and judged.id not in only:
                continue
            steps = rule.counts.get(judged.id, tuple(range(len(judged.points))))
            levels = steps if isinstance(steps, tuple) else (steps,) * len(judged.points)
            item = self.items[judged.id]
            state = self.state(item)
            if state == "answered":
                at = levels[self.step(item)] >= level
                score, high = score + at, high + at
            elif state == "unanswered":
                high += max(levels) >= level
        return Figures(float(score), float(score), float(high), 1.0, 0.0)

    def counted_scenes(
        self, rule: CountGated, level: int, need: Need
    ) -> Iterator[tuple[int, float, float, Figures]]:
        """S46, S51."""
        for least, only in ((need.scenes, None), (need.constrained, rule.constrained)):
            if least:
                yield level, 1, float(least), self.scenes(rule, level, only)
        for share, only in (
            (need.scenes_share, None),
            (need.constrained_share, rule.constrained),
        ):
            if share:
                yield level, 100, share, self.scenes_share(rule, level, only)

    def scenes_share(self, rule: CountGated, level: int, only: Sequence[str] | None) -> Figures:
        """S51."""
        among = [each for each in self.below(rule.scenes) if only is None or each.id in only]
        n = sum(self.applies(each) for each in among)
        if n == 0:
            return Figures(None, None, None, 1.0, 1.0)
        found = self.scenes(rule, level, only)
        score, low, high = (100 * (each or 0) / n for each in (found.score, found.low, found.high))
        return Figures(score, low, high, 1.0, 0.0)

    def nearness(self, rule: Matrix, level: int) -> Figures:
        """S52."""
        nodes = {node.id: node for node, _ in self.rubric.nodes}
        found: list[float] = []
        begins = [nodes[axis.node].start for axis in (rule.rows, rule.columns)]
        for view in ("asked", "worst", "best"):
            stand = []
            for axis in (rule.rows, rule.columns):
                node = nodes[axis.node]
                value = self.node_value(node, view) if self.applies(node) else 1.0
                stand.append((value or 0.0) * (node.scale - node.start))
            found.append(
                max(
                    100 * min(quotient(stand[0], a - begins[0]), quotient(stand[1], b - begins[1]))
                    for a, cells in zip(rule.rows.from_, rule.levels, strict=True)
                    for b, cell in zip(rule.columns.from_, cells, strict=True)
                    if cell >= level
                )
            )
        asked, low, high = found
        axes = [nodes[axis.node] for axis in (rule.rows, rule.columns)]
        if all(self.applies(node) and self.coverage(node) == 0 for node in axes):
            return Figures(None, low, high, 0.0, 0.0)
        return Figures(asked, min(low, asked), max(high, asked), 1.0, 0.0)

    def step(self, item: Item) -> int:
        """The place of the option or band of an answer."""
        answer = self.answers.get(item.id)
        if item.kind in (Kind.NUMBER, Kind.RATIO):
            return band(item, answer)
        return [option.id for option in item.options].index(answer)

    def share_out(
        self,
        node: Node,
        share: float,
        counts: Callable[[float], float],
        weights: dict[str, float],
        gained: dict[str, float],
    ) -> None:
        """S30, S31, S47, S48, S54."""
        children = [
            (child, self.child_value(child, "asked"))
            for child in children_of(node)
            if self.child_value(child, "asked") is not None
        ]
        values = [v for _, v in children]
        own_weights = [self.weight(child) for child, _ in children]
        whole = mean(node.aggregate, values, own_weights)
        rule = node.aggregate.name
        if rule == "median":
            parts = in_the_middle(values, own_weights)
        else:
            pairs = zip(values, own_weights, strict=True)
            parts = [part(rule, w, v, whole, values) for v, w in pairs]
        credited = credits(node.aggregate, values, own_weights)
        if (s := limited(node, whole)) != whole:
            credited = [
                1 - (1 - c) * (1 - s) / (1 - whole) if s > whole else c * s / whole
                for c in credited
            ]
        for (child, v), own, c in zip(children, parts, credited, strict=True):
            below = share * own / sum(parts)

            def inside(x: float, v: float = v, c: float = c) -> float:
                if c == v:
                    return counts(x)
                return counts(x * c / v if c < v else 1 - (1 - x) * (1 - c) / (1 - v))

            if isinstance(child, Judged):
                weights[child.id] += below
                gained[child.id] += below * inside(v)
            elif self.applies(child):
                self.share_out(child, below, inside, weights, gained)
            else:
                self.spread(child, below, inside(v), weights, gained)

    def spread(
        self,
        node: Node,
        share: float,
        value: float,
        weights: dict[str, float],
        gained: dict[str, float],
    ) -> None:
        """S48, S54."""
        whole = sum(child.weight for child in children_of(node))
        for child in children_of(node):
            own = share * child.weight / whole
            if isinstance(child, Node):
                self.spread(child, own, value, weights, gained)
            else:
                weights[child.id] += own
                gained[child.id] += own * value


def children_of(node: Node) -> list[Judged | Node]:
    """S57: all but nodes of weight 0."""
    return [*node.items, *(child for child in node.nodes if child.weight > 0)]


def stepped(rule: Graded | Rounded, m: float) -> float:
    """S49 and S50."""
    if isinstance(rule, Graded):
        starts = {int(level): start for level, start in rule.from_.items()}
        reached = [level for level, start in starts.items() if m >= start / 100 - 1e-9]
        return max([0, *reached]) / max(starts)
    x, near = m * rule.to, 1e-9 * rule.to
    if rule.how == "up":
        whole = math.ceil(x - near)
    else:
        whole = math.floor(x + near) if rule.how == "down" else math.floor(x + 0.5 + near)
    return min(max(whole / rule.to, 0), 1)


def points(node: Node, value: float) -> float:
    """S10, S72."""
    return node.start + value * (node.scale - node.start)


def limited(node: Node, value: float) -> float:
    """S74."""
    low, high = node.limits
    return value if (low, high) == (0, 1) else min(max((value - low) / (high - low), 0), 1)


def quotient(there: float, least: float) -> float:
    """S52: at most 1, and 1 where nothing is asked."""
    return 1.0 if least == 0 else min(there / least, 1.0)


def credits(rule: Aggregation, values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """S38, S53, S56."""
    if isinstance(rule, Layered):
        return layers(rule, values, weights)
    if isinstance(rule, Graded | Rounded):
        m = sum(w * v for v, w in zip(values, weights, strict=True)) / sum(weights)
        s = stepped(rule, m)
        if s > m:
            return [1 - (1 - v) * (1 - s) / (1 - m) for v in values]
        return [v * s / m for v in values] if s < m else list(values)
    if rule.name == "product" and all(values):
        return [v * math.prod(values) ** (1 - 1 / len(values)) for v in values]
    if not isinstance(rule, Cumulative):
        return list(values)
    found, passing = [], True
    for value in values:
        passed = value >= rule.pass_at - 1e-9
        found.append(0.0 if not passing else 1.0 if passed else value)
        passing = passing and passed
    return found


def layers(rule: Layered, values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """S56."""
    found, passing = [0.0] * len(values), True
    for k in range(1, rule.levels + 1):
        has = [min(1.0, max(0.0, rule.levels * v - k + 1)) for v in values]
        mean = sum(w * h for h, w in zip(has, weights, strict=True)) / sum(weights)
        passed = mean >= rule.pass_at - 1e-9
        for place, own in enumerate(has):
            found[place] += (0.0 if not passing else 1.0 if passed else own) / rule.levels
        passing = passing and passed
    return found


def on_line(line: Sequence[tuple[float, float]], x: float) -> float:
    """S70."""
    for (x0, p0), (x1, p1) in pairwise(line):
        if x < x0:
            return p0
        if x <= x1:
            return p0 + (p1 - p0) * (x - x0) / (x1 - x0)
    return line[-1][1]


def most_of(item: Item, points: Sequence[float]) -> float:
    """The most points of an item, of S6 and S7."""
    return most(item, points) if item.kind is Kind.MULTI else max(points)


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


def mean(  # noqa: PLR0911 - a row each
    aggregate: Aggregation, values: Sequence[float], weights: Sequence[float]
) -> float:
    """The table of S9."""
    rule = aggregate.name
    pairs = list(zip(credits(aggregate, values, weights), weights, strict=True))
    if rule in ("weighted_mean", "sum", "cumulative", "layered", "graded", "rounded"):
        return sum(w * v for v, w in pairs) / sum(weights)
    if rule in ("min", "max"):
        return min(values) if rule == "min" else max(values)
    if rule == "product":
        return math.prod(values)
    if rule == "median":
        return sum(middles(values, weights)) / 2
    if min(values) == 0:
        return 0.0
    if rule == "geometric_mean":
        return math.exp(sum(w * math.log(v) for v, w in pairs) / sum(weights))
    return sum(weights) / sum(w / v for v, w in pairs)


def middles(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """S66."""
    pairs, half = list(zip(values, weights, strict=True)), sum(weights) / 2 * (1 - 2e-12)
    low = min(v for v in values if sum(w for x, w in pairs if x <= v) >= half)
    high = max(v for v in values if sum(w for x, w in pairs if x >= v) >= half)
    return low, high


def in_the_middle(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The last row of the table of S30."""
    found = [0.0] * len(values)
    for end in middles(values, weights):
        at = [abs(v - end) <= 1e-12 for v in values]
        whole = sum(w for w, here in zip(weights, at, strict=True) if here)
        for place, (w, here) in enumerate(zip(weights, at, strict=True)):
            found[place] += w / whole if here else 0.0
    return found


def part(  # noqa: PLR0911 - a row each
    rule: str, w: float, v: float, whole: float, all: Sequence[float]
) -> float:
    """The table of S30."""
    if rule in ("weighted_mean", "sum", "cumulative", "layered", "graded", "rounded"):
        return w
    if rule in ("min", "max"):
        end = min(all) if rule == "min" else max(all)
        return w if math.isclose(v, end, rel_tol=0, abs_tol=1e-12) else 0.0
    if rule == "product":
        return part("geometric_mean", 1.0, v, math.prod(all) ** (1 / len(all)), all)
    if whole == 0:
        return w if v == 0 else 0.0
    if rule == "harmonic_mean":
        return w / v
    if math.isclose(v, whole, rel_tol=1e-6):
        return w / whole  # the limit
    return w * (math.log(v) - math.log(whole)) / (v - whole)
