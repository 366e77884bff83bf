"""Releases worked out the long way: for every enterprise every row and measure of the city.

What the product does with an entry for each thing that is touched is held against this.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd

from aggregates import releases
from aggregates.breakdown import Indexes, Sums
from aggregates.population import NOBODY, Flags, Lines, Population


def released(lines: Lines, until: datetime, threshold: int) -> Population:
    """As ``releases.released`` has it."""
    counted = np.zeros(len(lines.since), dtype=bool)
    known = lines.all
    for at in releases.boundaries(lines, until):
        known, newest = as_of(lines, at)
        for year in lines.all.years():
            moved = np.flatnonzero((counted ^ newest) & (lines.all.year == year))
            if moved.size:
                before = np.flatnonzero(counted & (lines.all.year == year))
                counted[moved[_admitted(known, moved, before, counted, threshold)]] ^= True
    return known.only(counted)


def as_of(lines: Lines, at: np.datetime64) -> tuple[Population, Flags]:
    """As ``Lines.as_of`` has it."""
    came = lines.since < at
    known = np.zeros(int(lines.all.entity.max(initial=-1)) + 1, dtype=bool)
    known[lines.all.entity[came]] = True
    entity = np.where(known[lines.all.entity], lines.code, lines.all.entity)
    found = pd.DataFrame({"entity": entity, "year": lines.all.year, "signed": lines.all.signed})
    newest = found[came & ~(lines.until < at)].sort_values("signed", kind="stable")
    counts = np.zeros(len(came), dtype=bool)
    counts[newest.drop_duplicates(["entity", "year"], keep="last").index] = True
    unit = lines.ties.units(lines.all.entity, entity, at)
    return replace(lines.all, entity=entity, unit=unit), counts


def _admitted(
    population: Population, moved: Indexes, before: Indexes, counted: Flags, threshold: int
) -> Flags:
    """Which of the lines ``moved`` (that come or go) change now; the others wait.

    An enterprise comes, goes or changes as a whole, and only if in all that it touches, in every
    row and measure, enough units do: the threshold of them, also without the cases of any one
    centre or the firms of any one group, unless all of them are of that one. The greatest such
    set is what is left when those who touch too little are taken out until nobody does.
    """
    movers, mover = np.unique(population.entity[moved], return_inverse=True)
    touched = _touched(population, moved, mover, counted)
    of_several = np.zeros(len(movers), dtype=bool)
    centre = np.full(len(movers), NOBODY, dtype=np.int64)
    centre[mover] = population.centre[moved]
    np.logical_or.at(of_several, mover, population.centre[moved] != centre[mover])
    centre[of_several] = NOBODY
    need = _grouped(population, before, touched, threshold)
    unit = np.zeros(len(movers), dtype=np.int64)
    unit[mover] = population.unit[moved]
    insiders = [*_each(centre), *_each(np.where(np.bincount(unit)[unit] > 1, unit, NOBODY))]
    left = np.ones(len(movers), dtype=bool)
    while True:
        each = need & left[:, None]
        out = (each & _few(_units(each, unit), threshold)).any(axis=1)
        for own in insiders:
            beyond = each & ~own[:, None]
            out |= (beyond & _few(_units(beyond, unit), threshold)).any(axis=1)
        if not out.any():
            return np.asarray(left[mover])
        left &= ~out


def _each(known: Indexes) -> Iterator[Flags]:
    """Whom each insider knows: those with its number."""
    yield from (known == number for number in np.unique(known[known != NOBODY]))


def _units(there: Flags, unit: Indexes) -> Sums:
    """How many units are ``there`` (movers, columns), in each column."""
    several = np.bincount(unit)[unit] > 1
    found = there[~several].sum(axis=0)
    if several.any():
        of_unit = np.argsort(unit[several], kind="stable")
        starts = np.flatnonzero(np.diff(unit[several][of_unit], prepend=-1))
        found += np.logical_or.reduceat(there[several][of_unit], starts).sum(axis=0)
    return np.asarray(found)


def _touched(population: Population, moved: Indexes, mover: Indexes, counted: Flags) -> Flags:
    """In which rows and measures each mover changes something: (movers, rows, measures + 1)."""
    values = population.measured(moved)
    sign = np.where(counted[moved], -1, 1)[:, None]
    there = ~np.isnan(values)
    shape = (int(mover.max()) + 1, len(population.breakdown.nodes), values.shape[1])
    many, points = np.zeros(shape, dtype=np.int8), np.zeros(shape)
    for table in range(population.places.shape[1]):
        cells = (mover, population.places[moved, table])
        np.add.at(many, cells, (sign * there).astype(np.int8))
        np.add.at(points, cells, sign * np.nan_to_num(values))
    return np.asarray((many != 0) | (points != 0))


def _grouped(population: Population, before: Indexes, touched: Flags, threshold: int) -> Flags:
    """``touched`` as (movers, what shows): each row that is large enough, and the rest of a table.

    What is too small to be shown, row and measure, shows in what the rows beside it leave of the
    row above; nothing below that shows where that is too small itself.
    """
    values = (~np.isnan(population.measured(before))).astype(np.float64)
    large = population.sums(before, values) >= threshold
    shown: list[Flags] = [touched[:, 0] & large[0]]
    for family in population.breakdown.families:
        children, above = list(family.children), large[family.parent]
        own = touched[:, children]
        shown += [
            (own & large[children] & above).reshape(len(touched), -1),
            (own & ~large[children] & above).any(axis=1),
        ]
    return np.concatenate(shown, axis=1)


def _few(many: Sums, threshold: int) -> Flags:
    return np.asarray((many > 0) & (many < threshold))
