"""A program that loads makes a million objects that stay, and hardly any garbage.

The collector goes through all of them again and again for nothing, which is a quarter of the
start. So it rests from the import of this module on until ``done``.
"""

import gc

gc.disable()


def done() -> None:
    """Collect again, but no longer among what is there now: it stays as long as the process."""
    gc.freeze()
    gc.enable()
