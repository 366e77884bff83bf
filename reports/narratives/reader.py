"""Reads the files of narratives, or says everything that keeps them from being used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from files.families import Files, read_all
from files.problems import InvalidFiles, Problem, problems_in
from i18n import Text
from questionnaires.fitting import Piece
from questionnaires.library import Known
from questionnaires.model import Item, Questionnaire
from reports.narratives.checks import Seen, narrative_of, narratives_problems, pieces
from reports.narratives.fitting import narrative_faults
from reports.narratives.model import Narrative, NarrativesEntry

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Narratives:
    """The narratives of one questionnaire, or of a pool, whose items stand in others too."""

    by_item: Mapping[str, tuple[Narrative, ...]]
    titles: Mapping[str, Text]
    dimensions: Mapping[str, Text]

    def of(self, item: Item, edition: str) -> Narrative | None:
        """The narrative that fits ``item`` as ``edition`` asks it; the id alone is not enough."""
        for each in self.by_item.get(item.id, ()):
            if edition in (each.editions or (edition,)) and not any(narrative_faults(each, item)):
                return each
        return None


def narratives(questionnaire: str, folder: Path | None = None) -> Narratives | None:
    """The narratives of a questionnaire or pool in ``folder`` (the shipped ones), if there are any.

    They stand in a file or a folder of that name, or both, and are read once while nothing
    changes. Raises InvalidFiles with every problem of all these files.
    """
    files = files_of(questionnaire, FOLDER if folder is None else folder)
    if not files:
        return None
    return _kept(files, tuple(each.stat().st_mtime_ns for each in files))


def files_of(questionnaire: str, folder: Path = FOLDER) -> tuple[Path, ...]:
    """The files in which the narratives of a questionnaire or pool stand."""
    file = folder / f"{questionnaire}.yaml"
    own = [file] if file.exists() else []
    return (*own, *sorted((folder / questionnaire).glob("*.yaml")))


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files of narratives; each is read with all that stand beside it.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    known = Known(beside)
    return problems_in(files, lambda folder: _read(sorted(folder.glob("*.yaml")), known)[1])


def pieces_for(questionnaire: Questionnaire) -> Iterator[Piece]:
    """The shipped narratives of a questionnaire's own items."""
    for entry, document in read_all(files_of(questionnaire.id), NarrativesEntry)[0]:
        yield from pieces(entry, document)


def untold(questionnaire: Questionnaire) -> Iterator[Item]:
    """The scored items without a narrative, where the questionnaire has narratives at all."""
    own = narratives(questionnaire.id)
    pools = [(narratives(id), edition) for id, edition in questionnaire.includes.items()]
    for item in questionnaire.scored if own and own.by_item else ():
        taken = any(pool and pool.of(item, edition) for pool, edition in pools)
        if own and item.id not in own.by_item and not taken:
            yield item


@lru_cache(maxsize=64)
def _kept(files: tuple[Path, ...], _changed: object) -> Narratives:
    entries, problems = _read(files, Known())
    if problems:
        raise InvalidFiles(problems)
    found: dict[str, tuple[Narrative, ...]] = {}
    for entry, _ in entries:
        for id in entry.items:
            found[id] = (*found.get(id, ()), narrative_of(entry, id))
    titles = {id: title for entry, _ in entries for id, title in entry.titles.items()}
    called = {id: title for entry, _ in entries for id, title in entry.dimensions.items()}
    return Narratives(found, titles, called)


def _read(files: Iterable[Path], known: Known) -> tuple[Files[NarrativesEntry], list[Problem]]:
    entries, problems = read_all(files, NarrativesEntry)
    seen: Seen = {}
    for entry, document in entries:
        problems += narratives_problems(entry, document, known, seen)
    return entries, problems
