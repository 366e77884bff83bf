"""What must hold between the parts of the files of programmes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import Path_, YamlDocument
from questionnaires.building import resolve
from questionnaires.conditions import leaves
from questionnaires.fitting import Fault, Piece
from questionnaires.library import Known
from questionnaires.model import Item, Questionnaire
from solutions.conditions import condition_faults, reading_faults
from solutions.programmes.entries import (
    AnswersEntry,
    ProgrammeEntry,
    ProgrammesEntry,
    RequirementEntry,
)

TESTS = ("facts", "answers", "level", "programme", "declared")


@dataclass(frozen=True)
class PlacedProgramme:
    """A programme and where it stands."""

    entry: ProgrammeEntry
    document: YamlDocument
    index: int

    def problem(self, code: str, *at: str | int, **params: Any) -> Problem:
        """A problem of the programme at the line of ``at``."""
        path = ("programmes", self.index, *at)
        return self.document.problem(code, *path, programme=self.entry.id, **params)


def placed(files: Sequence[tuple[ProgrammesEntry, YamlDocument]]) -> tuple[PlacedProgramme, ...]:
    """All programmes in the order of the files."""
    return tuple(
        PlacedProgramme(entry, document, index)
        for file, document in files
        for index, entry in enumerate(file.programmes)
    )


def programme_problems(all_: Sequence[PlacedProgramme], known: Known) -> Iterator[Problem]:
    """Every problem beyond the form of the files."""
    programmes: dict[str, PlacedProgramme] = {}
    for each in all_:
        if each.entry.id in programmes:
            yield each.problem("P001", "id", name=each.entry.id)
        programmes.setdefault(each.entry.id, each)
    for each in all_:
        seen: set[str] = set()
        for index, requirement in enumerate(each.entry.requires):
            at = ("requires", index)
            if requirement.id in seen:
                yield each.problem("P001", *at, "id", name=requirement.id)
            seen.add(requirement.id)
            yield from _requirement(each, requirement, at, programmes, known)
    yield from _circles(programmes)
    yield from _meanings(all_)


def needs(entry: ProgrammeEntry) -> tuple[str, ...]:
    """The programmes that it depends on."""
    return tuple(each.programme for each in entry.requires if each.programme is not None)


def _requirement(
    each: PlacedProgramme,
    requirement: RequirementEntry,
    at: Path_,
    programmes: Mapping[str, PlacedProgramme],
    known: Known,
) -> Iterator[Problem]:
    given = [name for name in TESTS if getattr(requirement, name) is not None]
    if len(given) != 1:
        yield each.problem("P002", *at, name=requirement.id, found=", ".join(given) or "–")
    if requirement.facts is not None:
        for code, path, params in condition_faults(requirement.facts, {}, *at, "facts"):
            yield each.document.problem(code, "programmes", each.index, *path, **params)
    if requirement.answers is not None:
        yield from _answers(each, requirement.answers, (*at, "answers"), known)
    level = requirement.level
    if level is not None and known.find(level.questionnaire, level.edition) is None:
        name = f"{level.questionnaire}@{level.edition}"
        yield each.problem("P005", *at, "level", "questionnaire", name=name)
    if requirement.programme is not None and requirement.programme not in programmes:
        near = did_you_mean(requirement.programme, programmes)
        yield each.problem("P003", *at, "programme", name=requirement.programme, near=near)
    if requirement.declared in programmes:
        yield each.problem("P007", *at, "declared", name=requirement.declared)


def _answers(
    each: PlacedProgramme, entry: AnswersEntry, at: Path_, known: Known
) -> Iterator[Problem]:
    if entry.at_least is not None and entry.at_least > len(entry.of):
        params = {"needed": entry.at_least, "parts": len(entry.of)}
        yield each.problem("P006", *at, "at_least", **params)
    for place, name in enumerate(entry.questionnaires):
        if not known.of(name):
            yield each.problem("P005", *at, "questionnaires", place, name=name)
    for name, editions in entry.editions.items():
        for place, edition in enumerate(editions):
            if known.find(name, edition) is None:
                path = (*at, "editions", name, place)
                yield each.problem("P005", *path, name=f"{name}@{edition}")
    if not entry.names:
        yield each.problem("P005", *at, name="—")
    told: list[Problem] = []  # once, though several questionnaires ask the same
    for name in entry.names:
        for index in range(len(entry.of)):
            own = piece(each, entry, (*at, "of", index, "condition"), name)
            told += [problem for problem in own.problems(known.of(name)) if problem not in told]
    yield from told


def pieces(each: PlacedProgramme, questionnaire: str) -> Iterator[Piece]:
    """What a programme reads off the sheets of a questionnaire."""
    for number, requirement in enumerate(each.entry.requires):
        answers = requirement.answers
        if answers is not None and questionnaire in answers.names:
            for index in range(len(answers.of)):
                at = ("requires", number, "answers", "of", index, "condition")
                yield piece(each, answers, at, questionnaire)


def piece(each: PlacedProgramme, entry: AnswersEntry, at: Path_, questionnaire: str) -> Piece:
    """The condition at ``at``, which is one part of ``entry``."""
    written = entry.of[int(at[-2])].condition

    def faults(edition: Questionnaire, _item: Item) -> Iterator[Fault]:
        for code, path, params in reading_faults(resolve(written, {}), edition.by_id):
            yield code, path, {"programme": each.entry.id, **params}

    return Piece(
        document=each.document,
        at=("programmes", each.index, *at),
        id=next((leaf.item for leaf in leaves(resolve(written, {})) if leaf.item), ""),
        about=lambda _item: True,
        faults=faults,
        absent=lambda lacking: next(condition_faults(written, lacking[-1].by_id)),
        strange=lambda items: condition_faults(written, items),
        editions=entry.editions.get(questionnaire, ()),
        subject=(each.entry.id, at),
    )


def _circles(known: Mapping[str, PlacedProgramme]) -> Iterator[Problem]:
    graph = {
        id: [name for name in needs(each.entry) if name in known] for id, each in known.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        first = next(id for id in known if id in circle)
        yield known[first].problem("P004", "id", circle=" → ".join(reversed(circle)))


def _meanings(all_: Sequence[PlacedProgramme]) -> Iterator[Problem]:
    """What the enterprise shows itself means the same wherever it is named."""
    meant: dict[str, object] = {}
    for each in all_:
        for index, requirement in enumerate(each.entry.requires):
            name = requirement.declared
            if name is not None and meant.setdefault(name, requirement.says) != requirement.says:
                yield each.problem("P008", "requires", index, "declared", name=name)
