"""How far two who judge alone agree on a scale: Cohen's weighted kappa with its interval."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

from aggregates.items.estimates import TAIL, SampleEstimate, SampleFigure, TooFew

Floats = NDArray[np.float64]

PAIRS = 20  # cases that two judged: of fewer the large-sample interval says nothing
NORMAL = float(special.ndtri(1 - TAIL))


def weighted_kappa(one: Floats, other: Floats, needed: int = PAIRS) -> SampleFigure:
    """Kappa of two judges' places on one scale, with quadratic weights; NaN: said nothing.

    A disagreement weighs as the square of its distance (Fleiss and Cohen 1973), so that two steps
    are four times as bad as one. Places need not be whole numbers.
    """
    whole = ~(np.isnan(one) | np.isnan(other))
    one, other = one[whole], other[whole]
    if len(one) < needed:
        return TooFew(len(one), needed)
    places, codes = np.unique(np.concatenate([one, other]), return_inverse=True)
    if len(places) == 1:  # both always say the same: nothing is left for chance
        return TooFew(len(one), needed, why="alike")
    table = np.zeros((len(places), len(places)))
    np.add.at(table, (codes[: len(one)], codes[len(one) :]), 1)
    apart = (places[:, None] - places[None, :]) ** 2
    found, error = kappa_of(table, 1 - apart / apart.max())
    low, high = max(-1.0, found - NORMAL * error), min(1.0, found + NORMAL * error)
    return SampleEstimate(found, len(one), low, high)


def kappa_of(table: Floats, weights: Floats) -> tuple[float, float]:
    """Kappa of a ``table`` of counts and its standard error.

    ``weights`` are of agreement, 1 on the diagonal. Cohen (1968); the error is that of Fleiss,
    Cohen and Everitt (1969), for large samples.
    """
    total = table.sum()
    shares = table / total
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    seen = float((weights * shares).sum())
    chance = float((weights * np.outer(rows, columns)).sum())
    mean = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    spread = (shares * (weights * (1 - chance) - mean * (1 - seen)) ** 2).sum()
    spread -= (seen * chance - 2 * chance + seen) ** 2
    error = np.sqrt(max(spread, 0.0) / total) / (1 - chance) ** 2
    return (seen - chance) / (1 - chance), float(error)
