"""An attacker who adds and subtracts everything that is published learns nothing that is hidden.

He knows every table of both years. Linear programs (HiGHS) find the narrowest interval in which a
hidden value must lie, and the promises are:

- a hidden number of enterprises stays open by ``FLOOR`` or more, and a hidden sum of points by a
  fifth of the scale, even to somebody who has the exact values behind all that is seen;
- who knows exactly who took part cannot work out a hidden sum of points either;
- of no hidden distribution do the published shares show that 90 % are in one level;
- two years or two releases of one figure never differ by 1 to threshold - 1 enterprises.

The attacks over pages and reports are in test_peers_attack.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise, product

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings

from aggregates.coarse import Share, band, rounded_shares
from aggregates.disclosure import FLOOR, NEARLY_ALL, mixed_mean
from aggregates.population import NOBODY, Lines, Population
from aggregates.population import lines as lines_of
from aggregates.releases import released
from assessments.years import CHINA
from tests.security.attacker import (
    LEAVES,
    THRESHOLD,
    YEARS,
    Attack,
    Judged,
    agreeing,
    block,
    coefficients,
    judge,
    smallest,
    targets,
    whole,
)
from tests.security.odd_cities import BREAKDOWN, LEGEND, LEVELS, SCALE, cities, line_up

often = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
seldom = settings(often, max_examples=15)  # hundreds of linear programs a city


@often
@given(cities())
def test_hidden_counts_stay_open(city: Lines) -> None:
    """No hidden number of enterprises is known to within fewer than the floor."""
    found = judge(city)
    for year in YEARS:
        ledger, verdict = found[year]
        seen = [
            (coefficients(node), ledger.counts.own[node, 1])
            for node, reason in enumerate(verdict.counts)
            if not reason
        ]
        attack = Attack(
            [*((each, 0.0) for each in agreeing()), *seen], np.full(len(LEAVES), 1_000.0)
        )
        for node, reason in enumerate(verdict.counts):
            if reason:
                low, high = attack.bounds(coefficients(node))
                assert high - low >= FLOOR, (year, BREAKDOWN.nodes[node].id, low, high)


Held = dict[int, tuple[float, ...]]  # an enterprise: its centre, and its values
QUANTITIES = 6  # of the attack on means: enterprises with a value, then points, a measure each


def seen_means(found: Judged, year: int) -> Iterator[tuple[np.ndarray, int, float, float]]:
    """Each mean that may be seen: its cells, its measure, the enterprises and points behind it."""
    ledger, verdict = found[year]
    for m, reasons in enumerate(verdict.means):
        for node, reason in enumerate(reasons):
            if not reason:
                yield coefficients(node), m, *ledger.means[m].own[node, 1:]


def sensitive_sums(found: Judged, year: int) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Each sum of points that has to stay open: its measure, cells and [enterprises, points]."""
    sensitive = mixed_mean(THRESHOLD, SCALE)
    for m in range(len(LEGEND.measures)):
        many = smallest(found, year, lambda of, m=m: of.means[m].own[:, 1])
        points = smallest(found, year, lambda of, m=m: of.means[m].own[:, 2])
        for wanted in targets():
            sums = np.array([wanted @ many, wanted @ many, wanted @ points])
            if sums[0] and sensitive(sums[None])[0]:
                yield m, wanted, sums


