"""shuzhen report: one assessment to a report file."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from assessments.refusals import NotFound
from cli.failures import INPUT_AT_FAULT
from cli.language import language
from cli.operating import StoreOption, operating
from cli.writing import write_whole
from i18n import say
from services.reporting import build_report, write_report


def report(
    assessment: Annotated[str, typer.Argument(metavar="ASSESSMENT")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output")],
    format: Annotated[Literal["html", "docx"], typer.Option("--format")] = "html",
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
    store: StoreOption = None,
) -> None:
    """Write the whole file, or nothing."""
    with operating(store) as ctx:
        try:
            made = build_report(ctx, assessment, lang or language())
        except NotFound as refusal:
            typer.echo(refusal.to(language()), err=True)
            raise typer.Exit(INPUT_AT_FAULT) from None
    write_whole(output, write_report(made, format))
    typer.echo(say("report.written", language(), file=output, running=made.running), err=True)
