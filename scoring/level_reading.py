"""The levels of a rubric file and the rules that give them."""

from itertools import pairwise

from questionnaires.problems import Problem
from questionnaires.shape import did_you_mean
from questionnaires.strict_yaml import Document
from scoring.entries import RubricEntry
from scoring.rubric import Node
from scoring.rule_reading import At, read_level_rule
from scoring.rules.bands import Bands
from scoring.rules.base import LevelRule
from scoring.scorecard import Level


def read_levels(
    document: Document, entry: RubricEntry, tree: Node, problems: list[Problem]
) -> tuple[tuple[Level, ...], tuple[LevelRule, ...]]:
    """The ladder, lowest level first, and the rules; problems are noted on the way."""
    numbers = [level.number for level in entry.levels]
    first = numbers[0]
    if numbers != list(range(first, first + len(numbers))) or first > 1:
        got = "、".join(map(str, numbers))
        problems.append(document.problem("R030", "levels", got=got))
    rules = []
    for index, raw in enumerate(entry.level_rules):
        at: At = ("level_rules", index)
        rule = read_level_rule(document, raw, at, problems)
        if rule is not None:
            problems += _check_thresholds(document, rule, at, tree, numbers)
            if isinstance(rule, Bands):
                problems += _check_bands(document, rule, at, numbers)
            rules.append(rule)
    levels = tuple(
        Level(number=each.number, name=each.name, meaning=each.meaning) for each in entry.levels
    )
    return levels, tuple(rules)


def _check_thresholds(
    document: Document, rule: LevelRule, at: At, tree: Node, numbers: list[int]
) -> list[Problem]:
    """Every node and level that a rule names is there, and no figure asks for the impossible."""
    scales = {node.id: node.scale for node, _ in tree.walk()}
    found = []
    for index, (level, node, at_least) in enumerate(rule.thresholds()):
        here: At = (
            (*at, "from", str(level)) if isinstance(rule, Bands) else (*at, "requires", index)
        )
        if level not in numbers:
            known = "、".join(map(str, numbers))
            found.append(document.problem("R031", *here, level=level, known=known))
        if node not in scales:
            near = did_you_mean(node, scales)
            found.append(document.problem("R032", *here, "node", node=node, near=near))
        elif not 0 <= at_least <= scales[node]:
            params = {"node": node, "got": at_least, "scale": scales[node]}
            found.append(document.problem("R033", *here, "at_least", **params))
    return found


def _check_bands(document: Document, rule: Bands, at: At, numbers: list[int]) -> list[Problem]:
    """Bands increase and leave no level out (level 0 begins at 0 by itself)."""
    found = []
    ends = sorted((int(level), low) for level, low in rule.from_.items())
    for (level, low), (above, high) in pairwise(ends):
        if not low < high:
            params = {"level": level, "low": low, "above": above, "high": high}
            found.append(document.problem("R034", *at, "from", str(above), **params))
    missing = [n for n in numbers if n > 0 and str(n) not in rule.from_]
    if missing:
        names = "、".join(map(str, missing))
        found.append(document.problem("R035", *at, "from", levels=names))
    return found
