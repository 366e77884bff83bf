"""Sums of money follow from what a centre has set, and from nothing else."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.refusals import Invalid, NotFound, Stale
from services import assumptions
from services.dossier import dossier_of
from services.gathering import diagnosis
from services.stating import stated
from solutions.assumptions import (
    DAY_RATE,
    LABOUR,
    LONGEST,
    Amount,
    amount_of,
    amount_of_all,
    licensed,
    parse_assumptions,
)
from solutions.library import catalogue
from tests.assuming import TYPED, assumed
from tests.town import Town, new_town
from wording.money import money_text
from wording.voice import Voice

SHIPPED = catalogue()
COSTS = SHIPPED.costs
ZH, EN = Voice("zh"), Voice("en")
labour = st.integers(*LABOUR)
END = float("inf")


FIELDS = {
    f"{name}_{end}"
    for name in ("labour", "day_rate", "licence_year")
    for end in ("low", "high", "source")
}


def faults(raw: dict[str, Any]) -> dict[str, Any]:
    """What is wrong, by field; nothing for what is taken."""
    try:
        parse_assumptions(raw, COSTS)
    except Invalid as refused:
        return dict(refused.params["fields"])
    return {}


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as town:
        yield town


def highest(amount: Amount) -> float:
    """Its upper end; none is above all."""
    return END if amount.high is None else amount.high


def test_nothing_is_preset() -> None:
    """A form that nobody has filled is refused: there is no figure of ours to fall back on."""
    assert set(faults({})) == {"labour_low"}


def test_every_wrong_field_is_told_at_once() -> None:
    """Each under its own name; what is right beside it is no fault."""
    raw = {
        **TYPED,
        "labour_low": 10_000,
        "day_rate_low": 1,
        "day_rate_source": "x" * (LONGEST + 1),
        "licence_month_low": 100,
        "licence_month_high": 20_000,
        "licence_month_source": "某处",
        "licence_year_source": "只有来源",
    }
    assert set(faults(raw)) == {
        "labour_high",
        "day_rate_low",
        "day_rate_high",
        "day_rate_source",
        "licence_month_high",  # more than all that such a solution costs
        "licence_year_low",
        "licence_year_high",
    }


@given(
    st.dictionaries(
        st.sampled_from(
            [f"{n}_{e}" for n in ("labour", "day_rate", "licence_year") for e in ("low", "high")]
        ),
        st.one_of(
            st.floats(), st.integers(), st.text(max_size=9), st.booleans(), st.none(), st.binary()
        ),
    ),
    st.text(max_size=300),
)
def test_whatever_is_sent_is_within_bounds_or_refused(raw: dict[str, Any], source: str) -> None:
    """No infinity, no text, no sum that nobody pays; a source is one line of text."""
    raw |= {f"{name}_source": source for name in ("labour", "day_rate", "licence_year")}
    wrong = faults(raw)
    assert set(wrong) <= FIELDS
    kept = [] if wrong else [parse_assumptions(raw, COSTS)]
    assert all(LABOUR[0] <= each.labour.low <= each.labour.high <= LABOUR[1] for each in kept)
    assert all(each.labour.source and "\n" not in each.labour.source for each in kept)
    rates = [each.day_rate for each in kept if each.day_rate is not None]
    assert all(DAY_RATE[0] <= each.low <= each.high <= DAY_RATE[1] for each in rates)


@given(labour, labour, labour, labour)
def test_a_range_grows_with_labour_and_with_the_class(a: int, b: int, c: int, d: int) -> None:
    """Dearer work never makes anything cheaper, nor does a dearer class."""
    low, less, more, high = sorted((a, b, c, d))
    cheap, dear = assumed(low, less).assumptions, assumed(more, high).assumptions
    assert len(COSTS) > 2
    for cost in COSTS:
        one, two = amount_of(cheap, cost), amount_of(dear, cost)
        assert one.low <= two.low
        assert highest(one) <= highest(two)
    for one_class, next_class in pairwise(COSTS):
        one, two = amount_of(cheap, one_class), amount_of(cheap, next_class)
        assert one.low <= two.low
        assert highest(one) <= highest(two)
        assert one.low <= highest(one)


@given(st.lists(st.sampled_from(SHIPPED.solutions), max_size=6), labour)
def test_a_sum_is_that_of_its_parts(among: list[Any], each: int) -> None:
    """Without an upper end as soon as one of them has none."""
    known = assumed(each, each).assumptions
    costs = {cost.id: amount_of(known, cost) for cost in COSTS}
    total = amount_of_all(known, SHIPPED, among)
    assert total.low == pytest.approx(sum(costs[one.cost].low for one in among))
    assert highest(total) == pytest.approx(sum(highest(costs[one.cost]) for one in among))


def test_licences_are_part_of_what_a_class_costs() -> None:
    """They are told and add nothing; what costs nothing has none."""
    raw = {**TYPED, "licence_year_low": 0, "licence_year_high": 9000, "licence_year_source": "某处"}
    with_licence, without = parse_assumptions(raw, COSTS), parse_assumptions(TYPED, COSTS)
    assert with_licence.licences["year"].high == 9000
    assert [amount_of(with_licence, each) for each in COSTS] == [
        amount_of(without, each) for each in COSTS
    ]
    assert "free" not in {each.id for each in licensed(COSTS)}


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (8000, 24_000, "约 0.8–2.4 万元", "about CNY 8,000 to 24,000"),
        (7123, 26_910, "约 0.71–2.7 万元", "about CNY 7,100 to 27,000"),
        (0, 8765, "不超过约 0.88 万元", "up to about CNY 8,800"),
        (96_000, None, "≥ 9.6 万元", "≥ CNY 96,000"),
        (1_234_567, 1_234_568, "约 120–130 万元", "about CNY 1,200,000 to 1,300,000"),
        (8000, 8000, "约 0.8 万元", "about CNY 8,000"),
    ],
)
def test_a_sum_is_told_to_two_figures(low: int, high: int | None, zh: str, en: str) -> None:
    """Rounded outwards, so that what it may be lies within what is told."""
    assert (money_text(ZH, low, high), money_text(EN, low, high)) == (zh, en)


def test_assumptions_are_of_the_centre_that_has_the_case(town: Town) -> None:
    """Its own cases are told them with who and when; a draft without a centre has none."""
    consultant, case = town.consultant(), town.submitted()
    assert (
        assumptions.assumptions_of_case(dossier_of(town.operator, "report.read", case.id)) is None
    )
    assumptions.keep(consultant, TYPED, seen=0)
    known = diagnosis(dossier_of(town.operator, "report.read", case.id)).assumptions
    assert known is not None
    assert (known.author, known.revision) == (consultant.actor.name, 1)
    assert known.assumptions.labour.source == TYPED["labour_source"]
    draft = town.filled().id
    assert diagnosis(dossier_of(town.operator, "report.read", draft)).assumptions is None


def test_a_later_change_overtakes_a_report(town: Town) -> None:
    """What is printed in it is part of what it states; the centre's state of now is another."""
    consultant, case = town.consultant(), town.submitted()
    before = stated(dossier_of(town.operator, "report.read", case.id))
    assumptions.keep(consultant, TYPED, seen=0)
    after = stated(dossier_of(town.operator, "report.read", case.id))
    assert (before.assumptions, after.assumptions) == (0, 0 if after.provisional else 1)
    assert not after.provisional


def test_two_people_do_not_write_over_each_other(town: Town) -> None:
    """The second is refused; all that ever stood is kept, and taking back is kept as well."""
    consultant = town.consultant()
    assumptions.keep(consultant, TYPED, seen=0)
    with pytest.raises(Stale):
        assumptions.keep(consultant, {**TYPED, "labour_low": 6000}, seen=0)
    assert assumptions.take_back(consultant, seen=1).assumptions is None
    with pytest.raises(NotFound):
        assumptions.take_back(consultant, seen=2)
    found = [each.assumptions is None for each in assumptions.history(consultant)]
    assert found == [False, True]
