"""Sheets that were filled in without reading: the same place ticked over and over."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aggregates.items.estimates import SampleEstimate, SampleFigure, TooFew
from scoring.flags.straight import longest_runs

RUN = 10  # items in a row at the same place; a whole page has ten to fifteen
NEEDED = 10  # sheets


def straightlined(places: Sequence[NDArray[np.int64]], needed: int = NEEDED) -> SampleFigure:
    """The share of sheets with a run of at least ``RUN``."""
    runs = longest_runs(places)
    if len(runs) < needed:
        return TooFew(len(runs), needed)
    return SampleEstimate(float((runs >= RUN).mean()), len(runs))
