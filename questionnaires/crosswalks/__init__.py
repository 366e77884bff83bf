"""Crosswalks as data: what the answers to one questionnaire say about the items of another."""

from functools import lru_cache
from pathlib import Path

from questionnaires.crosswalks.checks import Lookup
from questionnaires.crosswalks.model import Crosswalk, ReadBand, Relation
from questionnaires.crosswalks.reader import read_crosswalk
from questionnaires.crosswalks.remaining import Remaining, remaining
from questionnaires.library import NoSuchQuestionnaire, load
from questionnaires.model import Questionnaire

__all__ = [
    "Crosswalk",
    "ReadBand",
    "Relation",
    "Remaining",
    "beside",
    "crosswalks_from",
    "read_crosswalk",
    "remaining",
]

FOLDER = Path(__file__).parent


def crosswalks_from(id: str, edition: str, folder: Path = FOLDER) -> tuple[Crosswalk, ...]:
    """The crosswalks in ``folder`` that hold for that edition, by where they lead.

    Raises InvalidFiles where one of the files has problems.
    """
    found = (_read(file, file.stat().st_mtime_ns) for file in sorted(folder.glob(f"{id}--*.yaml")))
    return tuple(crosswalk for crosswalk in found if edition in crosswalk.from_editions)


def beside(folder: Path) -> Lookup:
    """Finds the questionnaires that stand in ``folder`` by id and edition, else shipped ones.

    Its answers raise InvalidFiles where a questionnaire cannot be used.
    """

    def find(id: str, edition: str) -> Questionnaire | None:
        own = folder / id
        try:
            return load(own if own.is_dir() else id, edition)
        except NoSuchQuestionnaire:
            return None

    return find


@lru_cache(maxsize=32)
def _read(file: Path, _changed: int) -> Crosswalk:
    return read_crosswalk(file, beside(file.parent.parent))
