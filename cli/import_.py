"""shuzhen import: a workbook back into the files of a questionnaire."""

from pathlib import Path
from typing import Annotated

import typer

from cli.language import language
from i18n import say
from services.authoring.importing import import_workbook


def import_(
    workbook: Annotated[
        Path, typer.Argument(metavar="WORKBOOK", exists=True, dir_okay=False, readable=True)
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER")],
) -> None:
    """Write the files, or name every cell that is wrong and write nothing."""
    lang = language()
    if output.exists():
        raise typer.BadParameter(say("cli.import_exists", lang, output=output))
    left = import_workbook(workbook, output)
    for problem in left:
        print(problem.to(lang))
    print(say("cli.import_left" if left else "cli.import_done", lang, output=output, n=len(left)))
