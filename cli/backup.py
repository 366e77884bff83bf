"""shuzhen backup: one file with everything, while people go on writing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

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
    _note(settings.store)
    if done.left_out:
        raise typer.Exit(1)


def _note(store: str) -> None:
    """Note the backup, and print the trail's head, to be kept with it; an older store has none."""
    try:
        with operating(store) as ctx:
            note(ctx, "store.backup", "store")
            print(say("audit.verify_head", language(), head=audit_head(ctx)))
    except StoreProblem as problem:
        if problem.key != "store_older":
            raise
    except Refusal as refusal:
        words = say("cli.backup_not_noted", language(), why=refusal.to(language()))
        typer.echo(words, err=True)
