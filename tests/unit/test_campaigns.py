"""What a centre sets out to do in a quarter, and what is counted towards it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.actor import Role
from assessments.campaigns import (
    MOST,
    Campaign,
    CampaignTarget,
    Quarter,
    parse_campaign,
    quarter_of,
    quarters_around,
)
from assessments.refusals import Invalid, Stale
from services import assigning, campaigns
from services.context import Context
from tests.town import Town, new_town
from tests.unit.test_people import refused, with_account

FIRST = Quarter(2026, 1)
SECTORS = {"machinery", "textiles"}
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town, on the first of March 2026."""
    with new_town() as town:
        yield town


def lead_of(town: Town, centre: str = "惠山促进中心") -> Context:
    """The lead of that centre."""
    return with_account(town, f"lead{len(centre)}", Role.LEAD, centre=town.centre(centre))[0]


def faults(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What is wrong with these rows, in Chinese."""
    try:
        parse_campaign(rows, FIRST, SECTORS)
    except Invalid as refusal:
        return [each.to("zh") for each in refusal.params["faults"]]
    return []


@given(days, st.integers(-8, 8))
def test_every_day_is_in_one_quarter_and_quarters_follow_each_other(day: date, by: int) -> None:
    """From the first day to the last, without a gap."""
    quarter = quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.moved(1).first == quarter.last + timedelta(days=1)
    assert quarter.moved(by).moved(-by) == quarter
    around = quarters_around(quarter)
    assert quarter in around
    assert around == sorted(around)


def test_all_that_is_wrong_is_told_at_once_by_row() -> None:
    """Numbers, days outside, places that are none, the same twice; an empty row is none."""
    rows = [
        {"firms": 0},
        {"firms": 2.5, "by": date(2026, 4, 1)},
        {"district": "nowhere", "firms": 3},
        {"district": "320206", "sector": "machinery", "firms": 3},
        {"district": None, "sector": None, "firms": None, "by": None},
        {"district": "320206", "sector": "machinery", "firms": 4, "by": FIRST.last},
    ]
    found = faults(rows)
    assert [each.split("行")[0] for each in found] == ["第 1 ", "第 2 ", "第 2 ", "第 3 ", "第 6 "]
    assert faults([{"firms": 1, "by": FIRST.first + timedelta(days=n)} for n in range(MOST + 1)])
    assert faults([]) == faults([{"firms": 40}]) == []


@given(
    st.lists(
        st.builds(
            CampaignTarget,
            district=st.sampled_from([None, "320206"]),
            sector=st.sampled_from([None, *SECTORS]),
            firms=st.integers(1, 500),
            by=st.dates(FIRST.first, FIRST.last),
        ),
        max_size=8,
        unique_by=lambda each: (each.district, each.sector, each.by),
    )
)
def test_what_is_kept_reads_as_it_was_typed(targets: list[CampaignTarget]) -> None:
    """Through the table and through the store."""
    rows = [each.model_dump() for each in targets]
    campaign = parse_campaign(rows, FIRST, SECTORS)
    assert campaign.targets == tuple(targets)
    assert Campaign.model_validate(campaign.model_dump(mode="json")) == campaign


def test_a_lead_sets_targets_and_consultants_read_them(town: Town) -> None:
    """Each centre its own; a slower lead is told who was faster; refused rows change nothing."""
    lead, other = lead_of(town), lead_of(town, "滨湖促进中心分部")
    one, _ = with_account(town, "one", Role.CONSULTANT, centre=town.centre())
    kept = campaigns.keep(lead, FIRST, [{"firms": 40}], seen=0)
    assert campaigns.progress(one, FIRST).kept == kept
    assert campaigns.progress(other, FIRST).kept.campaign is None
    assert refused(campaigns.keep, one, FIRST, [{"firms": 1}], seen=1) == "not_allowed"
    with pytest.raises(Stale):
        campaigns.keep(lead, FIRST, [{"firms": 50}], seen=0)
    with pytest.raises(Invalid):
        campaigns.keep(lead, FIRST, [{"firms": 50}, {"firms": -1}], seen=1)
    assert campaigns.progress(lead, FIRST).kept == kept
    named = {each.quarter: each.campaign for each in campaigns.quarters(lead)}
    assert named[FIRST] == kept.campaign
    assert sum(each is not None for each in named.values()) == 1


def test_firms_that_were_signed_in_the_quarter_count_once(town: Town) -> None:
    """For every target that they fit; beside them what is in hand, and an even pace."""
    town.signed()
    lead = lead_of(town)
    town.submitted(name="在办")
    rows = [
        {"firms": 40},
        {"district": "320206", "sector": "machinery", "firms": 1, "by": date(2026, 2, 1)},
        {"district": "320205", "firms": 5},
        {"sector": "textiles", "firms": 5},
    ]
    campaigns.keep(lead, FIRST, rows, seen=0)
    found = campaigns.progress(lead, FIRST)
    assert [(each.signed, each.in_hand) for each in found.targets] == [
        (1, 1),
        (1, 1),
        (0, 0),
        (0, 0),
    ]
    whole, early = found.targets[:2]
    assert whole.expected == pytest.approx(40 * 60 / 90)  # the sixtieth of ninety days
    assert whole.behind == pytest.approx(40 * 60 / 90 - 1)
    assert (early.expected, early.behind) == (1, 0)
    assert campaigns.progress(lead, FIRST.moved(1)).whole.signed == 0


def test_the_workload_names_whoever_has_nothing_too(town: Town) -> None:
    """So that a lead sees who could take more; who has left and has nothing is not there."""
    lead, case = lead_of(town), town.submitted()
    for username in ("one", "two", "gone"):
        with_account(town, username, Role.CONSULTANT, centre=town.centre())
    town.store.change_account("gone", deactivated_at=town.now)
    assigning.assign(lead, case.id, "one", seen=case.version)
    loads = campaigns.progress(lead, FIRST).caseloads
    assert {each.consultant: each.waiting for each in loads} == {"one": 1, "two": 0}
