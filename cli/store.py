"""shuzhen store: a whole store moved into another database."""

from collections.abc import Mapping

import typer

from cli.language import language
from cli.operating import operating
from cli.stopping import stoppable
from i18n import say
from services.noting import note
from storage.transfer.copying import copy_store

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.callback()
def store() -> None:
    """Hold the commands together."""


@app.command("copy")
def copy(source: str, target: str) -> None:
    """Copy everything, and print what both hold."""
    with stoppable(say("cli.store_copy_stopped", language())):
        seen = copy_store(source, target)
        with operating(target) as ctx:
            note(ctx, "store.copy", "store")
    print_tables(seen)
    rows = sum(rows for rows, _ in seen.values())
    print(say("cli.store_copy_done", language(), tables=len(seen), rows=rows))


def print_tables(seen: Mapping[str, tuple[int, str]]) -> None:
    """A line a table, with its rows and their digest."""
    for name, (rows, digest) in sorted(seen.items()):
        print(f"{name:<24}{rows:>12}  {digest}")
