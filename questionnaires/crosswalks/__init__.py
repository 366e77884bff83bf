"""Crosswalks as data: what the answers to one questionnaire say about the items of another."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from files.families import read_all
from questionnaires.crosswalks.checks import piece
from questionnaires.crosswalks.entries import CrosswalkEntry
from questionnaires.crosswalks.model import Crosswalk, ReadBand, Relation
from questionnaires.crosswalks.reader import read_crosswalk
from questionnaires.crosswalks.remaining import Remaining, remaining, remaining_of_each
from questionnaires.fitting import Piece
from questionnaires.library import Known
from questionnaires.model import Questionnaire

__all__ = [
    "Crosswalk",
    "ReadBand",
    "Relation",
    "Remaining",
    "crosswalks_from",
    "pieces_for",
    "read_crosswalk",
    "remaining",
    "remaining_of_each",
]

FOLDER = Path(__file__).parent


def crosswalks_from(ours: Questionnaire, folder: Path = FOLDER) -> tuple[Crosswalk, ...]:
    """The crosswalks in ``folder`` from that questionnaire, by where they lead.

    Raises InvalidFiles where one of the files has problems.
    """
    files = sorted(folder.glob(f"{ours.id}--*.yaml"))
    found = (_read(file, file.stat().st_mtime_ns) for file in files)
    return tuple(each for each in found if ours.edition in (each.from_editions or (ours.edition,)))


def pieces_for(ours: Questionnaire) -> Iterator[Piece]:
    """The relations of the shipped crosswalks from a questionnaire."""
    files = sorted(FOLDER.glob(f"{ours.id}--*.yaml"))
    for entry, document in read_all(files, CrosswalkEntry)[0]:
        theirs = Known().find(entry.to, entry.to_edition)
        if theirs is not None:
            yield from (
                piece(entry, document, index, theirs) for index in range(len(entry.relations))
            )


@lru_cache(maxsize=32)
def _read(file: Path, _changed: int) -> Crosswalk:
    return read_crosswalk(file, Known(folder=file.parent.parent))
