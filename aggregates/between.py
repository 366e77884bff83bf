"""What two releases tell together that are published years apart: nothing of a few enterprises.

From one month to the next ``releases`` holds that no few enterprises come, go or change. Over
several months it need not hold: nine of ten that came may go again with a tenth other one. So
whoever publishes a release compares it with each that was published before.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from aggregates.breakdown import Breakdown, Indexes, Sums
from aggregates.figures import CityFigures, FigureRow, Hidden
from aggregates.population import NOBODY, Flags, Population

ROUNDING = 1e-9  # firms of one unit count as parts of one
COUNT = 0  # the column of how many there are


def gives_few_away(
    one: Population,
    shown: Mapping[int, CityFigures],
    other: Population,
    other_shown: Mapping[int, CityFigures],
    threshold: int,
) -> bool:
    """Whether whoever has the figures of both can work out something of a few enterprises.

    ``one`` is what is counted by the release that shows ``shown``, of every year that it shows.
    Compared is each figure that both show, and what both leave of a row whose parts they do not
    all show; also beyond the cases of any one centre. How many took part is compared within a
    year alone: one release shows two years of it whatever lies between them, and so may two.
    """
    both = _joined(one, other)
    for year, figures in shown.items():
        for other_year, other_figures in other_shown.items():
            seen = _seen(figures, both) & _seen(other_figures, both)
            seen[:, COUNT] &= year == other_year
            found = _differences(both, len(one.year), year, other_year)
            if seen.any() and _few(found, seen, both.breakdown, threshold):
                return True
    return False


def _joined(one: Population, other: Population) -> Population:
    """The rows of both, with a first column of points that is the same for everybody.

    Firms that are one unit in either are one in both: what is known of them later counts.
    """
    kept = {"breakdown", "legend"}
    names = [each.name for each in fields(Population) if each.name not in kept]
    parts = {name: [getattr(each, name) for each in (one, other)] for name in names}
    joined: dict[str, Any] = {name: np.concatenate(each) for name, each in parts.items()}
    both = replace(one, **joined)
    scores = np.column_stack([np.zeros(len(both.year)), both.scores])
    return replace(both, scores=scores, unit=_units(one, other, both.entity))


def _units(one: Population, other: Population, entity: Indexes) -> Indexes:
    """The unit of each row: what is tied together in either of the two, by a number."""
    entities = int(entity.max(initial=-1)) + 1
    first = int(one.unit.max(initial=-1)) + 1
    second = int(other.unit.max(initial=-1)) + 1
    unit = entities + np.concatenate([one.unit, first + other.unit])
    nodes = entities + first + second
    ties = csr_array((np.ones(len(unit)), (entity, unit)), shape=(nodes, nodes))  # type: ignore[no-untyped-call]  # theirs has no types
    _, found = connected_components(ties, directed=False)
    return np.asarray(found[entity], dtype=np.int64)


def _differences(both: Population, first: int, year: int, other_year: int) -> list[Sums]:
    """By how many enterprises the two differ, row by row and figure by figure.

    The whole of them, then those beyond the cases of each centre.
    """
    of_one = np.arange(len(both.year)) < first
    kept = (of_one & (both.year == year)) | (~of_one & (both.year == other_year))
    both, first = both.only(kept), int((kept & of_one).sum())
    left = _changed(both, first)
    both, first = both.only(left), int(left[:first].sum())

    def between(kept: Flags) -> Sums:
        mine, theirs = np.flatnonzero(kept[:first]), first + np.flatnonzero(kept[first:])
        return both.differences(mine, theirs)

    centres = np.unique(both.centre[both.centre != NOBODY])
    everybody = np.ones(len(both.year), dtype=bool)
    return [between(everybody), *(between(both.centre != each) for each in centres)]


def _changed(both: Population, first: int) -> Flags:
    """Which rows are not the same in both: mostly few, and the others differ by nothing."""
    mine, theirs = np.arange(first), np.arange(first, len(both.year))
    twin = np.full(int(both.entity.max(initial=-1)) + 1, -1, dtype=np.int64)
    twin[both.entity[theirs]] = theirs
    mine = mine[twin[both.entity[mine]] >= 0]
    theirs = twin[both.entity[mine]]
    one, other = both.measured(mine), both.measured(theirs)
    same = ((one == other) | (np.isnan(one) & np.isnan(other))).all(axis=1)
    same &= (both.places[mine] == both.places[theirs]).all(axis=1)
    same &= both.centre[mine] == both.centre[theirs]
    changed = np.ones(len(both.year), dtype=bool)
    changed[mine[same]] = changed[theirs[same]] = False
    return changed


def _seen(figures: CityFigures, both: Population) -> Flags:
    """Which figures are shown: the count of each row, its means, its levels."""
    rows = (
        figures.city,
        *figures.sectors,
        *figures.divisions,
        *figures.districts,
        *figures.sizes,
    )
    by_place = {(row.id, row.parent): row for row in rows}
    nodes = both.breakdown.nodes
    found = np.zeros((len(nodes), both.scores.shape[1] + 1), dtype=bool)
    for place, node in enumerate(nodes):
        row = by_place.get((node.id, nodes[node.parent].id if node.parent >= 0 else None))
        if row is not None:
            found[place] = _seen_in(row, both)
    return found


def _seen_in(row: FigureRow, both: Population) -> Flags:
    means = [row.means.get(each.id, Hidden.HIDDEN) for each in both.legend.measures]
    return np.asarray([not isinstance(each, Hidden) for each in (row.count, *means, row.levels)])


def _few(found: list[Sums], seen: Flags, breakdown: Breakdown, threshold: int) -> bool:
    enough = threshold - ROUNDING
    for many in found:
        few = [seen & (many > 0) & (many < enough)]
        for family in breakdown.families:
            children = list(family.children)
            rest = (many[children] * ~seen[children]).sum(axis=0)
            few.append(seen[family.parent] & (rest > 0) & (rest < enough))
        if any(each.any() for each in few):
            return True
    return False
