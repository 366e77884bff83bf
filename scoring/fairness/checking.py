"""Every problem of fairness of one rubric, but for what the rubric says is right so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from files.families import read
from files.problems import Problem, in_order
from files.strict_yaml import Path_, YamlDocument
from questionnaires.model import Questionnaire
from scoring.entries import ExceptionEntry, RubricEntry
from scoring.fairness import first_steps, ladders, orders, swelling
from scoring.fairness.banded import banded, has_lines
from scoring.fairness.finding import FairnessFinding, SearchExtent
from scoring.fairness.inputs import facts_asked, only_for
from scoring.fairness.routes import RouteSpace, routes_of
from scoring.fairness.thinning import spaces
from scoring.fairness.weights import is_linear, weights
from scoring.reader import read_rubric
from scoring.rubric import Rubric
from scoring.weighing import weighted_rubrics


@dataclass(frozen=True)
class Fairness:
    """What is not fair in a rubric file, what was excused, and how far the checks went."""

    problems: tuple[Problem, ...]
    excused: tuple[FairnessFinding, ...]
    reach: SearchExtent


def check_fairness(file: Path, questionnaire: Questionnaire) -> Fairness:
    """Judge the rubric in ``file`` as it judges ``questionnaire``.

    Raises InvalidFiles where it is no rubric for that, OSError.
    """
    rubric = read_rubric(file, questionnaire)
    entry, document, _ = read(file, RubricEntry)
    assert entry is not None  # noqa: S101 - read_rubric has just read it
    reach = SearchExtent()
    found = findings(questionnaire, rubric, reach)
    problems = [*orders.check(entry.order, document, questionnaire, rubric)]
    excused, left = _split(entry.fairness, found)
    lines = dict(_places(document.data))
    problems += [document.problem(each.code, *lines.get(each.line, ("tree",)), **each.params)
                 for each in left]  # fmt: skip
    problems += _of_exceptions(entry.fairness, document, questionnaire, rubric, found)
    return Fairness(in_order(problems), tuple(excused), reach)


def findings(
    questionnaire: Questionnaire, rubric: Rubric, reach: SearchExtent
) -> list[FairnessFinding]:
    """All that is not fair, excused or not, without the declared pairs."""
    found: dict[tuple[str, str], FairnessFinding] = {}
    reach.exact = not has_lines(rubric)
    for way in weighted_rubrics(rubric):
        if way.unknown & facts_asked(questionnaire, rubric):
            reach.exact = False  # who is not known of is on no route that is decided
            continue
        own = banded(questionnaire, way.rubric)
        for each in _on(routes_of(only_for(questionnaire, way.tests), own, way.facts), reach):
            found.setdefault((each.code, each.at), each)
    return [*found.values()]


def _on(routes: RouteSpace, reach: SearchExtent) -> Iterator[FairnessFinding]:
    """All that is not fair on these routes, some of it more than once."""
    reach.routes += routes.count
    reach.exact &= routes.exact and is_linear(routes)
    for space, places in spaces(routes):
        reach.exact &= space.exact
        total = weights(space, np.arange(space.count), [space.plan.total])
        yield from first_steps.check(space, places, total, reach)
        yield from swelling.check(space, total)
    yield from ladders.check(routes)


def excuses(entry: ExceptionEntry, finding: FairnessFinding, at: str | None) -> bool:
    """Whether the exception, of which ``at`` is one place (None: everywhere), is about it."""
    if entry.check not in ("all", finding.check):
        return False
    return at is None or finding.at == at or finding.at.startswith(f"{at}.")


def _split(
    entries: Sequence[ExceptionEntry], found: Sequence[FairnessFinding]
) -> tuple[list[FairnessFinding], list[FairnessFinding]]:
    excused = [
        each
        for each in found
        if any(excuses(entry, each, at) for entry in entries for at in entry.at or (None,))
    ]
    return excused, [each for each in found if each not in excused]


def _of_exceptions(
    entries: Sequence[ExceptionEntry],
    document: YamlDocument,
    questionnaire: Questionnaire,
    rubric: Rubric,
    found: Sequence[FairnessFinding],
) -> Iterator[Problem]:
    """Exceptions of what is not there, and those that excuse nothing."""
    known = {item.id for item in questionnaire.items} | set(rubric.figures)
    known |= {f"{item.id}.{rung}" for item in questionnaire.items for rung in item.rungs}
    for place, entry in enumerate(entries):
        for number, at in enumerate(entry.at or (None,)):
            path = ("fairness", place) if at is None else ("fairness", place, "at", number)
            if at is not None and at not in known:
                yield document.problem("J010", *path, at=at)
            elif not any(excuses(entry, each, at) for each in found):
                yield document.problem("J011", *path, check=entry.check, at=at or "—")


def _places(data: Mapping[str, Any]) -> Iterator[tuple[str, Path_]]:
    """Where each node and each item stands in a rubric file."""
    if data.get("tree"):
        yield from _below(data["tree"], ("tree",))


def _below(node: Mapping[str, Any], path: Path_) -> Iterator[tuple[str, Path_]]:
    yield str(node.get("id")), path
    for id, judged in (node.get("items") or {}).items():
        if not (judged or {}).get("again"):
            yield id, (*path, "items", id)
    for place, child in enumerate(node.get("children") or ()):
        yield from _below(child, (*path, "children", place))
