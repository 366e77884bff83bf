"""A rubric compiled to the arrays that the kernel interprets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from questionnaires.model import Questionnaire
from scoring.points import table
from scoring.rubric import Node, Rubric
from scoring.rules.base import Aggregation, Fold, Instruction, Transform

# What is computed of a sheet; each view is one pass through the same tree with other tables.
ASKED, WORST, BEST, COVERAGE, EXCLUDED = range(5)
VIEWS = 5
STATES = 2  # entries of a table before the first step: not applicable, unanswered

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-9  # share of the scale by which binary rounding may miss a boundary


@dataclass(frozen=True)
class Plan:
    """Nodes stand children first, so the total is the last; an edge is a child of a node.

    Item edges: ``item`` the row of the code columns, ``start`` where its table begins in
    ``value`` and ``count`` (index start + code + 2). ``value[v]`` is what a code adds (or is, to
    a minimum) in view ``v``, ``count[v]`` the weight that it brings.
    Node edges: ``child`` the node below, ``weight`` its weight.
    """

    nodes: tuple[str, ...]
    scales: Floats
    fold: Ints  # (VIEWS, nodes)
    transform: Ints  # (VIEWS, nodes)
    first_item: Ints  # nodes + 1; the item edges of node k: first_item[k]..first_item[k + 1]
    item: Ints
    start: Ints
    first_child: Ints  # nodes + 1
    child: Ints
    weight: Floats
    value: Floats  # (VIEWS, entries of all tables)
    count: Floats
    top: int  # number of the highest level
    needs_level: Ints  # thresholds, lowest level first
    needs_node: Ints
    needs_value: Floats  # in [0, 1], lowered by the tolerance

    @cached_property
    def total(self) -> int:
        """The index of the total."""
        return len(self.nodes) - 1

    @cached_property
    def at(self) -> dict[str, int]:
        """The index of every node under its id."""
        return {id: index for index, id in enumerate(self.nodes)}


def compile_plan(questionnaire: Questionnaire, rubric: Rubric) -> Plan:
    """The rubric as arrays. The same two values give the same Plan without compiling again."""
    key = (id(questionnaire), id(rubric))
    kept = _kept.get(key)
    if kept is None:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[key] = (_compile(questionnaire, rubric), questionnaire, rubric)
    return kept[0]


MOST_KEPT = 64
# By identity (hashing a questionnaire takes longer than scoring a sheet); the values are kept
# beside the plan so that their identity is not given to others.
_kept: dict[tuple[int, int], tuple[Plan, Questionnaire, Rubric]] = {}


def _compile(questionnaire: Questionnaire, rubric: Rubric) -> Plan:
    order = [*_children_first(rubric.tree)]
    index = {node.id: position for position, node in enumerate(order)}
    rows = {item.id: row for row, item in enumerate(questionnaire.scored)}
    tables = _Tables(missing_is_zero=rubric.missing == "zero")
    item_edges = [
        (
            rows[judged.id],
            tables.add(
                node.aggregate,
                judged.weight,
                table(questionnaire.by_id[judged.id], judged.points),
            ),
        )
        for node in order
        for judged in node.items
    ]
    node_edges = [(index[child.id], child.weight) for node in order for child in node.nodes]
    needs = [
        (need.level, index[need.node], need.at_least / order[index[need.node]].scale - TOLERANCE)
        for need in rubric.thresholds
    ]
    instructions = [node.aggregate.instruction() for node in order]
    value, count = tables.joined()
    means = [Fold.ADD] * len(order), [Transform.NONE] * len(order)
    folds, transforms = (list(part) for part in zip(*instructions, strict=True))
    return Plan(
        nodes=tuple(node.id for node in order),
        scales=np.array([node.scale for node in order], dtype=np.float64),
        fold=np.array([folds] * 3 + [means[0]] * 2, dtype=np.int64),
        transform=np.array([transforms] * 3 + [means[1]] * 2, dtype=np.int64),
        first_item=_offsets(len(node.items) for node in order),
        item=np.array([row for row, _ in item_edges], dtype=np.int64),
        start=np.array([start for _, start in item_edges], dtype=np.int64),
        first_child=_offsets(len(node.nodes) for node in order),
        child=np.array([child for child, _ in node_edges], dtype=np.int64),
        weight=np.array([weight for _, weight in node_edges], dtype=np.float64),
        value=value,
        count=count,
        top=rubric.levels[-1].number,
        needs_level=np.array([level for level, _, _ in needs], dtype=np.int64),
        needs_node=np.array([node for _, node, _ in needs], dtype=np.int64),
        needs_value=np.array([value for _, _, value in needs], dtype=np.float64),
    )


def _children_first(node: Node) -> Iterator[Node]:
    for child in node.nodes:
        yield from _children_first(child)
    yield node


def _offsets(counts: Iterable[int]) -> Ints:
    return np.concatenate(([0], np.cumsum([*counts], dtype=np.int64))).astype(np.int64)


class _Tables:
    """The tables of all item edges, one behind the other."""

    def __init__(self, *, missing_is_zero: bool) -> None:
        self.missing_is_zero = missing_is_zero
        self.blocks: list[tuple[Floats, Floats]] = []
        self.size = 0

    def add(self, aggregate: Aggregation, weight: float, steps: Sequence[float]) -> int:
        """Enter an item with the values of its steps; answers where its table starts."""
        shape = (VIEWS, len(steps) + STATES)
        values, counts = np.zeros(shape), np.full(shape, weight)
        values[:, STATES:] = steps
        # columns: not applicable, unanswered, then the steps
        values[:, 1] = [0.0, min(steps), max(steps), 0.0, 0.0]
        values[COVERAGE, STATES:] = 1.0
        values[EXCLUDED] = 0.0
        values[EXCLUDED, 0] = 1.0
        counts[:EXCLUDED, 0] = 0.0
        if not self.missing_is_zero:
            counts[ASKED, 1] = 0.0
        for view in (ASKED, WORST, BEST):
            values[view] = _prepared(aggregate.instruction(), values[view], counts[view])
        for view in (COVERAGE, EXCLUDED):
            values[view] *= counts[view]
        start = self.size
        self.blocks.append((values, counts))
        self.size += shape[1]
        return start

    def joined(self) -> tuple[Floats, Floats]:
        """Values and counts of all items, each of shape (VIEWS, entries)."""
        values, counts = zip(*self.blocks, strict=True)
        return np.hstack(values), np.hstack(counts)


def _prepared(instruction: Instruction, values: Floats, counts: Floats) -> Floats:
    """What a code adds to its node; to a minimum or maximum: what it is there."""
    if instruction.fold is Fold.MIN:
        return np.where(counts > 0, values, np.inf)
    if instruction.fold is Fold.MAX:
        return np.where(counts > 0, values, -np.inf)
    with np.errstate(divide="ignore"):  # a 0 is meant: it makes the mean 0
        transformed = {
            Transform.NONE: lambda: values,
            Transform.LOG: lambda: np.log(values),
            Transform.INVERSE: lambda: 1 / values,
        }[instruction.transform]()
    return np.where(counts > 0, transformed * np.where(counts > 0, counts, 1), 0.0)
