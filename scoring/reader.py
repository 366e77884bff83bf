"""A rubric file to a Rubric: everything that is wrong with it at once."""

from pathlib import Path
from typing import Any

from i18n import Text
from questionnaires.model import Questionnaire
from questionnaires.problems import InvalidFiles, Problem
from questionnaires.shape import did_you_mean, fit
from questionnaires.strict_yaml import Document, read
from scoring.entries import JudgedEntry, NodeEntry, RubricEntry
from scoring.level_reading import read_levels
from scoring.points import check_points, default_points
from scoring.rubric import Judged, Node, Rubric
from scoring.rule_reading import read_aggregation
from scoring.rules.base import Aggregation

At = tuple[str | int, ...]
NOTHING_SAID = Text(zh="", en="")
BY_DIMENSION = Text(
    zh="通用规则：每一题、每个维度权重相同。",
    en="Generic: every item and every dimension weighs the same.",
)


def read_rubric(file: Path, questionnaire: Questionnaire) -> Rubric:
    """The rubric in ``file``, judged for ``questionnaire``. Raises InvalidFiles, OSError."""
    document, problems = read(file)
    if problems:
        raise InvalidFiles(problems)
    entry, problems = fit(RubricEntry, document)
    if entry is None:
        raise InvalidFiles(problems)
    rubric = _Resolver(document, questionnaire, entry, problems).rubric()
    if rubric is None or problems:
        raise InvalidFiles(problems)
    return rubric


class _Resolver:
    """Resolves one file; every problem goes into ``problems``, and reading goes on."""

    def __init__(
        self,
        document: Document,
        questionnaire: Questionnaire,
        entry: RubricEntry,
        problems: list[Problem],
    ) -> None:
        self.document = document
        self.questionnaire = questionnaire
        self.entry = entry
        self.problems = problems
        self.titles = {each.id: each.title for each in questionnaire.dimensions}
        self.judged: dict[str, At] = {}
        self.nodes: dict[str, At] = {}

    def report(self, code: str, *at: str | int, **params: Any) -> None:
        """Note a problem at a place of the file."""
        self.problems.append(self.document.problem(code, *at, **params))

    def rubric(self) -> Rubric | None:
        """The rubric as far as it can be read; None where there is no tree."""
        entry = self.entry
        if entry.questionnaire not in (None, self.questionnaire.id):
            wanted, got = self.questionnaire.id, entry.questionnaire
            self.report("R001", "questionnaire", wanted=wanted, got=got)
        if (entry.tree is None) == (entry.nodes is None):
            self.report("R002", *(["nodes"] if entry.nodes else []))
            return None
        tree = self._by_dimension() if entry.tree is None else self._node(entry.tree, ("tree",))
        for item in self.questionnaire.scored:
            if item.id not in self.judged:
                self.report("R003", "tree", item=item.id, dimension=item.dimension)
        levels, rules = read_levels(self.document, entry, tree, self.problems)
        return Rubric(
            id=entry.rubric,
            version=entry.version,
            questionnaire=self.questionnaire.id,
            title=entry.title,
            provenance=entry.provenance,
            missing=entry.missing,
            coverage_floor=entry.coverage_floor.value,
            floor_reason=entry.coverage_floor.reason,
            tree=tree,
            levels=levels,
            rules=rules,
        )

    def _by_dimension(self) -> Node:
        """Every dimension a node, everything of the same weight, points by position."""
        dimensions = tuple(
            NodeEntry(
                id=dimension.id,
                weight=1,
                reason=BY_DIMENSION,
                items={
                    item.id: JudgedEntry(
                        weight=1,
                        reason=BY_DIMENSION,
                        points=default_points(item, negative=-1.0),
                    )
                    for item in self.questionnaire.scored
                    if item.dimension == dimension.id
                },
            )
            for dimension in self.questionnaire.dimensions
            if any(item.dimension == dimension.id for item in self.questionnaire.scored)
        )
        total = Text(zh="总体成熟度", en="Overall maturity")
        return self._node(NodeEntry(id="total", title=total, children=dimensions), ("nodes",))

    def _node(self, entry: NodeEntry, at: At, parent: Aggregation | None = None) -> Node:
        if entry.id in self.nodes:
            first = self.document.line(*self.nodes[entry.id])
            self.report("R004", *at, "id", node=entry.id, first=first)
        self.nodes.setdefault(entry.id, at)
        if not entry.children and not entry.items:
            self.report("R005", *at, node=entry.id)
        title = entry.title or self.titles.get(entry.id)
        if title is None:
            near = did_you_mean(entry.id, self.titles)
            self.report("R006", *at, node=entry.id, near=near)
        aggregate = read_aggregation(self.document, entry.aggregate, at, self.problems)
        nodes = tuple(
            self._node(child, (*at, "children", index), aggregate)
            for index, child in enumerate(entry.children)
        )
        found = (
            self._item(name, judged, (*at, "items", name), aggregate)
            for name, judged in entry.items.items()
        )
        items = tuple(item for item in found if item is not None)
        scale = self._scale(entry, at, aggregate, nodes, items)
        return Node(
            id=entry.id,
            title=title or Text(zh=entry.id),
            scale=scale,
            weight=self._weight(entry, at, parent, scale),
            reason=entry.reason or NOTHING_SAID,
            aggregate=aggregate,
            nodes=nodes,
            items=items,
        )

    def _scale(
        self,
        entry: NodeEntry,
        at: At,
        aggregate: Aggregation,
        nodes: tuple[Node, ...],
        items: tuple[Judged, ...],
    ) -> float:
        if not aggregate.adds_points:
            return entry.scale or self.entry.scale
        points = sum(child.weight for child in (*nodes, *items))
        if entry.scale is not None and abs(entry.scale - points) > 1e-9 * points:
            self.report("R007", *at, "scale", node=entry.id, got=entry.scale, points=points)
        return points or 1.0

    def _weight(
        self,
        entry: NodeEntry | JudgedEntry,
        at: At,
        parent: Aggregation | None,
        points: float,
    ) -> float:
        """The weight given; where none is, what the parent's rule makes of it."""
        if entry.weight is not None and entry.reason is None:
            self.report("R008", *at, "weight", of=at[-1] if at[-1] != "tree" else "tree")
        if entry.weight is not None:
            return entry.weight
        if parent is not None and parent.adds_points:
            return points
        if parent is not None and parent.weighs:
            self.report("R009", *at, of=at[-1])
        return 1.0

    def _item(self, name: str, entry: JudgedEntry, at: At, parent: Aggregation) -> Judged | None:
        item = self.questionnaire.by_id.get(name)
        if item is None:
            near = did_you_mean(name, [item.id for item in self.questionnaire.scored])
            self.report("R010", *at, item=name, near=near)
            return None
        if not item.scored:
            self.report("R011", *at, item=name)
            return None
        if name in self.judged:
            self.report("R012", *at, item=name, first=self.document.line(*self.judged[name]))
            return None
        self.judged[name] = at
        points = default_points(item) if entry.points is None else entry.points
        for code, params in check_points(item, points, given=entry.points is not None):
            self.report(code, *at, *(["points"] if entry.points else []), **params)
        if entry.points is not None and entry.reason is None and entry.weight is None:
            self.report("R008", *at, "points", of=name)
        weight = self._weight(entry, at, parent, max(points, default=0) or 1.0)
        return Judged(id=name, weight=weight, points=points, reason=entry.reason or NOTHING_SAID)
