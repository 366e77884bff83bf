"""Firms of one group are one unit for every threshold, release and difference."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregates.coarse import CountRange
from aggregates.figures import HIDDEN
from aggregates.publication import publish
from aggregates.releases import boundary, released
from aggregates.units import shares
from assessments.groups import Tie
from tests.unit.city_frames import FIRST, THRESHOLD, coded, known, lines, people, shown, tied

GROUP = "91320206MA1GROUP01"
LATER = datetime(2026, 6, 15, tzinfo=UTC)


def test_ten_firms_of_one_group_are_one() -> None:
    """They do not pass a threshold of ten, nor do ten with two of one group."""
    ten = lines(10)
    assert shown(ten).city.count == CountRange(10, 19)
    assert shown(ten, ties=tied(ten)).city.count is HIDDEN
    assert shown(ten, ties=tied(ten.head(2))).city.count is HIDDEN


@pytest.mark.parametrize(("others", "hidden"), [(1, True), (9, True), (10, False)])
def test_a_group_cannot_take_its_own_firms_away(others: int, *, hidden: bool) -> None:
    """What is left beyond a group has to reach the threshold, as beyond the cases of a centre."""
    group, rest = lines(10), lines(others)
    means = shown(group, rest, ties=tied(group)).city.means
    assert (means["total"] is HIDDEN) == hidden


def test_means_and_bands_count_each_enterprise() -> None:
    """A group is one unit of the threshold, and all its firms in what is shown."""
    group, rest = lines(30, total=60.0), lines(30, total=40.0)
    figures = shown(group, rest, ties=tied(group))
    assert figures.city.count == CountRange(60, 69)
    assert figures.city.means["total"] == 50.0


def test_what_a_group_leaves_is_judged_as_any_sum() -> None:
    """Beyond its firms there is no level that nearly all stand on."""
    group, alike = lines(30), lines(30, level=2.0)
    figures = shown(group, alike, ties=tied(group))
    assert figures.city.levels is HIDDEN
    assert figures.city.means["total"] is not HIDDEN
    assert shown(group, alike).city.levels is not HIDDEN


def test_a_group_is_known_by_its_parent_its_holder_and_by_both() -> None:
    """Two sisters, their mother by her own code, and a firm that one of them is held with."""
    mother = lines(1, credit_code=GROUP)
    sisters, held, stranger = lines(2), lines(1), lines(1)
    ties = [*tied(sisters, group=GROUP), *tied(sisters.head(1), held, group="holder:x")]
    found = people(mother, sisters, held, stranger, ties=ties)
    assert len(np.unique(found.unit)) == 2
    assert len(np.unique(found.entity)) == 5


def test_a_tie_counts_while_it_lasts() -> None:
    """Releases are worked out as they were, whatever was said of a group later."""
    ten = lines(10)
    said = [replace(tie, since=LATER) for tie in tied(ten)]
    taken_back = [replace(tie, until=LATER) for tie in tied(ten)]
    for ties, now, before in ((said, 1, 10), (taken_back, 10, 1)):
        every = known(ten, ties=ties)
        many = [
            len(np.unique(every.as_of(np.datetime64(at.replace(tzinfo=None)))[0].unit))
            for at in (LATER - timedelta(days=1), LATER + timedelta(days=1))
        ]
        assert many == [before, now]


@pytest.mark.parametrize(("one_group", "others", "come"), [(10, 0, 0), (10, 9, 0), (10, 10, 20)])
def test_a_group_comes_into_a_release_as_one(one_group: int, others: int, come: int) -> None:
    """Ten firms of one group that are signed together wait until ten others come with them."""
    city = lines(40)
    since = pd.Timestamp(LATER)
    group, rest = lines(one_group, since=since), lines(others, since=since)
    until = boundary(LATER + timedelta(days=30))
    counted = released(known(city, group, rest, ties=tied(group)), until, THRESHOLD)
    assert len(counted.year) == 40 + come
    free = released(known(city, group, rest), until, THRESHOLD)
    assert len(free.year) == 40 + one_group + (others or 0)


def test_years_that_differ_by_one_group_differ_by_one() -> None:
    """The later year gives way where only the firms of a group are new."""
    before, group = lines(40, year=2025), lines(12)
    same = before.assign(year=2026, assessment=[f"g{n}" for n in range(40)])
    assert shown(before, same, group).city.means["total"] is not HIDDEN
    assert shown(before, same, group, ties=tied(group)).city.means["total"] is HIDDEN


def test_an_erased_record_keeps_its_mark() -> None:
    """Anything that is no credit code can be a group: what is left of an erased firm has one."""
    ten = coded(lines(10))
    assert shown(ten, ties=tied(ten, group="*0a1b")).city.count is HIDDEN


def test_a_record_that_is_not_counted_ties_nobody() -> None:
    """A tie of a firm without figures is no error."""
    ten = lines(10)
    assert shown(ten, ties=[Tie("nobody", GROUP, FIRST)]).city.count == CountRange(10, 19)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30))
def test_no_sum_counts_a_group_more_than_once(firms: list[tuple[int, bool]]) -> None:
    """All that are there make as many as there are groups, and any part of them no more."""
    unit, there = (np.array(each) for each in zip(*firms, strict=True))
    found = shares(unit, there.astype(np.float64))
    assert found.sum() == pytest.approx(len(np.unique(unit[there])))
    part = found[::2]
    assert part.sum() <= len(np.unique(unit[::2][there[::2]])) + 1e-9
    assert publish(people(lines(12)), 2026, THRESHOLD).city.count == CountRange(10, 19)
