"""What measures of policy would do: counted for the release, hidden as it is, and scaled."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.actor import Actor, Role
from aggregates.breakdown import CITY, Indexes, Sums
from aggregates.disclosure import NEARLY_ALL
from aggregates.forecasts import AssumedPolicy, cheapest, forecast
from aggregates.population import Flags, Population
from aggregates.simulation import (
    HAS,
    CountedRises,
    SeenRises,
    SimulatedOutcome,
    SimulatedYear,
    differing,
    disclosed,
)
from assessments.refusals import NotAllowed
from scoring.engine import Scores
from services import simulating
from services.context import Context
from services.settings import Settings
from services.simulating import PolicyChoice, answered, make_simulation, simulation
from solutions.interventions import Intervention, interventions, with_intervention
from solutions.library import catalogue
from solutions.many_sheets import ManySheets
from storage import SqlStore
from tests.stores import new_store
from tests.unit.city_answers import fill, operator, quick
from tests.unit.city_frames import lines as frame
from tests.unit.city_frames import people
from tests.unit.test_interventions import many
from wording.voice import Voice

THRESHOLD = 10
OFFICIAL = Actor(Role.OFFICIAL, "official", "某")
DIVISIONS, DISTRICTS = ("34", "39", "17", "26"), ("320205", "320206", "320211")


def measure(id: str, cost: int | None = 0, solution: str | None = None) -> Intervention:
    """Any intervention."""
    return Intervention(id, solution or id, None, None, (), (), cost)


@st.composite
def counted(draw: st.DrawFn) -> CountedRises:
    """A city in which some lack three interventions, and some of these rise."""
    seed, size = draw(st.integers(0, 10_000)), draw(st.integers(10, 300))
    rng = np.random.default_rng(seed)
    city = people(
        frame(
            size,
            division=rng.choice(DIVISIONS, size),
            district=rng.choice(DISTRICTS, size),
            centre=rng.choice(["c1", "c2", "c3"], size),
        )
    )
    found = CountedRises.of(city, 3)
    for place in range(3):
        lacking = np.flatnonzero(rng.random(size) < draw(st.floats(0.02, 0.98)))
        before = rng.integers(0, 2, lacking.size)
        after = before + (rng.random(lacking.size) < draw(st.floats(0.0, 1.0)))
        found.add(place, lacking, before, after)
    return found


@given(counted())
@settings(max_examples=60)
def test_too_few_and_nearly_all_are_hidden_with_what_gives_them_away(city: CountedRises) -> None:
    """What is shown is of enough who rise, and what a table leaves is too."""
    seen = shown(city)
    known = city.population
    for each, then in zip(seen, city.then, strict=True):
        rising, lacking = rows_of(known, then >= 0), rows_of(known, then != HAS)
        for row, node in enumerate(known.breakdown.nodes):
            if (band := each.rising.get(node.id)) is not None:
                assert THRESHOLD <= band[0] <= rising[row] <= band[1]
                assert rising[row] < NEARLY_ALL * lacking[row]
            if (band := each.lacking.get(node.id)) is not None:
                assert THRESHOLD <= band[0] <= lacking[row] <= band[1]
        for family in known.breakdown.families:
            names = [known.breakdown.nodes[row].id for row in family.children]
            if each.rising.get(known.breakdown.nodes[family.parent].id) is None:
                assert not any(each.rising.get(name) for name in names)
            elif names[0] in each.rising:  # no division
                hidden = [
                    row
                    for row, name in zip(family.children, names, strict=True)
                    if each.rising[name] is None
                ]
                if hidden:
                    assert rising[hidden].sum() >= THRESHOLD
                    assert len(hidden) > 1
        _split_is_safe(known, then, each)


def _split_is_safe(known: Population, then: Indexes, each: SeenRises) -> None:
    """The levels that are hidden are together enough, or the number of all is hidden too."""
    levels = known.legend.levels
    own = [int((then == place).sum()) for place in range(len(levels))]
    hidden = [
        many for many, at in zip(own, levels, strict=True) if each.reaching[at.number] is None
    ]
    if each.rising[CITY] is None:
        assert len(hidden) == len(levels)
    elif hidden:
        assert sum(hidden) >= THRESHOLD
        assert len(hidden) > 1


@given(counted())
@settings(max_examples=30)
def test_whoever_knows_the_cases_of_one_centre_learns_of_no_few(city: CountedRises) -> None:
    """Beyond the cases of any one centre there are enough who rise, unless all are its own."""
    known = city.population
    for each, then in zip(shown(city), city.then, strict=True):
        for row, node in enumerate(known.breakdown.nodes):
            if each.rising.get(node.id) is not None:
                inside = (known.places == row).any(axis=1)
                for centre in np.unique(known.centre):
                    beyond = inside & (known.centre != centre)
                    if beyond.any():
                        assert (then[beyond] >= 0).sum() >= THRESHOLD


@given(counted())
@settings(max_examples=20)
def test_the_firms_of_one_group_count_as_one(city: CountedRises) -> None:
    """Where all who rise are of one group, nothing is told of them."""
    then = city.then[0]
    city.population.unit[then >= 0] = city.population.unit.max() + 1
    assert not any(shown(city)[0].rising.values())


def shown(city: CountedRises) -> tuple[SeenRises, ...]:
    """What may be seen, with no year before."""
    return disclosed(city, differing(city.population, 2026), THRESHOLD)[1]


def rows_of(known: Population, part: Flags) -> Sums:
    """How many of them are in each row of the breakdown."""
    every = np.arange(len(known.year))
    return known.sums(every, part.astype(np.float64)[:, None])[:, 0]


def year(*outcomes: SimulatedOutcome) -> SimulatedYear:
    """A year of a thousand firms."""
    return SimulatedYear(
        questionnaire="quick_scan", edition="2026.1", year=2026, stages="signed", threshold=10,
        synthetic=True, unchecked=60, counts={CITY: (1000, 1009)}, outcomes=outcomes,
    )  # fmt: skip


def outcome(id: str, rising: tuple[int, int] | None) -> SimulatedOutcome:
    """One that half of the city lacks."""
    return SimulatedOutcome(
        id=id, lacking={CITY: (500, 509)}, rising={CITY: rising}, reaching={3: rising},
        sure=(0.85, 1.1),
    )  # fmt: skip


@given(low=st.integers(1, 60), one=st.floats(0, 1), other=st.floats(0, 1))
@settings(max_examples=60)
def test_more_take_up_never_gives_fewer(low: int, one: float, other: float) -> None:
    """At every end of the range, and for those who take it up."""
    known, each = year(outcome("a", (10 * low, 10 * low + 9))), measure("a")
    less, more = (
        forecast(known, each, AssumedPolicy(CITY, share)) for share in sorted((one, other))
    )
    assert less.rising is not None
    assert more.rising is not None
    assert less.reached is not None
    assert more.reached is not None
    assert all(a <= b for a, b in zip(less.rising, more.rising, strict=True))
    assert all(a <= b for a, b in zip(less.reached, more.reached, strict=True))


def test_equal_measures_give_equal_results_and_hidden_ones_none() -> None:
    """The same figures come to the same range, whenever they are asked; hidden stays hidden."""
    known = year(outcome("a", (50, 59)), outcome("b", (50, 59)), outcome("c", None))
    assumed = AssumedPolicy(CITY, 0.3)
    one, same, hidden = (forecast(known, measure(id), assumed) for id in "abc")
    assert one.rising == same.rising == forecast(known, measure("a"), assumed).rising
    assert (hidden.rising, hidden.share) == (None, None)
    everybody = forecast(known, measure("a"), AssumedPolicy(CITY, 1.0))
    assert everybody.reached == (500, 509)
    nobody = forecast(known, measure("a"), AssumedPolicy(CITY, 0.0))
    assert nobody.rising == (0, 0, 0)


def test_the_cheapest_measure_comes_first() -> None:
    """By class of cost, then by how many rise; a rung that a listed solution brings is left out."""
    known = year(
        outcome("a", (50, 59)), outcome("b", (80, 89)), outcome("c", (20, 29)),
        outcome("d", (80, 89)), outcome("e", (80, 89)),
    )  # fmt: skip
    among = [
        measure("a", 1),
        measure("b", 2),
        measure("c", 0),
        Intervention("d", None, "x", "y", ("b",), (), 2),
        Intervention("e", None, "x", "z", (), (), None),
    ]
    found = cheapest(known, among, AssumedPolicy(CITY, 1.0), 45)
    assert [each.intervention.id for each in found] == ["a", "b"]
    assert not cheapest(known, among, AssumedPolicy(CITY, 1.0), 500)
    to_level = cheapest(known, among, AssumedPolicy(CITY, 1.0, level=3), 45)
    assert [each.intervention.id for each in to_level] == ["a", "b"]


@pytest.fixture(scope="module")
def city() -> Iterator[tuple[SqlStore, int, ManySheets]]:
    """Ninety signed quick scans; how many questionnaires were simulated, and their sheets."""
    store = new_store()
    own = fill(store, 90)
    ctx = operator(store)
    made = make_simulation(ctx)
    asked = quick()
    known = many(asked, simulating.default_rubric(asked), own)
    yield store, made, known
    store.close()


def official(store: SqlStore) -> Context:
    """Who asks."""
    return replace(operator(store), actor=OFFICIAL)


def test_the_city_is_rescored_from_what_is_stored(
    city: tuple[SqlStore, int, ManySheets],
) -> None:
    """The bands that are seen hold who rises when the same sheets are tried in memory."""
    store, made, known = city
    assert made == 1
    view = simulation(official(store), "quick_scan")
    assert view.simulated is not None
    assert view.simulated.counts[CITY] == (90, 99)
    before: Scores = known.scores()
    every = {each.id: each for each in interventions(quick(), view.rubric, catalogue())}
    assert {each.id for each in view.simulated.outcomes} == every.keys()
    seen = 0
    for each in view.simulated.outcomes:
        rows, after = with_intervention(known, every[each.id], catalogue())
        if (band := each.lacking[CITY]) is not None:
            assert band[0] <= len(rows) <= band[1]
        if (band := each.rising[CITY]) is not None:
            assert after is not None
            rises = int((after.scores().level > before.level[rows]).sum())
            assert band[0] <= rises <= band[1]
            assert each.sure is not None
            assert each.sure[0] <= 1 <= each.sure[1]
            seen += 1
        else:
            assert each.sure is None
    assert seen
    assert 60 <= view.simulated.unchecked < 100


def test_what_is_kept_is_not_made_again(city: tuple[SqlStore, int, ManySheets]) -> None:
    """A second run adds nothing; another threshold is another release."""
    store, _, _ = city
    assert make_simulation(operator(store)) == 0
    wider = replace(operator(store), settings=Settings(disclosure_threshold=20))
    assert simulation(replace(wider, actor=OFFICIAL)).simulated is None


def test_what_is_asked_falls_back_to_what_there_is(
    city: tuple[SqlStore, int, ManySheets],
) -> None:
    """An unknown measure, group or questionnaire is answered with what there is, never a fault."""
    ctx = official(city[0])
    view = simulation(ctx, "no_such")
    odd = PolicyChoice("no_such", row="../x", first="item:nothing:1", second="", wanted=1)
    found = answered(view, odd)
    assert found is not None
    assert found.compared[0].assumed.row == CITY
    assert found.ranked[0].rising is not None
    book = simulating.workbook(
        ctx, PolicyChoice("quick_scan", level=2, take_up=(0.3, 1.0)), Voice("zh")
    )
    assert book[:2] == b"PK"


def test_too_small_a_city_has_no_outcomes() -> None:
    """Below the threshold nothing is worked out, and nothing is seen."""
    store = new_store()
    fill(store, 9)
    make_simulation(operator(store))
    view = simulation(official(store), "quick_scan")
    assert view.simulated is None or not view.simulated.outcomes
    assert answered(view, PolicyChoice()) is None
    with pytest.raises(ValueError, match="nothing"):
        simulating.workbook(official(store), PolicyChoice(), Voice("zh"))
    store.close()


def test_others_may_not_ask(city: tuple[SqlStore, int, ManySheets]) -> None:
    """A consultant sees no simulation, and an official makes none."""
    store, _, _ = city
    with pytest.raises(NotAllowed):
        simulation(replace(operator(store), actor=Actor(Role.CONSULTANT, "c", centre="centre-0")))
    with pytest.raises(NotAllowed):
        make_simulation(official(store))
