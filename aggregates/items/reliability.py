"""How far the items of a block measure one thing: Cronbach's alpha and McDonald's omega.

Both are for blocks that are meant to be one thing. A dimension that adds up different things (an
index) may be sound with an alpha near 0.
"""

import numpy as np
from numpy.typing import NDArray

from aggregates.items.estimates import TAIL, SampleEstimate, SampleFigure, TooFew, f_quantile

Floats = NDArray[np.float64]

NEEDED = 50  # sheets: below that an interval of alpha is wider than any use of it
PAIR = 2  # items: one alone goes together with nothing
FEWEST = 3  # items: the factor of two is not determined
TURNS = 2000
STILL = 1e-10  # a loading that moves less has settled
RESAMPLES = 500
PIECES = 20  # resamples are drawn in so many parts, which bounds the memory
SEED = 20260101  # the same sheets give the same interval


def alpha(values: Floats, needed: int = NEEDED) -> SampleFigure:
    """Cronbach's alpha of ``values``, of shape (sheets, items), NaN where nothing is said.

    Only whole rows count, without items that all answer alike. The interval is Feldt's (1965),
    exact for normal values.
    """
    rows = _usable(values, needed, PAIR)
    if isinstance(rows, TooFew):
        return rows
    n, items = rows.shape
    found = _alpha(rows)
    free = n - 1, (n - 1) * (items - 1)
    low, high = (1 - (1 - found) * f_quantile(side, *free) for side in (1 - TAIL, TAIL))
    return SampleEstimate(found, n, float(low), float(high))


def omega(values: Floats, needed: int = NEEDED) -> SampleFigure:
    """McDonald's omega of ``values``, of shape (sheets, items), NaN where nothing is said.

    One factor is fitted to the covariances by least squares (minimum residuals): omega is the
    share of the sum's variance that it stands for. At least three items that differ; only whole
    rows count. The interval is that of the percentiles of resampled sheets.
    """
    rows = _usable(values, needed, FEWEST)
    if isinstance(rows, TooFew):
        return rows
    random = np.random.default_rng(SEED)
    drawn = random.integers(len(rows), size=(RESAMPLES, len(rows)))
    resampled = np.concatenate([_omegas(rows[part]) for part in np.array_split(drawn, PIECES)])
    low, high = np.nanquantile(resampled, (TAIL, 1 - TAIL))
    return SampleEstimate(float(_omegas(rows[None])[0]), len(rows), float(low), float(high))


def _usable(values: Floats, needed: int, items: int) -> Floats | TooFew:
    """The rows that say something of every item, without items that all answer alike."""
    rows: Floats = values[~np.isnan(values).any(axis=1)]
    if len(rows) < needed:
        return TooFew(len(rows), needed)
    differing: Floats = rows[:, np.ptp(rows, axis=0) > 0]
    if np.ptp(differing.sum(axis=1)) == 0:
        return TooFew(len(rows), needed, "alike")
    return differing if differing.shape[1] >= items else TooFew(len(rows), needed, "items")


def _alpha(rows: Floats) -> float:
    items = rows.shape[1]
    parts, whole = rows.var(axis=0, ddof=1).sum(), rows.sum(axis=1).var(ddof=1)
    return float(items / (items - 1) * (1 - parts / whole))


def _omegas(samples: Floats) -> Floats:
    """Omega of each of ``samples``, of shape (samples, sheets, items); NaN where nothing fits."""
    centred = samples - samples.mean(axis=1, keepdims=True)
    covariance = centred.transpose(0, 2, 1) @ centred / (samples.shape[1] - 1)
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    loadings = one_factor(covariance)
    common = loadings.sum(axis=1) ** 2
    unique = np.clip(variance - loadings**2, 0, None).sum(axis=1)
    found: Floats = common / (common + unique)
    return found


def one_factor(covariance: Floats) -> Floats:
    """The loadings of one factor whose products are nearest to the covariances beside the diagonal.

    ``covariance`` of shape (samples, items, items), the loadings (samples, items). Residuals are
    weighed on the scale of correlations (Harman's minres), one loading after the other until none
    moves; NaN where an item does not vary. The sign is such that the sum is positive.
    """
    spread = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = covariance / (spread[:, :, None] * spread[:, None, :])
        beside = correlation - np.eye(spread.shape[1])
        found = np.full(spread.shape, 0.5)
        for _ in range(TURNS):
            before = found.copy()
            for item in range(spread.shape[1]):
                others = (found**2).sum(axis=1) - found[:, item] ** 2
                found[:, item] = np.clip((beside[:, item] * found).sum(axis=1) / others, -1, 1)
            if not np.nanmax(np.abs(found - before), initial=0) > STILL:
                break
    signs: Floats = np.where(found.sum(axis=1) < 0, -1.0, 1.0)
    return found * spread * signs[:, None]
