"""A total and its parts: whom a part leaves out, to whom it does not apply.

The total is the mean of its parts, so beside all of them it tells of those who lack one of them.
"""

from dataclasses import replace

import numpy as np

from aggregates.breakdown import Indexes
from aggregates.figures import Legend
from aggregates.population import Flags, Population


def left_out(population: Population, rows: Indexes) -> Flags:
    """Whom each measure leaves out: (rows, measures); nobody where it is no part of another."""
    measures = population.legend.measures
    place = {measure.id: number for number, measure in enumerate(measures)}
    lacks = np.isnan(population.scores[rows])
    found = np.zeros_like(lacks)
    for number, measure in enumerate(measures):
        if measure.whole:
            found[:, number] = lacks[:, number] & ~lacks[:, place[measure.whole]]
    return found


def touched(population: Population) -> Flags:
    """What every line has, a column each: its measures, a level, and the parts that it lacks."""
    lacks = left_out(population, np.arange(len(population.year)))
    lacks = lacks[:, lacks.any(axis=0)]
    return np.column_stack([lacks, ~np.isnan(population.scores), population.level >= 0])


def of_total(population: Population) -> Population:
    """The same enterprises with the first measure alone, which the others are parts of."""
    legend = Legend(population.legend.measures[:1], ())
    return replace(population, legend=legend, scores=population.scores[:, :1].copy())
