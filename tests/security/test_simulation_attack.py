"""Whoever compares what measures of policy would do, row by row and month by month, counts nobody.

Three measures ask for more and more of one item, so that who lacks the first lacks the others and
who rises by it rises by them. The attacker has the exact numbers behind everything that is shown of
one of the three and of the enterprises, the bands of the two others, of two releases that nobody
leaves, and knows one member. Declared (docs/decisions 0058, rule 4): of a number that is hidden,
of those who lack a measure or would rise by it, ``FLOOR`` or more stay open; and of no row is it
shown that nine tenths or more lack one, or nine tenths of those would rise.

Against the same cities with only small numbers hidden he wins: that is the positive control. What
share takes a measure up is worked out from the bands and tells nothing more.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest
from scipy.optimize import linprog

from aggregates.city_parts import banded
from aggregates.disclosure import FLOOR, NEARLY_ALL
from aggregates.forecasts import AssumedPolicy, forecast
from aggregates.population import Population
from aggregates.releases import released
from aggregates.simulation import (
    HAS,
    STAYS,
    CountedRises,
    SimulatedOutcome,
    SimulatedYear,
    differing,
    disclosed,
)
from solutions.interventions import Intervention
from tests.security.attacker import LEAVES, THRESHOLD, agreeing, block, coefficients
from tests.security.odd_cities import BREAKDOWN, LEVELS, drawn_city
from tests.security.test_thousand_cities import RELEASES, YEAR

CITIES, CONTROL, MOST, TINY = 200, 30, 1_000.0, 1e-6
RUNGS = 3
WANTED = 12  # hidden numbers of a city that linear programs bound
NODES = [place for place, node in enumerate(BREAKDOWN.nodes) if node.layer != 2]
QUANTITIES = 1 + 2 * RUNGS  # enterprises; then, by rung, who lacks it and who would rise

Seen = Mapping[tuple[int, int], tuple[float, float]]  # quantity and row: from, to
Judge = Callable[["Month", int], Seen]


@dataclass(frozen=True)
class Month:
    """A release: its enterprises, and the rung of each with the levels that it would rise to."""

    population: Population
    counted: CountedRises

    @cached_property
    def flags(self) -> np.ndarray:
        """Who counts in each quantity: (quantities, enterprises)."""
        then = self.counted.then
        parts = [part for each in then for part in (each != HAS, each >= 0)]
        return np.array([np.ones(then.shape[1], dtype=bool), *parts])

    @cached_property
    def sums(self) -> np.ndarray:
        """The true numbers: (rows of the breakdown, quantities)."""
        rows = np.arange(len(self.population.year))
        return self.population.sums(rows, self.flags.T.astype(np.float64))


def drawn_months(seed: int) -> list[Month]:
    """Two releases of one city, with the same enterprises on the same rungs."""
    rng = np.random.default_rng(seed)
    lines = drawn_city(seed)
    many = int(lines.all.entity.max(initial=0)) + 1
    rung = rng.choice(RUNGS + 1, many, p=rng.dirichlet([2.0] * (RUNGS + 1)))
    from_rung = rng.choice([1, 2, 3, 4], many, p=rng.dirichlet([1.0] * 4))  # 4: never
    found = []
    for until in RELEASES:
        population = released(lines, until, THRESHOLD)
        counted = CountedRises.of(population, RUNGS)
        own = population.entity
        for place in range(RUNGS):
            lacks, rises = rung[own] <= place, from_rung[own] <= place + 1
            level = np.where(rises, len(LEVELS) - 1, STAYS)
            counted.then[place] = np.where(lacks, level, HAS)
        found.append(Month(population, counted))
    return found


def by_rule(month: Month, exact: int) -> Seen:
    """What the product shows: of one measure and of the enterprises the number behind it."""
    differences = differing(month.population, YEAR)
    counts, outcomes = disclosed(month.counted, differences, THRESHOLD)
    told = [counts, *(part for each in outcomes for part in (each.lacking, each.rising))]
    found = {}
    for quantity, seen in enumerate(told):
        for node in NODES:
            band = seen[BREAKDOWN.nodes[node].id]
            if band is not None:
                number = month.sums[node, quantity]
                sure = quantity in (0, 1 + 2 * exact, 2 + 2 * exact)
                found[quantity, node] = (number, number) if sure else band
    return found


def by_hand(month: Month, exact: int) -> Seen:
    """Every number of enough enterprises."""
    found = {}
    for quantity in (0, 1 + 2 * exact, 2 + 2 * exact):
        for node in NODES:
            number = month.sums[node, quantity]
            if number >= THRESHOLD:
                found[quantity, node] = (number, number)
    return found


def taken(seed: int, judge: Judge) -> Iterator[str]:
    """What the attacker finds out of the city of that number."""
    months = drawn_months(seed)
    if not len(months[-1].population.year):
        return
    rng = np.random.default_rng(seed)
    exact = int(rng.integers(RUNGS))
    seen = [judge(month, exact) for month in months]
    size, of = len(LEAVES), 2 * QUANTITIES
    equal = [block(each, place, of) for place in range(of) for each in agreeing()]
    most, at_most = [], []
    for time, told in enumerate(seen):
        for (quantity, node), (low, high) in told.items():
            row = block(coefficients(node), time * QUANTITIES + quantity, of)
            most += [row, -row]
            at_most += [high, -low]
    for less, more in _parts():
        most += [block(cell, less, of) - block(cell, more, of) for cell in np.eye(size)]
        at_most += [0.0] * size
    lowest = _of_member(months, rng)
    known = {
        "A_eq": np.array(equal), "b_eq": np.zeros(len(equal)), "A_ub": np.array(most),
        "b_ub": np.array(at_most), "bounds": np.column_stack([lowest, np.full(len(lowest), MOST)]),
    }  # fmt: skip

    def least(wanted: np.ndarray) -> float:
        found = linprog(wanted, method="highs", **known)
        assert found.status == 0, found.message
        return float(found.fun)

    hidden = [
        (time, quantity, node)
        for time, told in enumerate(seen)
        for quantity in range(1, QUANTITIES)
        for node in NODES
        if (quantity, node) not in told and (quantity - 1) // 2 == exact
    ]
    for place in rng.permutation(len(hidden))[:WANTED]:
        time, quantity, node = hidden[place]
        wanted = block(coefficients(node), time * QUANTITIES + quantity, of)
        width = -least(-wanted) - least(wanted)
        name = f"{quantity} of {BREAKDOWN.nodes[node].id} in release {time}"
        if width < FLOOR - TINY:
            yield f"{name}: {width:.3g} open"
        whole = 0 if quantity % 2 else quantity - 1
        number, everybody = months[time].sums[node, [quantity, whole]]
        if everybody and number >= NEARLY_ALL * everybody:
            of_whole = block(coefficients(node), time * QUANTITIES + whole, of)
            if least(wanted - NEARLY_ALL * of_whole) > -TINY:
                yield f"{name}: nearly all"


def _parts() -> Iterator[tuple[int, int]]:
    """What is a part of what: risers of those who lack it, these of all, rung by rung, by month."""
    for time in (0, QUANTITIES):
        for place in range(RUNGS):
            lacking, rising = time + 1 + 2 * place, time + 2 + 2 * place
            yield from ((rising, lacking), (lacking, time))
            if place:
                yield from ((lacking - 2, lacking), (rising - 2, rising))
    yield from ((quantity, QUANTITIES + quantity) for quantity in range(QUANTITIES))


def _of_member(months: list[Month], rng: np.random.Generator) -> np.ndarray:
    """What each smallest cell holds at least: the member that the attacker knows."""
    last = months[-1].population
    member = int(last.entity[rng.integers(len(last.entity))])
    found = []
    for month in months:
        rows = np.flatnonzero(month.population.entity == member)
        sums = month.population.sums(rows, month.flags.T[rows].astype(np.float64))
        found.append(sums[list(LEAVES)].T.ravel())
    return np.concatenate(found)


def test_no_hidden_number_is_counted() -> None:
    """In none of the cities."""
    found = {seed: list(taken(seed, by_rule)) for seed in range(CITIES)}
    assert {seed: each for seed, each in found.items() if each} == {}


def test_hidden_by_hand_numbers_are_counted() -> None:
    """The same attacker wins where only small numbers are hidden."""
    won = [seed for seed in range(CONTROL) if any(taken(seed, by_hand))]
    assert len(won) >= CONTROL / 2


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.99, 1.0])
def test_a_share_that_takes_it_up_tells_only_the_band(share: float) -> None:
    """What is told follows from what is published, so numbers of one band are told alike."""
    one, same, other = (_told(number, share) for number in (31, 38, 41))
    assert one == same
    assert (one == other) == (share == 0)


def _told(number: int, share: float) -> object:
    band = {"city": banded(number, THRESHOLD)}
    outcome = SimulatedOutcome(id="x", lacking=band, rising=band, reaching={}, sure=(0.9, 1.1))
    year = SimulatedYear(
        questionnaire="q", edition="1", year=YEAR, stages="signed", threshold=THRESHOLD,
        synthetic=True, unchecked=0, counts={"city": (100, 109)}, outcomes=(outcome,),
    )  # fmt: skip
    measure = Intervention("x", solution=None, item="i", rung="r", brought_by=(), first=(), cost=1)
    found = forecast(year, measure, AssumedPolicy("city", share))
    return found.reached, found.rising, found.share, found.reaching
