"""What must hold between the parts of the files of programmes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Document
from questionnaires.library import Lookup
from solutions.conditions import condition_problems
from solutions.programmes.entries import (
    AnswersEntry,
    ProgrammeEntry,
    ProgrammesEntry,
    RequirementEntry,
)

TESTS = ("facts", "answers", "level", "programme", "declared")


@dataclass(frozen=True)
class Placed:
    """A programme and where it stands."""

    entry: ProgrammeEntry
    document: Document
    index: int

    def problem(self, code: str, *at: str | int, **params: Any) -> Problem:
        """A problem of the programme at the line of ``at``."""
        path = ("programmes", self.index, *at)
        return self.document.problem(code, *path, programme=self.entry.id, **params)


def placed(files: Sequence[tuple[ProgrammesEntry, Document]]) -> tuple[Placed, ...]:
    """All programmes in the order of the files."""
    return tuple(
        Placed(entry, document, index)
        for file, document in files
        for index, entry in enumerate(file.programmes)
    )


def programme_problems(all_: Sequence[Placed], lookup: Lookup) -> Iterator[Problem]:
    """Every problem beyond the form of the files."""
    known: dict[str, Placed] = {}
    for each in all_:
        if each.entry.id in known:
            yield each.problem("P001", "id", name=each.entry.id)
        known.setdefault(each.entry.id, each)
    for each in all_:
        seen: set[str] = set()
        for index, requirement in enumerate(each.entry.requires):
            at = ("requires", index)
            if requirement.id in seen:
                yield each.problem("P001", *at, "id", name=requirement.id)
            seen.add(requirement.id)
            yield from _requirement(each, requirement, at, known, lookup)
    yield from _circles(known)
    yield from _meanings(all_)


def needs(entry: ProgrammeEntry) -> tuple[str, ...]:
    """The programmes that it depends on."""
    return tuple(each.programme for each in entry.requires if each.programme is not None)


def _requirement(
    each: Placed,
    requirement: RequirementEntry,
    at: tuple[str | int, ...],
    known: Mapping[str, Placed],
    lookup: Lookup,
) -> Iterator[Problem]:
    given = [name for name in TESTS if getattr(requirement, name) is not None]
    if len(given) != 1:
        yield each.problem("P002", *at, name=requirement.id, found=", ".join(given) or "–")
    if requirement.facts is not None:
        path = ("programmes", each.index, *at, "facts")
        yield from condition_problems(requirement.facts, each.document, {}, *path)
    if requirement.answers is not None:
        yield from _answers(each, requirement.answers, (*at, "answers"), lookup)
    level = requirement.level
    if level is not None and lookup(level.questionnaire, level.edition) is None:
        name = f"{level.questionnaire}@{level.edition}"
        yield each.problem("P005", *at, "level", "questionnaire", name=name)
    if requirement.programme is not None and requirement.programme not in known:
        near = did_you_mean(requirement.programme, known)
        yield each.problem("P003", *at, "programme", name=requirement.programme, near=near)
    if requirement.declared in known:
        yield each.problem("P007", *at, "declared", name=requirement.declared)


def _answers(
    each: Placed, entry: AnswersEntry, at: tuple[str | int, ...], lookup: Lookup
) -> Iterator[Problem]:
    if entry.at_least is not None and entry.at_least > len(entry.of):
        params = {"needed": entry.at_least, "parts": len(entry.of)}
        yield each.problem("P006", *at, "at_least", **params)
    told: list[Problem] = []  # once, though several editions ask the same
    for name, editions in entry.editions.items():
        for place, edition in enumerate(editions):
            found = lookup(name, edition)
            if found is None:
                yield each.problem("P005", *at, "editions", name, place, name=f"{name}@{edition}")
                continue
            for index, part in enumerate(entry.of):
                path = ("programmes", each.index, *at, "of", index, "condition")
                told += [
                    problem
                    for problem in condition_problems(
                        part.condition, each.document, found.by_id, *path
                    )
                    if problem not in told
                ]
    yield from told


def _circles(known: Mapping[str, Placed]) -> Iterator[Problem]:
    graph = {
        id: [name for name in needs(each.entry) if name in known] for id, each in known.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        first = next(id for id in known if id in circle)
        yield known[first].problem("P004", "id", circle=" → ".join(reversed(circle)))


def _meanings(all_: Sequence[Placed]) -> Iterator[Problem]:
    """What the enterprise shows itself means the same wherever it is named."""
    meant: dict[str, object] = {}
    for each in all_:
        for index, requirement in enumerate(each.entry.requires):
            name = requirement.declared
            if name is not None and meant.setdefault(name, requirement.says) != requirement.says:
                yield each.problem("P008", "requires", index, "declared", name=name)
