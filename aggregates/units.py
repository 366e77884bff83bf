"""Firms of one group are one unit: whoever decides for them knows the figures of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from aggregates.breakdown import Indexes, Sums
from assessments.groups import Tie

ALWAYS = np.datetime64("1970-01-01", "us")


@dataclass(frozen=True)
class Ties:
    """Which record (by its number) belongs to which group, from when on and until when (NaT)."""

    record: Indexes
    group: Indexes
    since: npt.NDArray[np.datetime64]
    until: npt.NDArray[np.datetime64]

    def units(self, records: Indexes, entity: Indexes, at: np.datetime64) -> Indexes:
        """The unit of each line just before ``at``; ``entity`` is that of the line's record.

        Whoever belongs to one group directly or by another firm is one unit with all of it.
        """
        counts = (self.since < at) & ~(self.until < at)
        if not counts.any():
            return entity
        of_record = np.zeros(int(records.max()) + 1, dtype=np.int64)
        of_record[records] = entity
        first = int(entity.max()) + 1  # groups are numbered after the entities
        size = first + int(self.group.max()) + 1
        ends = of_record[self.record[counts]], first + self.group[counts]
        ones = np.ones(len(ends[0]))
        joined = csr_array((ones, ends), shape=(size, size))  # type: ignore[no-untyped-call]  # scipy says no types of it
        found: Indexes = connected_components(joined, directed=False)[1].astype(np.int64)
        return found[entity]


def ties_of(
    records: "pd.Index[str]", codes: "pd.Series[str]", record: Indexes, ties: Sequence[Tie]
) -> Ties:
    """The ``ties`` of these records; a parent belongs to its group by its own credit code.

    ``codes`` and ``record`` (its place among ``records``) have a line a figure.
    """
    groups = {group: place for place, group in enumerate(dict.fromkeys(t.group for t in ties))}
    known = {id: place for place, id in enumerate(records)} if ties else {}
    found: list[tuple[int, int, object, object]] = [
        (known[tie.enterprise], groups[tie.group], tie.since, tie.until)
        for tie in ties
        if tie.enterprise in known
    ]
    parents = np.flatnonzero(codes.isin(list(groups)))
    found += [(record[line], groups[codes.iloc[line]], None, None) for line in parents]
    table = pd.DataFrame(found, columns=["record", "group", "since", "until"])
    since, until = (
        pd.to_datetime(table[name], utc=True).dt.tz_localize(None).to_numpy("M8[us]")
        for name in ("since", "until")
    )
    return Ties(
        record=table["record"].to_numpy(np.int64),
        group=table["group"].to_numpy(np.int64),
        since=np.where(np.isnat(since), ALWAYS, since),
        until=until,
    )


def shares(unit: Indexes, there: Sums) -> Sums:
    """What each enterprise counts as a unit: one of n firms of a group that are ``there`` an n-th.

    So no sum over rows counts a group as more than one, wherever its firms stand.
    """
    many = np.bincount(unit, there, minlength=1)
    return np.asarray(there / np.maximum(many[unit], 1.0))
