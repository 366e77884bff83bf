"""What those who come or go in a release touch: an entry for each row and measure, and no more.

Enterprises of one row, centre and set of measures are alike, so that they are judged once, however
many they are: the work grows with the rows of the city and not with its enterprises.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregates.breakdown import Breakdown, Indexes
from aggregates.population import NOBODY, Flags, Population


@dataclass(frozen=True)
class Moves:
    """Kinds of movers, and the cells that one of each touches, an entry each.

    A cell is a row of the breakdown times the number of columns plus the column: a measure, or
    the level, which is the last one.
    """

    kind: Indexes  # of each line that comes or goes
    many: Indexes  # movers of each kind
    centre: Indexes  # whose cases they are; NOBODY: nobody's, or those of several
    entry: tuple[Indexes, Indexes]  # kinds, cells

    def admitted(self, groups: Indexes, threshold: int, size: int) -> Flags:
        """Which kinds change now: those that touch nothing in which too few do.

        ``groups`` says for each cell where it shows (below ``size``; -1: nowhere). In each of
        those at least ``threshold`` movers change something, also without the cases of any one
        centre unless all are of that one. The greatest such set is what is left when those that
        touch too little are taken out until nobody does.
        """
        kind, group = self.entry[0], groups[self.entry[1]]
        kind, group = kind[group >= 0], group[group >= 0]
        kind, group = np.divmod(pd.unique(kind * size + group), size)
        nobody = self.centre == NOBODY
        centres = np.unique(self.centre[~nobody])
        own = np.where(nobody, len(centres), np.searchsorted(centres, self.centre))
        shape = len(centres) + 1, size  # the last line is nobody's
        left = np.ones(len(self.many), dtype=bool)
        while True:
            cells = own[kind] * size + group
            by = np.bincount(cells, self.many[kind], shape[0] * shape[1]).reshape(shape)
            everybody = by.sum(axis=0)
            beyond = everybody - by
            beyond[-1] = everybody
            few = (beyond > 0) & (beyond < threshold)
            # What is few without one centre holds for everybody but those of that centre.
            others = few[:-1].sum(axis=0)[group] - np.where(
                own[kind] < len(centres), few[own[kind], group], 0
            )
            bad = few[-1][group] | (others > 0)
            if not bad.any():
                return left
            left[kind[bad]] = False
            kind, group = kind[left[kind]], group[left[kind]]


def moves(population: Population, moved: Indexes, counted: Flags, there: Flags) -> Moves:
    """What the lines ``moved`` touch, which go where they are ``counted`` and else come.

    ``there`` says for every line which measures it has, and whether it has a level. An enterprise
    is one mover, with all of its lines: it touches what is not the same afterwards.
    """
    mover, movers = pd.factorize(population.entity[moved])
    alone = np.bincount(mover, minlength=len(movers))[mover] == 1
    first = _alike(population, moved[alone], there)
    kinds = int(first.max(initial=-1)) + 1
    several, _ = pd.factorize(mover[~alone])
    kind = np.empty(len(moved), dtype=np.int64)
    kind[alone], kind[~alone] = first, several + kinds
    size = kinds + int(several.max(initial=-1)) + 1
    sample = np.empty(size, dtype=np.int64)
    sample[kind] = moved
    centre = population.centre[sample]
    mixed = population.centre[moved] != centre[kind]
    centre[kind[mixed]] = NOBODY
    many = np.ones(size, dtype=np.int64)
    many[:kinds] = np.bincount(first, minlength=kinds)
    lines = sample[:kinds]
    one = _cells(population, lines, np.arange(kinds), there)
    more = _changed(population, moved[~alone], kind[~alone], counted, there)
    return Moves(kind, many, centre, (np.append(one[0], more[0]), np.append(one[1], more[1])))


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
    values = population.measured(lines)[line, cells % there.shape[1]]
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
