"""The ends and the boundaries of every rule there is, against the oracle and by hand."""

from collections.abc import Iterator
from pkgutil import iter_modules
from typing import Any

import pytest

import scoring.rules
from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import Item, Kind, Option, Questionnaire
from questionnaires.sheet import Sheet, shown
from scoring import scorecard_of
from scoring.points import table
from scoring.rubric import Judged, Node, Rubric
from scoring.rules import registry
from scoring.rules.bands import Bands
from scoring.rules.base import Aggregation, LevelRule
from scoring.rules.registry import aggregation
from scoring.scorecard import Level
from tests.unit import scoring_oracle, scoring_worlds
from tests.unit.scoring_oracle import Oracle
from tests.unit.scoring_worlds import OPTIONS, RULES, TEXT, questionnaire_of

AGGREGATES = [(name, options) for name in RULES for options in OPTIONS.get(name, [{}])]
WEIGHTS = [(1e6, 1.0, 1.0), (1.0, 2.0, 1e6)]
NO = NotApplicable("字")
SHEETS: dict[str, dict[str, Answer]] = {
    "nothing answered": {},
    "nothing applies": {"i0": NO, "i1": NO, "i2": NO},
    "the first alone applies": {"i0": "mid", "i1": NO, "i2": NO},
    "the last alone applies": {"i0": NO, "i1": NO, "i2": "mid"},
    "the first alone is answered": {"i0": "high"},
    "the last alone is answered": {"i2": "mid"},
    "one is open, one does not apply": {"i0": NO, "i2": "high"},
    "all at their best": {"i0": "high", "i1": "high", "i2": "high"},
    "all at their worst": {"i0": "low", "i1": "low", "i2": "low"},
    "best, middle, worst": {"i0": "high", "i1": "mid", "i2": "low"},
    "worst, best, middle": {"i0": "low", "i1": "high", "i2": "mid"},
    "all in the middle": {"i0": "mid", "i1": "mid", "i2": "mid"},
}


def ladders() -> Questionnaire:
    """Three ladders of three rungs, each of which may not apply."""
    options = [Option(id=id, says=TEXT) for id in ("low", "mid", "high")]
    common: dict[str, Any] = {"dimension": "all", "ask": TEXT, "why": TEXT, "not_applicable": TEXT}
    made = [Item(id=f"i{n}", kind=Kind.LADDER, options=options, **common) for n in range(3)]
    return questionnaire_of(made)


def tree_of(
    aggregate: Aggregation, weights: tuple[float, ...], depth: int, points: tuple[float, ...]
) -> Node:
    """``depth`` nodes one below another, all of one rule; the first item in the top one."""
    items = [
        Judged(id=f"i{place}", weight=weight, points=points, reason=TEXT)
        for place, weight in enumerate(weights)
    ]
    node: Node | None = None
    for floor in range(depth, 0, -1):
        own = items if depth == 1 else items[:1] if floor == 1 else items[1:]
        own = own if floor in (1, depth) else []
        below = () if node is None else (node,)
        total = sum(item.weight for item in own) + sum(child.weight for child in below)
        node = Node(
            id=f"n{floor}",
            title=TEXT,
            scale=total if aggregate.adds_points else 100.0,
            weight=weights[-1],
            reason=TEXT,
            aggregate=aggregate,
            nodes=below,
            items=tuple(own),
        )
    assert node is not None
    return node


def rubric_of(tree: Node, starts: dict[str, float], missing: str = "share") -> Rubric:
    """The tree with bands on its total."""
    return Rubric(
        id="random",
        version="1",
        questionnaire="random",
        title=TEXT,
        provenance=TEXT,
        missing=missing,
        coverage_floor=0.8,
        floor_reason=TEXT,
        tree=tree,
        levels=tuple(Level(number=int(n), name=TEXT, meaning=TEXT) for n in starts),
        rules=(Bands(**{"node": tree.id, "from": starts, "reason": TEXT}),),
    )


