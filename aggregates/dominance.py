"""Dominance: a mean that is weighted may be nearly that of whoever weighs most.

The p% rule: whoever weighs second most knows its own value and all the weights, and comes to within
what all the others weigh of the value of the one that weighs most. That has to be at least a fifth
of its weight. Judged are weights and not what they are multiplied by, so that what is hidden tells
of nobody's answers. And beside the plain mean the weighted one tells of those whose weight is
another than most have, who have to be nobody or enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aggregates.breakdown import Indexes, Sums
from aggregates.population import NOBODY, Population
from aggregates.units import shares

LEAST_LEFT = 0.2  # what all but two weigh together, by the weight of the first one
LISTED = 12  # of a row; whoever weighs less is taken to weigh as much as the last of them


@dataclass(frozen=True)
class Largest:
    """Of each row the units that weigh most, the heaviest first: (rows, LISTED) each.

    ``insiders`` are the numbers of the centre and of the group that knows it, or NOBODY:
    (rows, LISTED, 2). A place that is not taken weighs nothing. ``alike`` are the units of each
    weight that there is: (rows, weights).
    """

    unit: Indexes
    insiders: Indexes
    weight: Sums
    alike: Sums

    def uncommon(self, rows: Sequence[int]) -> float:
        """How many units of these rows do not weigh what most do.

        The plain mean times that weight, taken off the weighted one, leaves them alone.
        """
        many = self.alike[list(rows)].sum(axis=0)
        return float(many.sum() - many.max(initial=0.0))

    def dominates(self, rows: Sequence[int], whole: float, known: Sums) -> bool:
        """Whether one dominates these rows, taken together, of which the ``whole`` weight is given.

        Also beyond what each insider knows (``known``: the weights), unless that is all of it.
        """
        chosen = list(rows)
        unit, weight = self.unit[chosen].ravel(), self.weight[chosen].ravel()
        insiders = self.insiders[chosen].reshape(-1, 2)
        full = self.weight[chosen, -1].max(initial=0.0)
        if _few_left(unit, weight, whole, full):
            return True
        for number in np.flatnonzero((known > 0) & (known < whole)):
            others = (insiders != number).all(axis=1)
            if _few_left(unit[others], weight[others], whole - known[number], full):
                return True
        return False

    def share(self, row: int, whole: float) -> float:
        """What part of the row's weight is that of the heaviest."""
        return float(self.weight[row, 0] / whole)


def largest(population: Population, rows: Indexes, weight: Sums) -> Largest:
    """The units that weigh most in every row, of the enterprises ``rows`` with that ``weight``."""
    shape = (len(population.breakdown.nodes), LISTED)
    unit, found = np.full(shape, -1, dtype=np.int64), np.zeros(shape)
    insiders = np.full((*shape, 2), NOBODY, dtype=np.int64)
    known = np.column_stack(population.insiders(rows))
    there = np.flatnonzero(weight > 0)
    for table in population.places[rows].T:
        keys = np.column_stack([table[there], population.unit[rows[there]]])
        kinds, first, kind = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        sums = np.bincount(kind.ravel(), weight[there])
        centre = known[there[first]]
        mixed = np.zeros(len(kinds), dtype=bool)
        np.logical_or.at(mixed, kind.ravel(), known[there, 0] != centre[kind.ravel(), 0])
        centre[mixed, 0] = NOBODY
        order = np.lexsort((-sums, kinds[:, 0]))
        place = np.arange(len(order)) - np.searchsorted(kinds[order, 0], kinds[order, 0])
        order, place = order[place < LISTED], place[place < LISTED]
        node = kinds[order, 0]
        unit[node, place], found[node, place] = kinds[order, 1], sums[order]
        insiders[node, place] = centre[order]
    weights, which = np.unique(weight, return_inverse=True)
    alike = np.zeros((shape[0], len(weights)))
    each = shares(population.unit[rows], (weight > 0).astype(np.float64))
    for table in population.places[rows].T:
        np.add.at(alike, (table, which), each)
    return Largest(unit, insiders, found, alike)


def _few_left(unit: Indexes, weight: Sums, whole: float, least: float) -> bool:
    """Whether all but the two heaviest weigh too little; ``least`` is what others may weigh."""
    if not weight.size:
        return False
    _, place = np.unique(unit, return_inverse=True)
    first, second = np.sort(np.append(np.bincount(place, weight), [least, 0.0]))[:-3:-1]
    return bool(first > 0 and whole - first - second < LEAST_LEFT * first * (1 - 1e-9))
