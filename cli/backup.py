"""shuzhen backup: one file with everything, while people go on writing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from access.audit import ChainHead
from assessments.refusals import Refusal
from cli.language import language
from cli.operating import StoreOption, operating
from cli.passphrases import FileOption, passphrase
from cli.stopping import stoppable
from cli.store import print_tables
from i18n import say
from services.auditing import audit_head
from services.noting import note
from services.settings import Settings
from storage.media import open_media
from storage.problems import StoreProblem
from storage.transfer.backing_up import back_up


def backup(
    file: Path,
    *,
    encrypt: Annotated[bool, typer.Option("--encrypt")] = False,
    passphrase_file: FileOption = None,
    store: StoreOption = None,
) -> None:
    """Write it, and print what is in it."""
    settings, lang = Settings(), language()
    if store is not None:
        settings = settings.model_copy(update={"store": store})
    sealing = encrypt or passphrase_file is not None
    chosen = passphrase(passphrase_file, new=True) if sealing else None
    head = _noted(settings.store)
    with stoppable(say("cli.backup_stopped", lang)):
        media = open_media(settings.evidence_place)
        done = back_up(settings.store, file, media, at=datetime.now(UTC), passphrase=chosen)
    tables = done.manifest.tables
    print_tables({name: (table.rows, table.digest) for name, table in tables.items()})
    for name in done.left_out:
        typer.echo(say("cli.backup_left_out", lang, name=name), err=True)
    counts = {"rows": done.manifest.rows, "files": len(done.manifest.evidence)}
    megabytes = -(-file.stat().st_size // 1_000_000)
    print(say("cli.backup_done", lang, file=file, megabytes=megabytes, **counts))
    print(say("cli.backup_sealed" if sealing else "cli.backup_open", lang))
    if head is not None:
        print(say("audit.verify_head", lang, head=head))
    if done.left_out:
        raise typer.Exit(1)


def _noted(store: str) -> ChainHead | None:
    """Note the backup first, so that the trail's head, to be kept beside it, is in it.

    None where that cannot be: an older store has no trail, and a full disk is no reason to have no
    backup; a store that is none is told by the backup itself.
    """
    try:
        with operating(store) as ctx:
            note(ctx, "store.backup", "store")
            return audit_head(ctx)
    except StoreProblem:
        return None
    except Refusal as refusal:
        words = say("cli.backup_not_noted", language(), why=refusal.to(language()))
        typer.echo(words, err=True)
        return None
