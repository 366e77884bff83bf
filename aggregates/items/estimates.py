"""A figure of a sample with its interval, or the plain word that there are too few for one."""

from dataclasses import dataclass
from typing import Any, Literal

from scipy import special


@dataclass(frozen=True)
class SampleEstimate:
    """A ``value`` from ``n`` sheets; ``low`` and ``high`` bound its 95 % interval, where known."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class TooFew:
    """There are ``n`` sheets where a figure takes ``needed``; or there are enough, but ``why``.

    ``alike``: all say the same, so nothing can go together; ``items``: too few items differ.
    """

    n: int
    needed: int
    why: Literal["sheets", "alike", "items"] = "sheets"


SampleFigure = SampleEstimate | TooFew

LEVEL = 0.95  # of every interval
TAIL = (1 - LEVEL) / 2


def f_quantile(share: float, above: float, below: float) -> float:
    """The quantile of the F distribution with so many degrees of freedom."""
    inverses: Any = special  # without scipy.stats, which takes a second to import
    return float(inverses.fdtri(above, below, share))
