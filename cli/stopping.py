"""A long command that somebody stops: Ctrl-C, or the system's request to end."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import typer

SIGNALS = (signal.SIGINT, signal.SIGTERM)
BY_SIGNAL = 128  # the exit code of a shell for what a signal ended, without the signal's number


@contextmanager
def stoppable(words: str) -> Iterator[None]:
    """The first signal raises KeyboardInterrupt inside; then ``words`` are said and it is over.

    Further ones are not heeded, so that what cleans up can finish; nor are they later, on the way
    to the end of the process (``end``). The exit code is 130 (Ctrl-C) or 143.
    """
    heard: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if not heard:
            heard.append(number)
            raise KeyboardInterrupt

    before = {each: signal.getsignal(each) for each in SIGNALS}
    for each, handler in before.items():
        if handler is not signal.SIG_IGN:  # as a shell says for what runs in the background
            signal.signal(each, stop)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(words, err=True)
        raise typer.Exit(BY_SIGNAL + (heard or [signal.SIGINT])[0]) from None
    finally:
        if not heard:
            for each, handler in before.items():
                signal.signal(each, handler)


def end(code: int) -> NoReturn:
    """End the process with that exit code, once everything is cleaned up.

    What a signal has stopped ends at once: threads of libraries that were left in the middle of
    their work may abort an interpreter that takes itself apart (Arrow's, seen once in 150 stops).
    """
    if code <= BY_SIGNAL:
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
