"""How coarsely a figure is shown, so that it cannot be taken apart again.

Every step depends on the band a count falls in and never on the count itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BAND = 10  # width of a band of enterprises
ONE_TENTH = 10  # a mean's step times the enterprises is at least a tenth of the scale
MANY = 100  # enterprises from which shares are shown in steps of 5 %, below in steps of 10 %
FINE = ((1_000, 1), (500, 2), (MANY, 5))  # enterprises, and the step of a single share from there
LEAST_SHARED = 20  # enterprises below which no distribution is shown


@dataclass(frozen=True)
class CountRange:
    """A number of enterprises as far as it is disclosed: ``low`` to ``high``, both included."""

    low: int
    high: int


@dataclass(frozen=True)
class Share:
    """A share in per cent: ``percent`` rounded to ``step``, or less than ``step`` where 0."""

    percent: int
    step: int


def band(count: int, threshold: int) -> CountRange:
    """The band of ``count`` (at least ``threshold``): tens, the first one from the threshold on."""
    first = math.ceil(2 * threshold / BAND) * BAND
    if count < first:
        return CountRange(threshold, first - 1)
    low = count // BAND * BAND
    return CountRange(low, low + BAND - 1)


def mean_step(count: int, threshold: int, scale: float) -> float:
    """The step to which the mean of ``count`` enterprises on 0..``scale`` is rounded.

    The smallest of 1, 2, 5 times a power of ten that, times the lower end of the band, reaches
    a tenth of the scale; a thousandth of the scale at least. So one enterprise more or less never
    shows to better than a fifth of the scale, even to somebody who knows the exact counts.
    """
    return _step(max(scale / ONE_TENTH / band(count, threshold).low, scale / 1_000))


def _step(wanted: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that reaches what is ``wanted``."""
    power = 10.0 ** math.floor(math.log10(wanted * (1 + 1e-9)))
    return next(round(m * power, 9) for m in (1, 2, 5, 10) if m * power >= wanted * (1 - 1e-9))


def rounded_weighted(mean: float, heaviest: float, scale: float) -> float:
    """A weighted mean in which the heaviest has that part of the weight, half up to its step.

    As coarse as if all weighed as much as that one, so that its coming and going does not show.
    """
    step = _step(max(scale * heaviest / ONE_TENTH, scale / 1_000))
    return round(math.floor(mean / step + 0.5) * step, 9)


def possible_step(mean: float, scale: float) -> float:
    """The coarsest step that a mean on 0..``scale`` may have been rounded to, as it reads."""
    coarsest = scale / ONE_TENTH
    steps = {_step(coarsest / parts) for parts in (1, 2.5, 5, 10, 25, 50)}
    fitting = (each for each in steps if math.isclose(mean / each, round(mean / each)))
    return max(fitting, default=_step(scale / 1_000))


def rounded_mean(total: float, count: int, threshold: int, scale: float) -> float:
    """The mean ``total / count``, half up to its ``mean_step``."""
    step = mean_step(count, threshold, scale)
    return round(math.floor(total / count / step + 0.5) * step, 9)


def share_step(count: int, threshold: int) -> int:
    """The step, in per cent, of a share of ``count`` enterprises that is shown by itself.

    As that of levels; from 500 enterprises on so fine that ten of them make a step.
    """
    low = band(count, threshold).low
    return next((step for least, step in FINE if low >= least), 10)


def rounded_share(points: float, count: int, threshold: int) -> float:
    """The share that is the mean ``points / count`` of a hundred for some and 0 for others."""
    step = share_step(count, threshold)
    return float(math.floor(points / count / step + 0.5) * step)


def rounded_shares(counts: Sequence[int], threshold: int) -> tuple[Share, ...]:
    """The shares of ``counts`` in their sum; they need not add up to 100.

    A share below one step is not rounded but only disclosed to be below it: a level with nobody in
    it looks the same as one with a few.
    """
    enterprises = sum(counts)
    step = 5 if band(enterprises, threshold).low >= MANY else 10
    return tuple(_share(count, enterprises, step) for count in counts)


def discloses_a_count(counts: Sequence[int], threshold: int) -> bool:
    """Whether the shares and the range together disclose one of the counts exactly."""
    shares, seen = rounded_shares(counts, threshold), band(sum(counts), threshold)
    low, high = [math.inf] * len(shares), [-math.inf] * len(shares)
    for enterprises in range(seen.low, seen.high + 1):
        fitting = [_fitting(share, enterprises) for share in shares]
        least, most = (sum(ends[side] for ends in fitting) for side in (0, 1))
        if least <= enterprises <= most and all(start <= end for start, end in fitting):
            for place, (start, end) in enumerate(fitting):
                low[place] = min(low[place], max(start, enterprises - (most - end)))
                high[place] = max(high[place], min(end, enterprises - (least - start)))
    return any(start == end for start, end in zip(low, high, strict=True))


def _share(count: int, enterprises: int, step: int) -> Share:
    """Rounded half to even, so that a share and what it lacks to 100 % are not both rounded up."""
    steps, over = divmod(100 * count, enterprises * step)
    half = enterprises * step - 2 * over
    up = half < 0 or (half == 0 and steps % 2 == 1)
    return Share((steps + up) * step if steps else 0, step)


def _fitting(share: Share, enterprises: int) -> tuple[int, int]:
    """The least and the greatest count out of ``enterprises`` that is shown as ``share``."""
    percent, step = share.percent, share.step
    if not percent:
        return 0, math.ceil(step * enterprises / 100) - 1
    start = math.ceil(max(2 * percent - step, 2 * step) * enterprises / 200)
    end = min((2 * percent + step) * enterprises // 200, enterprises)
    start += _share(start, enterprises, step) != share  # a half that goes down
    end -= _share(end, enterprises, step) != share  # a half that goes up
    return start, end
