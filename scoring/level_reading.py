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
    document: Document, entry: RubricEntry, tree: Node | None, problems: list[Problem]
) -> tuple[tuple[Level, ...], tuple[LevelRule, ...]]:
    """The ladder, lowest level first, and the rules; problems are noted on the way."""
    numbers = [level.number for level in entry.levels]
    if numbers[0] > 1 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        problems.append(document.problem("R030", "levels", got=", ".join(map(str, numbers))))
    rules = []
    for index in range(len(entry.level_rules)):
        rule = read_level_rule(document, ("level_rules", index), problems)
        if rule is not None:
            rules.append(rule)
            problems += _check_thresholds(document, rule, ("level_rules", index), tree, numbers)
            if isinstance(rule, Bands):
                problems += _check_bands(document, rule, ("level_rules", index), numbers)
    levels = tuple(
        Level(number=each.number, name=each.name, meaning=each.meaning) for each in entry.levels
    )
    return levels, tuple(rules)


def _check_thresholds(
    document: Document, rule: LevelRule, at: At, tree: Node | None, numbers: list[int]
) -> list[Problem]:
    """Every node and level that a rule names is there, and no figure lies off its scale."""
    scales = {} if tree is None else {node.id: node.scale for node, _ in tree.walk()}
    found = []
    for place, (level, node, at_least) in zip(rule.places(), rule.thresholds(), strict=True):
        here: At = (*at, *place)
        if level not in numbers or level == 0:
            known = ", ".join(str(number) for number in numbers if number)
            found.append(document.problem("R031", *here, "level", level=level, known=known))
        if tree is None:
            continue
        if node not in scales:
            near = did_you_mean(node, scales)
            found.append(document.problem("R032", *here, "node", node=node, near=near))
        elif not 0 <= at_least <= scales[node]:
            params = {"node": node, "got": at_least, "scale": scales[node]}
            found.append(document.problem("R033", *here, "at_least", **params))
    return found


def _check_bands(document: Document, rule: Bands, at: At, numbers: list[int]) -> list[Problem]:
    """The bands rise and leave no level out (level 0 is where everybody begins)."""
    found = []
    starts = sorted((int(level), start) for level, start in rule.from_.items())
    for (level, low), (above, high) in pairwise(starts):
        if not low < high:
            params = {"level": level, "low": low, "above": above, "high": high}
            found.append(document.problem("R034", *at, "from", str(above), **params))
    missing = [number for number in numbers if number and str(number) not in rule.from_]
    if missing:
        levels = ", ".join(map(str, missing))
        found.append(document.problem("R035", *at, "from", levels=levels))
    return found