@seldom
@given(cities())
def test_hidden_means_stay_open(city: Lines) -> None:
    """No sensitive sum of points is known to within a fifth of the scale.

    The attacker knows the exact enterprises and points behind every mean that is seen.
    """
    found = judge(city)
    for year in YEARS:
        seen = [(block(each, q, QUANTITIES), 0.0) for q in range(QUANTITIES) for each in agreeing()]
        for cells, m, many, points in seen_means(found, year):
            seen += [
                (block(cells, m, QUANTITIES), many),
                (block(cells, m + 3, QUANTITIES), points),
            ]
        unit = np.eye(len(LEAVES))
        most = [
            (block(cell, m + 3, QUANTITIES) - SCALE * block(cell, m, QUANTITIES), 0.0)
            for m in range(3)
            for cell in unit
        ]
        most += [
            (block(cell, m, QUANTITIES) - block(cell, 0, QUANTITIES), 0.0)
            for m in (1, 2)
            for cell in unit
        ]
        attack = Attack(seen, np.full(QUANTITIES * len(unit), 1e5), most)
        for m, wanted, sums in sensitive_sums(found, year):
            low, high = attack.bounds(block(wanted, m + 3, QUANTITIES))
            assert high - low >= SCALE / 5, (year, m, wanted, sums, low, high)


@seldom
@given(cities(edge=10))
def test_hidden_means_stay_open_to_insiders(city: Lines) -> None:
    """An insider cannot work out a sensitive sum of points either.

    He knows exactly who took part and what applies to whom. As long
    as no score lies within a tenth of the ends of the scale, a tenth of the scale stays open.
    """
    found = judge(city)
    for year in YEARS:
        many = [smallest(found, year, lambda of, m=m: of.means[m].own[:, 1]) for m in range(3)]
        seen = [(block(each, m, 3), 0.0) for m in range(3) for each in agreeing()]
        seen += [(block(row, m, 3), points) for row, m, _, points in seen_means(found, year)]
        attack = Attack(seen, SCALE * np.concatenate(many))
        for m, wanted, sums in sensitive_sums(found, year):
            low, high = attack.bounds(block(wanted, m, 3))
            assert high - low >= SCALE / 10 - 1e-6, (year, m, wanted, sums, low, high)


@often
@given(cities())
def test_hidden_levels_stay_open(city: Lines) -> None:
    """Of no row that is all alike, a single enterprise included, can that be shown.

    The attacker has the bands and the shares as they are published. Unknown are the enterprises
    in each smallest cell, all of them and those in each level.
    """
    found = judge(city)
    blocks = len(LEVELS) + 1  # the first one counts all
    for year in YEARS:
        of_level = [
            smallest(found, year, lambda of, n=n: of.levels.own[:, n + 1]) for n in range(blocks)
        ]
        unit = np.eye(len(LEAVES))
        seen = [(block(each, n, blocks), 0.0) for n in range(blocks) for each in agreeing()]
        seen += [(np.concatenate([cell, *[-cell] * len(LEVELS)]), 0.0) for cell in unit]
        most = []
        ledger, verdict = found[year]
        for node in range(len(BREAKDOWN.nodes)):
            cells = coefficients(node)
            every = block(cells, 0, blocks)
            if not verdict.counts[node]:
                told = band(int(ledger.counts.own[node, 1]), THRESHOLD)
                most += [(every, told.high), (-every, -told.low)]
            if not verdict.levels[node]:
                counts = [int(count) for count in ledger.levels.own[node, 2:]]
                for n, share in enumerate(rounded_shares(counts, THRESHOLD), start=1):
                    low, high = ends(share)
                    of_one = block(cells, n, blocks)
                    most += [(of_one - high * every, 0.0), (low * every - of_one, 0.0)]
        attack = Attack(seen, np.full(blocks * len(unit), 1e4), most)
        for wanted in targets():
            for n in range(1, blocks):
                everybody = wanted @ of_level[0]
                if everybody and wanted @ of_level[n] >= NEARLY_ALL * everybody:
                    sure = block(wanted, n, blocks) - NEARLY_ALL * block(wanted, 0, blocks)
                    low, _ = attack.bounds(sure)
                    assert low < -1e-6, (year, wanted, n, low)


def ends(share: Share) -> tuple[float, float]:
    """Between which shares lies what is published."""
    if not share.percent:
        return 0, share.step / 100
    half = share.step / 2
    return max(share.percent - half, share.step) / 100, (share.percent + half) / 100


