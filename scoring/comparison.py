"""Two results compared: what changed, and how much of the difference each change makes.

Rules C1 to C9 of ``docs/scoring.md``.
"""

from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from i18n import Text
from questionnaires.columns import UNANSWERED
from scoring.compiling import CompiledRubric, compile_rubric
from scoring.engine import or_none, score
from scoring.program import Codes, Floats
from scoring.rubric import Node
from scoring.splitting import JudgedSheets, Mixtures, corners, increments, names_of, split
from scoring.weighing import weighed

ALL_ORDERS = 5  # up to so many changed items every order is tried (120)
DRAWN_ORDERS = 64  # beyond it so many are drawn, always the same, each with its reverse


class Parts(NamedTuple):
    """A difference in points and what makes it; the three add up to it."""

    answers: float
    routing: float
    rubric: float


@dataclass(frozen=True)
class NodeChange:
    """A node on both sides, on the later scale; None where it has no figure (or is not there).

    ``parts`` add up to ``change``; both are None where one of the two figures is.
    """

    id: str
    title: Text
    scale: float
    before: float | None
    after: float | None
    change: float | None
    parts: Parts | None


@dataclass(frozen=True)
class ItemChange:
    """An item that is answered otherwise, or applies on one side only.

    ``answers`` and ``routing`` are points of the total (on the later scale) that go back to this
    item; over all items they add up to these parts of the total.
    """

    id: str
    applied: tuple[bool, bool]  # before, after
    answers: float
    routing: float


@dataclass(frozen=True)
class Comparison:
    """Two results: ``nodes`` with the total first, ``items`` with the largest change first.

    The levels are None where there is no total.
    """

    levels: tuple[int | None, int | None]
    nodes: tuple[NodeChange, ...]
    items: tuple[ItemChange, ...]

    @property
    def total(self) -> NodeChange:
        """The total."""
        return self.nodes[0]


def compare(before: JudgedSheets, after: JudgedSheets) -> Comparison:
    """``before`` and ``after``, of one sheet each, in every mixture through the engine."""
    found = corners(before, after)
    total = after.rubric.tree.id
    later = names_of(after.rubric, total)
    named = {
        **later,
        **{n: at for n, at in names_of(before.rubric, total).items() if n not in later},
    }
    nodes = tuple(_node_change(name, node, found) for name, node in named.items())
    return Comparison(
        levels=(_level(found.levels[0, 0, 0, 0]), _level(found.levels[1, 1, 1, 0])),
        nodes=nodes,
        items=_items((before, after), found, nodes[0]),
    )


def _level(level: int) -> int | None:
    return None if level < 0 else int(level)


def _node_change(name: str, node: Node, found: Mixtures) -> NodeChange:
    values = found.values[name] * node.span
    before, after = (or_none(values[at, at, at, 0] + node.start) for at in (0, 1))
    parts = None
    if before is not None and after is not None:
        parts = Parts(*(float(part[0]) for part in split(values)))
    return NodeChange(
        id=name,
        title=node.title,
        scale=node.scale,
        before=before,
        after=after,
        change=None if before is None or after is None else after - before,
        parts=parts,
    )


def _items(
    sides: tuple[JudgedSheets, JudgedSheets], found: Mixtures, total: NodeChange
) -> tuple[ItemChange, ...]:
    """Every item that changed; its points are 0 where the total has no parts."""
    answers = _by_item(sides, found, axis=0)
    routing = _by_item(sides, found, axis=1)
    if total.parts is not None:
        answers = _filled(answers, total.parts.answers)
        routing = _filled(routing, total.parts.routing)
    applied = {}
    for r in (0, 1):
        for row, item in enumerate(sides[r].questionnaire.scored):
            codes = found.codes[r][[0, 1], [0, 1], row, 0]
            applied[item.id] = (bool(codes[0] >= UNANSWERED), bool(codes[1] >= UNANSWERED))
    changes = [
        ItemChange(id, applied[id], answers.get(id, 0.0), routing.get(id, 0.0))
        for id in applied
        if id in answers or id in routing
    ]
    return tuple(sorted(changes, key=lambda each: -abs(each.answers + each.routing)))


def _by_item(
    sides: tuple[JudgedSheets, JudgedSheets], found: Mixtures, axis: int
) -> dict[str, float]:
    """The points of the total that go back to each item that differs along ``axis``.

    The part of a factor is a weighted mean over the states of the two others; within each of
    them the items change one after another, in many orders.
    """
    points: dict[str, float] = {}
    scale = sides[1].rubric.tree.span
    for r, other in np.ndindex(2, 2):
        measure = sides[r]
        (sheet,) = measure.sheets
        plan = compile_rubric(measure.questionnaire, weighed(measure.rubric, sheet.facts))
        start, end = np.moveaxis(found.codes[r][..., 0], axis, 0)[:, other]
        rows = np.unique(plan.owners[start != end])
        if not len(rows):
            continue
        gained = _walked(plan, start, end, rows) * scale
        weight = 1 / 3 if r == other else 1 / 6
        for row, gain in zip(rows, gained, strict=True):
            id = measure.questionnaire.scored[row].id
            points[id] = points.get(id, 0.0) + weight * float(np.nan_to_num(gain))
    return points


def _filled(points: dict[str, float], part: float) -> dict[str, float]:
    """``points`` so that they add up to ``part``: what no order can attribute is shared equally."""
    rest = part - sum(points.values())
    return {id: gain + rest / len(points) for id, gain in points.items()}


def _walked(plan: CompiledRubric, start: Codes, end: Codes, rows: NDArray[np.int64]) -> Floats:
    """What each item of ``rows`` adds to the total's value from ``start`` to ``end``."""
    orders = _orders(len(rows))
    places = np.argsort(orders, axis=1)  # of each row, in each order
    steps = np.arange(len(rows) + 1)
    moved = places.T[:, :, None] < steps  # (rows, orders, points on the way)
    ways = np.repeat(start[:, None], len(orders) * len(steps), axis=1)
    own = np.flatnonzero(np.isin(plan.owners, rows))
    moved = moved.reshape(len(rows), ways.shape[1])[np.searchsorted(rows, plan.owners[own])]
    ways[own] = np.where(moved, end[own, None], start[own, None])
    totals = score(plan, ways).total / plan.scales[plan.total]  # only differences count
    gains = increments(totals.reshape(len(orders), len(steps)).T).T  # (orders, steps)
    mean: Floats = np.take_along_axis(gains, places, axis=1).mean(axis=0)
    return mean


def _orders(size: int) -> NDArray[np.int64]:
    """Orders of ``size`` things, of shape (orders, size)."""
    if size <= ALL_ORDERS:
        return np.array([*permutations(range(size))], dtype=np.int64)
    drawn = np.random.default_rng(0).permuted(np.tile(np.arange(size), (DRAWN_ORDERS, 1)), axis=1)
    return np.concatenate((drawn, drawn[:, ::-1]))
