"""Reads the files of narratives, or says everything that keeps them from being used."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from files import strict_yaml
from files.problems import InvalidFiles, Problem, problems_in
from files.shape import fit
from i18n import Text
from questionnaires.library import Lookup, lookup
from questionnaires.model import Questionnaire
from questionnaires.regulations.entries import TextEntry
from reports.narratives.checks import Seen, editions_of, narratives_problems
from reports.narratives.entries import NarrativesEntry
from reports.narratives.model import Narrative, Narratives
from solutions.model import rungs_of

FOLDER = Path(__file__).parent


def narratives(questionnaire: str, folder: Path | None = None) -> Narratives | None:
    """The narratives of a questionnaire or pool in ``folder`` (the shipped ones), if there are any.

    They stand in a file or a folder of that name, or both, and are read once while nothing
    changes. Raises InvalidFiles with every problem of all these files.
    """
    place = FOLDER if folder is None else folder
    file = place / f"{questionnaire}.yaml"
    files = [file] if file.exists() else []
    files += sorted((place / questionnaire).glob("*.yaml"))
    if not files:
        return None
    return _kept(tuple(files), tuple(each.stat().st_mtime_ns for each in files))


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files of narratives; each is read with all that stand beside it.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """

    def read(folder: Path) -> Iterable[Problem]:
        return _read(sorted(folder.glob("*.yaml")), lookup(beside))[1]

    return problems_in(files, read)


@lru_cache(maxsize=64)
def _kept(files: tuple[Path, ...], _changed: object) -> Narratives:
    find = lookup()
    entries, problems = _read(files, find)
    if problems:
        raise InvalidFiles(problems)
    told = (each for entry in entries for each in _narratives(entry, find))
    return Narratives(items=tuple(told))


def _read(files: Iterable[Path], find: Lookup) -> tuple[list[NarrativesEntry], list[Problem]]:
    problems: list[Problem] = []
    entries = []
    seen: Seen = {}
    for path in files:
        document, found = strict_yaml.read(path)
        entry = None
        if not found:
            entry, found = fit(NarrativesEntry, document)
        problems += found
        if entry is not None:
            problems += narratives_problems(entry, document, find, seen)
            entries.append(entry)
    return entries, problems


def _narratives(entry: NarrativesEntry, find: Lookup) -> Iterable[Narrative]:
    """One narrative for the editions that ask the item with the same rungs."""
    for id, each in entry.items.items():
        asked = {}
        for edition in editions_of(entry, each):
            questionnaire = find(entry.questionnaire, edition)
            if questionnaire is not None:
                item = questionnaire.by_id[id]
                asked[item.kind, rungs_of(item)] = item
        for kind, rungs in asked:
            yield Narrative(
                item=id,
                kind=kind,
                rungs=rungs,
                title=_text(each.title),
                found={rung: _text(text) for rung, text in each.found.items()},
                pain=_text(each.pain),
                goal=_text(each.goal),
            )


def _text(entry: TextEntry) -> Text:
    return Text(zh=entry.zh, en=entry.en)
