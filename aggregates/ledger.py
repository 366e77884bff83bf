"""The cases behind the figures of a year, and the verdict which are hidden: both stay inside."""

from dataclasses import dataclass, replace

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
from aggregates.parts import left_out
from aggregates.population import Population
from aggregates.units import shares


@dataclass(frozen=True)
class Ledger:
    """The cases of a year: [units, enterprises] and points, or those in each level."""

    counts: MeasureYear
    means: tuple[MeasureYear, ...]  # one a measure
    levels: MeasureYear
    measures: tuple[Measure, ...] = ()  # of the means, where some hang together


@dataclass(frozen=True)
class Verdict:
    """Why each figure of each row is hidden, or None where it may be seen."""

    counts: Reasons
    means: tuple[Reasons, ...]  # one a measure
    levels: Reasons


def ledger(population: Population, year: int, threshold: int) -> Ledger:
    """The cases of ``year``; ValueError for a threshold below the floor.

    A figure is held against every earlier year: the later one gives way. Whom a part of another
    measure leaves out stands out in the difference, so it is nobody or enough of them.
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
    measures = population.legend.measures
    others = left_out(population, mine)

    def of_mean(place: int, measure: Measure) -> MeasureYear:
        found = case(
            _points(population, mine, place),
            place,
            _test(measure, threshold),
            weighted=measure.weighted,
        )
        if not others[:, place].any():
            return found
        beyond = case(others[:, [place]].astype(np.float64), None, enough(threshold))
        return replace(found, beyond=beyond)

    return Ledger(
        counts=case(np.ones((len(mine), 1)), None, enough(threshold)),
        means=tuple(of_mean(place, measure) for place, measure in enumerate(measures)),
        levels=case(levels, -1, mixed_levels(least_shared(threshold))),
        measures=measures,
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
    means = _means(ledger, [either(counts, each) for each in before.means])
    levels = either(either(counts, before.levels), _telling(ledger.levels))
    return Verdict(counts, means, suppress(ledger.levels, levels))


def _means(ledger: Ledger, hidden: list[Reasons]) -> tuple[Reasons, ...]:
    """What is hidden of the means, of which some follow from others.

    Hidden is a measure where one is hidden that it is a part of or that decides who has it; and in
    no row a single part of one that is seen, as the others and the whole would tell it: the part
    after it goes as well. To a fix-point.
    """
    while True:
        found = [suppress(*each) for each in zip(ledger.means, hidden, strict=True)]
        place = {measure.id: number for number, measure in enumerate(ledger.measures)}
        again = list(found)
        for number, measure in enumerate(ledger.measures):
            for id in filter(None, (measure.whole, *measure.asked_by)):
                again[number] = either(again[number], _for(found[place[id]]))
        for whole in {measure.whole for measure in ledger.measures if measure.whole}:
            parts = [place[each.id] for each in ledger.measures if each.whole == whole]
            for row, reason in enumerate(found[place[whole]]):
                single = [part for part in parts if again[part][row]]
                if len(single) == 1 and not reason and len(parts) > 1:
                    other = parts[(parts.index(single[0]) + 1) % len(parts)]
                    again[other] = _with(again[other], row)
        if again == found:
            return tuple(found)
        hidden = again


def _for(others: Reasons) -> Reasons:
    return tuple(each and Reason.COMPLEMENTARY for each in others)


def _with(reasons: Reasons, row: int) -> Reasons:
    return (*reasons[:row], Reason.COMPLEMENTARY, *reasons[row + 1 :])


def _telling(levels: MeasureYear) -> Reasons:
    least = least_shared(levels.threshold)
    return tuple(
        Reason.CLASS if all >= least and discloses_a_count(counts, levels.threshold) else None
        for _, all, *counts in levels.own.astype(int).tolist()
    )
