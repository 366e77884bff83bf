"""The questionnaires at hand: those shipped, by name, and those in any folder, by path."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path

from cachetools.func import lru_cache

from files import strict_yaml
from files.problems import InvalidFiles
from questionnaires.draft import HEAD
from questionnaires.including import SHIPPED, pool_folder
from questionnaires.model import Questionnaire
from questionnaires.reading import read_questionnaire

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")  # what may become a part of a path
_EDITION = re.compile(r"[0-9.]{1,40}")


Lookup = Callable[[str, str], Questionnaire | None]  # id and edition to it; None: not there


class NoSuchQuestionnaire(LookupError):
    """There is no questionnaire (or no edition) of that name; ``available`` says what there is."""

    def __init__(self, name: str, available: tuple[str, ...]) -> None:
        self.name = name
        self.available = available
        super().__init__(f"{name} ({', '.join(available)})")


def load(name: str | Path, edition: str | None = None) -> Questionnaire:
    """The questionnaire ``name``: a shipped one (``id`` or ``id@edition``) or a folder's path.

    The newest edition where none is named; a path is an edition's folder or a questionnaire's.
    Files are read again when they have changed. Raises NoSuchQuestionnaire, or InvalidFiles
    with every problem that keeps the files from being used.
    """
    folder = folder_of(name, edition)
    own = fingerprint(folder)
    return _load(folder, own + tuple(chain(*map(fingerprint, _pools(folder, own)))))


def lookup(beside: Mapping[str, Questionnaire] | None = None) -> Lookup:
    """Looks in ``beside`` (by id), then among the questionnaires that are shipped."""
    first = beside or {}

    def find(id: str, edition: str) -> Questionnaire | None:
        if id in first and first[id].edition == edition:
            return first[id]
        try:
            return load(id, edition)
        except (NoSuchQuestionnaire, InvalidFiles):
            return None

    return find


def pools_of(id: str, edition: str) -> tuple[str, ...]:
    """The ids of the pools that a shipped edition takes items from; none of one not shipped."""
    try:
        folder = folder_of(id, edition)
    except NoSuchQuestionnaire:
        return ()
    return tuple(pool.parent.name for pool in _pools(folder, fingerprint(folder)))


def available(root: Path = SHIPPED) -> dict[str, tuple[str, ...]]:
    """The questionnaires in ``root`` (the shipped ones): id to editions, oldest first."""
    found = {folder.name: editions(folder) for folder in sorted(root.iterdir())}
    return {id: tuple(path.name for path in paths) for id, paths in found.items() if paths}


def editions(folder: Path) -> list[Path]:
    """The edition folders in a questionnaire's folder, oldest first."""
    entries = (Path(entry.path) for entry in _entries(folder))
    return sorted((each for each in entries if (each / HEAD).exists()), key=_age)


def is_draft(folder: Path) -> bool:
    """Whether the edition says that it is one, so far as its head can be read."""
    document, _problems = strict_yaml.read(folder / HEAD)
    return bool(document.data) and document.data.get("status") == "draft"


Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(folder: Path) -> Fingerprint:
    """Names, times of change and sizes of an edition's files: changes when any of them does."""
    files = (*_entries(folder), *_entries(folder / "translations"))
    yaml = (file for file in files if file.name.endswith(".yaml"))
    return tuple(sorted((file.path, *_state(file)) for file in yaml))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What stands in the folder, if it is one; at every rerun, so several times as fast as glob."""
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        yield from entries


def _state(file: os.DirEntry[str]) -> tuple[int, int]:
    """Time of change and size; what cannot be had (a link to itself) is for the reader to tell."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _load(folder: Path, _fingerprint: Fingerprint) -> Questionnaire:
    return _one(read_questionnaire(folder))


@lru_cache(maxsize=64)
def _one(questionnaire: Questionnaire) -> Questionnaire:
    """The equal one that was read before, if any: caches then find it without comparing texts."""
    return questionnaire


@lru_cache(maxsize=64)
def _pools(folder: Path, _fingerprint: Fingerprint) -> tuple[Path, ...]:
    """The folders of the pools that an edition includes, as far as its head can be read."""
    document, _problems = strict_yaml.read(folder / HEAD)
    named = document.data.get("includes") if document.data else None
    pairs = named.items() if isinstance(named, dict) else ()
    return tuple(
        pool_folder(folder, id, str(edition))
        for id, edition in pairs
        if _ID.fullmatch(id) and _EDITION.fullmatch(str(edition))
    )


def folder_of(name: str | Path, edition: str | None = None) -> Path:
    """The folder of the edition that ``load`` would read. Raises NoSuchQuestionnaire."""
    text = str(name)
    if edition is None and "@" in text and not Path(text).exists():
        text, edition = text.rsplit("@", 1)
    named = Path(text).name == text and any(editions(SHIPPED / text))
    folder = SHIPPED / text if named else Path(text)
    if edition is None and (folder / HEAD).exists():
        return folder.resolve()
    found = [path for path in editions(folder) if edition in (None, path.name)]
    if not found:
        known = tuple(f"{id}@{each}" for id, all in available().items() for each in all)
        raise NoSuchQuestionnaire(str(name) if edition is None else f"{text}@{edition}", known)
    return found[-1].resolve()


def _age(folder: Path) -> tuple[tuple[int, str], ...]:
    """Sorts 2026.9 before 2026.10."""
    parts = folder.name.split(".")
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
