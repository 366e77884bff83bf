"""What a year's mean would be with the mix of another year: direct standardisation over strata.

A plain mean moves when other enterprises take part, though nobody has changed. The adjusted one
weights each stratum of the year by its share of the standard, so it moves only with the scores.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

DRAWS = 1_000
BINS = 200  # of the scale, into which scores are put for the draws; their means stay exact
ENDS = (2.5, 97.5)  # per cent of the draws between which the interval lies


@dataclass(frozen=True)
class AdjustedMean:
    """The mean of a year under the mix of the standard.

    ``covered`` is the share of the standard whose strata the year has. ``counted`` is to how many
    equal enterprises the greatest weight of a single one corresponds: one of them never weighs
    more than one in so many.
    """

    mean: float
    covered: float
    counted: int


def adjusted_mean(standard: Labels, strata: Labels, scores: Floats) -> AdjustedMean | None:
    """The mean of ``scores`` (their ``strata`` beside them) with the mix of ``standard``.

    Strata that the year has not are left out, and the weights of the others grow alike; None
    where there is none left.
    """
    weights, counts = _weights(standard, strata)
    if not weights.sum():
        return None
    share = weights / weights.sum()
    sums = np.bincount(strata, scores, minlength=len(weights))
    used = share > 0
    mean = float((share[used] * sums[used] / counts[used]).sum())
    return AdjustedMean(
        mean, float(weights.sum()), int(1 / (share[used] / counts[used]).max() + 1e-9)
    )


def interval(
    standard: Labels, strata: Labels, scores: Floats, scale: float, seed: int
) -> tuple[float, float]:
    """Between which two figures the adjusted mean lies in 95 of 100 draws of such enterprises.

    Each draw takes, in each stratum, as many of its enterprises as it has, with repetition. The
    mix of the standard stands still.
    """
    weights, counts = _weights(standard, strata)
    share = weights / weights.sum()
    draws = np.random.default_rng(seed)
    found = np.zeros(DRAWS)
    for stratum in np.flatnonzero(share):
        own = scores[strata == stratum]
        _, place = np.unique(np.floor(own * BINS / scale), return_inverse=True)
        many = np.bincount(place)
        drawn = draws.multinomial(len(own), many / len(own), size=DRAWS)
        found += share[stratum] * (drawn @ (np.bincount(place, own) / many)) / counts[stratum]
    low, high = np.percentile(found, ENDS)
    return float(low), float(high)


def _weights(standard: Labels, strata: Labels) -> tuple[Floats, Floats]:
    """The share of the standard in each stratum that the year has, and how many are in it then."""
    many = int(max(standard.max(initial=-1), strata.max(initial=-1))) + 1
    counts = np.bincount(strata, minlength=many).astype(np.float64)
    weights = np.bincount(standard, minlength=many) / max(len(standard), 1)
    return np.where(counts > 0, weights, 0.0), counts
