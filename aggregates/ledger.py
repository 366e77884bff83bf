"""The cases behind the figures of a year, and the verdict which are hidden: both stay inside."""

from dataclasses import dataclass

import numpy as np

from aggregates.breakdown import Sums
from aggregates.coarse import discloses_a_count
from aggregates.disclosure import (
    FLOOR,
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
    suppress,
)
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

    def case(values: Sums, column: int | None, test: Test) -> MeasureYear:
        found = [each[:, [column]] for each in earlier] if column is not None else []
        values = np.column_stack([shares(unit, values[:, 0]), values])
        return MeasureYear(
            breakdown=population.breakdown,
            own=population.sums(mine, values),
            insiders=population.sums_by_insider(mine, values),
            differences=np.hstack([np.zeros((len(population.breakdown.nodes), 0)), *found]),
            threshold=threshold,
            test=test,
        )

    scores, level = population.scores[mine].T, population.level[mine, None]
    of_level = level == np.arange(len(population.legend.levels))
    levels = np.column_stack([of_level.any(axis=1), of_level]).astype(np.float64)
    points = (np.column_stack([~np.isnan(each), np.nan_to_num(each)]) for each in scores)
    tests = [
        mixed_share(least_shared(threshold), measure.span)
        if measure.share
        else mixed_mean(threshold, measure.span)
        for measure in population.legend.measures
    ]
    return Ledger(
        counts=case(np.ones((len(mine), 1)), None, enough(threshold)),
        means=tuple(
            case(each, place, test)
            for place, (each, test) in enumerate(zip(points, tests, strict=True))
        ),
        levels=case(levels, -1, mixed_levels(least_shared(threshold))),
    )


def verdict(ledger: Ledger) -> Verdict:
    """What is hidden of ``ledger``.

    What is hidden as a count is hidden as a mean and as levels; levels are hidden also where their
    shares, rounded as they are, would disclose how many enterprises are in one.
    """
    counts = suppress(ledger.counts, (None,) * len(ledger.counts.own))
    means = tuple(suppress(case, counts) for case in ledger.means)
    levels = suppress(ledger.levels, either(counts, _telling(ledger.levels)))
    return Verdict(counts, means, levels)


def _telling(levels: MeasureYear) -> Reasons:
    least = least_shared(levels.threshold)
    return tuple(
        Reason.CLASS if all >= least and discloses_a_count(counts, levels.threshold) else None
        for _, all, *counts in levels.own.astype(int).tolist()
    )
