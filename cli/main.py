"""The entry of ``shuzhen``: what it offers, and how every failure becomes words and a code."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from cli.failures import answer
from cli.lazy import LazyGroup
from cli.stopping import end
from services.settings import VERSION

app = typer.Typer(
    cls=LazyGroup, invoke_without_command=True, rich_markup_mode=None, add_completion=False
)


@app.callback()
def shuzhen(
    ctx: typer.Context, *, show_version: Annotated[bool, typer.Option("--version")] = False
) -> None:
    """Explain the program when it is called without a command."""
    if show_version:
        typer.echo(f"shuzhen {VERSION}")
    elif ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing that fails shows a traceback.

    0: done. 1: the input is at fault (or the program itself). 2: the call is at fault.
    """
    try:
        code = typer.main.get_command(app).main(
            list(args), prog_name="shuzhen", standalone_mode=False
        )
    except Exception as error:  # noqa: BLE001  (the one place where every failure becomes words)
        words, code = answer(error)
        typer.echo(words, err=True)
    return code if isinstance(code, int) else 0


def main() -> None:
    """The console script."""
    end(run(sys.argv[1:]))
