"""shuzhen store: a whole store moved into another database."""

import typer

from cli.language import language
from cli.stopping import stoppable
from i18n import say
from storage.transfer.copying import copy_store
from storage.transfer.lines import Tally

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.callback()
def store() -> None:
    """Hold the commands together."""


@app.command("copy")
def copy(source: str, target: str) -> None:
    """Copy everything, and print what both hold."""
    with stoppable(say("cli.store_copy_stopped", language())):
        tallies = copy_store(source, target)
    for name, tally in tallies.items():
        print(tally_line(name, tally))
    rows = sum(tally.rows for tally in tallies.values())
    print(say("cli.store_copy_done", language(), tables=len(tallies), rows=rows))


def tally_line(name: str, tally: Tally) -> str:
    """A table, its rows and their digest."""
    return f"{name:<24}{tally.rows:>12,}  {tally.digest}"
