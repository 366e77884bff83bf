"""The tree of a rubric file: nodes, items, weights, points and the scale of every node."""

from math import fsum
from typing import Any, NamedTuple

from files.problems import Problem
from files.shape import did_you_mean, fit, without
from files.strict_yaml import YamlDocument
from i18n import Text, text_of
from questionnaires.model import Item, Kind, Questionnaire
from scoring.entries import (
    JudgedEntry,
    Missing,
    NodeEntry,
    RoutedOutEntry,
    RubricEntry,
)
from scoring.points import default_points, maximum
from scoring.points_reading import PointsReader
from scoring.rubric import Judged, Node, Policy, RoutedOut
from scoring.rule_reading import At, read_aggregation
from scoring.rules.base import Aggregation
from scoring.rules.weighted_mean import WeightedMean
from scoring.scale_reading import CLOSE, begin_of, levels_of, scale_of
from scoring.weight_reading import TableReading, read_table, table_faults
from scoring.weight_tables import WeightTable

RESERVED = {"respondent", "level", "coverage", "low", "high"}  # columns of a table of scores


class TreeReader:
    """Reads the tree of one file; every problem goes into ``problems``, and reading goes on."""

    def __init__(
        self,
        document: YamlDocument,
        questionnaire: Questionnaire,
        rubric: RubricEntry,
        problems: list[Problem],
    ) -> None:
        self.document = document
        self.questionnaire = questionnaire
        self.rubric = rubric
        self.scale = rubric.scale
        self.problems = problems
        self.titles = {each.id: each.title for each in questionnaire.dimensions}
        self.items: dict[str, At] = {}  # where each item is judged
        self.judged: dict[str, Judged] = {}  # as it is there
        self.nodes: dict[str, At] = {}
        self.weighed: set[str] = set()  # what has a weight of its own
        self.points = PointsReader(questionnaire.by_id, self._report)
        self.tables: dict[At, TableReading] = {}  # of nodes that have one, by their place

    def tree(self) -> Node | None:
        """The total with all below it, or None where nothing can be made out."""
        if self.rubric.tree is None:
            return self._by_dimension()
        tree = self._node(("tree",), None, _Words(shrinks=self.rubric.shrinks))
        for item in self.questionnaire.scored:
            if item.id not in self.items:
                self._report("R003", "tree", item=item.id, dimension=item.dimension)
        return tree

    def _report(self, code: str, *at: str | int, **params: Any) -> None:
        self.problems.append(self.document.problem(code, *at, **params))

    def _by_dimension(self) -> Node:
        """Every dimension a node, all of the same weight, points by position."""
        reason, mean = text_of("scoring.equal_weights"), WeightedMean()
        nodes = []
        for dimension in self.questionnaire.dimensions:
            items = []
            for item in self.questionnaire.scored:
                if item.dimension == dimension.id:
                    points = default_points(item, negative=-1.0)
                    self.points.check(item.id, points, ("nodes",), given=True)
                    items.append(Judged(id=item.id, weight=1, points=points, reason=reason))
            if items:
                nodes.append(
                    Node(
                        id=dimension.id,
                        title=dimension.title,
                        scale=self.scale,
                        reason=reason,
                        aggregate=mean,
                        items=tuple(items),
                    )
                )
        return Node(
            id="total",
            title=text_of("scoring.total"),
            scale=self.scale,
            reason=reason,
            aggregate=mean,
            nodes=tuple(nodes),
        )

    def _node(self, at: At, parent: Aggregation | None, said: "_Words") -> Node | None:
        entry, problems = fit(NodeEntry, self.document, *at, repair=_mended)
        self.problems += problems
        if entry is None:
            return None
        self._named(entry, at)
        aggregate = read_aggregation(self.document, entry.aggregate, at, self.problems)
        for code, place, params in aggregate.faults():
            self._report(code, *at, "aggregate", *place, **params)
        said = self._said(entry, at, said)
        self._table(entry, at)
        below = [
            self._node((*at, "children", index), aggregate, said)
            for index in range(len(entry.children))
        ]
        judged = [self._item(id, (*at, "items", id), aggregate, said) for id in entry.items]
        nodes = tuple(node for node in below if node is not None)
        items = tuple(item for item in judged if item is not None)
        read = at not in self.tables or self.tables[at].table is not None
        points = fsum(child.weight for child in (*nodes, *items)) if read else 0.0
        if nodes and not points and not entry.items and at not in self.tables:
            self._report("R054", *at, "id", node=entry.id)
        if unfit := aggregate.unfit((*map(_items_of, items), *map(_items_of, nodes))):
            code, place, params = unfit
            self._report(code, *at, *place, node=entry.id, **params)
        begin = begin_of(
            (*nodes, *items), (*(node.id in self.weighed for node in nodes), *(True for _ in items))
        )
        scale, found = scale_of(entry, aggregate, points, begin, self.scale)
        levels, more = levels_of(entry, scale)
        for code, place, params in (*found, *more):
            self._report(code, *at, *place, **params)
        self._counts(entry.id, entry, at, parent)
        is_shares = (entry.weights or self.rubric.weights) == "shares"
        table = self._weights_by(entry, at, aggregate, (*nodes, *items), shares=is_shares)
        if is_shares and (aggregate.adds_points or at not in self.tables):
            self._shares(entry, at, aggregate, points)
        return Node(
            id=entry.id,
            title=entry.title or self.titles.get(entry.id) or Text(zh=entry.id),
            scale=scale.end,
            start=scale.start,
            limits=scale.limits,
            levels=levels,
            weight=self._weight(entry.id, entry, at, parent, scale.span),
            counts=entry.counts,
            shrinks=self._shrinks(entry, at, parent, said),
            reason=entry.reason or Text(zh=""),
            aggregate=aggregate,
            not_applicable=_policy(entry),
            coverage_floor=entry.coverage_floor.value if entry.coverage_floor else 0.0,
            one_thing=entry.one_thing,
            weights_by=table,
            nodes=nodes,
            items=items,
        )

    def _table(self, entry: NodeEntry, at: At) -> None:
        """The table of weights of a node, before its children are read."""
        if entry.weights_by is None:
            return
        ids = [each["id"] for each in entry.children if isinstance(each.get("id"), str)]
        found = read_table(self.document, (*at, "weights_by"), (*ids, *entry.items), self.problems)
        self.tables[at] = found

    def _weights_by(
        self,
        entry: NodeEntry,
        at: At,
        aggregate: Aggregation,
        children: tuple[Node | Judged, ...],
        *,
        shares: bool,
    ) -> WeightTable | None:
        """The same in view of its children, or None where it cannot be used."""
        table = self.tables[at].table if at in self.tables else None
        if table is None or len(children) != len(entry.children) + len(entry.items):
            return None
        faults = table_faults(table, entry.id, aggregate, children, shares=shares)
        for code, place, params in faults:
            self._report(code, *at, "weights_by", *place, **params)
        return table

    def _said(self, entry: NodeEntry, at: At, above: "_Words") -> "_Words":
        """What holds for all below that say nothing nearer."""
        routed_out = self._routed_out(entry.id, entry.routed_out, at) or above.routed_out
        shrinks = above.shrinks if entry.shrinks is None else entry.shrinks
        return _Words(entry.missing or above.missing, routed_out, shrinks)

    def _routed_out(self, id: str, entry: RoutedOutEntry | None, at: At) -> RoutedOut | None:
        """The policy of an item, or of the items below a node."""
        if entry is None:
            return None
        here = (*at, "routed_out")
        if (entry.policy is None) == (entry.zero_while is None):
            self._report("R060", *here, of=id)
            return None
        if entry.zero_while is None:
            return RoutedOut(policy=entry.policy or "share", reason=entry.reason)
        if entry.reason is None:
            self._report("R008", *here, of=id)
        routing = self.questionnaire.routing
        if entry.zero_while not in routing:
            near = did_you_mean(entry.zero_while, routing)
            known = ", ".join(routing) or "—"
            params = {"name": entry.zero_while, "near": near, "known": known}
            self._report("R061", *here, "zero_while", **params)
            return None
        return RoutedOut(
            policy="zero",
            name=entry.zero_while,
            condition=routing[entry.zero_while],
            reason=entry.reason,
        )

    def _shrinks(
        self, entry: NodeEntry, at: At, parent: Aggregation | None, said: "_Words"
    ) -> bool:
        """Whether the weight of the node follows what applies of it; the total has none."""
        if parent is None or not said.shrinks:
            return False
        if entry.not_applicable in ("zero", "full"):
            self._report("R063", *at, "not_applicable", node=entry.id)
        return True

    def _named(self, entry: NodeEntry, at: At) -> None:
        if entry.id in self.nodes:
            first = self.document.line(*self.nodes[entry.id], "id")
            self._report("R004", *at, "id", node=entry.id, first=first)
        self.nodes.setdefault(entry.id, at)
        if entry.id in RESERVED:
            self._report("R038", *at, "id", node=entry.id)
        if not entry.children and not entry.items:
            self._report("R005", *at, "id", node=entry.id)
        if entry.weight == 0 and entry.not_applicable != "share":
            self._report("R053", *at, "not_applicable", node=entry.id)
        if entry.title is None and entry.id not in self.titles:
            near = did_you_mean(entry.id, self.titles)
            self._report("R006", *at, "id", node=entry.id, near=near)

    def _counts(
        self, id: str, entry: NodeEntry | JudgedEntry, at: At, parent: Aggregation | None
    ) -> None:
        """Only points that are added up can come on top or be taken off."""
        if entry.counts is not None and (parent is None or not parent.adds_points):
            self._report("R074", *at, "counts", of=id)

    def _shares(self, entry: NodeEntry, at: At, aggregate: Aggregation, together: float) -> None:
        """Shares add up to 1, and say nothing where weights are points."""
        if aggregate.adds_points:
            self._report("R040", *at, "aggregate", node=entry.id, rule=aggregate.name)
        elif aggregate.weighs and abs(together - 1) > CLOSE:
            self._report("R039", *at, "id", node=entry.id, got=float(f"{together:.9g}"))

    def _weight(
        self,
        id: str,
        entry: NodeEntry | JudgedEntry,
        at: At,
        parent: Aggregation | None,
        points: float,
    ) -> float:
        """The weight that is given; where none is, what the parent's rule makes of it."""
        table = self.tables.get(at[:-2])
        if table is not None:
            if entry.weight is not None:
                self._report("R088", *at, "weight", of=id)
            self.weighed.add(id)
            weight = table.weight(id)
            return weight if isinstance(entry, NodeEntry) else weight or 1.0
        if entry.weight is not None:
            self.weighed.add(id)
            if entry.reason is None:
                self._report("R008", *at, "weight", of=id)
            return entry.weight
        if parent is not None and parent.adds_points:
            return points
        if parent is not None and parent.weighs:
            self._report("R009", *at, of=id)
        return 1.0

    def _item(self, id: str, at: At, parent: Aggregation, said: "_Words") -> Judged | None:
        item = self.questionnaire.by_id.get(id)
        entry, problems = fit(JudgedEntry, self.document, *at)
        self.problems += problems
        if entry is not None and entry.again:
            return self._again(id, entry, at, parent)
        first = self.items.setdefault(id, at)
        if item is None:
            near = did_you_mean(id, [each.id for each in self.questionnaire.scored])
            self._report("R010", *at, item=id, near=near)
        elif not item.scored:
            self._report("R011", *at, item=id)
        elif first != at:
            self._report("R012", *at, item=id, first=self.document.line(*first))
        if item is None or not item.scored or entry is None:
            return None
        points, most, line = self.points.worth(item, entry, at)
        told = entry.points is not None or entry.most is not None
        if told and entry.weight is None and entry.reason is None:
            self._report("R008", *at, "points", of=id)
        weight = self._weight(id, entry, at, parent, most or maximum(item, points) or 1.0)
        if entry.not_applicable != "share" and not _may_not_apply(item):
            self._report("R041", *at, "not_applicable", item=id)
        self._counts(id, entry, at, parent)
        routed_out = self._routed_out(id, entry.routed_out, at)
        if routed_out is not None and not _can_be_skipped(item, routed_out):
            self._report("R062", *at, "routed_out", item=id)
        judged = Judged(
            id=id,
            weight=weight,
            points=points,
            most=most,
            line=line,
            not_applicable=_policy(entry),
            counts=entry.counts,
            missing=entry.missing or said.missing,
            routed_out=routed_out or said.routed_out,
            reason=entry.reason or Text(zh=""),
        )
        return self.judged.setdefault(id, judged)

    def _again(self, id: str, entry: JudgedEntry, at: At, parent: Aggregation) -> Judged | None:
        """An item at a further place, with a weight of its own and nothing else."""
        first, own = self.judged.get(id), entry.model_fields_set - {"again", "weight", "reason"}
        if first is None or own:
            self._report("R052", *at, item=id, own=", ".join(sorted(own)) or "—")
            return None
        most = first.most or maximum(self.questionnaire.by_id[id], first.points)
        weight = self._weight(id, entry, at, parent, most or 1.0)
        return first.model_copy(update={"weight": weight, "reason": entry.reason or Text(zh="")})


