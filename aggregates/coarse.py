"""How coarsely a figure is shown, so that it cannot be taken apart again.

Every step depends on the band a count falls in and never on the count itself.
"""

import math
from dataclasses import dataclass

BAND = 10  # width of a band of enterprises
ONE_TENTH = 10  # a mean's step times the enterprises is at least a tenth of the scale
MANY = 100  # enterprises from which shares are shown in steps of 5 %, below in steps of 10 %
LEAST_SHARED = 20  # enterprises below which no distribution is shown


@dataclass(frozen=True)
class Band:
    """A number of enterprises as far as it is told: ``low`` to ``high``, both included."""

    low: int
    high: int


@dataclass(frozen=True)
class Share:
    """A share in per cent: ``percent`` rounded to ``step``, or less than ``step`` where 0."""

    percent: int
    step: int


def band(count: int, threshold: int) -> Band:
    """The band of ``count`` (at least ``threshold``): tens, the first one from the threshold on."""
    first = math.ceil(2 * threshold / BAND) * BAND
    if count < first:
        return Band(threshold, first - 1)
    low = count // BAND * BAND
    return Band(low, low + BAND - 1)


def mean_step(count: int, threshold: int, scale: float) -> float:
    """The step to which the mean of ``count`` enterprises on 0..``scale`` is rounded.

    The smallest of 1, 2, 5 times a power of ten that, times the lower end of the band, reaches
    a tenth of the scale; a thousandth of the scale at least. So one enterprise more or less never
    shows to better than a fifth of the scale, even to somebody who knows the exact counts.
    """
    wanted = max(scale / ONE_TENTH / band(count, threshold).low, scale / 1_000)
    power = 10.0 ** math.floor(math.log10(wanted * (1 + 1e-9)))
    return next(round(m * power, 9) for m in (1, 2, 5, 10) if m * power >= wanted * (1 - 1e-9))


def rounded_mean(total: float, count: int, threshold: int, scale: float) -> float:
    """The mean ``total / count``, half up to its ``mean_step``."""
    step = mean_step(count, threshold, scale)
    return round(math.floor(total / count / step + 0.5) * step, 9)


def rounded_shares(counts: tuple[int, ...], threshold: int) -> tuple[Share, ...]:
    """The shares of ``counts`` in their sum; they need not add up to 100.

    A share below one step is not rounded but only told to be below it: a level with nobody in it
    looks the same as one with a few.
    """
    all = sum(counts)
    step = 5 if band(all, threshold).low >= MANY else 10
    return tuple(_share(100 * count / all, step) for count in counts)


def _share(percent: float, step: int) -> Share:
    if percent < step:
        return Share(0, step)
    return Share(math.floor(percent / step + 0.5) * step, step)
