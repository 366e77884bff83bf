"""Random questionnaires, rubrics and sheets for the property tests of scoring."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from i18n import Text
from questionnaires.answers import NotApplicable
from questionnaires.model import (
    Band,
    Condition,
    Dimension,
    Item,
    Kind,
    Option,
    Page,
    Provenance,
    Questionnaire,
)
from scoring.lines import extremes, middles
from scoring.points import default_points
from scoring.rubric import Judged, Node, RoutedOut, Rubric
from scoring.rules.bands import Bands
from scoring.rules.competence import Competence
from scoring.rules.count_gated import CountGated, Need
from scoring.rules.gates import Gate, Gates
from scoring.rules.matrix import Axis, Matrix
from scoring.rules.registry import aggregation
from scoring.scorecard import Level
from scoring.weight_tables import WeightRow, WeightTable

TEXT = Text(zh="字", en="word")
OPTIONS: dict[str, list[dict[str, Any]]] = {
    "cumulative": [{"pass_at": 0.5}, {"pass_at": 0.8}, {"pass_at": 1.0}],
    "graded": [
        {"from": {"1": 0, "2": 40, "3": 75}},
        {"from": {"1": 50}},
        {"from": {"1": 100 / 3, "2": 50, "4": 100}},
    ],
    "layered": [{"levels": n, "pass_at": at} for n in (1, 3, 5) for at in (0.5, 0.8, 1.0)],
    "rounded": [{"to": to, "how": how} for to in (1, 3) for how in ("down", "half_up", "up")],
}
RULES = (
    "weighted_mean", "sum", "min", "max", "geometric_mean", "harmonic_mean", "product", "median",
    *OPTIONS,
)  # fmt: skip
POLICIES = st.sampled_from(["share", "share", "share", "zero", "full", "branch"])
WEIGHTS = st.sampled_from([1e-3, 0.5, 1.0, 1.0, 2.0, 3.0, 7.5, 1e3])
KINDS = (Kind.CHOICE, Kind.LADDER, Kind.MULTI, Kind.NUMBER)


@st.composite
def items(draw: Any, place: int) -> Item:
    """One scored item of any kind."""
    kind = draw(st.sampled_from(KINDS))
    common = {"id": f"i{place}", "dimension": "all", "ask": TEXT, "why": TEXT}
    common["not_applicable"] = TEXT if draw(st.booleans()) else None
    steps = draw(st.integers(2, 5))
    if kind is Kind.NUMBER:
        ends = sorted(draw(st.sets(st.integers(1, 99), min_size=steps - 1, max_size=steps - 1)))
        bands = [
            Band(**{"from": a, "to": b}) for a, b in zip([0, *ends], [*ends, 100], strict=True)
        ]
        closed = draw(st.sampled_from(["left", "right"]))
        return Item(kind=kind, bands=bands, closed=closed, minimum=0, maximum=100, **common)
    options = [Option(id=f"o{n}", says=TEXT) for n in range(steps)]
    if kind is Kind.MULTI and draw(st.booleans()):
        options.append(Option(id="none", says=TEXT, exclusive=True))
    if kind is Kind.MULTI and draw(st.booleans()):
        options.append(Option(id="bad", says=TEXT, negative=True))
    return Item(kind=kind, options=options, **common)


@st.composite
def routed_outs(draw: Any, routing: Mapping[str, Condition]) -> RoutedOut | None:
    """What an item counts for that is routed out, always or while one of ``routing`` holds."""
    name = draw(st.sampled_from(sorted(routing))) if routing and draw(st.booleans()) else None
    if name is None:
        return RoutedOut(policy=draw(POLICIES)) if draw(st.booleans()) else None
    return RoutedOut(policy="zero", name=name, condition=routing[name], reason=TEXT)


@st.composite
def judged(
    draw: Any, item: Item, *, rising: bool, routing: Mapping[str, Condition] | None = None
) -> Judged:
    """Weight and points of an item; ``rising``: points by position, never falling."""
    size = item.steps
    if item.kind is Kind.MULTI:
        good = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0, 3.0]), min_size=size, max_size=size))
        points = [
            -abs(point) if option.negative else 0.0 if option.exclusive else point
            for option, point in zip(item.options, good, strict=True)
        ]
    else:
        points = draw(st.lists(st.integers(0, 6), min_size=size, max_size=size))
        points = [float(point) for point in (sorted(points) if rising else points)]
        if max(points) == 0:
            points = list(default_points(item))
    worth = {"points": tuple(points), "most": draw(st.sampled_from([None, None, None, 20.0]))}
    if item.kind is Kind.NUMBER and draw(st.booleans()):
        worth |= draw(lines(item, rising=rising))
    return Judged(
        id=item.id,
        weight=draw(WEIGHTS),
        **worth,
        not_applicable=draw(POLICIES),
        missing=draw(st.sampled_from([None, None, None, "share", "zero"])),
        routed_out=draw(routed_outs(routing)) if routing is not None else None,
        reason=TEXT,
    )


@st.composite
def lines(draw: Any, item: Item, *, rising: bool) -> dict[str, Any]:
    """A line over a number from 0 to 100, with what is told of its bands and its maximum."""
    size = draw(st.integers(2, 4))
    numbers = sorted(draw(st.sets(st.integers(-20, 120), min_size=size, max_size=size)))
    points = draw(st.lists(st.sampled_from([0.0, 0.3, 1.0, 7.0]), min_size=size, max_size=size))
    line = tuple(zip(map(float, numbers), sorted(points) if rising else points, strict=True))
    most = extremes(item, line)[1]
    return {"line": line, "most": most, "points": middles(item, line)} if most > 0 else {}


@st.composite
def nodes(draw: Any, parts: list[Judged], path: str, depth: int, rules: tuple[str, ...]) -> Node:
    """A node over ``parts``, cut into nodes below at random, up to ``depth`` deep."""
    name = draw(st.sampled_from(rules))
    options = draw(st.sampled_from(OPTIONS[name])) if name in OPTIONS else {}
    aggregate = aggregation(name)(**options)
    below: list[Node] = []
    own = list(parts)
    while depth > 1 and own and draw(st.booleans()):
        size = draw(st.integers(1, len(own)))
        taken, own = own[:size], own[size:]
        place = f"{path}{len(below)}"
        below.append(draw(nodes(taken, place, depth - 1, rules)))
    if below and (own or below[1:]) and draw(st.integers(0, 4)) == 0:
        below[0] = below[0].model_copy(update={"weight": 0.0, "not_applicable": "share"})  # R053
    weights = [child.weight for child in (*below, *own)]
    scale = sum(weights) if aggregate.adds_points else draw(st.sampled_from([1.0, 5.0, 100.0]))
    return Node(
        id=path,
        title=TEXT,
        scale=scale,
        start=draw(st.sampled_from([0.0, 0.0, 0.0, -2 * scale])),
        limits=draw(st.sampled_from([(0.0, 1.0)] * 4 + [(0.0, 0.7), (0.25, 0.75)])),
        weight=draw(WEIGHTS),
        shrinks=draw(st.booleans()),
        reason=TEXT,
        aggregate=aggregate,
        not_applicable=draw(POLICIES),
        coverage_floor=draw(st.sampled_from([0.0, 0.0, 0.5, 1.0])),
        nodes=tuple(below),
        items=tuple(own),
    )


@st.composite
def competences(draw: Any, node: Node, scored: list[Item], levels: range) -> Competence | None:
    """Levels by the points that count to them, where the node has items that do."""
    kinds = {item.id: item.kind for item in scored}
    below = [item for each, _ in node.walk() for item in each.items]
    counts: dict[str, Any] = {}
    for item in below:
        one = st.integers(0, len(levels))
        size = len(item.points)
        each = st.lists(one, min_size=size, max_size=size).map(tuple)
        as_whole = kinds[item.id] is Kind.MULTI or item.line
        counts[item.id] = draw(one if as_whole else st.one_of(one, each))
    needs = {str(level): draw(st.sampled_from([25.0, 50.0, 80.0])) for level in levels}
    rule = Competence(node=node.id, counts=counts, needs=needs, reason=TEXT) if counts else None
    if rule is None or len(rule.measures(node)) < len(levels):
        return None  # nothing counts to some level
    return rule


@st.composite
def countings(
    draw: Any, tree: Node, scenes: Node, scored: list[Item], levels: range
) -> CountGated | None:
    """Levels by counted scenes, where the node has none but ladders."""
    kinds = {item.id: item.kind for item in scored}
    below = [item.id for each, _ in scenes.walk() for item in each.items]
    if not below or any(kinds[id] is Kind.MULTI for id in below):
        return None
    chosen = draw(st.sets(st.sampled_from(below)))
    needs = {
        str(level): Need(
            base=draw(st.sampled_from([0.0, 0.3])) * tree.scale,
            scenes=draw(st.integers(0, 2)),
            constrained=draw(st.integers(0, 1)) if chosen else 0,
            scenes_share=draw(st.sampled_from([0.0, 50.0, 200 / 3, 100.0])),
            constrained_share=draw(st.sampled_from([0.0, 100 / 3, 100.0])) if chosen else 0.0,
        )
        for level in levels
    }
    rule = CountGated(
        base=tree.id, scenes=scenes.id, constrained=tuple(chosen), needs=needs, reason=TEXT
    )
    asks_too_much = list(rule.faults(tree, {item.id: item for item in scored}))
    return None if asks_too_much else rule


@st.composite
def matrices(draw: Any, walked: list[Node], levels: range) -> Matrix:
    """A table over two nodes, whatever they are to each other."""
    axes = []
    for node in (draw(st.sampled_from(walked)), draw(st.sampled_from(walked))):
        cuts = sorted(draw(st.sets(st.integers(1, 95), max_size=2)))
        starts = tuple(node.start + cut / 100 * node.span for cut in (0, *cuts))
        axes.append(Axis(**{"node": node.id, "from": starts}))
    rows, columns = (len(axis.from_) for axis in axes)
    size = rows * columns
    raw = draw(st.lists(st.integers(0, len(levels)), min_size=size, max_size=size))
    table = np.maximum.accumulate(np.maximum.accumulate(np.reshape(raw, (rows, columns))), axis=1)
    cells = tuple(tuple(int(level) for level in row) for row in table)
    return Matrix(rows=axes[0], columns=axes[1], levels=cells, reason=TEXT)


@st.composite
def worlds(
    draw: Any,
    *,
    depth: int = 6,
    rules: tuple[str, ...] = RULES,
    rising: bool = False,
    routed: bool = False,
    tabled: bool = False,
) -> tuple[Questionnaire, Rubric]:
    """A questionnaire of one dimension and a rubric for it.

    ``routed``: with routing; ``tabled``: some of its weights depend on facts.
    """
    scored = [draw(items(place)) for place in range(draw(st.integers(1, 8)))]
    routing: dict[str, Condition] = {}
    if routed:
        scored, routing = draw(routes(scored))
    known = routing if routed else None
    parts = [draw(judged(item, rising=rising, routing=known)) for item in scored]
    tree = draw(nodes(parts, "n", depth, rules))
    if tree.nodes and depth > 1 and draw(st.integers(0, 3)) == 0:
        tree = _with_again(tree, draw(st.sampled_from(parts)), draw(WEIGHTS))
    cuts = sorted(draw(st.sets(st.integers(0, 95), min_size=1, max_size=5)))
    levels = range(1, len(cuts) + 1)
    starts = {str(level): cut / 100 * tree.scale for level, cut in zip(levels, cuts, strict=True)}
    kinds = {level: "above" if draw(st.booleans()) else "from" for level in starts}
    begins = {
        kind: {level: start for level, start in starts.items() if kinds[level] == kind}
        for kind in ("from", "above")
    }
    level_rules: list[Any] = [Bands(node=tree.id, reason=TEXT, **begins)]
    if draw(st.booleans()):
        walked = [node for node, _ in tree.walk()]
        gates = [
            Gate(
                level=level,
                node=node.id,
                reason=TEXT,
                **{
                    "above" if share < 0.5 and draw(st.booleans()) else "at_least": share
                    * node.scale
                },
            )
            for level, node, share in draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(levels),
                        st.sampled_from(walked),
                        st.sampled_from([0.25, 1 / 3, 0.5, 1.0]),
                    ),
                    min_size=1,
                    max_size=4,
                )
            )
        ]
        level_rules.append(Gates(requires=tuple(gates)))
    walked = [node for node, _ in tree.walk()]
    if draw(st.booleans()):
        rule = draw(competences(draw(st.sampled_from(walked)), scored, levels))
        level_rules += [rule] if rule is not None else []
    if draw(st.booleans()):
        rule = draw(countings(tree, draw(st.sampled_from(walked)), scored, levels))
        level_rules += [rule] if rule is not None else []
    if draw(st.booleans()):
        level_rules.append(draw(matrices(walked, levels)))
    rubric = Rubric(
        id="random",
        version="1",
        questionnaire="random",
        title=TEXT,
        provenance=TEXT,
        missing=draw(st.sampled_from(["share", "zero"])),
        coverage_floor=0.8,
        floor_reason=TEXT,
        tree=tree,
        levels=tuple(Level(number=level, name=TEXT, meaning=TEXT) for level in levels),
        rules=tuple(level_rules),
    )
    if tabled:
        rubric = rubric.model_copy(update={"tree": draw(with_tables(tree))})
    return questionnaire_of(scored, routing), rubric


@st.composite
def with_tables(draw: Any, node: Node) -> Node:
    """The tree with a table of weights at some of its nodes."""
    nodes = tuple(draw(with_tables(child)) for child in node.nodes)
    table = draw(weight_tables(node)) if draw(st.booleans()) else None
    if table is None or not node.aggregate.heeds_weights:
        return node.model_copy(update={"nodes": nodes})
    usual = table.rows[table.unknown].weights
    return node.model_copy(
        update={
            "nodes": tuple(each.model_copy(update={"weight": usual[each.id]}) for each in nodes),
            "items": tuple(
                each.model_copy(update={"weight": usual[each.id]}) for each in node.items
            ),
            "weights_by": table,
        }
    )


@st.composite
def weight_tables(draw: Any, node: Node) -> WeightTable:
    """Two rows by words or numbers, one for all others, and perhaps one for the unknown."""
    children = (*node.nodes, *node.items)
    whole = sum(child.weight for child in children)
    tests = [
        [Condition(fact="size", **{"is": names}) for names in (("large",), ("small", "micro"))],
        [Condition(fact="employees", below=20), Condition(fact="employees", at_least=300)],
    ]
    rows = []
    for when in (*draw(st.sampled_from(tests)), None, None):
        drawn = {each.id: draw(WEIGHTS) for each in children}
        first = next((each for each in node.nodes if each.not_applicable == "share"), None)
        if first and children[1:] and draw(st.integers(0, 4)) == 0:
            drawn[first.id] = 0.0
        if node.aggregate.adds_points:  # every row brings the same
            together = sum(drawn.values())
            drawn = {id: weight * whole / together for id, weight in drawn.items()}
        rows.append(WeightRow(when=when, weights=drawn, reason=TEXT))
    rest = draw(st.sampled_from([2, 3]))
    fact = rows[0].when.fact if rows[0].when is not None else None
    return WeightTable(fact=fact or "", rows=tuple(rows), otherwise=2, unknown=rest)


@st.composite
def facts(draw: Any) -> dict[str, str | float]:
    """What is known of an enterprise: its size class and how many work there, or less."""
    size = draw(st.sampled_from([None, "large", "medium", "small", "micro", "unclassified"]))
    employees = draw(st.sampled_from([None, 0.0, 19.0, 20.0, 299.0, 300.0]))
    known = {"size": size, "employees": employees}
    return {name: value for name, value in known.items() if value is not None}


@st.composite
def routes(draw: Any, scored: list[Item]) -> tuple[list[Item], dict[str, Condition]]:
    """The items, some asked only where an earlier one says so; and conditions with a name."""
    routing, found = {}, scored[:1]
    for item in scored[1:]:
        before = draw(st.sampled_from(found))
        if before.options:
            test = {"item": before.id, "is": [draw(st.sampled_from(before.options)).id]}
        else:
            test = {"item": before.id, "at_least": draw(st.integers(0, 100))}
        condition = Condition(**test)
        condition = draw(st.sampled_from([condition, Condition(**{"not": condition})]))
        routing[f"c{item.id}"] = condition
        show_if = draw(st.sampled_from([None, *routing.values()]))
        found.append(item.model_copy(update={"show_if": show_if}))
    return found, routing


def wide_world(weights: list[float], rule: str) -> tuple[Questionnaire, Rubric]:
    """One node of that rule over as many choices as there are weights."""
    options = [Option(id=f"o{step}", says=TEXT) for step in range(3)]
    scored = [
        Item(kind=Kind.CHOICE, id=f"i{place}", dimension="all", ask=TEXT, why=TEXT, options=options)
        for place in range(len(weights))
    ]
    parts = [
        Judged(id=item.id, weight=weight, points=(0.0, 1.0, 3.0), reason=TEXT)
        for item, weight in zip(scored, weights, strict=True)
    ]
    tree = Node(
        id="n",
        title=TEXT,
        scale=sum(weights) if rule == "sum" else 100,
        reason=TEXT,
        aggregate=aggregation(rule)(),
        items=tuple(parts),
    )
    rubric = Rubric(
        id="wide",
        version="1",
        questionnaire="random",
        title=TEXT,
        provenance=TEXT,
        missing="share",
        coverage_floor=0.8,
        floor_reason=TEXT,
        tree=tree,
        levels=(Level(number=1, name=TEXT, meaning=TEXT),),
        rules=(Bands(**{"node": "n", "from": {"1": 0.0}, "reason": TEXT}),),
    )
    return questionnaire_of(scored), rubric


def _with_again(tree: Node, part: Judged, weight: float) -> Node:
    """The tree with one more node, in which ``part`` is judged once more."""
    more = tree.nodes[0].model_copy(
        update={
            "id": f"{tree.id}again", "nodes": (), "scale": weight, "weight": 2.0,
            "items": (part.model_copy(update={"weight": weight}),),
        }
    )  # fmt: skip
    scale = tree.scale + (more.weight if tree.aggregate.adds_points else 0.0)
    return tree.model_copy(update={"nodes": (*tree.nodes, more), "scale": scale})


def questionnaire_of(
    scored: list[Item], routing: Mapping[str, Condition] | None = None
) -> Questionnaire:
    """The items as a questionnaire of one page and one dimension."""
    return Questionnaire(
        id="random",
        edition="1",
        title=TEXT,
        about=TEXT,
        minutes=5,
        status="draft",
        default_rubric="random",
        routing=routing or {},
        dimensions=(Dimension(id="all", title=TEXT, about=TEXT),),
        items=tuple(scored),
        pages=(Page(id="all", title=TEXT, items=tuple(item.id for item in scored)),),
        provenance=(Provenance(part="all", source=TEXT, confidence="own"),),
        digest="",
    )


@st.composite
def answers(draw: Any, questionnaire: Questionnaire, *, complete: bool = False) -> dict[str, Any]:
    """Answers to some of the items (all of them if ``complete``), "not applicable" among them."""
    given = {}
    for item in questionnaire.items:
        chance = draw(st.integers(0, 9))
        if chance == 0 and item.not_applicable is not None:
            given[item.id] = NotApplicable("字")
        elif chance > 2 or complete:
            given[item.id] = draw(answer(item))
    return given


@st.composite
def answer(draw: Any, item: Item) -> Any:
    """One admissible answer."""
    if item.kind is Kind.NUMBER:
        ends = [band.from_ for band in item.bands] + [100.0]
        return float(draw(st.one_of(st.sampled_from(ends), st.floats(0, 100))))
    if item.kind is not Kind.MULTI:
        return draw(st.sampled_from(item.options)).id
    together = [option.id for option in item.options if not option.exclusive]
    alone = [(option.id,) for option in item.options if option.exclusive]
    ticks = st.sets(st.sampled_from(together), min_size=1).map(
        lambda ticked: tuple(id for id in together if id in ticked)
    )
    return draw(st.one_of(ticks, st.sampled_from(alone)) if alone else ticks)
