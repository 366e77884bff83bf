"""Reads the files of narratives, or says everything that keeps them from being used."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from i18n import Text
from questionnaires import strict_yaml
from questionnaires.library import Lookup, fingerprint, lookup
from questionnaires.model import Questionnaire
from questionnaires.problems import InvalidFiles, Problem, problems_in
from questionnaires.regulations.entries import TextEntry
from questionnaires.shape import fit
from reports.narratives.checks import Seen, editions_of, narratives_problems
from reports.narratives.entries import NarrativesEntry
from reports.narratives.model import Narrative, Narratives
from solutions.model import rungs_of

FOLDER = Path(__file__).parent


def narratives(folder: Path | None = None) -> Mapping[str, Narratives]:
    """The narratives in ``folder`` (the shipped ones) by questionnaire.

    A questionnaire has a file or a folder of files. They are read once while nothing changes.
    Raises InvalidFiles with every problem of all files.
    """
    place = FOLDER if folder is None else folder
    return _kept(place, tuple(map(fingerprint, _folders(place))))


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files of narratives; each is read with all that stand beside it.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    return problems_in(files, lambda folder: _read([folder], lookup(beside))[1])


def _folders(folder: Path) -> list[Path]:
    within = (each for each in folder.iterdir() if each.is_dir() and each.name[0] not in "._")
    return [folder, *sorted(within)]


@lru_cache(maxsize=8)
def _kept(folder: Path, _changed: object) -> Mapping[str, Narratives]:
    find = lookup()
    entries, problems = _read(_folders(folder), find)
    if problems:
        raise InvalidFiles(problems)
    told: dict[str, list[Narrative]] = {}
    pools = set()
    for entry in entries:
        told.setdefault(entry.questionnaire, []).extend(_narratives(entry, find))
        asking = find(entry.questionnaire, entry.editions[0])
        if asking is not None and asking.form == "pool":
            pools.add(asking.id)
    return {
        id: Narratives(questionnaire=id, pool=id in pools, items=tuple(items))
        for id, items in told.items()
    }


def _read(folders: Iterable[Path], find: Lookup) -> tuple[list[NarrativesEntry], list[Problem]]:
    problems: list[Problem] = []
    entries = []
    seen: Seen = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
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
