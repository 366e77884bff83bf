"""Random weighted rubrics with bands and gates, and the exact integer programme of a path."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from questionnaires.answers import NotApplicable
from questionnaires.model import Item, Kind, Option, Questionnaire
from questionnaires.sheet import Sheet
from scoring.paths.efforts import Effort, EffortTable, Needs
from scoring.rubric import Judged, Node, Rubric
from scoring.rules.bands import Bands
from scoring.rules.gates import Gate, Gates
from scoring.rules.weighted_mean import WeightedMean
from scoring.scorecard import Level
from tests.unit.scoring_worlds import TEXT, questionnaire_of

LEVELS = range(1, 6)


@dataclass(frozen=True)
class Case:
    """A sheet, what judges it, what steps take, and the level that is wanted."""

    questionnaire: Questionnaire
    rubric: Rubric
    sheet: Sheet
    efforts: EffortTable
    target: int


def case(random: np.random.Generator, size: int, needs: int = 0) -> Case:
    """One random case of ``size`` items in a handful of dimensions, two of them nested.

    ``needs``: so many times a step of one item needs a step of another.
    """
    items = [_item(random, place) for place in range(size)]
    judged = [_judged(random, item) for item in items]
    cuts = np.sort(random.choice(np.arange(1, size), min(size - 1, 5), replace=False))
    parts = [list(part) for part in np.split(np.array(judged, dtype=object), cuts)]
    nodes = [_node(random, f"d{place}", part) for place, part in enumerate(parts)]
    nested = _node(random, "deep", [], nodes[:2])
    tree = _node(random, "total", [], [nested, *nodes[2:]])
    starts = np.sort(random.uniform(5, 95, len(LEVELS)))
    gated = [node for node, _ in tree.walk()][1:]
    gates = tuple(
        Gate(level=int(level), node=node.id, at_least=float(random.uniform(5, 80)), reason=TEXT)
        for level in random.choice(LEVELS, 6)
        for node in [gated[random.integers(len(gated))]]
    )
    bands = {str(level): float(start) for level, start in zip(LEVELS, starts, strict=True)}
    rubric = Rubric(
        id="random",
        version="1",
        questionnaire="random",
        title=TEXT,
        provenance=TEXT,
        missing="share",
        coverage_floor=0.8,
        floor_reason=TEXT,
        tree=tree,
        levels=tuple(Level(number=level, name=TEXT, meaning=TEXT) for level in LEVELS),
        rules=(
            Bands(**{"node": "total", "from": bands, "reason": TEXT}),
            Gates(requires=gates),
        ),
    )
    height = random.uniform(0, 0.7)
    sheet = Sheet({item.id: _answer(random, item, height) for item in items})
    target = int(random.integers(1, 6))
    return Case(questionnaire_of(items), rubric, sheet, _efforts(random, items, needs), target)


def _item(random: np.random.Generator, place: int) -> Item:
    kind = [Kind.LADDER, Kind.LADDER, Kind.CHOICE, Kind.MULTI][random.integers(4)]
    options = [Option(id=f"o{at}", says=TEXT) for at in range(random.integers(2, 6))]
    if kind is Kind.MULTI:
        options.append(Option(id="none", says=TEXT, exclusive=True))
    na = TEXT if random.random() < 0.3 else None
    common = {"id": f"i{place}", "dimension": "all", "ask": TEXT, "why": TEXT}
    return Item(kind=kind, options=tuple(options), not_applicable=na, **common)


def _judged(random: np.random.Generator, item: Item) -> Judged:
    if item.kind is Kind.MULTI:
        points = [0.0 if option.exclusive else random.choice([1.0, 1.0, 2.0, 0.5]) for option in
                  item.options]  # fmt: skip
    elif item.kind is Kind.LADDER:
        points = np.sort(random.integers(0, 7, item.steps)).astype(float).tolist()
    else:
        points = random.integers(0, 7, item.steps).astype(float).tolist()
    if max(points) == 0:
        points[-1] = 1.0
    weight = float(random.choice([0.5, 1.0, 2.0, 3.0])) + float(random.uniform(0, 0.5))
    return Judged(id=item.id, weight=weight, points=tuple(points), reason=TEXT)


def _node(
    random: np.random.Generator, id: str, items: list[Judged], nodes: list[Node] | None = None
) -> Node:
    return Node(
        id=id,
        title=TEXT,
        scale=100,
        weight=float(random.uniform(1, 20)),
        reason=TEXT,
        aggregate=WeightedMean(),
        items=tuple(items),
        nodes=tuple(nodes or ()),
    )


def _answer(random: np.random.Generator, item: Item, height: float) -> Any:
    if item.not_applicable is not None and random.random() < 0.2:
        return NotApplicable("字")
    if item.kind is Kind.MULTI:
        ticks = tuple(o.id for o in item.options[:-1] if random.random() < height)
        return ticks or ("none",)
    return item.options[random.binomial(item.steps - 1, height)].id


def _efforts(random: np.random.Generator, items: list[Item], needs: int) -> EffortTable:
    whole = random.random() < 0.5
    costs = random.choice([1, 2, 3, 5, 8, 20], 4) if whole else random.uniform(0.5, 20, 4)
    classes = {
        f"c{at}": Effort(id=f"c{at}", cost=float(cost), name=TEXT, meaning=TEXT, reason=TEXT)
        for at, cost in enumerate(costs)
    }
    own = {
        item.id: {step: f"c{random.integers(4)}" for step in range(item.steps)} for item in items
    }
    pairs = [np.sort(random.choice(len(items), 2, replace=False)) for _ in range(needs)]
    return EffortTable(
        classes=classes,
        heights=((1.0, "c0"),),
        tick="c1",
        drop="c2",
        own=own,
        needs=tuple(_needs(random, items[first], items[then]) for first, then in pairs),
        provenance=TEXT,
    )


def _needs(random: np.random.Generator, needed: Item, item: Item) -> Needs:
    steps = [each.steps - (each.kind is Kind.MULTI) for each in (item, needed)]
    to, at = (int(random.integers(0, step)) for step in steps)
    return Needs(item=item.id, to=to, needed=needed.id, at=at, reason=TEXT)


@dataclass(frozen=True)
class _Column:
    """A variable of the programme: at most one of a ``group`` is taken."""

    item: str
    group: str
    gain: float  # in value, 0..1
    cost: float
    holds: frozenset[int]  # the steps that are there then and were not before


def exact(case: Case) -> float | None:
    """The least cost that reaches the target, by HiGHS; None where none does."""
    columns = [column for item in case.questionnaire.items for column in _columns(case, item)]
    groups = sorted({column.group for column in columns})
    one_each = np.array([[column.group == group for column in columns] for group in groups], float)
    rows, least = [], []
    for need in case.rubric.thresholds:
        if need.level <= case.target:
            share = _shares(case, need.node)
            if not share:
                continue
            now = sum(weight * _value(case, id) for id, weight in share.items())
            rows.append([share.get(column.item, 0.0) * column.gain for column in columns])
            least.append(need.at_least / 100 - now - 1e-9)
    for row in _needed(case, columns):
        rows.append(row)
        least.append(0.0)
    if not columns:
        return 0.0 if all(value <= 0 for value in least) else None
    constraints = [LinearConstraint(one_each, -np.inf, 1)]
    if rows:
        constraints.append(LinearConstraint(np.array(rows), np.array(least), np.inf))
    found = milp(
        np.array([column.cost for column in columns]),
        constraints=constraints,
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else float(found.fun)


def _columns(case: Case, item: Item) -> Iterator[_Column]:
    answer = case.sheet.answers[item.id]
    if isinstance(answer, NotApplicable):
        return
    points = case.rubric.judged[item.id].points
    classes, own = case.efforts.classes, case.efforts.own[item.id]
    if item.kind is Kind.MULTI:
        assert isinstance(answer, tuple)
        for at, option in enumerate(item.options[:-1]):
            if option.id not in answer:
                gain = points[at] / sum(points)
                cost = classes[own[at]].cost
                yield _Column(item.id, f"{item.id}.{at}", gain, cost, frozenset({at}))
        return
    order, now = _order(case, item)
    cost = 0.0
    for place in range(now + 1, len(order)):
        cost += classes[own[order[place]]].cost
        gain = (points[order[place]] - points[order[now]]) / max(points)
        yield _Column(item.id, item.id, gain, cost, frozenset(order[now + 1 : place + 1]))


def _order(case: Case, item: Item) -> tuple[list[int], int]:
    """The steps from low to high, and where the answer stands among them."""
    order = list(range(item.steps))
    if item.kind is Kind.CHOICE:
        order.sort(key=lambda step: case.rubric.judged[item.id].points[step])
    ids = [option.id for option in item.options]
    return order, order.index(ids.index(str(case.sheet.answers[item.id])))


def _there(case: Case, id: str) -> set[int]:
    """The steps that are there already."""
    item, answer = case.questionnaire.by_id[id], case.sheet.answers[id]
    if isinstance(answer, tuple):
        return {at for at, option in enumerate(item.options) if option.id in answer}
    order, now = _order(case, item)
    return set(order[: now + 1])


def _needed(case: Case, columns: list[_Column]) -> Iterator[list[float]]:
    """Rows that must be at least 0: what gives less what asks."""
    applies = {id for id, a in case.sheet.answers.items() if not isinstance(a, NotApplicable)}
    for need in case.efforts.needs:
        if need.item not in applies or need.needed not in applies:
            continue
        if need.to not in _there(case, need.item) and need.at not in _there(case, need.needed):
            yield [
                float(column.item == need.needed and need.at in column.holds)
                - float(column.item == need.item and need.to in column.holds)
                for column in columns
            ]


def _value(case: Case, id: str) -> float:
    item, answer = case.questionnaire.by_id[id], case.sheet.answers[id]
    points = case.rubric.judged[id].points
    ticked = answer if isinstance(answer, tuple) else (answer,)
    got = sum(p for option, p in zip(item.options, points, strict=True) if option.id in ticked)
    return float(got / (sum(points) if item.kind is Kind.MULTI else max(points)))


def _shares(case: Case, id: str) -> dict[str, float]:
    """The share of every applicable item in the score of a node; empty where none applies."""
    node = next(node for node, _ in case.rubric.nodes if node.id == id)
    children: list[tuple[float, dict[str, float]]] = [
        (child.weight, _shares(case, child.id)) for child in node.nodes
    ]
    children += [
        (item.weight, {item.id: 1.0})
        for item in node.items
        if not isinstance(case.sheet.answers[item.id], NotApplicable)
    ]
    children = [(weight, below) for weight, below in children if below]
    total = sum(weight for weight, _ in children)
    return {
        item: weight / total * share for weight, below in children for item, share in below.items()
    }
