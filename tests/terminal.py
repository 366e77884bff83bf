"""What a person at a terminal sees of a command."""

import os
import pty
import subprocess
from collections.abc import Sequence
from pathlib import Path


def seen_at_a_terminal(command: Sequence[str | Path]) -> str:
    """All that ``command``, which must succeed, says on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        try:
            while some := os.read(ours, 1 << 16):
                shown += some
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(ours)
    assert process.returncode == 0
    return shown.decode()
