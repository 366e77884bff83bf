"""shuzhen key: the keys by which programs of the city read what is public."""

from typing import Annotated

import typer

from cli.columns import aligned
from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.interface_keys import USUAL_DAYS, city_keys, issue_city_key, revoke_city_key

app = typer.Typer(rich_markup_mode=None, add_completion=False)
HEADS = ("id", "name", "expires", "state")


@app.callback()
def key() -> None:
    """Hold the commands together."""


@app.command()
def issue(
    name: str,
    *,
    days: Annotated[int, typer.Option("--days")] = USUAL_DAYS,
    store: StoreOption = None,
) -> None:
    """Make a key for the program called ``name``; it alone goes to standard output."""
    with operating(store) as ctx:
        given = issue_city_key(ctx, name, days)
    typer.echo(say("interface.shown_once", language()), err=True)
    print(given)


@app.command("list")
def list_(*, store: StoreOption = None) -> None:
    """List the keys, the last made first; those that ended are among them."""
    with operating(store) as ctx:
        found, now = city_keys(ctx), ctx.now()
    head = [say(f"cli.key_list_{each}", language()) for each in HEADS]
    rows = [
        [
            each.id,
            each.name,
            each.expires.date().isoformat(),
            say(f"interface.state_{each.state(now)}", language()),
        ]
        for each in found
    ]
    print(aligned([head, *rows]) if rows else say("interface.none", language()))


@app.command()
def revoke(id: str, *, store: StoreOption = None) -> None:
    """Let the key with this id open nothing any more."""
    with operating(store) as ctx:
        revoke_city_key(ctx, id)
    print(say("cli.key_revoked", language(), id=id))
