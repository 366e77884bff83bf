"""shuzhen personal: what is held of a firm or a person, handed out, erased, let go in time."""

import os
from pathlib import Path
from typing import Annotated

import typer

from access.key_ring import new_key
from assessments.refusals import Unavailable
from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.key_ring import seal_all
from services.personal.erasing import erase_account, erase_firm, losses
from services.personal.expiring import expire, overdue
from services.personal.exporting import export_account, export_firm
from wording.voice import Voice

app = typer.Typer(rich_markup_mode=None, add_completion=False)

AssessmentOption = Annotated[str | None, typer.Option("--assessment", metavar="ID")]
AccountOption = Annotated[str | None, typer.Option("--account", metavar="NAME")]


@app.callback()
def personal() -> None:
    """Hold the commands together."""


@app.command("export")
def export(
    file: Path,
    *,
    assessment: AssessmentOption = None,
    account: AccountOption = None,
    store: StoreOption = None,
) -> None:
    """Write all about the firm of an assessment, or about an account, into a zip file."""
    _require_one(assessment, account)
    voice = Voice(language())
    with operating(store) as ctx:
        content = (
            export_account(ctx, account, voice)
            if account is not None
            else export_firm(ctx, assessment or "", voice)
        )
    file.write_bytes(content)
    file.chmod(0o600)
    print(say("cli.personal_export_done", language(), file=file))


@app.command("erase")
def erase(
    *,
    assessment: AssessmentOption = None,
    account: AccountOption = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    store: StoreOption = None,
) -> None:
    """Erase the firm of an assessment, or an account, for good."""
    _require_one(assessment, account)
    with operating(store) as ctx:
        if account is not None:
            _confirm(say("cli.personal_erase_account", language(), username=account), yes=yes)
            erase_account(ctx, account)
        else:
            lost = losses(ctx, assessment or "")
            counts = {name: getattr(lost, name) for name in lost.__dataclass_fields__}
            _confirm(say("cli.personal_erase_firm", language(), **counts), yes=yes)
            erase_firm(ctx, assessment or "")
        ctx.store.scrub(whole=True)
    print(say("cli.personal_erase_done", language()))


@app.command("expire")
def expire_(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    store: StoreOption = None,
) -> None:
    """Erase what was kept for its time; with ``--dry-run`` only count it."""
    with operating(store) as ctx:
        done = overdue(ctx) if dry_run else expire(ctx)
        limits = {"draft_months": ctx.settings.draft_months}
        limits["record_months"] = ctx.settings.record_months
    words = "cli.personal_expire_would" if dry_run else "cli.personal_expire_done"
    print(say(words, language(), drafts=done.drafts, records=done.records, **limits))


@app.command("key")
def key(file: Path) -> None:
    """Put a new key in front of those in the file, which is made if there is none."""
    before = keys_before(file)
    coming = file.with_name(f"{file.name}.coming")
    opened = os.open(coming, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as made:
        made.write(f"{new_key()}\n{before}")
    coming.replace(file)
    print(say("cli.personal_key_done", language(), file=file))


def keys_before(file: Path) -> str:
    """The keys that are in the file. Raises Unavailable where it holds something else."""
    try:
        return file.read_text("ascii") if file.is_file() else ""
    except UnicodeDecodeError as why:
        raise Unavailable("key_file_unfit", file=file) from why


@app.command("seal")
def seal(*, store: StoreOption = None) -> None:
    """Seal the secrets of all second steps under the newest key."""
    with operating(store) as ctx:
        sealed = seal_all(ctx)
        ctx.store.scrub(whole=True)
    print(say("cli.personal_seal_done", language(), n=sealed))


def _require_one(assessment: str | None, account: str | None) -> None:
    if (assessment is None) == (account is None):
        raise typer.BadParameter(say("cli.personal_one_of", language()), param_hint="--assessment")


def _confirm(words: str, *, yes: bool) -> None:
    if not yes:
        typer.confirm(words, abort=True)
