"""A bar on the error stream while a file is read; nothing where nobody looks at a terminal."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import typer

from cli.language import language
from i18n import say
from services.scoring_files import Watch

STEPS = 1_000


@contextmanager
def progress() -> Iterator[Watch]:
    """What is told of every chunk. A file of a single chunk is too short for a bar."""
    with ExitStack() as stack:
        bars: list[Any] = []

        def watch(sheets: int, done: float | None) -> None:
            if not sys.stderr.isatty() or done is None or (done >= 1 and not bars):
                return
            if not bars:
                bar = typer.progressbar(length=STEPS, file=sys.stderr)
                bars.append(stack.enter_context(bar))
            bars[0].label = say("cells.progress", language(), sheets=sheets)
            bars[0].update(int(done * STEPS) - bars[0].pos)

        yield watch
