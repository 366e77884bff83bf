"""The rules that a rubric file names, with their options typed and checked."""

from typing import Any, TypeVar

from questionnaires.problems import Problem
from questionnaires.shape import did_you_mean, fit
from questionnaires.strict_yaml import Document
from scoring.rules.base import Aggregation, LevelRule, Rule
from scoring.rules.registry import UnknownRule, aggregation, level_rule
from scoring.rules.weighted_mean import WeightedMean

At = tuple[str | int, ...]
R = TypeVar("R", bound=Rule)


def read_aggregation(
    document: Document, raw: str | dict[str, Any], at: At, problems: list[Problem]
) -> Aggregation:
    """The aggregation of the node at ``at``: its name, or ``{rule: NAME, option: …}``."""
    name = raw if isinstance(raw, str) else raw.get("rule")
    try:
        rule = aggregation(str(name))
    except UnknownRule as unknown:
        problems.append(_unknown(document, unknown, (*at, "aggregate"), "R020"))
        return WeightedMean()
    found = _options(document, rule, raw, (*at, "aggregate"), problems)
    return found or WeightedMean()


def read_level_rule(
    document: Document, raw: dict[str, Any], at: At, problems: list[Problem]
) -> LevelRule | None:
    """The level rule at ``at``, or None where it cannot be read."""
    try:
        rule = level_rule(str(raw.get("rule")))
    except UnknownRule as unknown:
        problems.append(_unknown(document, unknown, (*at, "rule"), "R021"))
        return None
    return _options(document, rule, raw, at, problems)


def _unknown(document: Document, unknown: UnknownRule, at: At, code: str) -> Problem:
    near = did_you_mean(unknown.name, unknown.known)
    known = "、".join(unknown.known)
    return document.problem(code, *at, rule=unknown.name, near=near, known=known)


def _options(
    document: Document, rule: type[R], raw: str | dict[str, Any], at: At, problems: list[Problem]
) -> R | None:
    options = {} if isinstance(raw, str) else {k: v for k, v in raw.items() if k != "rule"}
    lines = {
        path[len(at) :]: line for path, line in document.lines.items() if path[: len(at)] == at
    }
    lines.setdefault((), document.line(*at))
    found, more = fit(rule, Document(document.file, options, lines))
    problems.extend(more)
    return found
