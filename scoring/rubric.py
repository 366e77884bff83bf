"""A rubric as it is used: names resolved, defaults filled in, frozen."""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, SerializeAsAny

from i18n import Text
from questionnaires.model import Frozen
from scoring.rules.base import Aggregation, LevelRule, Threshold
from scoring.scorecard import Level


class Judged(Frozen):
    """An item under a node: its weight among its siblings and the points of each of its steps.

    ``points`` has one entry an option, or one a band; ``reason`` says why weight and points are
    what they are.
    """

    id: str
    weight: float = Field(gt=0)
    points: tuple[float, ...]
    reason: Text


class Node(Frozen):
    """A figure of the rubric; its score is on 0..``scale``, ``weight`` counts in its parent."""

    id: str
    title: Text
    scale: float = Field(gt=0)
    weight: float = Field(default=1.0, gt=0)
    reason: Text
    aggregate: SerializeAsAny[Aggregation]
    nodes: tuple["Node", ...] = ()
    items: tuple[Judged, ...] = ()

    def walk(self, parent: str | None = None) -> Iterator[tuple["Node", str | None]]:
        """The node itself and all below it, each with its parent's id, depth first."""
        yield self, parent
        for node in self.nodes:
            yield from node.walk(self.id)


class Rubric(Frozen):
    """How the answers to one questionnaire become figures and a level."""

    id: str
    version: str
    questionnaire: str
    title: Text
    provenance: Text
    missing: Literal["share", "zero"]
    coverage_floor: float
    floor_reason: Text
    tree: Node
    levels: tuple[Level, ...]  # lowest first
    rules: tuple[SerializeAsAny[LevelRule], ...]

    @cached_property
    def nodes(self) -> tuple[tuple[Node, str | None], ...]:
        """Every node with its parent's id, the total first, then depth first."""
        return tuple(self.tree.walk())

    @cached_property
    def judged(self) -> dict[str, Judged]:
        """Every judged item under its id."""
        return {item.id: item for node, _ in self.nodes for item in node.items}

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """All that the levels ask for, lowest level first."""
        found = (threshold for rule in self.rules for threshold in rule.thresholds())
        return tuple(sorted(found, key=lambda threshold: threshold.level))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that bears on a score (no titles, no reasons)."""
        content = {
            "missing": self.missing,
            "coverage_floor": self.coverage_floor,
            "tree": _bearing(self.tree),
            "levels": [level.number for level in self.levels],
            "thresholds": sorted(self.thresholds),
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def _bearing(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "scale": float(node.scale),
        "weight": float(node.weight),
        "aggregate": {"rule": node.aggregate.name, **node.aggregate.model_dump(mode="json")},
        "nodes": [_bearing(child) for child in node.nodes],
        "items": [
            [item.id, float(item.weight), [float(points) for points in item.points]]
            for item in node.items
        ],
    }
