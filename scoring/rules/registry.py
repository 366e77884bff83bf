"""Rules by their names: those of this package and those that other packages bring."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import TypeVar

from scoring.rules.base import Aggregation, LevelRule, Rule

GROUP = "shuzhen.rules"  # the entry point group of outside packages

R = TypeVar("R", bound=type[Rule])
_rules: dict[str, type[Rule]] = {}


class DuplicateRule(ValueError):
    """Two classes claim one name."""


class BrokenRules(ValueError):
    """Outside distributions whose rules cannot be loaded; ``problems`` says which and why."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class UnknownRule(LookupError):
    """No rule of that kind has that name; ``known`` are those that exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        self.close = next(iter(get_close_matches(name, known, 1)), None)
        hint = f"; did you mean {self.close}?" if self.close else ""
        super().__init__(f"no rule is called {name!r}{hint} known: {', '.join(known)}")


def register(name: str) -> Callable[[R], R]:
    """Class decorator: the rule is called ``name`` in rubric files. Raises DuplicateRule."""

    def enter(rule: R) -> R:
        if name in _rules and _rules[name] is not rule:
            raise DuplicateRule(f"{name} is {_rules[name].__qualname__} already")
        rule.name = name
        _rules[name] = rule
        return rule

    return enter


def aggregation(name: str) -> type[Aggregation]:
    """The aggregation called ``name``. Raises UnknownRule."""
    return _find(name, Aggregation)


def level_rule(name: str) -> type[LevelRule]:
    """The level rule called ``name``. Raises UnknownRule."""
    return _find(name, LevelRule)


K = TypeVar("K", bound=Rule)


def _find(name: str, kind: type[K]) -> type[K]:
    _load()
    known = {n: rule for n, rule in _rules.items() if issubclass(rule, kind)}
    if name not in known:
        raise UnknownRule(name, tuple(sorted(known)))
    return known[name]


@cache
def _load() -> None:
    package = import_module("scoring.rules")
    for module in iter_modules(package.__path__):
        import_module(f"scoring.rules.{module.name}")
    problems = []
    for entry in entry_points(group=GROUP):
        try:
            entry.load()
        except Exception as error:  # noqa: BLE001 - whatever another distribution does
            owner = entry.dist.name if entry.dist else "?"
            problems.append(f"{owner}: {entry.name} = {entry.value}: {error}")
    if problems:
        raise BrokenRules(tuple(problems))
