"""shuzhen restore: a backup into an empty store, or only looked at."""

from pathlib import Path
from typing import Annotated

import typer

from access.audit import ChainHead
from cli.audit import print_faults
from cli.language import language
from cli.operating import StoreOption, operating
from cli.passphrases import FileOption, passphrase
from cli.stopping import stoppable
from cli.store import print_tables
from i18n import say
from services.noting import note
from services.settings import Settings
from storage.media import open_media
from storage.transfer.backups import open_backup
from storage.transfer.restoring import restore as restore_


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    check: Annotated[bool, typer.Option("--check")] = False,
    passphrase_file: FileOption = None,
    store: StoreOption = None,
) -> None:
    """Read all of it first; then, unless it was to be checked only, put it into the store.

    Then the audit trail is held against the head that the backup names: a trail that is not what it
    was is told, and does not keep anybody from the rest.
    """
    settings, lang = Settings(), language()
    if store is not None:
        settings = settings.model_copy(update={"store": store})
    with (
        stoppable(say("cli.restore_stopped", lang)),
        open_backup(file, lambda: passphrase(passphrase_file, new=False)) as backup,
    ):
        manifest = backup.manifest
        head = ChainHead.read(manifest.head) if manifest.head else None
        sound = True
        if not check:
            restore_(backup, settings.store, open_media(settings.evidence_place))
            with operating(settings.store) as ctx:
                sound = print_faults(ctx, head)
                note(ctx, "store.restore", "store")
    print_tables({name: (table.rows, table.digest) for name, table in manifest.tables.items()})
    counts = {"rows": manifest.rows, "files": len(manifest.evidence)}
    words = "cli.restore_checked" if check else "cli.restore_done"
    print(say(words, lang, made_at=f"{manifest.made_at:%Y-%m-%d %H:%M} UTC", **counts))
    if head is not None:
        print(say("audit.backup_head", lang, head=head))
    if not sound:
        raise typer.Exit(1)
