"""A mean that is weighted by employees shows nobody who weighs most; a part shows no rest."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregates.breakdown import breakdown
from aggregates.coarse import rounded_weighted
from aggregates.disclosure import Reason
from aggregates.dominance import LEAST_LEFT, largest
from aggregates.figures import HIDDEN, Legend
from aggregates.ledger import Verdict, ledger, verdict
from aggregates.population import Population
from aggregates.publication import publish
from tests.unit.city_frames import LEGEND, THRESHOLD, lines, people, row, tied
from tests.unit.test_aggregates_disclosure import ALL, A, elsewhere, everywhere

WEIGHTED = Legend((replace(LEGEND.measures[0], weighted=True), LEGEND.measures[1]), LEGEND.levels)


def weighted(*frames: pd.DataFrame, ties: Any = ()) -> Population:
    """The enterprises of all frames, the total weighted by their employees."""
    return replace(people(*frames, ties=ties), legend=WEIGHTED)


def total(*frames: pd.DataFrame, ties: Any = ()) -> Any:
    """The city's weighted mean total."""
    return publish(weighted(*frames, ties=ties), 2026, THRESHOLD).city.means["total"]


def test_employees_weigh() -> None:
    """The mean is of employees, coarser the more one of them weighs."""
    many, few = lines(30, employees=90.0, total=60.0), lines(30, employees=10.0, total=20.0)
    assert total(many, few) == 56.0
    assert publish(people(many, few), 2026, THRESHOLD).city.means["total"] == 40.0


@pytest.mark.parametrize(("staff", "hidden"), [(10_000.0, True), (3_200.0, True), (2_900.0, False)])
def test_who_weighs_most_is_not_shown(staff: float, *, hidden: bool) -> None:
    """Nineteen small firms and the second largest protect the largest one up to a fifth of it."""
    largest, second = lines(1, employees=staff), lines(1, employees=staff)
    small = lines(20, employees=np.linspace(20, 40, 20))  # 600 together
    assert (total(largest, second, small) is HIDDEN) == hidden


def test_firms_of_one_group_weigh_together() -> None:
    """Each of them alone is no giant."""
    group, small = lines(10, employees=400.0), lines(20, employees=20.0)
    assert total(group, small) is not HIDDEN
    assert total(group, small, ties=tied(group)) is HIDDEN


def test_whoever_knows_a_centre_takes_its_cases_away() -> None:
    """Beyond the cases of a centre, too, nobody weighs nearly all."""
    giant, small = lines(1, employees=2_000.0, centre="b"), lines(14, employees=10.0, centre="b")
    others = lines(40, employees=100.0, centre="a")
    assert total(giant, small, others) is HIDDEN
    assert total(giant, small, others.assign(centre=None)) is not HIDDEN


def test_what_is_hidden_for_dominance_is_covered() -> None:
    """The rest of the table gives it back otherwise; and the plain mean stays."""
    giant = lines(1, employees=9_000.0, district=A)
    found = weighted(giant, *everywhere(many=30))
    figures = publish(found, 2026, THRESHOLD)
    hidden = [each.id for each in figures.districts if each.means["total"] is HIDDEN]
    assert A in hidden
    assert len(hidden) > 1
    assert row(figures, A).means["part"] is not HIDDEN
    reasons = verdict(ledger(found, 2026, THRESHOLD)).means[0]
    assert Reason.DOMINANCE in reasons
    assert Reason.COMPLEMENTARY in reasons


def test_who_has_no_employees_weighs_as_one() -> None:
    """So the weighted mean is of the very enterprises of the plain one, and no few make a gap."""
    small = lines(30, employees=[1.0, 0.0, np.nan] * 10)
    assert total(small) == total(small.assign(employees=1.0))
    assert total(lines(12), lines(10, employees=0.0)) is not HIDDEN


@pytest.mark.parametrize(("many", "hidden"), [(9, True), (10, False)])
def test_few_of_another_weight_are_not_told_by_the_plain_mean(many: int, *, hidden: bool) -> None:
    """Thirty with fifty employees: fifty times the plain mean leaves the others alone."""
    assert (total(lines(30, employees=50.0), lines(many, employees=90.0)) is HIDDEN) == hidden


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 5_000), st.integers(0, 6), st.sampled_from(ALL[:3])),
        min_size=1,
        max_size=60,
    )
)
def test_dominance_is_that_of_all_units(firms: list[tuple[int, int, str]]) -> None:
    """Twelve listed a row judge as the whole list, or more carefully."""
    frames = [lines(1, employees=float(staff), district=where) for staff, _, where in firms]
    ties = [
        tie
        for (_, group, _), frame in zip(firms, frames, strict=True)
        for tie in tied(frame, group=f"g{group}")
        if group
    ]
    city = people(*frames, ties=ties)
    found = largest(city, np.arange(len(firms)), city.weight)
    for rows in ([0], [city.places[0, 3]], list(np.unique(city.places[:, 3]))[:2]):
        inside = np.isin(city.places, rows).any(axis=1)
        units = np.unique(city.unit[inside], return_inverse=True)[1]
        weights = np.sort(np.append(np.bincount(units, city.weight[inside]), [0.0, 0.0]))
        few = weights[:-2].sum() < LEAST_LEFT * weights[-1] * (1 - 1e-9)
        judged = found.dominates(rows, weights.sum(), np.zeros(0))
        assert judged or not few
        assert judged == few or len(weights) > 13


@given(st.floats(0, 100), st.floats(0.001, 1))
def test_a_weighted_mean_is_as_coarse_as_its_heaviest(mean: float, heaviest: float) -> None:
    """Its step times the whole weight is a tenth of the scale for the heaviest, or more."""
    near = {rounded_weighted(mean + add * heaviest * 10, heaviest, 100) for add in (0, 0.49, -0.49)}
    assert len(near) <= 2
    assert all(abs(each - mean) <= 10 for each in near)


def part(small: int, rest: int, *others: pd.DataFrame) -> Verdict:
    """What is hidden of so many firms of a district, of which the rest is published with them."""
    inside, outside = lines(small, district=A, total=60.0), lines(rest, district=A, total=41.5)
    city = people(inside, outside, *others)
    chosen = city.scores[:, 0] != outside["total"].max()
    mine, left = (ledger(city.only(each), 2026, THRESHOLD) for each in (chosen, ~chosen))
    pairs = zip(mine.means, left.means, strict=True)
    held = replace(
        mine,
        counts=replace(mine.counts, beyond=left.counts),
        means=tuple(replace(one, beyond=other) for one, other in pairs),
    )
    return verdict(held, verdict(ledger(city, 2026, THRESHOLD)))


PLACE = {node.id: place for place, node in enumerate(breakdown().nodes)}


@pytest.mark.parametrize(("rest", "hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_a_part_shows_no_rest(rest: int, *, hidden: bool) -> None:
    """What the whole holds beyond the part is nobody, or may be seen itself."""
    found = part(30, rest, *elsewhere(A))
    for place in (PLACE[A], 0):
        reason = Reason.PART if hidden else None
        assert found.counts[place] is reason
        assert found.means[0][place] is reason


def test_a_part_hides_what_the_whole_hides() -> None:
    """Else the whole's hidden row would be open by the rest alone."""
    alike = lines(40, district=ALL[0], part=99.0)
    found = part(30, 20, alike, *elsewhere(A, many=30)[1:])
    assert found.means[1][PLACE[ALL[0]]] is Reason.CLASS