@pytest.mark.parametrize(("depth", "lowest"), [(1, 1.0), (2, 0.0), (6, 0.0)])
@pytest.mark.parametrize(("name", "options"), AGGREGATES, ids=str)
def test_every_rule_holds_at_its_ends(
    name: str, options: dict[str, Any], depth: int, lowest: float
) -> None:
    """Nothing applies, nothing answered, one item, six floors, weights 10^6 apart (S9 to S32)."""
    questionnaire, points = ladders(), (lowest, lowest + 1, lowest + 2)
    for weights, missing in ((w, m) for w in WEIGHTS for m in ("share", "zero")):
        tree = tree_of(aggregation(name)(**options), weights, depth, points)
        starts = {"1": 0.0, "2": tree.scale / 3, "3": tree.scale / 2, "4": tree.scale}
        rubric = rubric_of(tree, starts, missing)
        for says, given in SHEETS.items():
            sheet = Sheet(given)
            card = scorecard_of(questionnaire, rubric, sheet)
            mine = Oracle(questionnaire, rubric, given, shown(questionnaire, sheet)).result()
            at = (says, weights, missing)
            for node in card.nodes:
                figures = mine.nodes[node.id]
                for figure in ("score", "low", "high", "coverage", "excluded"):
                    expected = getattr(figures, figure)
                    if expected is not None:
                        expected = pytest.approx(expected, rel=1e-9, abs=1e-9)
                    assert getattr(node, figure) == expected, (node.id, figure, *at)
            levels = (card.level and card.level.number, card.level_low, card.level_high)
            assert levels == (mine.level, mine.level_low, mine.level_high), at
            for item in card.items:
                close = {"rel": 1e-6, "abs": 1e-7 * tree.scale}
                assert item.weight == pytest.approx(mine.weights[item.id], rel=1e-6, abs=1e-9), at
                assert item.gained == pytest.approx(mine.gained[item.id], **close), at
                assert item.lost == pytest.approx(mine.lost[item.id], **close), at


@pytest.mark.parametrize(("name", "options"), AGGREGATES, ids=str)
def test_every_rule_stands_on_both_sides_of_a_threshold(name: str, options: Any) -> None:
    """A threshold is met at the score and half the tolerance above it, and not beyond (S22)."""
    questionnaire, sheet = ladders(), Sheet({"i0": "high", "i1": "mid", "i2": "mid"})
    tree = tree_of(aggregation(name)(**options), (3.0, 2.0, 2.0), 2, (0.0, 1.0, 2.0))
    total = scorecard_of(questionnaire, rubric_of(tree, {"1": 0.0}), sheet).total
    assert total is not None
    for above, level in ((-1e-6, 2), (0.0, 2), (5e-10, 2), (2e-9, 1), (1e-6, 1)):
        rubric = rubric_of(tree, {"1": 0.0, "2": total + above * tree.scale})
        card = scorecard_of(questionnaire, rubric, sheet)
        assert card.level is not None
        assert (card.level.number, card.level_low, card.level_high) == (level,) * 3, above
        assert [need.level for need in card.held_back] == [2] * (2 - level), above


def rules() -> Iterator[type[Aggregation | LevelRule]]:
    """Every rule that this package brings."""
    registry.aggregation("sum")  # all are registered once one is asked for
    here = {f"scoring.rules.{module.name}" for module in iter_modules(scoring.rules.__path__)}
    for rule in registry._rules.values():
        if rule.__module__ in here and issubclass(rule, (Aggregation, LevelRule)):
            yield rule


def test_the_oracle_knows_every_rule() -> None:
    """No rule is without its plain second form, and the random worlds draw each of them."""
    names = {rule.name for rule in rules() if issubclass(rule, Aggregation)}
    assert names == set(RULES)
    drawn = list(vars(scoring_worlds).values())
    known = list(vars(scoring_oracle).values())
    for rule in rules():
        if issubclass(rule, LevelRule):
            assert rule in drawn, rule
            plain = rule.measures is LevelRule.measures  # thresholds on nodes, as they stand
            assert plain or rule in known, rule


@pytest.mark.parametrize("third", [1 / 3, 0.333333333333, 0.1, 0.7, 1e-7])
def test_all_ticks_together_are_the_whole_item(third: float) -> None:
    """Points with any decimals add up to exactly the item at its best (S7)."""
    options = tuple(Option(id=f"o{n}", says=TEXT) for n in range(13))
    item = Item(id="i", kind=Kind.MULTI, dimension="all", ask=TEXT, why=TEXT, options=options)
    assert max(table(item, (third,) * 13)) == 1.0
