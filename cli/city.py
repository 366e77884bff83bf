"""shuzhen city: the release of the city's figures, made before somebody waits for it."""

from time import perf_counter

import typer

from cli.language import language
from cli.operating import StoreOption, operating
from i18n import one_decimal, say
from services.context import Context
from services.counted import make_release
from services.simulating import make_simulation

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.callback()
def city() -> None:
    """Hold the commands together."""


@app.command()
def release(*, store: StoreOption = None) -> None:
    """Work the present release out and keep it; one that is kept stays as it is."""
    with operating(store) as ctx:
        print_release(ctx)


@app.command()
def simulate(*, store: StoreOption = None) -> None:
    """Work out what measures of policy would do, for the present release, and keep it."""
    with operating(store) as ctx:
        print_simulation(ctx)


def print_simulation(ctx: Context) -> None:
    """Make it, and print for how many questionnaires."""
    began = perf_counter()
    made = make_simulation(ctx)
    took = one_decimal(perf_counter() - began)
    print(say("cli.city_simulated", language(), n=made, seconds=took))


def print_release(ctx: Context) -> None:
    """Make it, and print what was made."""
    began = perf_counter()
    made = make_release(ctx)
    print(
        say(
            "cli.city_released" if made.new else "cli.city_release_kept",
            language(),
            day=made.as_of.isoformat(),
            n=made.questionnaires,
            seconds=one_decimal(perf_counter() - began),
        )
    )
