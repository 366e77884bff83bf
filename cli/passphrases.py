"""The passphrase of a sealed backup: from a file, or typed."""

from pathlib import Path
from typing import Annotated

import typer

from cli.language import language
from i18n import say

LEAST = 12  # characters
FileOption = Annotated[
    Path | None, typer.Option("--passphrase-file", exists=True, dir_okay=False, readable=True)
]


def passphrase(file: Path | None, *, new: bool) -> str:
    """The first line of ``file``, or what is typed; a ``new`` one twice, and long enough."""
    lang = language()
    if file is not None:
        try:
            given = file.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
        except UnicodeDecodeError:
            raise typer.BadParameter(say("cli.passphrase_encoding", lang, file=file)) from None
    else:
        again = say("cli.passphrase_again", lang) if new else False
        words = say("cli.passphrase", lang)
        given = typer.prompt(words, hide_input=True, confirmation_prompt=again)
    if new and len(given) < LEAST:
        raise typer.BadParameter(say("cli.passphrase_short", lang, least=LEAST))
    return given
