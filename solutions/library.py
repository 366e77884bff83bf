"""The catalogue at hand: the shipped one, or that in any folder; and what is wrong with one."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from questionnaires.library import NoSuchQuestionnaire, fingerprint, load
from questionnaires.model import Questionnaire
from questionnaires.problems import InvalidFiles, Problem, in_order
from solutions.checks import Lookup
from solutions.model import Catalogue
from solutions.reader import FOLDER, read_catalogue


def catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in ``folder``, the shipped one without; read once while nothing changes.

    Raises InvalidFiles with every problem of its files.
    """
    place = FOLDER if folder is None else folder
    return _read(place, fingerprint(place))


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files of catalogues; each is read with all that stand beside it.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    wanted = {file.absolute() for file in files}
    problems: list[Problem] = []
    for folder in sorted({file.parent for file in wanted}):
        try:
            read_catalogue(folder, _lookup(beside))
        except InvalidFiles as invalid:
            problems += [each for each in invalid.problems if each.file.absolute() in wanted]
    return in_order(problems)


@lru_cache(maxsize=8)
def _read(folder: Path, _changed: object) -> Catalogue:
    return read_catalogue(folder, _lookup({}))


def _lookup(beside: Mapping[str, Questionnaire]) -> Lookup:
    def find(id: str, edition: str) -> Questionnaire | None:
        if id in beside and beside[id].edition == edition:
            return beside[id]
        try:
            return load(id, edition)
        except (NoSuchQuestionnaire, InvalidFiles):
            return None

    return find
