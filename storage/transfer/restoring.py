"""From a backup into an empty store: all of it, or nothing."""

from pathlib import Path

from storage.transfer.backups import Backup
from storage.transfer.contents import require_equal
from storage.transfer.media import MediaTarget
from storage.transfer.targets import empty_target


def restore(backup: Backup, store: str | Path, media: MediaTarget) -> None:
    """Put everything into the empty store at ``store``, and the files of evidence into ``media``.

    It is read back before it stays; a backup of an older version ends in the newest structure.
    Raises StoreProblem, and leaves nothing, where it does not fit.
    """
    manifest = backup.manifest
    wanted = {name: (table.rows, table.digest) for name, table in manifest.tables.items()}
    kept: list[tuple[str, str]] = []
    try:
        with empty_target(store, manifest.revision) as contents:
            for table in contents.tables:
                contents.fill(table.name, backup.lines(table.name))
            require_equal(contents.seen(), wanted)
            _keep_evidence(backup, media, kept)
    except BaseException:
        for owner, digest in kept:
            media.drop(owner, digest)
        raise


def _keep_evidence(backup: Backup, media: MediaTarget, kept: list[tuple[str, str]]) -> None:
    """Keep every file; ``kept`` are those that were not there before."""
    for name in backup.manifest.evidence:
        owner, _, digest = name.partition("/")
        if not media.has(owner, digest):
            kept.append((owner, digest))
            media.keep(owner, backup.evidence(name))
