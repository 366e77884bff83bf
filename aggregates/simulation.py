"""What interventions would do to the enterprises of a release, and what of it may be seen.

The outcomes of every intervention of the fixed list are counted for all rows of the breakdown at
once, by those who lack it and those who would rise a level, and are hidden as the numbers of
enterprises are. docs/decisions 0058 says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from aggregates.breakdown import Breakdown, BreakdownRow, Family, Indexes, Sums
from aggregates.coarse import band
from aggregates.disclosure import (
    NEARLY_ALL,
    MeasureYear,
    Reason,
    Reasons,
    Test,
    enough,
    suppress,
)
from aggregates.figures import StageSet
from aggregates.population import Population
from files.frozen import Frozen
from i18n import Text

Seen = tuple[int, int] | None  # from–to, both included; None is hidden


class SimulatedOutcome(Frozen):
    """What may be seen of one intervention, by the ids of rows.

    ``lacking``: whom it changes anything for; ``rising``: who of them would stand on a higher
    level; ``reaching``: how many of the whole city rise to each level (its number). ``sure``: by
    what the number of those who rise is multiplied, from–to, if answers that nobody checked were a
    step too high and open ones worst or best; None where too few would rise to say.
    """

    id: str
    lacking: Mapping[str, Seen]
    rising: Mapping[str, Seen]
    reaching: Mapping[int, Seen]
    sure: tuple[float, float] | None


class SimulatedYear(Frozen):
    """All outcomes of one questionnaire in one year, and the enterprises they are about.

    ``edition`` is the newest of those that count together. ``unchecked``: the share of answers, in
    per cent and steps of 5, that nobody has checked. ``counts``: enterprises by row.
    """

    questionnaire: str
    edition: str
    year: int
    stages: StageSet
    threshold: int
    synthetic: bool
    unchecked: int
    counts: Mapping[str, Seen]
    outcomes: tuple[SimulatedOutcome, ...]


@dataclass(frozen=True)
class CountedRises:
    """Sums of what was simulated: axis 0 interventions, 1 centres (the last one: nobody's).

    Axis 2 are rows of the breakdown; of ``reaching`` places of levels in the legend.
    """

    population: Population
    lacking: Sums
    rising: Sums
    reaching: Sums

    @classmethod
    def of(cls, population: Population, interventions: int) -> "CountedRises":
        """Before the first sheet."""
        shape = (interventions, _centres(population) + 1)
        rows, levels = len(population.breakdown.nodes), len(population.legend.levels)
        return cls(
            population,
            np.zeros((*shape, rows)),
            np.zeros((*shape, rows)),
            np.zeros((*shape, levels)),
        )

    def add(self, place: int, rows: Indexes, before: Indexes, after: Indexes) -> None:
        """These enterprises lack the intervention at ``place``; where they stand, and then would.

        Levels are places in the legend, below 0 where there is none.
        """
        known = self.population
        rises = (after > before) & (before >= 0)
        for sums, own in ((self.lacking, rows), (self.rising, rows[rises])):
            for table in range(known.places.shape[1]):  # centre NOBODY is the last one
                np.add.at(sums[place], (known.centre[own], known.places[own, table]), 1)
        np.add.at(self.reaching[place], (known.centre[rows[rises]], after[rises]), 1)


@dataclass(frozen=True)
class SeenRises:
    """What may be seen of one intervention, before it is known how sure that is."""

    lacking: Mapping[str, Seen]
    rising: Mapping[str, Seen]
    reaching: Mapping[int, Seen]


def disclosed(
    counted: CountedRises, year: int, threshold: int
) -> tuple[Mapping[str, Seen], tuple[SeenRises, ...]]:
    """The numbers of enterprises by row, and what may be seen of each intervention."""
    population = counted.population
    names = [node.id for node in population.breakdown.nodes]
    everybody, differences = _by_centre(population, year), _differences(population, year)

    def case(test: Test, *columns: Sums) -> MeasureYear:
        own = np.stack([each.sum(axis=0) for each in columns], axis=-1)
        centres = np.stack([each[:-1] for each in columns], axis=-1)
        return MeasureYear(population.breakdown, own, centres, differences, threshold, test)

    counts = suppress(case(enough(threshold), everybody), (None,) * len(names))
    found = []
    for lacking, rising, reaching in zip(
        counted.lacking, counted.rising, counted.reaching, strict=True
    ):
        lack = suppress(case(mixed_part(threshold), everybody, lacking), counts)
        rise = suppress(case(mixed_part(threshold), everybody, lacking, rising), counts)
        found.append(
            SeenRises(
                _seen(names, lacking.sum(axis=0), lack, threshold),
                _seen(names, rising.sum(axis=0), rise, threshold),
                _levels(population, reaching, threshold, rise[0]),
            )
        )
    return _seen(names, everybody.sum(axis=0), counts, threshold), tuple(found)


def mixed_part(threshold: int) -> Test:
    """Test of [enterprises, a part of them, a part of that …]: neither too few nor nearly all.

    Judged is the last part: by itself, by what it leaves of all, and within the part above it.
    """

    def test(sums: Sums) -> Reason | None:
        everybody, above, part = sums[0], sums[-2], sums[-1]
        if min(part, everybody - part) < threshold:
            return Reason.SMALL
        return Reason.CLASS if part >= NEARLY_ALL * above else None

    return test


def _centres(population: Population) -> int:
    return int(population.centre.max(initial=-1)) + 1


def _by_centre(population: Population, year: int) -> Sums:
    found = np.zeros((_centres(population) + 1, len(population.breakdown.nodes)))
    mine = population.rows(year)
    for table in range(population.places.shape[1]):
        np.add.at(found, (population.centre[mine], population.places[mine, table]), 1)
    return found


def _differences(population: Population, year: int) -> Sums:
    """By how many enterprises each earlier year differs in the total, and so in its answers."""
    mine = population.rows(year)
    earlier = [
        population.differences(mine, population.rows(each))[:, [0]]
        for each in population.years()
        if each < year
    ]
    return np.hstack([np.zeros((len(population.breakdown.nodes), 0)), *earlier])


def _levels(
    population: Population, reaching: Sums, threshold: int, city: Reason | None
) -> dict[int, Seen]:
    """How many rise to each level: parts of those of the whole city who rise."""
    levels = population.legend.levels
    places = tuple(range(1, len(levels) + 1))
    nodes = [BreakdownRow("", Text(zh="", en=""), 0, -1)]
    nodes += [BreakdownRow(str(each.number), each.name, 1, 0) for each in levels]
    whole = np.hstack([reaching.sum(axis=1, keepdims=True), reaching])[:, :, None]
    case = MeasureYear(
        breakdown=Breakdown(tuple(nodes), (Family(0, places),)),
        own=whole.sum(axis=0),
        centres=whole[:-1],
        differences=np.zeros((len(nodes), 0)),
        threshold=threshold,
        test=enough(threshold),
    )
    hidden = suppress(case, (city, *(None for _ in places)))
    names = [node.id for node in nodes]
    seen = _seen(names, case.own[:, 0], hidden, threshold)
    return {level.number: seen[str(level.number)] for level in levels}


def _seen(names: Sequence[str], sums: Sums, hidden: Reasons, threshold: int) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    for name, many, reason in zip(names, sums, hidden, strict=True):
        shown = None if reason else band(int(many), threshold)
        found[name] = None if shown is None else (shown.low, shown.high)
    return found
