"""A rubric as it is used: names resolved, defaults filled in, frozen."""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, SerializeAsAny

from files.frozen import Frozen
from i18n import Text
from questionnaires.model import Condition
from scoring.lines import Line
from scoring.rules.base import Aggregation, LevelRule, Threshold
from scoring.scorecard import Level, Requirement
from scoring.weight_tables import WeightTable

Policy = Literal["share", "zero", "full", "branch"]
WHOLE = (0.0, 1.0)
STAND_IN: dict[Policy, float | None] = {"share": None, "branch": None, "zero": 0.0, "full": 1.0}


class RoutedOut(Frozen):
    """What an item counts for where it is routed out, always or while a condition holds.

    ``condition`` is that of the questionnaire's routing called ``name``; both are None for always.
    """

    policy: Policy
    name: str | None = None
    condition: Condition | None = None
    reason: Text | None = None


class NodeLevel(Frozen):
    """A named stretch of a node's scale, from ``from_`` on up to the next one."""

    from_: float = Field(alias="from")
    name: Text


class Child(Frozen):
    """What a node is made of.

    ``not_applicable`` says what it counts for where it does not apply: its siblings share its
    weight, it counts as nothing or as everything, or the whole node above goes with it. Where it
    ``shrinks`` its weight follows the share of it that applies. ``counts``: its points come on top
    of the others, or are taken off them.
    """

    id: str
    weight: float = Field(gt=0)
    not_applicable: Policy = "share"
    shrinks: bool = False
    counts: Literal["bonus", "deduction"] | None = None

    @property
    def takes_all(self) -> bool:
        """Whether the node above does not apply where this does not."""
        return self.not_applicable == "branch"


class Judged(Child):
    """An item under a node: its weight among its siblings and the points of each of its steps.

    ``points`` has one entry an option, or one a band; ``reason`` says why weight and points are
    what they are. ``most`` are the points that count as 1, where that is not what the best step
    brings. Where there is a ``line``, a number has what lies on it, and ``points`` only tell what
    the middle of each band has.
    """

    points: tuple[float, ...]
    most: float | None = None
    line: Line = ()
    missing: Literal["share", "zero"] | None = None  # None: as the rubric has it
    routed_out: RoutedOut | None = None  # None: as not applicable
    reason: Text

    @property
    def skipped(self) -> Policy:
        """What it counts for where ``routed_out`` decides."""
        return self.not_applicable if self.routed_out is None else self.routed_out.policy


class Node(Child):
    """A figure of the rubric; its score is on ``start``..``scale``, its weight counts above.

    ``limits``: where in the children's own value, from 0 to 1, that scale begins and ends; what
    lies outside is cut off (S74). ``levels`` are names for stretches of the scale, and no rules.

    One of weight 0 is only looked at, by readers and by level rules. Below ``coverage_floor`` a
    node has no score of its own. ``one_thing``: why all that is below measures one thing, where it
    is meant to; it bears on no score. ``weights_by``: the weights of what is below by a fact; those
    that stand there are for whom the fact is not known of.
    """

    title: Text
    scale: float
    start: float = 0.0
    limits: tuple[float, float] = (0.0, 1.0)
    levels: tuple[NodeLevel, ...] = ()
    weight: float = Field(default=1.0, ge=0)
    reason: Text
    aggregate: SerializeAsAny[Aggregation]
    coverage_floor: float = Field(default=0.0, ge=0, le=1)
    one_thing: Text | None = None
    weights_by: WeightTable | None = None
    nodes: tuple["Node", ...] = ()
    items: tuple[Judged, ...] = ()

    @property
    def span(self) -> float:
        """From the beginning of the scale to its end."""
        return self.scale - self.start

    def level_at(self, score: float) -> Text | None:
        """The name of the node's own level, None below the first or where it has none (S75)."""
        reached = [level.name for level in self.levels if score >= level.from_ - 1e-9 * self.span]
        return reached[-1] if reached else None

    def limited(self, value: float) -> float:
        """The node's value where its children's own is ``value``."""
        low, high = self.limits
        return min(max((value - low) / (high - low), 0.0), 1.0) if self.limits != WHOLE else value

    @property
    def counted(self) -> tuple["Node", ...]:
        """The nodes below that bear on the score: all but those of weight 0."""
        return tuple(node for node in self.nodes if node.weight)

    def walk(self, parent: str | None = None) -> Iterator[tuple["Node", str | None]]:
        """The node itself and all below it, each with its parent's id, depth first."""
        yield self, parent
        for node in self.nodes:
            yield from node.walk(self.id)

    def children_first(self) -> Iterator["Node"]:
        """All nodes below, children before parents, and the node itself last."""
        for node in self.nodes:
            yield from node.children_first()
        yield self


class Estimate(Frozen):
    """How far the level may be from what a full diagnosis would find, in levels."""

    below: int = Field(ge=0)
    above: int = Field(ge=0)
    reason: Text


