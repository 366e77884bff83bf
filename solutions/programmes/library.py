"""Reads the files of programmes, or says everything that keeps them from being used."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from files.families import read_all
from files.problems import InvalidFiles, Problem, problems_in
from questionnaires.building import resolve
from questionnaires.fitting import Piece
from questionnaires.library import Known, fingerprint
from questionnaires.model import Questionnaire
from solutions.programmes.checks import TESTS, pieces, placed, programme_problems
from solutions.programmes.entries import ProgrammeEntry, ProgrammesEntry, RequirementEntry
from solutions.programmes.model import CountedPart, Programme, ProgrammeRequirement, Programmes

FOLDER = Path(__file__).parent / "rules"


def programmes(folder: Path | None = None) -> Programmes:
    """The programmes in ``folder``, the shipped ones without; read once while nothing changes.

    Raises InvalidFiles with every problem of all files.
    """
    place = FOLDER if folder is None else folder
    return _kept(place, fingerprint(place))


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files of programmes; each is read with all that stand beside it.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    return problems_in(files, lambda folder: _read(folder, Known(beside))[1])


def pieces_for(questionnaire: Questionnaire) -> Iterator[Piece]:
    """What the shipped programmes read off the sheets of a questionnaire."""
    for each in placed(read_all(sorted(FOLDER.glob("*.yaml")), ProgrammesEntry)[0]):
        yield from pieces(each, questionnaire.id)


@lru_cache(maxsize=8)
def _kept(folder: Path, _changed: object) -> Programmes:
    entries, problems = _read(folder, Known())
    if problems:
        raise InvalidFiles(problems)
    return Programmes(programmes=tuple(map(_programme, entries)))


def _read(folder: Path, known: Known) -> tuple[list[ProgrammeEntry], list[Problem]]:
    files, problems = read_all(sorted(folder.glob("*.yaml")), ProgrammesEntry)
    every = placed(files)
    problems += programme_problems(every, known)
    return [each.entry for each in every], problems


def _programme(entry: ProgrammeEntry) -> Programme:
    requires = tuple(_requirement(each, entry) for each in entry.requires)
    return Programme(**dict(entry) | {"requires": requires})


def _requirement(entry: RequirementEntry, programme: ProgrammeEntry) -> ProgrammeRequirement:
    (kind,) = (name for name in TESTS if getattr(entry, name) is not None)
    answers, level = entry.answers, entry.level
    parts = answers.of if answers else ()
    told = entry if entry.source else programme
    return ProgrammeRequirement(
        id=entry.id,
        says=entry.says,
        source=entry.source or programme.source,
        dated=entry.dated or told.dated,
        in_force=entry.in_force or told.in_force,
        seen=entry.seen or programme.seen,
        confidence=entry.confidence,
        kind=kind,
        condition=entry.facts and resolve(entry.facts, {}),
        editions={name: answers.editions.get(name, ()) for name in answers.names}
        if answers
        else {},
        parts=tuple(
            CountedPart(says=each.says, condition=resolve(each.condition, {})) for each in parts
        ),
        needed=(answers.at_least if answers else None) or len(parts),
        level_of=level.questionnaire if level else "",
        level=level.at_least if level else 0,
        programme=entry.programme or "",
        declared=entry.declared or "",
        title=entry.title,
    )
