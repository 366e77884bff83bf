"""shuzhen report: one assessment to a report file, or all of them into a folder."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from assessments.refusals import NotFound
from cli.failures import INPUT_AT_FAULT
from cli.language import language
from cli.operating import StoreOption, operating
from cli.stopping import stoppable
from cli.writing import write_whole
from i18n import Lang, say
from reports.registry import FORMATS
from services.context import Context
from services.handing_out import hand_out
from services.reporting_all import Done, From, Order, chosen, write_all
from services.settings import Settings
from services.templates import Form
from storage.engine import address, in_memory


def _known(format: str) -> str:
    """``format``, if reports are written in it."""
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise typer.BadParameter(say("cli.report_no_format", language(), got=format, known=known))
    return format


def report(
    assessment: Annotated[str | None, typer.Argument(metavar="ASSESSMENT")] = None,
    *,
    output: Annotated[Path, typer.Option("-o", "--output")],
    format: Annotated[
        str, typer.Option("--format", metavar=f"[{'|'.join(FORMATS)}]", callback=_known)
    ] = "html",
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
    stage: Annotated[From | None, typer.Option("--stage")] = None,
    centre: Annotated[str | None, typer.Option("--centre")] = None,
    form: Annotated[Form, typer.Option("--form")] = "centre",
    store: StoreOption = None,
) -> None:
    """Write every file whole, or not at all."""
    if every == (assessment is not None):
        raise typer.BadParameter(say("cli.report_one_or_all", language()))
    if not every and (stage or centre):
        raise typer.BadParameter(say("cli.report_choice_of_all", language()))
    if form != "centre" and (every or format != "docx"):
        raise typer.BadParameter(say("cli.report_form_of_one", language()), param_hint="--form")
    with operating(store) as ctx:
        if assessment is not None:
            _one(ctx, assessment, output, format=format, lang=lang or language(), form=form)
        else:
            order = Order(output, format, lang or language(), write_whole)
            memory = in_memory(address(store or Settings().store))
            _all(ctx, order, stage or "submitted", centre, store, alone=memory)


def _one(
    ctx: Context, assessment: str, output: Path, *, format: str, lang: Lang, form: Form
) -> None:
    try:
        made, content = hand_out(ctx, assessment, lang, format, form=form)
    except NotFound as refusal:
        typer.echo(refusal.to(language()), err=True)
        raise typer.Exit(INPUT_AT_FAULT) from None
    write_whole(output, content)
    told = " · ".join((made.running, *made.marks))
    typer.echo(say("report.written", language(), file=output, running=told), err=True)


def _all(
    ctx: Context, order: Order, since: From, centre: str | None, store: str | None, *, alone: bool
) -> None:
    try:
        wanted = chosen(ctx, since, centre)
    except NotFound as refusal:
        raise typer.BadParameter(refusal.to(language()), param_hint="--centre") from None
    opening = None if alone else partial(operating, store)
    with (
        stoppable(say("cli.report_stopped", language(), folder=order.folder)),
        closing(write_all(ctx, wanted, order, opening)) as told,
    ):
        done = list(_shown(told, len(wanted)))
    _conclude(done, order.folder)


def _shown(told: Iterable[Done], length: int) -> Iterator[Done]:
    """The same, with a bar where somebody looks at a terminal."""
    if not length or not sys.stderr.isatty():
        yield from told
        return
    label = say("cli.report_progress", language())
    with typer.progressbar(
        told, length=length, label=label, show_pos=True, file=sys.stderr
    ) as bar:  # fmt: skip
        yield from bar


def _conclude(done: list[Done], folder: Path) -> None:
    lang = language()
    failed = [(each.task, each.why) for each in done if each.why is not None]
    kept = sum(each.kept for each in done)
    lines = [
        say("cli.report_failed", lang, enterprise=task.enterprise, id=task.assessment,
            why=why)
        for task, why in failed
    ]  # fmt: skip
    counts = {"written": len(done) - kept - len(failed), "kept": kept, "failed": len(failed)}
    lines.append(say("cli.report_all_done", lang, folder=folder, **counts))
    typer.echo("\n".join(lines), err=True)
    if failed:
        raise typer.Exit(INPUT_AT_FAULT)
