"""Compile the kernel now, so that nobody waits for it later: ``python -m scoring.warm``."""

import scoring.kernel
import scoring.kernel_texts  # noqa: F401  (this too)
