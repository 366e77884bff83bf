"""The rules that a rubric file names, with their options typed and checked."""

from typing import Any, TypeVar

from files.problems import Problem
from files.shape import did_you_mean, fit
from files.strict_yaml import Path_, YamlDocument
from scoring.rules.base import Aggregation, LevelRule, Rule
from scoring.rules.registry import UnknownRule, aggregation, level_rule
from scoring.rules.weighted_mean import WeightedMean

At = Path_
RuleType = TypeVar("RuleType", bound=Rule)


def read_aggregation(
    document: YamlDocument, raw: str | dict[str, Any], at: At, problems: list[Problem]
) -> Aggregation:
    """The aggregation of the node at ``at``: its name, or ``{rule: NAME, option: …}``.

    The weighted mean stands in for one that cannot be read.
    """
    here = (*at, "aggregate")
    options = {"rule": raw} if isinstance(raw, str) else raw
    try:
        rule = aggregation(str(options.get("rule")))
    except UnknownRule as unknown:
        problems.append(_unknown(document, unknown, here, "R020"))
        return WeightedMean()
    return _fitted(document, rule, options, here, problems) or WeightedMean()


def read_level_rule(document: YamlDocument, at: At, problems: list[Problem]) -> LevelRule | None:
    """The level rule at ``at``, or None where it cannot be read."""
    options = document.data
    for step in at:
        options = options[step]
    try:
        rule = level_rule(str(options.get("rule")))
    except UnknownRule as unknown:
        problems.append(_unknown(document, unknown, (*at, "rule"), "R021"))
        return None
    return _fitted(document, rule, options, at, problems)


def _unknown(document: YamlDocument, unknown: UnknownRule, at: At, code: str) -> Problem:
    near = did_you_mean(unknown.name, unknown.known)
    return document.problem(code, *at, rule=unknown.name, near=near, known=", ".join(unknown.known))


def _fitted(
    document: YamlDocument,
    rule: type[RuleType],
    raw: dict[str, Any],
    at: At,
    problems: list[Problem],
) -> RuleType | None:
    """The rule with the options of ``raw``, written at ``at``."""
    options = {key: value for key, value in raw.items() if key != "rule"}
    inside = {path[len(at) :]: n for path, n in document.lines.items() if path[: len(at)] == at}
    part = YamlDocument(document.file, options, {(): document.line(*at)} | inside)
    found, more = fit(rule, part)
    problems += more
    return found
