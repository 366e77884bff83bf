"""An attacker who adds and subtracts everything that is published learns nothing that is hidden.

He knows every table of both years and both stage sets. Linear programs (HiGHS) find the narrowest
interval in which a hidden value must lie, and the promises are:

- a hidden number of enterprises stays open by ``FLOOR`` or more, and a hidden sum of points by a
  fifth of the scale, even to somebody who has the exact values behind all that is seen;
- who knows exactly who took part cannot work out a hidden sum of points either;
- of no hidden distribution do the published shares show that 90 % are in one level;
- two versions of one figure never differ by 1 to threshold - 1 enterprises.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings

from aggregates.coarse import Share, band, rounded_shares
from aggregates.disclosure import FLOOR, NEARLY_ALL, mixed_mean
from aggregates.population import Population
from aggregates.versions import Version
from tests.security.attacker import (
    LEAVES,
    THRESHOLD,
    VERSIONS,
    YEARS,
    Attack,
    Judged,
    agreeing,
    block,
    coefficients,
    judge,
    smallest,
    targets,
)
from tests.security.odd_cities import BREAKDOWN, LEGEND, LEVELS, SCALE, cities

often = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
seldom = settings(often, max_examples=15)  # hundreds of linear programs a city


@often
@given(cities())
def test_hidden_counts_stay_open(city: Population) -> None:
    """No hidden number of enterprises is known to within fewer than the floor."""
    found = judge(city)
    for year in YEARS:
        seen = [(row, 0.0) for row in agreeing()]
        for version, (ledger, verdict) in found.items():
            if version.year == year:
                seen += [
                    (coefficients(node, version.stages), ledger.counts.own[node, 0])
                    for node, reason in enumerate(verdict.counts)
                    if not reason
                ]
        attack = Attack(seen, np.full(2 * len(LEAVES), 1_000.0))
        for version, (_, verdict) in found.items():
            for node, reason in enumerate(verdict.counts):
                if version.year == year and reason:
                    low, high = attack.bounds(coefficients(node, version.stages))
                    assert high - low >= FLOOR, (version, BREAKDOWN.nodes[node].id, low, high)


QUANTITIES = 6  # of the attack on means: enterprises with a value, then points, a measure each


def seen_means(found: Judged, year: int) -> Iterator[tuple[np.ndarray, int, float, float]]:
    """Each mean that may be seen: its cells, its measure, the enterprises and points behind it."""
    for version, (ledger, verdict) in found.items():
        for m, reasons in enumerate(verdict.means):
            for node, reason in enumerate(reasons):
                if version.year == year and not reason:
                    yield coefficients(node, version.stages), m, *ledger.means[m].own[node]


def sensitive_sums(found: Judged, year: int) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Each sum of points that has to stay open: its measure, cells and [enterprises, points]."""
    sensitive = mixed_mean(THRESHOLD, SCALE)
    for m in range(len(LEGEND.measures)):
        many = smallest(found, year, lambda of, m=m: of.means[m].own[:, 0])
        points = smallest(found, year, lambda of, m=m: of.means[m].own[:, 1])
        for wanted in targets():
            sums = np.array([wanted @ many, wanted @ points])
            if sums[0] and sensitive(sums):
                yield m, wanted, sums


@seldom
@given(cities())
def test_hidden_means_stay_open(city: Population) -> None:
    """No sensitive sum of points is known to within a fifth of the scale.

    The attacker knows the exact enterprises and points behind every mean that is seen.
    """
    found = judge(city)
    for year in YEARS:
        seen = [(block(row, q, QUANTITIES), 0.0) for q in range(QUANTITIES) for row in agreeing()]
        for cells, m, many, points in seen_means(found, year):
            seen += [
                (block(cells, m, QUANTITIES), many),
                (block(cells, m + 3, QUANTITIES), points),
            ]
        unit = np.eye(2 * len(LEAVES))
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
def test_hidden_means_stay_open_to_insiders(city: Population) -> None:
    """An insider cannot work out a sensitive sum of points either.

    He knows exactly who took part, whose assessment is signed and what applies to whom. As long
    as no score lies within a tenth of the ends of the scale, a tenth of the scale stays open.
    """
    found = judge(city)
    for year in YEARS:
        many = [smallest(found, year, lambda of, m=m: of.means[m].own[:, 0]) for m in range(3)]
        seen = [(block(row, m, 3), 0.0) for m in range(3) for row in agreeing()]
        seen += [(block(row, m, 3), points) for row, m, _, points in seen_means(found, year)]
        attack = Attack(seen, SCALE * np.concatenate(many))
        for m, wanted, sums in sensitive_sums(found, year):
            low, high = attack.bounds(block(wanted, m, 3))
            assert high - low >= SCALE / 10 - 1e-6, (year, m, wanted, sums, low, high)


@often
@given(cities())
def test_hidden_levels_stay_open(city: Population) -> None:
    """Of no row that is all alike, a single enterprise included, can that be shown.

    The attacker has the bands and the shares as they are published. Unknown are the enterprises
    in each smallest cell, all of them and those in each level.
    """
    found = judge(city)
    blocks = len(LEVELS) + 1  # the first one counts all
    for year in YEARS:
        of_level = [
            smallest(found, year, lambda of, n=n: of.levels.own[:, n]) for n in range(blocks)
        ]
        unit = np.eye(2 * len(LEAVES))
        seen = [(block(row, n, blocks), 0.0) for n in range(blocks) for row in agreeing()]
        seen += [(np.concatenate([cell, *[-cell] * len(LEVELS)]), 0.0) for cell in unit]
        most = []
        for version, (ledger, verdict) in found.items():
            for node in range(len(BREAKDOWN.nodes)):
                if version.year == year and not verdict.counts[node]:
                    cells = coefficients(node, version.stages)
                    told = band(int(ledger.counts.own[node, 0]), THRESHOLD)
                    every = block(cells, 0, blocks)
                    most += [(every, told.high), (-every, -told.low)]
                if version.year == year and not verdict.levels[node]:
                    counts = [int(count) for count in ledger.levels.own[node, 1:]]
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


def held_by(city: Population, version: Version, node: int) -> dict[int, tuple[float, ...]]:
    """Each enterprise that ``version`` counts in ``node``, with all its values."""
    rows = [row for row in city.rows(version) if node in city.places[row]]
    return {
        int(city.entity[row]): (*city.scores[row].tolist(), float(city.level[row])) for row in rows
    }


@often
@given(cities())
def test_versions_do_not_differ_by_a_few(city: Population) -> None:
    """Two seen versions of a figure, of any years and stages, differ by nobody or by enough."""
    found = judge(city)
    for one, other in combinations(VERSIONS, 2):
        for node in range(len(BREAKDOWN.nodes)):
            first, second = held_by(city, one, node), held_by(city, other, node)
            for place in range(len(LEGEND.measures) + 1):
                hidden = [
                    (*verdict.means, verdict.levels)[place][node]
                    for verdict in (found[one][1], found[other][1])
                ]
                values = [
                    {who: known[place] for who, known in held.items() if known[place] >= 0}
                    for held in (first, second)
                ]
                differ = {
                    who
                    for who in values[0].keys() | values[1].keys()
                    if values[0].get(who) != values[1].get(who)
                }
                assert any(hidden) or not 0 < len(differ) < THRESHOLD, (one, other, node, place)
