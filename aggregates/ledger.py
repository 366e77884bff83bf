"""The cases behind the figures of a year, and the verdict which are hidden: both stay inside."""

from dataclasses import dataclass

import numpy as np

from aggregates.breakdown import Indexes, Sums
from aggregates.coarse import discloses_a_count
from aggregates.disclosure import (
    FLOOR,
    WEIGHT,
    MeasureYear,
    Reason,
    Reasons,
    Test,
    either,
    enough,
    least_shared,
    mixed_levels,
    mixed_mean,
    mixed_share,
    mixed_weighted,
    suppress,
)
from aggregates.dominance import largest
from aggregates.figures import Measure
from aggregates.population import Population
from aggregates.units import shares


@dataclass(frozen=True)
class Ledger:
    """The cases of a year: [units, enterprises] and points, or those in each level."""

    counts: MeasureYear
    means: tuple[MeasureYear, ...]  # one a measure
    levels: MeasureYear


@dataclass(frozen=True)
class Verdict:
    """Why each figure of each row is hidden, or None where it may be seen."""

    counts: Reasons
    means: tuple[Reasons, ...]  # one a measure
    levels: Reasons


def ledger(population: Population, year: int, threshold: int) -> Ledger:
    """The cases of ``year``; ValueError for a threshold below the floor.

    A figure is held against every earlier year: the later one gives way.
    """
    if threshold < FLOOR:
        raise ValueError(f"a threshold of {threshold} is below the floor of {FLOOR}")
    mine = population.rows(year)
    unit = population.unit[mine]
    earlier = [
        population.differences(mine, population.rows(each))
        for each in population.years()
        if each < year
    ]

    def case(
        values: Sums, column: int | None, test: Test, *, weighted: bool = False
    ) -> MeasureYear:
        found = [each[:, [column]] for each in earlier] if column is not None else []
        values = np.column_stack([shares(unit, values[:, 0]), values])
        return MeasureYear(
            breakdown=population.breakdown,
            own=population.sums(mine, values),
            insiders=population.sums_by_insider(mine, values),
            differences=np.hstack([np.zeros((len(population.breakdown.nodes), 0)), *found]),
            threshold=threshold,
            test=test,
            largest=largest(population, mine, values[:, WEIGHT]) if weighted else None,
        )

    level = population.level[mine, None]
    of_level = level == np.arange(len(population.legend.levels))
    levels = np.column_stack([of_level.any(axis=1), of_level]).astype(np.float64)
    return Ledger(
        counts=case(np.ones((len(mine), 1)), None, enough(threshold)),
        means=tuple(
            case(
                _points(population, mine, place),
                place,
                _test(measure, threshold),
                weighted=measure.weighted,
            )
            for place, measure in enumerate(population.legend.measures)
        ),
        levels=case(levels, -1, mixed_levels(least_shared(threshold))),
    )


def _points(population: Population, rows: Indexes, place: int) -> Sums:
    """[enterprises, points] of a measure, a line an enterprise; points by weight, and weights."""
    scores = population.scores[rows, place]
    there = ~np.isnan(scores)
    if not population.legend.measures[place].weighted:
        return np.column_stack([there, np.nan_to_num(scores)])
    weight = np.where(there, population.weight[rows], 0.0)
    return np.column_stack([weight > 0, np.nan_to_num(scores) * weight, weight])


def _test(measure: Measure, threshold: int) -> Test:
    if measure.share:
        return mixed_share(least_shared(threshold), measure.span)
    return (mixed_weighted if measure.weighted else mixed_mean)(threshold, measure.span)


def verdict(ledger: Ledger, whole: Verdict | None = None) -> Verdict:
    """What is hidden of ``ledger``, and where it is that of a part what is hidden of the ``whole``.

    What is hidden as a count is hidden as a mean and as levels; levels are hidden also where their
    shares, rounded as they are, would disclose how many enterprises are in one.
    """
    nothing = (None,) * len(ledger.counts.own)
    before = whole or Verdict(nothing, (nothing,) * len(ledger.means), nothing)
    counts = suppress(ledger.counts, before.counts)
    means = tuple(
        suppress(case, either(counts, hidden))
        for case, hidden in zip(ledger.means, before.means, strict=True)
    )
    levels = either(either(counts, before.levels), _telling(ledger.levels))
    return Verdict(counts, means, suppress(ledger.levels, levels))


def _telling(levels: MeasureYear) -> Reasons:
    least = least_shared(levels.threshold)
    return tuple(
        Reason.CLASS if all >= least and discloses_a_count(counts, levels.threshold) else None
        for _, all, *counts in levels.own.astype(int).tolist()
    )
