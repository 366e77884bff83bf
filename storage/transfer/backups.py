"""Reading a backup: everything in it is checked before anything of it is used."""

import errno
import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError

from storage.problems import StoreProblem
from storage.transfer.backing_up import EVIDENCE, MANIFEST, TABLES
from storage.transfer.manifest import BackupManifest
from storage.transfer.sealing import CHUNK, MAGIC, SealedReader

FAULTS = (BadZipFile, zlib.error, EOFError, struct.error, KeyError, ValueError, RuntimeError)
MANIFEST_SIZE = 1 << 30  # bytes: some million files of evidence
STARTS = b"PK"


class Backup:
    """An open backup of which every byte was read once and found to be what was written."""

    def __init__(self, archive: ZipFile) -> None:
        with _undamaged():
            if archive.getinfo(MANIFEST).file_size > MANIFEST_SIZE:
                raise StoreProblem("backup_damaged")
            try:
                self.manifest = BackupManifest.model_validate_json(archive.read(MANIFEST))
            except ValidationError:
                raise StoreProblem("backup_newer") from None
        self._archive = archive
        self._check()

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table, each a line without its end."""
        with _undamaged(), self._archive.open(TABLES.format(table)) as member:
            for line in member:
                yield line[:-1]

    def evidence(self, name: str) -> bytes:
        """The file ``owner/digest``."""
        with _undamaged():
            return self._archive.read(EVIDENCE.format(name))

    def _check(self) -> None:
        """Raise StoreProblem unless it holds what its manifest says, and nothing else."""
        wanted: dict[str, tuple[int, str]] = {
            TABLES.format(name): (table.bytes, table.sha256)
            for name, table in self.manifest.tables.items()
        }
        for name, size in self.manifest.evidence.items():
            wanted[EVIDENCE.format(name)] = (size, name.rpartition("/")[2])
        with _undamaged():
            if sorted(self._archive.namelist()) != sorted([MANIFEST, *wanted]):
                raise StoreProblem("backup_damaged")
            for name, (size, digest) in wanted.items():
                if _seen(self._archive, name, size) != digest:
                    raise StoreProblem("backup_damaged")


def _seen(archive: ZipFile, name: str, size: int) -> str:
    """The SHA-256 of a member, of which no more is read than it should have."""
    seen, left = hashlib.sha256(), size + 1
    with archive.open(name) as member:
        while left > 0 and (part := member.read(min(CHUNK, left))):
            seen.update(part)
            left -= len(part)
    return seen.hexdigest()


@contextmanager
def open_backup(file: Path, ask: Callable[[], str]) -> Iterator[Backup]:
    """The backup ``file``; ``ask`` gives the passphrase where it is sealed.

    Raises StoreProblem for a file that is none, is damaged or cut, or is sealed with another
    passphrase; OSError where it cannot be read.
    """
    with ExitStack() as closing:
        opened: IO[bytes] = closing.enter_context(file.open("rb"))
        start = opened.read(len(MAGIC))
        opened.seek(0)
        if start == MAGIC:
            sealed = SealedReader(opened, ask())
            opened = closing.enter_context(io.BufferedReader(sealed, CHUNK))
        elif not start.startswith(STARTS):
            raise StoreProblem("no_backup")
        with _undamaged():
            archive = closing.enter_context(ZipFile(opened))
        yield Backup(archive)


@contextmanager
def _undamaged() -> Iterator[None]:
    """Raise whatever an archive is found to be as StoreProblem."""
    try:
        yield
    except FAULTS as error:
        raise StoreProblem("backup_damaged") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a member that begins before the file does
            raise
        raise StoreProblem("backup_damaged") from error