class _Words(NamedTuple):
    """What a node says for all below it that say nothing nearer."""

    missing: Missing | None = None
    routed_out: RoutedOut | None = None
    shrinks: bool = False


def _items_of(child: Judged | Node) -> frozenset[str]:
    """The items of a child: itself, or all below it."""
    if isinstance(child, Judged):
        return frozenset((child.id,))
    return frozenset(item.id for node, _ in child.walk() for item in node.items)


def _can_be_skipped(item: Item, routed_out: RoutedOut) -> bool:
    """Whether a route leads past the item where ``routed_out`` decides."""
    if item.kind is Kind.RATIO:
        return True
    return item.show_if is not None and item.show_if != routed_out.condition


def _policy(entry: NodeEntry | JudgedEntry) -> Policy:
    """What it counts for where it does not apply: a bonus is not earned, nothing is taken off."""
    if entry.counts is None or "not_applicable" in entry.model_fields_set:
        return entry.not_applicable
    return "zero" if entry.counts == "bonus" else "full"


def _mended(data: Any, wrong: list[At]) -> Any:
    """A node without what is wrong with it, so that nothing false is told of what is below."""
    mended = without(data, [path[:1] if path[0] == "scale" else path for path in wrong])
    return {**mended, "weight": 1.0} if ("weight",) in wrong else mended


def _may_not_apply(item: Item) -> bool:
    """Whether an answer or a route can make an item not applicable."""
    return item.not_applicable is not None or item.show_if is not None or item.kind is Kind.RATIO
