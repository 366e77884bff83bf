"""``python -m cli.making NUMBER``: a process that makes files for the web server.

Started by it, and by nobody else; what it is asked comes through the socket of that number.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assessments.refusals import Refusal
from cli.operating import operating
from services.context import Context
from services.noting import SECRET
from services.process_log import asks, begin

LOADED = ("scoring.warm", "solutions.warm", "services.handing_out", "services.city")
NICE = 5  # clicks go first
SACRIFICE = "500"  # where memory ends, the system is to take this one and not the server
MOST = 200  # files, after which another process begins anew
IDLE = 600.0  # seconds
MEMORY = 900_000_000  # bytes

_log = logging.getLogger("shuzhen")


def main(number: int) -> None:
    """Serve until the server is gone, or has asked for nothing for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the server's to heed
    os.nice(NICE)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(SACRIFICE, "ascii")
    for name in LOADED:
        import_module(name)
    with operating(None) as ctx, suppress(KeyboardInterrupt):
        begin(ctx.settings, ctx.store.secret(SECRET))
        serve(Connection(number), ctx, most=MOST, idle=IDLE, memory=MEMORY)


def serve(line: Connection, ctx: Context, *, most: int, idle: float, memory: int) -> None:
    """Make one file after the other, until nobody asks any more, or it is time for a successor.

    That is after ``most`` files, when they have left more than ``memory`` bytes, or when
    nothing was asked for ``idle`` seconds.
    """
    for number in range(1, most + 1):
        if not line.poll(idle):
            return
        try:
            job, actor, address = line.recv()
        except (EOFError, OSError):
            return
        own = replace(ctx, actor=actor, address=address)
        asks(actor, address)
        what, made = _packed(partial(job, own))
        goes_on = number < most and _resident() < memory
        with suppress(OSError):  # who asked is gone
            line.send((what, made, goes_on))
        if not goes_on:
            return


def _packed(act: Callable[[], Any]) -> tuple[str, Any]:
    """What ``act`` gives or raises, in a form that reaches the process which asked."""
    try:
        return "made", act()
    except Refusal as refusal:
        return "refused", (type(refusal), refusal.key, refusal.params)
    except Exception as error:  # noqa: BLE001  (whoever asked is told)
        _log.exception("fault")
        return "failed", f"{type(error).__name__}: {error}"


def _resident() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


if __name__ == "__main__":
    main(int(sys.argv[1]))
