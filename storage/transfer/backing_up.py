"""A backup: one file with everything of a store, as of one moment, while people go on writing."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy import Table

from assessments.refusals import Refusal
from storage.audit import head_of
from storage.opening import open_store
from storage.tables import audit
from storage.transfer.contents import Contents, ContentsReader
from storage.transfer.lines import Tally
from storage.transfer.manifest import HEAD, BackupManifest, BackupTable
from storage.transfer.media import MediaSource
from storage.transfer.sealing import SealedWriter

MANIFEST, TABLES, EVIDENCE = "manifest.json", "tables/{}.jsonl", "evidence/{}"
QUICK = 1  # of deflate: a third larger than the best, and several times as fast


class BackupDone(NamedTuple):
    """What was written, and the files of evidence that could not be read (owner/digest)."""

    manifest: BackupManifest
    left_out: Sequence[str]


def back_up(
    store: str | Path,
    target: Path,
    media: MediaSource,
    *,
    at: datetime,
    passphrase: str | None = None,
) -> BackupDone:
    """Write the backup ``target``, whole or not at all, for its owner's eyes only.

    With a passphrase it is sealed. Raises OSError (FileExistsError: nothing is overwritten).
    """
    if target.exists():
        raise FileExistsError(17, os.strerror(17), str(target))
    opened = open_store(store, older=True)
    try:
        with (
            _whole(target, passphrase) as file,
            ZipFile(file, "w", ZIP_DEFLATED, compresslevel=QUICK) as archive,
            ContentsReader(opened.engine).contents() as contents,
        ):
            tables = {each.name: _add_table(archive, contents, each) for each in contents.tables}
            # After the tables: a file is kept before its row is.
            evidence, left_out = _add_evidence(archive, media)
            manifest = BackupManifest(
                format="shuzhen-backup-1",
                program=version("shuzhen"),
                revision=contents.revision,
                made_at=at,
                tables=tables,
                head=_head(contents),
                evidence=evidence,
            )
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    finally:
        opened.close()
    return BackupDone(manifest, left_out)


def _head(contents: Contents) -> str:
    """That of the audit trail; "" for an old store without one, and where it is damaged."""
    if all(table.name != audit.name for table in contents.tables):
        return ""
    head = str(head_of(contents.connection) or "")
    return head if HEAD.fullmatch(head) else ""


def _add_table(archive: ZipFile, contents: Contents, table: Table) -> BackupTable:
    tally, digest, size = Tally(), hashlib.sha256(), 0
    with archive.open(TABLES.format(table.name), "w", force_zip64=True) as member:
        for line in contents.lines(table, tally):
            ended = line + b"\n"
            digest.update(ended)
            size += member.write(ended)
    return BackupTable(rows=tally.rows, digest=tally.digest, bytes=size, sha256=digest.hexdigest())


def _add_evidence(archive: ZipFile, media: MediaSource) -> tuple[Mapping[str, int], Sequence[str]]:
    sizes: dict[str, int] = {}
    left_out: list[str] = []
    for owner, digest in media.listed():
        name = f"{owner}/{digest}"
        try:
            content = media.content(owner, digest)
        except Refusal:  # gone meanwhile, or damaged: no reason to have no backup at all
            left_out.append(name)
            continue
        archive.writestr(EVIDENCE.format(name), content, ZIP_STORED)  # pictures are small already
        sizes[name] = len(content)
    return sizes, left_out


@contextmanager
def _whole(target: Path, passphrase: str | None) -> Iterator[IO[bytes]]:
    """A file to write to, which is ``target`` when the block ends well."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with open(unfinished, "wb", opener=_for_the_owner) as file:
            if passphrase is None:
                yield file
            else:
                sealed = SealedWriter(file, passphrase)
                yield sealed  # type: ignore[misc]  # it has all that ZipFile calls
                sealed.finish()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        error.filename = str(target)  # the name that the caller knows
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
