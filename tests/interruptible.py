"""A process that Ctrl-C reaches, however the tests themselves were started.

A shell starts what runs in its background with SIGINT ignored, and that is inherited.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

HEAR = (
    "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)


def interruptible(command: Sequence[str | Path]) -> list[str | Path]:
    """The same command, with SIGINT as a terminal would leave it; it keeps its process id."""
    return [sys.executable, "-c", HEAR, *command]