class Rubric(Frozen):
    """How the answers to one questionnaire become figures and a level.

    Where weights depend on facts it is not scored itself, but what ``weighing.weighed`` makes of
    it; ``family`` is then its digest.
    """

    id: str
    version: str
    questionnaire: str
    title: Text
    provenance: Text
    missing: Literal["share", "zero"]
    coverage_floor: float
    floor_reason: Text
    estimate: Estimate | None = None  # None: the level is what it says
    tree: Node
    levels: tuple[Level, ...]  # lowest first
    rules: tuple[SerializeAsAny[LevelRule], ...]
    family: str = ""

    def __hash__(self) -> int:
        """Cheap, for caches keyed by value; equality compares every text too."""
        return hash(self.digest)

    @cached_property
    def nodes(self) -> tuple[tuple[Node, str | None], ...]:
        """Every node with its parent's id, the total first, then depth first."""
        return tuple(self.tree.walk())

    @cached_property
    def tables(self) -> dict[str, WeightTable]:
        """The tables of weights by a fact, under the ids of their nodes."""
        return {node.id: node.weights_by for node, _ in self.nodes if node.weights_by is not None}

    @cached_property
    def weighings(self) -> dict[tuple[int, ...], "Rubric"]:
        """What the tables have made of the rubric so far, by the place of the row of each."""
        return {}

    @cached_property
    def judged(self) -> dict[str, Judged]:
        """Every judged item under its id."""
        return {item.id: item for node, _ in self.nodes for item in node.items}

    @cached_property
    def judges_again(self) -> bool:
        """Whether an item occurs at several places of the tree."""
        return sum(len(node.items) for node, _ in self.nodes) > len(self.judged)

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """All that the levels ask for, lowest level first."""
        found = (threshold for rule in self.rules for threshold in rule.thresholds())
        return tuple(sorted(found, key=lambda threshold: threshold.level))

    @cached_property
    def measures(self) -> tuple[Node, ...]:
        """The figures beside the tree that level rules ask for."""
        return tuple(measure for rule in self.rules for measure in rule.measures(self.tree))

    def missing_of(self, judged: Judged) -> Literal["share", "zero"]:
        """What an item counts for while it is open."""
        return judged.missing or self.missing

    @cached_property
    def figures(self) -> dict[str, Node]:
        """Every node and measure under its id."""
        return {node.id: node for node in (*self.measures, *(node for node, _ in self.nodes))}

    @cached_property
    def sharing(self) -> "Rubric":
        """The same as if it let the siblings of whatever is open share its weight."""
        fields = {name: getattr(self, name) for name in Rubric.model_fields}
        return Rubric.model_construct(**fields | {"missing": "share", "tree": _sharing(self.tree)})

    def requirement(self, need: Threshold, actual: float | None) -> Requirement:
        """An unmet threshold with the actual figure."""
        node, dot, _ = need.node.partition(".")
        return Requirement(
            level=need.level,
            node=node,
            measure=self.figures[need.node].title if dot else None,
            scale=self.figures[need.node].scale,
            start=self.figures[need.node].start,
            needed=need.at_least,
            above=need.above,
            actual=actual,
            met=False,
        )

    @property
    def stamped(self) -> str:
        """The digest that stands on results: that of the rubric as it is written."""
        return self.family or self.digest

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that bears on a score (no titles, no reasons)."""
        content: dict[str, Any] = {
            "missing": self.missing,
            "coverage_floor": self.coverage_floor,
            "tree": _bearing(self.tree),
            "levels": [level.number for level in self.levels],
            "thresholds": [
                [*need[:3], *["above"] * need.above] for need in sorted(self.thresholds)
            ],
        }
        if self.estimate:
            content["estimate"] = [self.estimate.below, self.estimate.above]
        if self.measures:
            content["measures"] = [_bearing(measure) for measure in self.measures]
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def _sharing(node: Node) -> Node:
    items = tuple(item.model_copy(update={"missing": None}) for item in node.items)
    return node.model_copy(update={"items": items, "nodes": tuple(map(_sharing, node.nodes))})


def _bearing(node: Node) -> dict[str, Any]:
    """All of a node that bears on a score; what is as usual is not named."""
    floor = {"coverage_floor": float(node.coverage_floor)} if node.coverage_floor else {}
    return {
        "id": node.id,
        "scale": float(node.scale),
        "weight": float(node.weight),
        "aggregate": {"rule": node.aggregate.name, **node.aggregate.model_dump(mode="json")},
        "nodes": [_bearing(child) for child in node.nodes],
        "items": [
            [item.id, float(item.weight), [float(points) for points in item.points]]
            + [_policies(item)] * bool(_policies(item))
            + [_worth(item)] * bool(_worth(item))
            for item in node.items
        ],
        **floor,
        **_policies(node),
        **node.model_dump(include={"start", "limits"}, exclude_defaults=True, mode="json"),
        **({"levels": [level.from_ for level in node.levels]} if node.levels else {}),
        **({} if node.weights_by is None else {"weights_by": _rows(node.weights_by)}),
    }


def _rows(table: WeightTable) -> dict[str, Any]:
    """All of a table of weights but its reasons."""
    return table.model_dump(
        mode="json",
        by_alias=True,
        include={
            "fact": True, "otherwise": True, "unknown": True,
            "rows": {"__all__": {"when", "weights"}},
        },
        exclude_none=True,
    )  # fmt: skip


def _worth(item: Judged) -> dict[str, Any]:
    """How an item is worth something, where that is not its points over the most of them."""
    return item.model_dump(mode="json", include={"line", "most"}, exclude_defaults=True)


def _policies(child: Child) -> dict[str, Any]:
    return child.model_dump(
        mode="json",
        by_alias=True,
        include={
            "not_applicable": True, "missing": True, "shrinks": True,
            "routed_out": {"policy", "condition"},
        },
        exclude_defaults=True,
        exclude_none=True,
    )  # fmt: skip