def held_by(city: Population, year: int, node: int) -> dict[int, tuple[float, ...]]:
    """Each enterprise that is counted in ``node`` that year, with its centre and all its values."""
    rows = [row for row in city.rows(year) if node in city.places[row]]
    return {
        int(city.entity[row]): (
            float(city.centre[row]),
            *city.measured(np.array([row]))[0].tolist(),
        )
        for row in rows
    }


def differing(one: Held, other: Held, place: int) -> list[float]:
    """The centres of those who differ in a measure; NOBODY where two centres know half each."""
    values = [
        {who: (known[0], known[place + 1]) for who, known in held.items() if known[place + 1] >= 0}
        for held in (one, other)
    ]
    found = []
    for who in values[0].keys() | values[1].keys():
        there = [each[who] for each in values if who in each]
        if len({value for _, value in there}) > 1 or len(there) == 1:
            centres = {centre for centre, _ in there}
            found.append(centres.pop() if len(centres) == 1 else float(NOBODY))
    return found


MEASURES = range(len(LEGEND.measures) + 1)
NODES = range(len(BREAKDOWN.nodes))


@often
@given(cities())
def test_years_do_not_differ_by_a_few(city: Lines) -> None:
    """A figure that is seen in two years differs by nobody or by enough."""
    found, everybody = judge(city), whole(city)
    for node, place in product(NODES, MEASURES):
        verdicts = [found[year][1] for year in YEARS]
        hidden = [(*each.means, each.levels)[place][node] for each in verdicts]
        differ = differing(*(held_by(everybody, year, node) for year in YEARS), place)
        assert any(hidden) or not 0 < len(differ) < THRESHOLD, (node, place)


@often
@given(cities())
def test_releases_do_not_differ_by_a_few(city: Lines) -> None:
    """Whatever large enough to be seen in a release differs from any later one by enough.

    Also for a centre that takes its own cases away; and what is hidden of a table, taken together.
    """
    months = [datetime(2025 + n // 12, n % 12 + 1, 1, tzinfo=CHINA) for n in range(1, 26, 3)]
    all_of_them = [released(city, month, THRESHOLD) for month in months]
    for year in YEARS:
        rows = [[held_by(each, year, node) for node in NODES] for each in all_of_them]
        for (before, after), place in product(pairwise(rows), MEASURES):
            for parts in visible(before, place):
                joined = [merged(each[node] for node in parts) for each in (before, after)]
                differ = differing(*joined, place)
                beyond = [[who for who in differ if who != own] for own in {*differ, NOBODY}]
                assert all(not 0 < len(rest) < THRESHOLD for rest in (differ, *beyond)), parts


def visible(rows: Sequence[Held], place: int) -> Iterator[tuple[int, ...]]:
    """Rows that are large enough to be seen, and the smaller ones of a table together."""
    large = [sum(known[place + 1] >= 0 for known in held.values()) >= THRESHOLD for held in rows]
    yield from ((node,) for node in NODES if large[node] and _above(node, large))
    for family in BREAKDOWN.families:
        if large[family.parent]:
            yield tuple(child for child in family.children if not large[child])


def _above(node: int, large: Sequence[bool]) -> bool:
    parent = BREAKDOWN.nodes[node].parent
    return parent < 0 or large[parent]


def merged(parts: Iterable[Held]) -> Held:
    """The enterprises of all ``parts``."""
    return {who: known for part in parts for who, known in part.items()}


def test_nobody_waits_who_need_not() -> None:
    """A release holds back only those who would stand out; with enough of them all are in it."""
    for many, expected in ((9, 30), (10, 40), (60, 90)):
        frames = [line_up(30, "2026-01-10"), line_up(many, "2026-02-10")]
        known = lines_of(pd.concat(frames, ignore_index=True), BREAKDOWN, LEGEND)
        found = released(known, datetime(2026, 3, 1, tzinfo=CHINA), THRESHOLD)
        assert len(found.year) == expected
