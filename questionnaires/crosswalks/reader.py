"""Reads a crosswalk file, or says everything that keeps it from being used."""

from pathlib import Path

from i18n import Text
from questionnaires import strict_yaml
from questionnaires.crosswalks.checks import Lookup, crosswalk_problems
from questionnaires.crosswalks.entries import CrosswalkEntry
from questionnaires.crosswalks.model import Crosswalk
from questionnaires.problems import InvalidFiles
from questionnaires.shape import fit


def read_crosswalk(file: Path, lookup: Lookup) -> Crosswalk:
    """The crosswalk in ``file``; ``lookup`` gives the questionnaires by id and edition.

    Raises InvalidFiles with every problem, OSError without file.
    """
    document, problems = strict_yaml.read(file)
    if document.data is None:
        raise InvalidFiles(problems)
    entry, found = fit(CrosswalkEntry, document)
    problems += found
    if entry is not None:
        problems += crosswalk_problems(entry, document, lookup)
    if problems or entry is None:
        raise InvalidFiles(problems)
    written = entry.model_dump(by_alias=True)
    relations = [
        relation | {"editions": relation["editions"] or entry.from_editions}
        for relation in written["relations"]
    ]
    return Crosswalk.model_validate(
        written | {"source": Text(**written["source"]), "relations": relations}
    )
