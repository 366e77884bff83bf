"""How an item goes with the rest of its block: item-rest correlation and discrimination."""

import numpy as np
from numpy.typing import NDArray

from aggregates.items.estimates import SampleEstimate, SampleFigure, TooFew

Floats = NDArray[np.float64]

NEEDED = 30  # sheets: below that a correlation of 0.3 is no different from none
EXTREME = 0.27  # of the sheets at each end: Kelley (1939)
Z = 1.959963984540054  # 95 % of a normal distribution lie within


def item_rest(values: Floats, rest: Floats, needed: int = NEEDED) -> SampleFigure:
    """Pearson's correlation of an item's ``values`` with the ``rest`` of its block; both (sheets,).

    NaN where nothing is said; only sheets that say both count. The interval is Fisher's.
    """
    both = ~np.isnan(values) & ~np.isnan(rest)
    n = int(both.sum())
    if n < max(needed, 4):
        return TooFew(n, needed)
    one, other = values[both], rest[both]
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return TooFew(n, needed, why="alike")
    found = float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))
    around = np.arctanh(np.clip(found, -1 + 1e-12, 1 - 1e-12))
    low, high = np.tanh([around - Z / np.sqrt(n - 3), around + Z / np.sqrt(n - 3)])
    return SampleEstimate(found, n, float(low), float(high))


def discrimination(values: Floats, rest: Floats, needed: int = NEEDED) -> SampleFigure:
    """The item's mean among the 27 % with most in the rest, less that among those with least.

    ``values`` in [0, 1] or NaN, like ``rest`` of shape (sheets,). -1 to 1; ties at the border count
    in full.
    """
    both = ~np.isnan(values) & ~np.isnan(rest)
    n = int(both.sum())
    if n < max(needed, 4):
        return TooFew(n, needed)
    one, other = values[both], rest[both]
    low, high = np.quantile(other, (EXTREME, 1 - EXTREME))
    if low == high:
        return TooFew(n, needed, why="alike")
    return SampleEstimate(float(one[other >= high].mean() - one[other <= low].mean()), n)
