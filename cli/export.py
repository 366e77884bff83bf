"""shuzhen export: a questionnaire as a workbook, to be edited in a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from cli.language import language
from cli.score import no_such_questionnaire
from cli.writing import write_whole
from i18n import say
from questionnaires.library import NoSuchQuestionnaire, folder_of
from services.authoring.exporting import export as export_


def export(
    questionnaire: Annotated[str, typer.Argument(metavar="QUESTIONNAIRE")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o")],
) -> None:
    """Write the workbook, an existing one anew."""
    try:
        folder = folder_of(questionnaire)
    except NoSuchQuestionnaire as error:
        raise no_such_questionnaire(error) from None
    write_whole(output, export_(folder))
    print(say("cli.export_done", language(), folder=folder, output=output))
