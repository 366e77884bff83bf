"""shuzhen freeze: fix the meaning of a published edition by writing its digest beside it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.failures import INPUT_AT_FAULT
from cli.language import language
from cli.writing import write_whole
from files.problems import InvalidFiles
from i18n import say
from questionnaires.draft import DIGEST, HEAD
from questionnaires.reading import problems_of, read_questionnaire

UNFROZEN = "Q091"  # a published edition without a digest: what this command is for


def freeze(path: Annotated[Path, typer.Argument(metavar="PATH")]) -> None:
    """Write the digest of the edition in the folder, or say why not."""
    lang = language()
    if not (path / HEAD).is_file():
        raise typer.BadParameter(say("cli.freeze_no_edition", lang, path=path))
    problems = [problem for problem in problems_of(path) if problem.code != UNFROZEN]
    if problems:
        raise InvalidFiles(problems)
    questionnaire = read_questionnaire(path)
    name = f"{questionnaire.id}@{questionnaire.edition}"
    if questionnaire.status != "published":
        typer.echo(say("cli.freeze_draft", lang, edition=name), err=True)
        raise typer.Exit(INPUT_AT_FAULT)
    file = path / DIGEST
    done = "cli.freeze_already" if file.exists() else "cli.freeze_done"
    if not file.exists():
        write_whole(file, f"{questionnaire.digest}\n".encode())
    print(say(done, lang, edition=name, digest=questionnaire.digest))
