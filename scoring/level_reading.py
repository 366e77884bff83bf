"""The levels of a rubric file and the rules that give them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import YamlDocument
from questionnaires.model import Item
from scoring.entries import RubricEntry
from scoring.rubric import WHOLE, Node
from scoring.rule_reading import At, read_level_rule
from scoring.rules.bands import Bands
from scoring.rules.base import Fault, LevelRule
from scoring.scorecard import Level


def read_levels(
    document: YamlDocument,
    entry: RubricEntry,
    tree: Node | None,
    items: Mapping[str, Item],
    problems: list[Problem],
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
            at = ("level_rules", index)
            problems += _check_thresholds(document, rule, at, _scales(rule, tree), numbers)
            if tree is not None:
                for code, place, params in _faults(rule, rules[:-1], tree, items):
                    problems.append(document.problem(code, *at, *place, **params))
            if isinstance(rule, Bands):
                problems += _check_bands(document, rule, ("level_rules", index), numbers)
    if not problems:
        problems += _unasked(document, rules, numbers)
    levels = tuple(
        Level(number=each.number, name=each.name, meaning=each.meaning) for each in entry.levels
    )
    return levels, tuple(rules)


def _scales(rule: LevelRule, tree: Node | None) -> dict[str, Node] | None:
    """Every node and every measure of ``rule``, which have a scale."""
    if tree is None:
        return None
    nodes = (*(node for node, _ in tree.walk()), *rule.measures(tree))
    return {node.id: node for node in nodes}


def _faults(
    rule: LevelRule, before: Sequence[LevelRule], tree: Node, items: Mapping[str, Item]
) -> Iterator[Fault]:
    """What is wrong with a rule in view of the tree and of the rules before it."""
    yield from rule.faults(tree, items)
    taken = {each.id for other in before for each in other.measures(tree)}
    for measure in rule.measures(tree):
        if measure.id in taken:
            yield "R046", ("rule",), {"rule": rule.name, "node": measure.id.partition(".")[0]}
            return


def _check_thresholds(
    document: YamlDocument,
    rule: LevelRule,
    at: At,
    scales: Mapping[str, Node] | None,
    numbers: list[int],
) -> list[Problem]:
    """Every node and level that a rule names is there, and no figure lies off its scale.

    A measure of the rule's own that cannot be made is reported by the rule.
    """
    found = []
    for place, need in zip(rule.places(), rule.thresholds(), strict=True):
        here: At = (*at, *place)
        level, node, at_least, above = need
        if level not in numbers or level == 0:
            known = ", ".join(str(number) for number in numbers if number)
            found.append(document.problem("R031", *here, "level", level=level, known=known))
        if scales is None:
            continue
        name, _, _ = node.partition(".")
        if name not in scales:
            near = did_you_mean(name, scales)
            found.append(document.problem("R032", *here, "node", node=name, near=near))
        if node not in scales:
            continue
        of, word = scales[node], "above" if above else "at_least"
        params = {"node": node, "got": at_least, "start": of.start, "scale": of.scale}
        if not of.start <= at_least <= of.scale:
            code = "R076" if of.limits != WHOLE and at_least > of.scale else "R033"
            found.append(document.problem(code, *here, word, **params))
        elif above and at_least == of.scale:
            found.append(document.problem("R065", *here, word, node=node, got=at_least))
    return found


def _check_bands(document: YamlDocument, rule: Bands, at: At, numbers: list[int]) -> list[Problem]:
    """The bands rise and leave no level out (level 0 is where everybody begins)."""
    found = []
    starts = sorted(
        (need.level, (need.at_least, need.above), place)
        for need, place in zip(rule.thresholds(), rule.places(), strict=True)
    )
    for (level, low, _), (above, high, place) in pairwise(starts):
        if not low < high or level == above:
            params = {"level": level, "low": low[0], "above": above, "high": high[0]}
            found.append(document.problem("R034", *at, *place, **params))
    known = {level for level, _, _ in starts}
    missing = [number for number in numbers if number and number not in known]
    if missing:
        levels = ", ".join(map(str, missing))
        found.append(document.problem("R035", *at, "from", levels=levels))
    return found


def _unasked(
    document: YamlDocument, rules: Sequence[LevelRule], numbers: Sequence[int]
) -> Iterator[Problem]:
    """Levels above the first for which no rule asks anything: the one below would be them."""
    asked = {need.level for rule in rules for need in rule.thresholds()}
    for place, number in enumerate(numbers):
        if place and number not in asked:
            yield document.problem("R050", "levels", place, level=number)
