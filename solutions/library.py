"""The catalogue at hand: the shipped one, or that in any folder; and what is wrong with one."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from files import strict_yaml
from files.families import read_all
from files.problems import InvalidFiles, Problem, problems_in
from questionnaires.fitting import Piece
from questionnaires.library import Known, fingerprint
from questionnaires.model import Questionnaire
from solutions.advice import advice_problems
from solutions.checks import pieces, placed
from solutions.edits import Edits, edited_id
from solutions.entries import GroupEntry
from solutions.model import Catalogue
from solutions.reader import COSTS, FOLDER, read_catalogue


@dataclass(frozen=True)
class Edited:
    """A catalogue with edits; ``left_out``: those that do not fit, with their problems."""

    catalogue: Catalogue
    left_out: Mapping[str, tuple[Problem, ...]]


def catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in ``folder``, the shipped one without; read once while nothing changes.

    Raises InvalidFiles with every problem of its files.
    """
    place = FOLDER if folder is None else folder
    return _read(place, fingerprint(place), "{}")


def checked(edits: Edits) -> Catalogue:
    """The shipped catalogue with ``edits``; raises InvalidFiles with all that is wrong with it."""
    return _read(FOLDER, fingerprint(FOLDER), json.dumps(edits))


def edited(edits: Edits) -> Edited:
    """The shipped catalogue with those ``edits`` that fit it."""
    return _edited(fingerprint(FOLDER), json.dumps(edits))


def written(id: str) -> tuple[str, Any] | None:
    """The group of a shipped solution and its entry as it stands in the file, as JSON.

    None where no shipped solution has that id.
    """
    for file in _files(fingerprint(FOLDER)):
        for entry in file["solutions"]:
            if entry["id"] == id:
                return file["group"], entry
    return None


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files of catalogues; each is read with all that stand beside it.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """

    def read(folder: Path) -> Iterable[Problem]:
        known = Known(beside)
        try:
            read_catalogue(folder, known)
        except InvalidFiles as invalid:
            return invalid.problems
        return advice_problems(folder, known)

    return problems_in(files, read)


def pieces_for(questionnaire: Questionnaire) -> Iterator[Piece]:
    """What the shipped solutions change in a questionnaire."""
    files = (file for file in sorted(FOLDER.glob("*.yaml")) if file.name != COSTS)
    for each in placed(read_all(files, GroupEntry)[0]):
        yield from pieces(each, questionnaire.id)


@lru_cache(maxsize=8)
def _read(folder: Path, _changed: object, edits: str) -> Catalogue:
    return read_catalogue(folder, Known(), json.loads(edits))


@lru_cache(maxsize=1)
def _files(_changed: object) -> Sequence[Any]:
    """The shipped groups as they are written, as JSON."""
    read = (strict_yaml.read(file)[0].data for file in sorted(FOLDER.glob("*.yaml")))
    return [json.loads(json.dumps(data)) for data in read if "group" in data]


@lru_cache(maxsize=8)
def _edited(changed: object, edits: str) -> Edited:
    """Leaves out the edits in which problems stand until there are none."""
    kept = json.loads(edits)
    left_out: dict[str, tuple[Problem, ...]] = {}
    while True:
        try:
            return Edited(_read(FOLDER, changed, json.dumps(kept)), left_out)
        except InvalidFiles as invalid:
            found = invalid.problems
            if not kept:
                raise
        for id in _at_fault(kept, found):
            left_out[id] = tuple(each for each in found if edited_id(each) in (id, None))
            del kept[id]


def _at_fault(kept: Edits, problems: Iterable[Problem]) -> list[str]:
    """The edits in which the problems stand; else those that the problems name; else the last."""
    standing = {edited_id(each) for each in problems}
    named = {each.params.get("name") for each in problems}
    for wrong in (standing, named):
        if found := [id for id in kept if id in wrong]:
            return found
    return list(kept)[-1:]
