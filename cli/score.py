"""shuzhen score: a table of answers to a table of scores."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.language import language
from i18n import say
from questionnaires.library import NoSuchQuestionnaire, load
from scoring import library
from services.scoring_files import FaultyInput, NoRoom, UnknownFormat, score_file


def score(
    input: Annotated[Path, typer.Argument(metavar="INPUT")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output")],
    questionnaire: Annotated[str, typer.Option("--questionnaire")],
    rubric: Annotated[str | None, typer.Option("--rubric")] = None,
) -> None:
    """Score every row of the input, or list everything that is wrong with it."""
    lang = language()
    try:
        asked = load(questionnaire)
        judge = library.rubric(rubric or asked.default_rubric, asked)
        outcome = score_file(asked, judge, input, output)
    except NoSuchQuestionnaire as error:
        raise _wrong("no_questionnaire", error.name, error.available) from None
    except library.UnknownRubric as error:
        raise _wrong("no_rubric", error.name, error.known) from None
    except UnknownFormat as error:
        raise _wrong("no_format", str(error.path), error.known) from None
    except NoRoom:
        raise typer.BadParameter(say("cells.no_room", lang, output=output)) from None
    except FaultyInput as error:
        first = error.faults.first()
        for fault in first:
            typer.echo(f"{input}: {fault.to(lang)}", err=True)
        if error.faults.count > len(first):
            typer.echo(say("cells.rest", lang, n=error.faults.count - len(first)), err=True)
        typer.echo(say("cells.nothing_written", lang, n=error.faults.count), err=True)
        raise typer.Exit(1) from None
    names = {"questionnaire": asked.id, "rubric": judge.id, "version": judge.version}
    typer.echo(say("cells.done", lang, sheets=outcome.sheets, output=output, **names), err=True)
    if outcome.without_total:
        typer.echo(say("cells.done_without_total", lang, n=outcome.without_total), err=True)
    if outcome.without_column:
        missing = ", ".join(outcome.without_column)
        typer.echo(say("cells.done_without_column", lang, items=missing), err=True)


def _wrong(key: str, name: str, known: tuple[str, ...]) -> typer.BadParameter:
    lang = language()
    near: Any = "".join(
        say("cells.near", lang, name=each) for each in get_close_matches(name, known, 1)
    )
    return typer.BadParameter(
        say(f"cells.{key}", lang, name=name, near=near, known=", ".join(known))
    )
