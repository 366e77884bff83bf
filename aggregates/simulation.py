"""What interventions would do to the enterprises of a release, and what of it may be seen.

The outcomes of every intervention of the fixed list are counted for all rows of the breakdown at
once, by those who lack it and those who would rise a level, and are hidden as the numbers of
enterprises are. docs/decisions 0058 says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from aggregates.breakdown import Breakdown, BreakdownRow, Family, Indexes, Sums
from aggregates.city_parts import CityParts, Seen, banded
from aggregates.disclosure import (
    NEARLY_ALL,
    TINY,
    Reason,
    Test,
    enough,
    suppress,
)
from aggregates.figures import StageSet
from aggregates.population import Population
from files.frozen import Frozen
from i18n import Text

HAS, STAYS = -2, -1  # in place of a level


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
    """What every intervention would do to each enterprise of a year: (interventions, enterprises).

    ``then`` is the place in the legend of the level that it would rise to, ``STAYS`` where it does
    not rise, ``HAS`` where it does not lack the intervention.
    """

    population: Population  # of that year alone
    then: npt.NDArray[np.int8]

    @classmethod
    def of(cls, population: Population, interventions: int) -> "CountedRises":
        """Before the first sheet."""
        return cls(population, np.full((interventions, len(population.year)), HAS, dtype=np.int8))

    def add(self, place: int, rows: Indexes, before: Indexes, after: Indexes) -> None:
        """These enterprises lack the intervention at ``place``; where they stand, and then would.

        Levels are places in the legend, below 0 where there is none.
        """
        self.then[place, rows] = np.where((after > before) & (before >= 0), after, STAYS)


@dataclass(frozen=True)
class SeenRises:
    """What may be seen of one intervention, before it is known how sure that is."""

    lacking: Mapping[str, Seen]
    rising: Mapping[str, Seen]
    reaching: Mapping[int, Seen]


def disclosed(
    counted: CountedRises, differences: Sums, threshold: int
) -> tuple[Mapping[str, Seen], tuple[SeenRises, ...]]:
    """The numbers of enterprises by row, and what may be seen of each intervention.

    ``differences``: the units by which earlier years differ (see ``differing``). Divisions are
    passed over: nobody is told of them.
    """
    population = counted.population
    city = CityParts(population, differences, threshold)
    everybody = city.everybody
    counts = suppress(city.case(enough(threshold), everybody), (None,) * len(city.names))
    found = []
    for then in counted.then:
        has, rises = then != HAS, then >= 0
        lacking, rising = city.part(has), city.part(rises)
        left = [city.rest(who, part) for who, part in ((has, lacking), (rises, rising))]
        test = mixed_part(threshold)
        lack = suppress(city.case(test, everybody, everybody, lacking, left[0]), counts)
        rise = suppress(city.case(test, everybody, lacking, rising, left[1]), counts)
        found.append(
            SeenRises(
                city.seen(lacking, lack),
                city.seen(rising, rise),
                _levels(population, then, threshold, rise[0]),
            )
        )
    return city.seen(everybody, counts), tuple(found)


def differing(population: Population, year: int) -> Sums:
    """By how many units each earlier year differs in the total, and so in its answers."""
    mine = population.rows(year)
    earlier = [
        population.differences(mine, population.rows(each))[:, [0]]
        for each in population.years()
        if each < year
    ]
    return np.hstack([np.zeros((len(population.breakdown.nodes), 0)), *earlier])


def mixed_part(threshold: int) -> Test:
    """Test of units and enterprises, in turn, of all, of a part, of a part of that, of the rest.

    The inner part and what it leaves of all are not too few, and it is not nearly all of the part
    that it is in.
    """

    def test(sums: Sums) -> Indexes:
        few = np.minimum(sums[:, 4], sums[:, 6]) < threshold - TINY
        alike = sums[:, 5] >= NEARLY_ALL * sums[:, 3]
        return np.select([few, alike], [1, 2], 0)

    return test


def _levels(
    population: Population, then: npt.NDArray[np.int8], threshold: int, city: Reason | None
) -> dict[int, Seen]:
    """How many rise to each level: parts of those of the whole city who rise."""
    levels = population.legend.levels
    parts = tuple(range(1, len(levels) + 1))
    nodes = [BreakdownRow("", Text(zh="", en=""), 0, -1)]
    nodes += [BreakdownRow(str(each.number), each.name, 1, 0) for each in levels]
    rising = then >= 0
    places = np.column_stack([np.zeros(int(rising.sum()), np.int64), 1 + then[rising]])
    risers = replace(
        population.only(rising),
        breakdown=Breakdown(tuple(nodes), (Family(0, parts),)),
        places=places.astype(np.int64),
    )
    city_of_risers = CityParts(risers, np.zeros((len(nodes), 0)), threshold)
    case = city_of_risers.case(enough(threshold), city_of_risers.everybody)
    hidden = suppress(case, (city, *(None for _ in parts)))
    return {
        level.number: None if hidden[place] else banded(int(case.own[place, 1]), threshold)
        for place, level in zip(parts, levels, strict=True)
    }
