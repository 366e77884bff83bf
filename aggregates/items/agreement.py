"""How far what was claimed and what was verified agree: the intraclass correlation ICC(2,1)."""

import numpy as np
from numpy.typing import NDArray

from aggregates.items.estimates import TAIL, SampleEstimate, SampleFigure, TooFew, f_quantile

NONE = 1e-15  # of variance: rounding only
NEEDED = 30  # enterprises that both sides spoke of


def icc(ratings: NDArray[np.float64], needed: int = NEEDED) -> SampleFigure:
    """ICC(2,1), absolute agreement of single ratings, of shape (enterprises, raters).

    NaN where a rater says nothing; only whole rows count. Shrout and Fleiss (1979); the interval
    is that of McGraw and Wong (1996), case 2A.
    """
    rows = ratings[~np.isnan(ratings).any(axis=1)]
    n, k = rows.shape
    if n < needed or n < 2:  # noqa: PLR2004  (one enterprise varies in nothing)
        return TooFew(n, needed)
    mean = rows.mean()
    targets, raters = rows.mean(axis=1), rows.mean(axis=0)
    between = k * ((targets - mean) ** 2).sum() / (n - 1)
    judges = n * ((raters - mean) ** 2).sum() / (k - 1)
    rest = ((rows - targets[:, None] - raters + mean) ** 2).sum() / ((n - 1) * (k - 1))
    if between + rest <= NONE:  # no enterprise differs from another
        return TooFew(n, needed, why="alike")
    found = (between - rest) / (between + (k - 1) * rest + k * (judges - rest) / n)
    low, high = _interval(found, (between, judges, rest), n, k)
    return SampleEstimate(float(found), n, low, high)


def _interval(
    found: float, squares: tuple[float, float, float], n: int, k: int
) -> tuple[float, float] | tuple[None, None]:
    between, judges, rest = squares
    if rest <= NONE and judges <= NONE:
        return 1.0, 1.0
    a = k * found / (n * (1 - found))
    b = 1 + k * found * (n - 1) / (n * (1 - found))
    spread = (a * judges) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1))
    if spread <= NONE**2:  # exactly reversed claims: the approximation has no degrees of freedom
        return None, None
    free = (a * judges + b * rest) ** 2 / spread
    above = f_quantile(1 - TAIL, n - 1, free)
    below = f_quantile(1 - TAIL, free, n - 1)
    errors = k * judges + (k * n - k - n) * rest
    low = n * (between - above * rest) / (above * errors + n * between)
    high = n * (below * between - rest) / (errors + n * below * between)
    return float(low), float(high)
