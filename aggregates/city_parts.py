"""Parts of a city's enterprises as sums, which disclosure control judges and bands hide."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aggregates.breakdown import TABLES, Indexes, Sums
from aggregates.coarse import band
from aggregates.disclosure import MeasureYear, Reasons, Test
from aggregates.population import Flags, Population
from aggregates.units import shares

Seen = tuple[int, int] | None  # from–to, both included; None is hidden


@dataclass(frozen=True)
class KnownSums:
    """Sums of one part of the enterprises: by row, and by insider and row."""

    own: Sums
    insiders: Sums

    def __add__(self, other: "KnownSums") -> "KnownSums":
        return KnownSums(self.own + other.own, self.insiders + other.insiders)

    def __sub__(self, other: "KnownSums") -> "KnownSums":
        return KnownSums(self.own - other.own, self.insiders - other.insiders)


@dataclass(frozen=True)
class CityPart:
    """How many units and enterprises a part of them has."""

    units: KnownSums
    firms: KnownSums


@dataclass(frozen=True)
class CityParts:
    """The enterprises of a year with what their numbers are held against."""

    population: Population
    differences: Sums
    threshold: int

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids of the rows."""
        return tuple(node.id for node in self.population.breakdown.nodes)

    @cached_property
    def everybody(self) -> CityPart:
        """All of them."""
        return self.part(np.ones(len(self.population.year), dtype=bool))

    def part(self, who: Flags) -> CityPart:
        """Those of ``who``; of a group of several firms each that is among them is a share."""
        several = who & self._several
        firms = self._sums(np.flatnonzero(who))
        if not several.any():
            return CityPart(firms, firms)
        alone = self._sums(np.flatnonzero(who & ~self._several))
        whose = shares(self.population.unit, several.astype(np.float64))
        return CityPart(alone + self._sums(np.flatnonzero(several), whose), firms)

    def rest(self, who: Flags, part: CityPart) -> CityPart:
        """What ``part``, which is of ``who``, leaves of everybody."""
        if self._several.any():
            return self.part(~who)
        left = self.everybody.firms - part.firms
        return CityPart(left, left)

    def case(self, test: Test, *parts: CityPart) -> MeasureYear:
        """The case of these parts: units and enterprises of each."""
        columns = [column for each in parts for column in (each.units, each.firms)]
        return MeasureYear(
            breakdown=self.population.breakdown,
            own=np.stack([each.own for each in columns], axis=-1),
            insiders=np.stack([each.insiders for each in columns], axis=-1),
            differences=self.differences,
            threshold=self.threshold,
            test=test,
        )

    def seen(self, part: CityPart, hidden: Reasons) -> dict[str, Seen]:
        """The numbers by row, without those of divisions."""
        rows = zip(self.population.breakdown.nodes, part.firms.own, hidden, strict=True)
        return {
            node.id: None if reason else banded(round(float(many)), self.threshold)
            for node, many, reason in rows
            if TABLES[node.layer] != "divisions"
        }

    @cached_property
    def _several(self) -> Flags:
        """Who belongs to a group of several firms."""
        unit = self.population.unit
        return np.asarray(np.bincount(unit, minlength=1)[unit] > 1)

    @cached_property
    def _insiders(self) -> tuple[Indexes, Indexes, int]:
        """Whose cases they are and to which group they belong, both counted on from 0, or -1."""
        known = self.population
        centres = int(known.centre.max(initial=-1)) + 1
        groups = np.full(len(known.unit), -1)
        named, group = np.unique(known.unit[self._several], return_inverse=True)
        groups[self._several] = centres + group
        return known.centre, groups, centres + len(named)

    def _sums(self, rows: Indexes, weights: Sums | None = None) -> KnownSums:
        nodes, (centre, group, insiders) = len(self.names), self._insiders
        own, each = np.zeros(nodes), np.zeros(insiders * nodes)
        own_weights = None if weights is None else weights[rows]
        for table in self.population.places[rows].T:
            own += np.bincount(table, own_weights, minlength=nodes)
            for known in (centre[rows], group[rows]):
                apart = known >= 0
                cells = known[apart] * nodes + table[apart]
                told = None if own_weights is None else own_weights[apart]
                each += np.bincount(cells, told, minlength=len(each))
        return KnownSums(own, each.reshape(insiders, nodes))


def banded(count: int, threshold: int) -> tuple[int, int]:
    """The band of a number as its ends."""
    found = band(count, threshold)
    return found.low, found.high
