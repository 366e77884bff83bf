"""shuzhen account: the accounts of those who sign in, and their promotion centres."""

import sys
from typing import Annotated

import typer

from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.accounts import SIGNING_IN, add_account, add_centre
from services.context import at_once

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.callback()
def account() -> None:
    """Hold the commands together."""


@app.command("add")
def add(
    username: str,
    *,
    role: Annotated[str, typer.Option("--role", metavar=f"[{'|'.join(SIGNING_IN)}]")],
    name: Annotated[str, typer.Option("--name")],
    centre: Annotated[str | None, typer.Option("--centre", metavar="NAME")] = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin")] = False,
    store: StoreOption = None,
) -> None:
    """Make an account; a centre of that name is made if there is none."""
    roles = {str(each): each for each in SIGNING_IN}
    if role not in roles:
        words = say("refusals.bad_role", language(), role=role, roles=", ".join(roles))
        raise typer.BadParameter(words, param_hint="--role")
    password = _password(from_stdin=password_stdin)
    with operating(store) as ctx, at_once(ctx) as one:
        chosen = None if centre is None else add_centre(one, centre)
        made = add_account(one, username, password, name, roles[role], chosen)
    words = "cli.account_add_done" if centre is None else "cli.account_add_done_centre"
    print(say(words, language(), username=made.id, name=made.name, role=role, centre=centre))


def _password(*, from_stdin: bool) -> str:
    """One line of the input, or typed twice without being shown."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    words = say("cli.account_add_password", language())
    again = say("cli.account_add_again", language())
    typed: str = typer.prompt(words, hide_input=True, confirmation_prompt=again)
    return typed
