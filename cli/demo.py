"""shuzhen demo: a city of synthetic enterprises in a store of its own, and the app over it."""

import os
from time import perf_counter
from typing import Annotated

import typer

from cli.city import print_release, print_simulation
from cli.language import language
from cli.operating import StoreOption, operating
from cli.serve import serve
from i18n import one_decimal, say
from services.context import Context
from services.demo import draft, fill, is_filled, logins
from services.settings import HOME

STORE = f"sqlite:///{HOME / 'var' / 'demo.db'}"


def demo(
    *,
    enterprises: Annotated[int, typer.Option(min=1)] = 2000,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    store: StoreOption = None,
    start: Annotated[bool, typer.Option("--serve")] = False,
) -> None:
    """Fill the store; with ``--serve`` (then a store that is filled already will do) start it."""
    with operating(store or STORE, migrate=True) as ctx:
        if not (start and is_filled(ctx)):
            _fill(ctx, enterprises, seed)
        print_release(ctx)
        print_simulation(ctx)
        if start:
            _introduce(ctx)
    if start:
        os.environ["SHUZHEN_DEMO"] = "true"
        serve(store=store or STORE)


def _fill(ctx: Context, enterprises: int, seed: int) -> None:
    print(say("demo.filling", language(), enterprises=enterprises), flush=True)
    began = perf_counter()
    filled = fill(ctx, enterprises, seed)
    stages = [
        say("demo.stage", language(), stage=say(f"stages.{stage}", language()), n=number)
        for stage, number in filled.stages.items()
    ]
    print(
        say(
            "demo.filled",
            language(),
            enterprises=filled.enterprises,
            stages=say("demo.and", language()).join(stages),
            seconds=one_decimal(perf_counter() - began),
        )
    )


def _introduce(ctx: Context) -> None:
    """Print whom one can be; the passwords are new at every start."""
    print(say("demo.accounts", language()))
    for login in logins(ctx):
        print(
            say(
                "demo.account",
                language(),
                role=login.role.entry.label,
                username=login.username,
                password=login.password,
            )
        )
    print(say("demo.code", language(), code=draft(ctx)))
