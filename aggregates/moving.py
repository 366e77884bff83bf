"""What those who come or go in a release touch: an entry for each row and measure, and no more.

Enterprises of one row, centre and set of measures are alike, so that they are judged once, however
many they are: the work grows with the rows of the city and not with its enterprises.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregates.breakdown import Breakdown, Indexes, Sums
from aggregates.population import NOBODY, Flags, Population

ALONE = -1  # in place of a group: no other firm of it moves


@dataclass(frozen=True)
class Moves:
    """Kinds of movers, and the cells that one of each touches, an entry each.

    A cell is a row of the breakdown times the number of columns plus the column: a measure, the
    level, which is the last one, or before them a part that is lacked (``parts.touched``).
    """

    kind: Indexes  # of each line that comes or goes
    many: Indexes  # movers of each kind
    centre: Indexes  # whose cases they are; NOBODY: nobody's, or those of several
    unit: Indexes  # the group it is of, where others of it move too; else ALONE
    entry: tuple[Indexes, Indexes]  # kinds, cells

    def admitted(self, shows: Indexes, threshold: int, size: int) -> Flags:
        """Which kinds change now: those that touch nothing in which too few do.

        ``shows`` says for each cell where it shows (below ``size``; -1: nowhere). In each of
        those at least ``threshold`` units change something, also without the cases of any one
        centre or the firms of any one group, unless all are of that one. The greatest such set is
        what is left when those that touch too little are taken out until nobody does.
        """
        kind, place = self.entry[0], shows[self.entry[1]]
        kind, place = kind[place >= 0], place[place >= 0]
        kind, place = np.divmod(pd.unique(kind * size + place), size)
        nobody = self.centre == NOBODY
        centres = np.unique(self.centre[~nobody])
        own = np.where(nobody, len(centres), np.searchsorted(centres, self.centre))
        left = np.ones(len(self.many), dtype=bool)
        while True:
            by, groups = self._units(kind, place, own, (len(centres) + 1, size))
            everybody = by.sum(axis=0)
            few = _few(everybody, threshold)[place]
            # What is few without one centre holds for everybody but those of that centre.
            beyond = _few(everybody - by[:-1], threshold)
            mine = np.zeros(len(place), dtype=np.int64)
            known = own[kind] < len(centres)
            mine[known] = beyond[own[kind[known]], place[known]]
            few |= beyond.sum(axis=0)[place] > mine
            # The same of each group, without which there is one unit less.
            less = _few(everybody - 1, threshold)[place]
            few |= less & (groups[place] > (self.unit[kind] != ALONE))
            if not few.any():
                return left
            left[kind[few]] = False
            kind, place = kind[left[kind]], place[left[kind]]

    def _units(
        self, kind: Indexes, place: Indexes, own: Indexes, shape: tuple[int, int]
    ) -> tuple[Sums, Indexes]:
        """How many units touch each place: (centres + 1, places); how many groups are of them.

        The last line has those that are nobody's, or whose firms there are of several centres.
        """
        size, alone = shape[1], self.unit[kind] == ALONE
        cells, many = own[kind[alone]] * size + place[alone], self.many[kind[alone]]
        by: Sums = np.bincount(cells, many, shape[0] * size).astype(np.float64).reshape(shape)
        unit, there = np.unique(self.unit[kind[~alone]] * size + place[~alone], return_inverse=True)
        lowest, highest = np.full(len(unit), shape[0]), np.zeros(len(unit), dtype=np.int64)
        np.minimum.at(lowest, there, own[kind[~alone]])
        np.maximum.at(highest, there, own[kind[~alone]])
        whose = np.where(lowest == highest, lowest, shape[0] - 1)
        np.add.at(by, (whose, unit % size), 1)
        return by, np.bincount(unit % size, minlength=size)


def _few(many: Sums, threshold: int) -> Flags:
    return np.asarray((many > 0) & (many < threshold))


def moves(population: Population, moved: Indexes, counted: Flags, there: Flags) -> Moves:
    """What the lines ``moved`` touch, which go where they are ``counted`` and else come.

    ``there`` says for every line what it has (``parts.touched``). An enterprise
    is one mover, with all of its lines: it touches what is not the same afterwards.
    """
    mover, movers = pd.factorize(population.entity[moved])
    unit = np.empty(len(movers), dtype=np.int64)
    unit[mover] = population.unit[moved]
    unit, _ = pd.factorize(unit)
    unit = np.where(np.bincount(unit)[unit] > 1, unit, ALONE)[mover]
    single = (np.bincount(mover)[mover] == 1) & (unit == ALONE)
    alike = _alike(population, moved[single], there)
    kinds = int(alike.max(initial=-1)) + 1
    others, _ = pd.factorize(mover[~single])
    kind = np.empty(len(moved), dtype=np.int64)
    kind[single], kind[~single] = alike, others + kinds
    size = kinds + int(others.max(initial=-1)) + 1
    sample = np.empty(size, dtype=np.int64)
    sample[kind] = np.arange(len(moved))
    centre = population.centre[moved[sample]]
    centre[kind[population.centre[moved] != centre[kind]]] = NOBODY
    many = np.ones(size, dtype=np.int64)
    many[:kinds] = np.bincount(alike, minlength=kinds)
    one = _cells(population, moved[sample[:kinds]], np.arange(kinds), there)
    more = _changed(population, moved[~single], kind[~single], counted, there)
    entry = np.append(one[0], more[0]), np.append(one[1], more[1])
    return Moves(kind, many, centre, unit[sample], entry)


def _alike(population: Population, lines: Indexes, there: Flags) -> Indexes:
    """A number for each of ``lines``, equal where rows, centre and measures are."""
    packed = np.packbits(there[lines], axis=1)
    return _numbered([*population.places[lines].T, population.centre[lines], *packed.T], len(lines))


def _numbered(columns: Iterable[Indexes], size: int) -> Indexes:
    found = np.zeros(size, dtype=np.int64)
    for column in columns:
        each, distinct = pd.factorize(column)
        found, _ = pd.factorize(found * len(distinct) + each)
    return found


def _cells(
    population: Population, lines: Indexes, kind: Indexes, there: Flags
) -> tuple[Indexes, Indexes, Indexes]:
    """Every cell in which each line stands: kind, cell, and the place of the line."""
    line, column = np.nonzero(there[lines])
    rows = population.places[lines[line]].T
    cells = rows * there.shape[1] + column
    tables = len(rows)
    return np.tile(kind[line], tables), cells.ravel(), np.tile(line, tables)


def _changed(
    population: Population, lines: Indexes, kind: Indexes, counted: Flags, there: Flags
) -> tuple[Indexes, Indexes]:
    """The cells that are not the same after the lines of each kind have come and gone."""
    size = len(population.breakdown.nodes) * there.shape[1]
    kinds, cells, line = _cells(population, lines, kind, there)
    entries, entry = _distinct(kinds * size + cells)
    sign = np.where(counted[lines], -1.0, 1.0)[line]
    values = population.measured(lines)
    lacks = np.zeros((len(lines), there.shape[1] - values.shape[1]))  # who lacks a part lacks it
    values = np.column_stack([lacks, values])[line, cells % there.shape[1]]
    many = np.bincount(entry, sign, len(entries))
    points = np.bincount(entry, sign * values, len(entries))
    found_kind, found_cell = np.divmod(entries[(many != 0) | (points != 0)], size)
    return found_kind, found_cell


def _distinct(keys: Indexes) -> tuple[Indexes, Indexes]:
    """The different keys, and for each key which one it is."""
    entry, entries = pd.factorize(keys)
    return np.asarray(entries, dtype=np.int64), entry


def groups_of(breakdown: Breakdown, large: Flags) -> tuple[Indexes, int]:
    """Where each cell shows, and in how many places cells show: ``large`` is (rows, columns).

    A cell that is large enough to be shown shows by itself. What is too small for that shows in
    what the cells beside it leave of the one above; nothing below that shows where that is too
    small itself.
    """
    rows, columns = large.shape
    found = np.full((rows, columns), -1, dtype=np.int64)
    own = np.arange(rows * columns).reshape(rows, columns)
    found[0] = np.where(large[0], own[0], -1)
    for number, family in enumerate(breakdown.families):
        children, above = list(family.children), large[family.parent]
        rest = (rows + number) * columns + np.arange(columns)
        found[children] = np.where(large[children], own[children], rest)
        found[children] = np.where(above, found[children], -1)
    return found.ravel(), (rows + len(breakdown.families)) * columns
