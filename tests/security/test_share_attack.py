"""An attacker who adds and subtracts published shares learns nothing of the shares that are hidden.

A share is a mean of 0 and the whole scale, so a sum of points is a number of enterprises. The
promises are those of means, in enterprises.
"""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings

from aggregates.coarse import band, rounded_share, share_step
from aggregates.disclosure import least_shared, mixed_share
from aggregates.figures import Legend
from aggregates.population import Lines
from tests.security.attacker import (
    LEAVES,
    THRESHOLD,
    YEARS,
    Attack,
    agreeing,
    block,
    coefficients,
    judge,
    smallest,
    targets,
)
from tests.security.odd_cities import LEGEND, SCALE, cities

OPEN = 2  # enterprises by which a number of those who have it stays open
seldom = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def of_shares(city: Lines) -> Lines:
    """The same city, asked whether each figure is above the middle."""
    scores = city.all.scores
    have = np.where(np.isnan(scores), np.nan, SCALE * (scores > SCALE / 2))
    measures = tuple(replace(each, share=True) for each in LEGEND.measures)
    levels = np.full_like(city.all.level, -1)
    return replace(
        city, all=replace(city.all, scores=have, level=levels, legend=Legend(measures, ()))
    )


@seldom
@given(cities())
def test_hidden_shares_stay_open(city: Lines) -> None:
    """Of no row that is too small or all alike is the number of those who have it known.

    The attacker knows the exact numbers behind every share that is seen.
    """
    found = judge(of_shares(city))
    sensitive, unit = mixed_share(least_shared(THRESHOLD), SCALE), np.eye(len(LEAVES))
    for year in YEARS:
        ledger, verdict = found[year]
        for m, (case, reasons) in enumerate(zip(ledger.means, verdict.means, strict=True)):
            seen = [(block(each, q, 2), 0.0) for q in range(2) for each in agreeing()]
            for node, reason in enumerate(reasons):
                if not reason:
                    many, points = case.own[node, -2:]
                    cells = coefficients(node)
                    seen += [(block(cells, 0, 2), many), (block(cells, 1, 2), points / SCALE)]
            most = [(block(cell, 1, 2) - block(cell, 0, 2), 0.0) for cell in unit]
            attack = Attack(seen, np.full(2 * len(unit), 1e4), most)
            own = smallest(found, year, lambda of, m=m: of.means[m].own)
            for wanted in targets():
                sums = wanted @ own
                if sums[-2] and sensitive(sums[None])[0]:
                    low, high = attack.bounds(block(wanted, 1, 2))
                    assert high - low >= OPEN - 1e-6, (year, m, wanted, sums, low, high)


def test_the_attack_succeeds_where_nothing_is_hidden() -> None:
    """The positive control: with every row seen, each number is known exactly."""
    rng = np.random.default_rng(1)
    have = rng.integers(0, 30, len(LEAVES)).astype(float)
    first = np.isin(LEAVES, LEAVES[:9])
    seen = [(row, float(row @ have)) for row in np.eye(len(LEAVES))[first]]
    attack = Attack(seen, np.full(len(LEAVES), 1e4))
    for row in np.eye(len(LEAVES))[first]:
        low, high = attack.bounds(row)
        assert high - low < 1e-6


def test_a_share_does_not_count_its_enterprises() -> None:
    """Whatever share is seen, several numbers of enterprises fit it, and several of those who have.

    A step finer than that would tell both: 14.5 % of some 30 are 5 of 34.
    """
    least = least_shared(THRESHOLD)
    for many in range(least, 1_200):
        for have in range(1, many):
            if not 0.1 * many < have < 0.9 * many:
                continue
            shown, seen = rounded_share(SCALE * have, many, THRESHOLD), band(many, THRESHOLD)
            assert shown % share_step(many, THRESHOLD) == 0
            half = share_step(many, THRESHOLD) / 2
            fitting = (shown + half) * seen.high - (shown - half) * seen.low
            assert fitting / SCALE >= OPEN
