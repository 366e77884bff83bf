"""Reads a crosswalk file, or says everything that keeps it from being used."""

from collections.abc import Iterator
from pathlib import Path

from files.families import read
from files.problems import InvalidFiles, Problem
from files.shape import is_id
from files.strict_yaml import YamlDocument
from questionnaires.crosswalks.checks import applies, crosswalk_problems
from questionnaires.crosswalks.entries import CrosswalkEntry
from questionnaires.crosswalks.model import Crosswalk, Relation
from questionnaires.library import Known

FOLDER = Path(__file__).parent


def read_crosswalk(file: Path, known: Known) -> Crosswalk:
    """The crosswalk in ``file``; ``known`` gives the questionnaires.

    Relations of the crosswalks that it names under ``with`` come behind its own. Raises
    InvalidFiles with every problem, OSError without file.
    """
    entry, document, problems = read(file, CrosswalkEntry)
    if entry is not None:
        problems += crosswalk_problems(entry, document, known)
    if problems or entry is None:
        raise InvalidFiles(problems)
    own = Crosswalk(**{name: value for name, value in entry if name != "with_"})
    taken = [
        relation
        for place, name in enumerate(entry.with_)
        for relation in _taken_over(own, document, place, name, known, problems)
    ]
    if problems:
        raise InvalidFiles(problems)
    return own.model_copy(update={"relations": (*own.relations, *taken)})


def _taken_over(  # noqa: PLR0913, PLR0917  (a place in a file, and what it is read with)
    own: Crosswalk,
    document: YamlDocument,
    place: int,
    name: str,
    known: Known,
    problems: list[Problem],
) -> Iterator[Relation]:
    """The relations of a pool's crosswalk that fit, but for pairs that are written anew."""
    try:
        if not all(map(is_id, name.split("--"))):  # and so no name of a file
            raise FileNotFoundError(name)
        beside = document.file.parent / f"{name}.yaml"
        file = beside if beside.exists() else FOLDER / beside.name
        if not name.endswith(f"--{own.to}") or file.resolve() == document.file.resolve():
            raise FileNotFoundError(file)
        pool = read_crosswalk(file, known)
    except (InvalidFiles, OSError, RecursionError):
        problems.append(document.problem("X017", "with", place, name=name, to=own.to))
        return
    written = {(relation.from_, relation.to) for relation in own.relations}
    theirs = known.find(own.to, own.to_edition)
    for relation in pool.relations:
        held = theirs is not None and any(
            applies(relation, ours, theirs) for ours in known.of(own.from_)
        )
        if held and (relation.from_, relation.to) not in written:
            yield relation.model_copy(update={"editions": own.from_editions})
