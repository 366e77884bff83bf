"""The questionnaires at hand: those shipped, by name, and those in any folder, by path."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path

from cachetools.func import lru_cache

from files import strict_yaml
from files.problems import InvalidFiles
from files.shape import is_id
from questionnaires.draft import HEAD
from questionnaires.including import SHIPPED, pool_folder
from questionnaires.model import Questionnaire
from questionnaires.reading import read_questionnaire

_EDITION = re.compile(r"[0-9.]{1,40}")


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


class Known:
    """The editions that other files can be about, each read once.

    Those in ``beside`` (by id), and those in ``folder``, or shipped where it has none of that id.
    An edition that cannot be used is not there.
    """

    def __init__(
        self, beside: Mapping[str, Questionnaire] | None = None, folder: Path = SHIPPED
    ) -> None:
        self._beside = beside or {}
        self._folder = folder
        self._read: dict[str, tuple[Questionnaire, ...]] = {}

    def of(self, id: str) -> tuple[Questionnaire, ...]:
        """The editions of a questionnaire, oldest first; none where ``id`` is no id."""
        if not is_id(id):
            return ()
        if id not in self._read:
            own = self._folder / id
            folder = own if own.is_dir() else SHIPPED / id
            first = [self._beside[id]] if id in self._beside else []
            taken = {each.edition for each in first}
            paths = [path for path in editions(folder) if path.name not in taken]
            found = [*filter(None, map(_usable, paths)), *first]
            self._read[id] = tuple(sorted(found, key=lambda each: age(each.edition)))
        return self._read[id]

    def find(self, id: str, edition: str) -> Questionnaire | None:
        """One edition of a questionnaire; None where it is not there."""
        return next((each for each in self.of(id) if each.edition == edition), None)


def _usable(folder: Path) -> Questionnaire | None:
    with suppress(InvalidFiles):
        return load(folder)
    return None


def available(root: Path = SHIPPED) -> dict[str, tuple[str, ...]]:
    """The questionnaires in ``root`` (the shipped ones): id to editions, oldest first."""
    found = {folder.name: editions(folder) for folder in sorted(root.iterdir())}
    return {id: tuple(path.name for path in paths) for id, paths in found.items() if paths}


def editions(folder: Path) -> list[Path]:
    """The edition folders in a questionnaire's folder, oldest first."""
    entries = (Path(entry.path) for entry in _entries(folder))
    return sorted(
        (each for each in entries if (each / HEAD).exists()), key=lambda folder: age(folder.name)
    )


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
        if is_id(id) and _EDITION.fullmatch(str(edition))
    )


def folder_of(name: str | Path, edition: str | None = None) -> Path:
    """The folder of the edition that ``load`` would read. Raises NoSuchQuestionnaire."""
    text = str(name)
    if edition is None and "@" in text and not _is_there(Path(text)):
        text, edition = text.rsplit("@", 1)
    named = Path(text).name == text and any(editions(SHIPPED / text))
    folder = SHIPPED / text if named else Path(text)
    if edition is None and _is_there(folder / HEAD):
        return folder.resolve()
    found = [path for path in editions(folder) if edition in (None, path.name)]
    if not found:
        known = tuple(f"{id}@{each}" for id, all in available().items() for each in all)
        raise NoSuchQuestionnaire(str(name) if edition is None else f"{text}@{edition}", known)
    return found[-1].resolve()


def _is_there(file: Path) -> bool:
    """Whether it exists; what no file can be called does not."""
    try:
        return file.exists()
    except OSError:
        return False


def age(edition: str) -> tuple[tuple[int, str], ...]:
    """Sorts 2026.9 before 2026.10."""
    parts = edition.split(".")
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
