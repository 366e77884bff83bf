"""Sheets that were filled in without reading: the same place ticked over and over."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aggregates.items.estimates import SampleEstimate, SampleFigure, TooFew

RUN = 10  # items in a row at the same place; a whole page has ten to fifteen
NEEDED = 10  # sheets


def longest_runs(places: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The longest run of one place on each sheet; ``places`` by item, in the order of asking.

    Each of shape (sheets,): the place of the option that was ticked, below 0 where none was, which
    neither ends nor lengthens a run.
    """
    sheets = len(places[0]) if places else 0
    last = np.full(sheets, -1)
    run = np.zeros(sheets, dtype=np.int64)
    longest = np.zeros(sheets, dtype=np.int64)
    for place in places:
        said = place >= 0
        run = np.where(said, np.where(place == last, run + 1, 1), run)
        last = np.where(said, place, last)
        longest = np.maximum(longest, run)
    return longest


def straightlined(places: Sequence[NDArray[np.int64]], needed: int = NEEDED) -> SampleFigure:
    """The share of sheets with a run of at least ``RUN``."""
    runs = longest_runs(places)
    if len(runs) < needed:
        return TooFew(len(runs), needed)
    return SampleEstimate(float((runs >= RUN).mean()), len(runs))
