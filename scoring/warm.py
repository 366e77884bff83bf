"""Compile the kernel now, so that nobody waits for it later: ``python -m scoring.warm``."""

import scoring.kernel  # noqa: F401  (importing it compiles it)
