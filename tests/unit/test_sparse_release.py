"""Releases are worked out by what is touched, and come out as they do the long way."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregates.population import NOBODY, Lines
from aggregates.releases import released
from aggregates.units import Ties
from assessments.years import CHINA
from tests.security.odd_cities import cities
from tests.unit import dense_release
from tests.unit.city_frames import FIRST, THRESHOLD, known, lines

NEVER = np.datetime64("NaT")
DAY = np.timedelta64(1, "D")
END = datetime(2027, 3, 1, tzinfo=CHINA)


@st.composite
def odd_lines(draw: st.DrawFn) -> Lines:
    """Odd cities of which some firms have one code, moved, were declared, withdrawn or nobody's."""
    city = draw(cities())
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = len(city.since)

    def some() -> np.ndarray:
        return rng.random(size) < draw(st.sampled_from([0.0, 0.02, 0.3]))

    records = int(city.all.entity.max(initial=0)) + 1
    shared = records + rng.integers(0, max(records // 2, 1), records)
    joined = rng.random(records) < draw(st.sampled_from([0.0, 0.1, 0.9]))
    own = np.where(joined, shared, np.arange(records))
    places, other = city.all.places.copy(), rng.permutation(size)
    moved = some()
    places[moved] = places[other[moved]]
    gone = some() & (city.since < city.since[other])
    until = np.where(gone, city.since[other], NEVER)
    everybody = replace(
        city.all,
        signed=~some(),
        places=places,
        centre=np.where(some(), NOBODY, city.all.centre),
        level=np.where(some(), -1, city.all.level),
    )
    tied = rng.choice(records, draw(st.sampled_from([0, 6, 40])) * bool(size))
    since = np.datetime64("2025-01-05", "us") + rng.integers(0, 700, len(tied)) * DAY
    ends = np.where(rng.random(len(tied)) < 0.2, since + 90 * DAY, NEVER)
    ties = Ties(tied, rng.integers(0, 5, len(tied)), since, ends)
    return replace(city, all=everybody, code=own[city.all.entity], ties=ties, until=until)


@settings(max_examples=60, deadline=None)
@given(odd_lines(), st.sampled_from([5, 10, 17]))
def test_a_release_is_what_it_is_the_long_way(city: Lines, threshold: int) -> None:
    """The same enterprises wait, come and go, with the same entities."""
    one, other = (each(city, END, threshold) for each in (released, dense_release.released))
    assert one.case.tolist() == other.case.tolist()
    assert one.entity.tolist() == other.entity.tolist()


@settings(max_examples=60, deadline=None)
@given(odd_lines(), st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001  (as the store has them)
def test_who_counts_at_a_time_is_who_counts_the_long_way(city: Lines, at: datetime) -> None:
    """The newest of each entity and year, the signed ones first."""
    moment = pd.Timestamp(at).to_datetime64()
    one, other = city.as_of(moment), dense_release.as_of(city, moment)
    assert one[0].entity.tolist() == other[0].entity.tolist()
    assert one[1].tolist() == other[1].tolist()


@pytest.mark.parametrize(("many", "moves"), [(6, False), (9, False), (10, True)])
def test_who_moves_between_two_small_rows_counts_once(many: int, moves: bool) -> None:
    """Both are in the one rest that the rows beside them leave: few change it, however they go."""
    large, first = lines(60, division="30"), lines(many, division="31")
    seen = lines(60, division="37")
    again = first.assign(
        division="32", assessment=[f"b{n}" for n in range(many)], since=FIRST + pd.Timedelta("40D")
    )
    every = known(large, seen, first, again)
    found = released(every, END, THRESHOLD)
    assert sorted(found.case) == sorted(dense_release.released(every, END, THRESHOLD).case)
    assert any(case.startswith("b") for case in found.case) == moves
