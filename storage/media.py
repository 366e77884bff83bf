"""Files of evidence by their SHA-256: in a folder outside the web root, or in a bucket."""

import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from shutil import disk_usage
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any

from cachetools import LRUCache

from assessments.refusals import NotFound, Unavailable
from storage.problems import StoreProblem

OWNER = re.compile(r"[A-Za-z0-9_-]{1,64}")  # the id of an assessment
DIGEST = re.compile(r"[0-9a-f]{64}")
LEAST = 64_000_000  # bytes that stay free on the disk: the database may be on it too
HELD = 32_000_000  # bytes of a bucket that a process holds

_log = logging.getLogger("shuzhen")


class MediaFolder:
    """Keeps each file below its owner's folder, under its digest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, owner: str, content: bytes) -> str:
        """Keep ``content`` and answer its digest; durable when this returns. Raises Unavailable."""
        digest = sha256(content).hexdigest()
        path = self._folder / _name(owner, digest)
        if path.is_file():
            return digest
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if disk_usage(path.parent).free < LEAST + len(content):
                raise Unavailable("evidence_full")
            _write(path, content)
        except OSError as why:
            raise _unavailable(why) from why
        return digest

    def has(self, owner: str, digest: str) -> bool:
        """Whether it is there."""
        return (self._folder / _name(owner, digest)).is_file()

    def content(self, owner: str, digest: str) -> bytes:
        """The file as it was kept. Raises NotFound, Unavailable (also for one that was changed)."""
        try:
            return _unchanged(digest, (self._folder / _name(owner, digest)).read_bytes())
        except FileNotFoundError as why:
            raise NotFound("evidence_lost") from why
        except OSError as why:
            raise _unavailable(why) from why

    def listed(self) -> Iterator[tuple[str, str]]:
        """Owner and digest of every file."""
        yield from _named(f"{each.parent.name}/{each.name}" for each in self._folder.glob("*/*"))

    def drop(self, owner: str, digest: str) -> None:
        """Keep it no longer; nothing where it is not there."""
        with suppress(OSError):
            (self._folder / _name(owner, digest)).unlink(missing_ok=True)

    def forget(self, owner: str) -> None:
        """Keep no file of that assessment any longer. Raises Unavailable."""
        folder = self._folder / _folder_of(owner)
        try:
            for each in folder.iterdir() if folder.is_dir() else ():
                each.unlink(missing_ok=True)
            if folder.is_dir():
                folder.rmdir()
        except OSError as why:
            raise _unavailable(why) from why


class MediaBucket:
    """The same in whatever fsspec reaches, such as storage that speaks S3.

    What was read is held a while: nothing under a digest ever changes.
    """

    def __init__(self, files: Any, root: str) -> None:
        self._files, self._root = files, root
        self._held: LRUCache[str, bytes] = LRUCache(HELD, getsizeof=len)
        self._lock = Lock()

    def keep(self, owner: str, content: bytes) -> str:
        """Keep ``content`` and answer its digest; durable when this returns. Raises Unavailable."""
        digest = sha256(content).hexdigest()
        path = self._path(owner, digest)
        try:
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, content)
        except Exception as why:  # what a bucket's own library raises has no end
            raise _unavailable(why) from why
        return digest

    def has(self, owner: str, digest: str) -> bool:
        """Whether it is there."""
        try:
            return bool(self._files.exists(self._path(owner, digest)))
        except Exception as why:  # as above
            raise _unavailable(why) from why

    def content(self, owner: str, digest: str) -> bytes:
        """The file as it was kept. Raises NotFound, Unavailable (also for one that was changed)."""
        path = self._path(owner, digest)
        with self._lock:
            held = self._held.get(path)
        if held is not None:
            return held
        try:
            content = bytes(self._files.cat_file(path))
        except FileNotFoundError as why:
            raise NotFound("evidence_lost") from why
        except Exception as why:  # as above
            raise _unavailable(why) from why
        content = _unchanged(digest, content)
        if len(content) <= HELD // 8:
            with self._lock:
                self._held[path] = content
        return content

    def listed(self) -> Iterator[tuple[str, str]]:
        """Owner and digest of every file. Raises Unavailable."""
        try:
            found = self._files.find(self._root) if self._files.exists(self._root) else []
        except Exception as why:  # as above
            raise _unavailable(why) from why
        yield from _named("/".join(path.split("/")[-2:]) for path in found)

    def drop(self, owner: str, digest: str) -> None:
        """Keep it no longer; nothing where it is not there."""
        path = self._path(owner, digest)
        with self._lock:
            self._held.pop(path, None)
        with suppress(Exception):  # it is asked for no longer, whether it is gone or not
            self._files.rm_file(path)

    def forget(self, owner: str) -> None:
        """Keep no file of that assessment any longer. Raises Unavailable."""
        folder = f"{self._root}/{_folder_of(owner)}"
        with self._lock:
            for path in [each for each in self._held if each.startswith(f"{folder}/")]:
                del self._held[path]
        try:
            if self._files.exists(folder):
                self._files.rm(folder, recursive=True)
        except Exception as why:  # as above
            raise _unavailable(why) from why

    def _path(self, owner: str, digest: str) -> str:
        return f"{self._root}/{_name(owner, digest)}"


def open_media(place: str) -> MediaFolder | MediaBucket:
    """What keeps files at ``place``: a folder, or an address such as ``s3://bucket/evidence``.

    A folder is made with the first file. Raises StoreProblem for an address that cannot be used.
    """
    if "://" not in place:
        return MediaFolder(Path(place).expanduser().absolute())
    try:
        files, root = import_module("fsspec.core").url_to_fs(place)
    except (ImportError, ValueError) as why:
        raise StoreProblem("evidence_place", place=place.partition("://")[0], why=why) from why
    return MediaBucket(files, root.rstrip("/"))


def _named(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Owner and digest of those of ``paths`` that are a file of ours, in their order."""
    for path in sorted(paths):
        owner, _, digest = path.rpartition("/")
        if OWNER.fullmatch(owner) and DIGEST.fullmatch(digest):
            yield owner, digest


def _name(owner: str, digest: str) -> str:
    """Where a file lies; whatever is no id or no digest is a fault of ours, and no path."""
    if not DIGEST.fullmatch(digest):
        raise ValueError("no digest")
    return f"{_folder_of(owner)}/{digest}"


def _folder_of(owner: str) -> str:
    if not OWNER.fullmatch(owner):
        raise ValueError("no id")
    return owner


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it, on the disk when this returns; nobody else may read it."""
    with NamedTemporaryFile(dir=path.parent, prefix=".coming-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    for folder in (path.parent, path.parent.parent):
        if hasattr(os, "O_DIRECTORY"):
            opened = os.open(folder, os.O_DIRECTORY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _unchanged(digest: str, content: bytes) -> bytes:
    if sha256(content).hexdigest() != digest:
        _log.error("evidence.changed", extra={"facts": {"object": digest}})
        raise Unavailable("evidence_changed")
    return content


def _unavailable(why: Exception) -> Unavailable:
    _log.warning("evidence.unavailable", extra={"facts": {"why": type(why).__name__}})
    return Unavailable("evidence_out_of_reach")
