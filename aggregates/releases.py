"""What is published changes on the first of a month only, and never by a few enterprises.

A release is worked out from what had been signed or confirmed before its boundary and from the
releases before it, so every process comes to the same one and none has to be stored. Whoever
compares two releases finds each figure unchanged, or made of at least the threshold of other
enterprises: what is too little for that in one of its rows waits for a later release.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd

from aggregates.moving import groups_of, moves
from aggregates.parts import touched
from aggregates.population import Lines, Population
from assessments.years import CHINA

GRACE = timedelta(hours=1)  # until then what was signed before the boundary is surely in the store


def boundary(now: datetime) -> datetime:
    """The first of the month in China before which everything is that the release of now counts."""
    day = (now - GRACE).astimezone(CHINA)
    return day.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def released(lines: Lines, until: datetime, threshold: int) -> Population:
    """The enterprises that the release of the boundary ``until`` counts, of every year."""
    counted = np.zeros(len(lines.since), dtype=bool)
    known = lines.all
    there = touched(known)
    shape = len(known.breakdown.nodes), there.shape[1]
    present = {year: np.zeros(shape) for year in known.years()}
    for at in boundaries(lines, until):
        known, newest = lines.as_of(at)
        differs = np.flatnonzero(counted ^ newest)
        for year in np.unique(known.year[differs]):
            moved = differs[known.year[differs] == year]
            found = moves(known, moved, counted, there)
            groups, size = groups_of(known.breakdown, present[year] >= threshold)
            moved = moved[found.admitted(groups, threshold, size)[found.kind]]
            signs = np.where(counted[moved], -1.0, 1.0)[:, None] * there[moved]
            present[year] += known.sums(moved, signs)
            counted[moved] ^= True
    return known.only(counted)


def boundaries(lines: Lines, until: datetime) -> Iterator[np.datetime64]:
    """The first of each month after something new or withdrawn, the last one ``until``."""
    if lines.since.size:
        gone = lines.until[~np.isnat(lines.until)]
        news_at = np.sort(np.concatenate([lines.since, gone]))
        first = pd.Timestamp(news_at[0], tz=UTC).tz_convert(CHINA)
        months = pd.date_range(first.normalize().replace(day=1), until, freq="MS")
        ends = months.tz_convert(UTC).tz_localize(None).to_numpy("M8[us]")
        news = np.searchsorted(news_at, ends)  # how many of them are before each
        yield from ends[np.diff(news, prepend=0) > 0]
