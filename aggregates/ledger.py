"""What stands behind the figures of a version, and the verdict which are hidden: both inside."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from aggregates.breakdown import Indexes, Sums
from aggregates.coarse import told
from aggregates.disclosure import (
    FLOOR,
    Case,
    Reason,
    Reasons,
    Test,
    either,
    enough,
    least_shared,
    mixed_levels,
    mixed_mean,
    suppress,
    suppress_part,
)
from aggregates.population import Population
from aggregates.versions import STAGES, Version


@dataclass(frozen=True)
class Ledger:
    """The cases of a version: [enterprises], [enterprises, points], [enterprises, a level each]."""

    counts: Case
    means: tuple[Case, ...]  # one a measure
    levels: Case


@dataclass(frozen=True)
class Verdict:
    """Why each figure of each row is hidden, or None where it may be seen."""

    counts: Reasons
    means: tuple[Reasons, ...]  # one a measure
    levels: Reasons


def ledger(population: Population, version: Version, threshold: int) -> Ledger:
    """The cases of ``version``; ValueError for a threshold below the floor.

    A figure is held against every version of earlier years: the later one gives way.
    """
    if threshold < FLOOR:
        raise ValueError(f"a threshold of {threshold} is below the floor of {FLOOR}")
    mine = population.rows(version)
    rest = np.setdiff1d(population.rows(version.wider), mine) if version.wider else mine[:0]
    earlier = [
        population.differences(mine, population.rows(Version(year, stages)))
        for year in population.years()
        if year < version.year
        for stages in STAGES
    ]

    def case(
        weigh: Callable[[Indexes], Sums], column: int | None, test: Test, delicate: Test
    ) -> Case:
        found = [each[:, [column]] for each in earlier] if column is not None else []
        return Case(
            breakdown=population.breakdown,
            own=population.sums(mine, weigh(mine)),
            rest=population.sums(rest, weigh(rest)),
            differences=np.hstack([np.zeros((len(population.breakdown.nodes), 0)), *found]),
            threshold=threshold,
            test=test,
            delicate=delicate,
        )

    def points(measure: int) -> Callable[[Indexes], Sums]:
        def weigh(rows: Indexes) -> Sums:
            values = population.scores[rows, measure]
            return np.column_stack([~np.isnan(values), np.nan_to_num(values)])

        return weigh

    def levels(rows: Indexes) -> Sums:
        found = population.level[rows, None] == np.arange(len(population.legend.levels))
        return np.column_stack([found.any(axis=1), found]).astype(np.float64)

    tests = [mixed_mean(threshold, measure.scale) for measure in population.legend.measures]
    return Ledger(
        counts=case(lambda rows: np.ones((len(rows), 1)), None, enough(threshold), enough(0)),
        means=tuple(case(points(place), place, test, test) for place, test in enumerate(tests)),
        levels=case(levels, -1, mixed_levels(least_shared(threshold)), mixed_levels(threshold)),
    )


def verdict(ledger: Ledger, wider: Verdict | None) -> Verdict:
    """What is hidden of ``ledger``; ``wider`` is the verdict on the version that it is a part of.

    What is hidden as a count is hidden as a mean and as levels; levels are hidden also where their
    shares, rounded as they are, would tell how many enterprises are in one.
    """
    nothing: Reasons = (None,) * len(ledger.counts.own)

    def judge(case: Case, hidden: Reasons, known: Reasons | None) -> Reasons:
        return suppress_part(case, hidden, known) if known else suppress(case, hidden)

    counts = judge(ledger.counts, nothing, wider.counts if wider else None)
    known = wider.means if wider else (None,) * len(ledger.means)
    means = [judge(case, counts, hidden) for case, hidden in zip(ledger.means, known, strict=True)]
    telling = either(counts, _telling(ledger.levels))
    levels = judge(ledger.levels, telling, wider.levels if wider else None)
    return Verdict(counts, tuple(means), levels)


def _telling(levels: Case) -> Reasons:
    least = least_shared(levels.threshold)
    return tuple(
        Reason.CLASS if all >= least and told(counts, levels.threshold) else None
        for all, *counts in levels.own.astype(int).tolist()
    )
