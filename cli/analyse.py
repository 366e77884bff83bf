"""shuzhen analyse: what a table of answers says of the questions."""

from pathlib import Path
from typing import Annotated

import typer

from cli.columns import aligned
from cli.language import language
from cli.score import no_such_questionnaire, refuse, wrong
from cli.writing import write_whole
from i18n import say
from questionnaires.library import NoSuchQuestionnaire, load
from scoring import library
from services.analysing import analyse_files, workbook
from services.analysis_tables import AnalysisVoice
from services.scoring_files import FaultyInput, UnknownFormat


def analyse(
    input: Annotated[Path, typer.Argument(metavar="INPUT")],
    *,
    questionnaire: Annotated[str, typer.Option("--questionnaire")],
    rubric: Annotated[str | None, typer.Option("--rubric")] = None,
    verified: Annotated[Path | None, typer.Option("--verified")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
) -> None:
    """Show or write what the answers say of each question, or list what is wrong with them."""
    lang = language()
    if output is not None and output.suffix.lower() != ".xlsx":
        raise typer.BadParameter(say("analysis.only_xlsx", lang, file=output))
    try:
        asked = load(questionnaire)
        judge = library.rubric(rubric or asked.default_rubric, asked)
        found, read = analyse_files(asked, judge, input, verified)
    except NoSuchQuestionnaire as error:
        raise no_such_questionnaire(error) from None
    except library.UnknownRubric as error:
        raise wrong("no_rubric", error.name, error.known) from None
    except UnknownFormat as error:
        raise wrong("no_format", str(error.path), error.known) from None
    except FaultyInput as error:
        raise refuse(error) from None
    for remark in read.remarks:
        typer.echo(remark.to(lang), err=True)
    voice = AnalysisVoice(lang, found)
    if output is not None:
        write_whole(output, workbook(voice))
        typer.echo(say("analysis.written", lang, file=output), err=True)
        return
    for table in voice.tables():
        if table.rows:
            head = [column.title for column in table.columns]
            print(f"\n{table.title}")
            print(aligned([head, *([str(value) for value in row] for row in table.rows)]))
    typer.echo(voice.about(), err=True)
