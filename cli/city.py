"""shuzhen city: the release of the city's figures, and the bulletin that is made from it."""

from pathlib import Path
from time import perf_counter
from typing import Annotated, Literal

import typer

from assessments.refusals import NotFound
from cli.failures import INPUT_AT_FAULT
from cli.language import language
from cli.operating import StoreOption, operating
from cli.writing import write_whole
from i18n import one_decimal, say
from services.bulletins import BULLETIN_FORMATS, BulletinChoice, bulletin_file
from services.city import CityChoice
from services.context import Context
from services.counted import make_release
from services.hiding import hidden_figures
from services.simulating import make_simulation
from wording.voice import Voice

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.callback()
def city() -> None:
    """Hold the commands together."""


@app.command()
def release(*, store: StoreOption = None) -> None:
    """Work the present release out and keep it; one that is kept stays as it is."""
    with operating(store) as ctx:
        print_release(ctx)


@app.command()
def simulate(*, store: StoreOption = None) -> None:
    """Work out what measures of policy would do, for the present release, and keep it."""
    with operating(store) as ctx:
        print_simulation(ctx)


def print_simulation(ctx: Context) -> None:
    """Make it, and print for how many questionnaires."""
    began = perf_counter()
    made = make_simulation(ctx)
    took = one_decimal(perf_counter() - began)
    print(say("cli.city_simulated", language(), n=made, seconds=took))


@app.command()
def hidden(*, store: StoreOption = None) -> None:
    """Print what share of the present release is hidden, and for which reasons."""
    with operating(store) as ctx:
        for each in hidden_figures(ctx):
            title = each.questionnaire.to(language())
            print(say("cli.city_hidden_year", language(), questionnaire=title, year=each.year))
            for kind, of in each.shares.items():
                reasons = (
                    say(f"cli.city_hidden_{reason.value}", language(), n=many)
                    for reason, many in sorted(of.hidden.items())
                )
                print(
                    say(
                        f"cli.city_hidden_{kind}",
                        language(),
                        figures=of.figures,
                        percent=one_decimal(100 * of.share),
                        reasons=say("city.comma", language()).join(reasons),
                    )
                )


def _known(format: str) -> str:
    """``format``, if the bulletin is written in it."""
    if format not in BULLETIN_FORMATS:
        known = ", ".join(BULLETIN_FORMATS)
        raise typer.BadParameter(say("cli.report_no_format", language(), got=format, known=known))
    return format


@app.command()
def bulletin(
    *,
    output: Annotated[Path, typer.Option("-o", "--output")],
    format: Annotated[
        str, typer.Option("--format", metavar=f"[{'|'.join(BULLETIN_FORMATS)}]", callback=_known)
    ] = "docx",
    year: Annotated[int | None, typer.Option("--year")] = None,
    questionnaire: Annotated[str | None, typer.Option("--questionnaire")] = None,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
    store: StoreOption = None,
) -> None:
    """Write the bulletin of a year whole, or not at all."""
    choice = BulletinChoice(CityChoice(year, questionnaire), Voice(lang or language()))
    with operating(store) as ctx:
        try:
            made, content = bulletin_file(ctx, choice, format)
        except NotFound as refusal:
            typer.echo(refusal.to(language()), err=True)
            raise typer.Exit(INPUT_AT_FAULT) from None
    write_whole(output, content)
    told = " · ".join((made.running, *made.marks))
    typer.echo(say("report.written", language(), file=output, running=told), err=True)


def print_release(ctx: Context) -> None:
    """Make it, and print what was made."""
    began = perf_counter()
    made = make_release(ctx)
    print(
        say(
            "cli.city_released" if made.new else "cli.city_release_kept",
            language(),
            day=made.as_of.isoformat(),
            n=made.questionnaires,
            seconds=one_decimal(perf_counter() - began),
        )
    )
