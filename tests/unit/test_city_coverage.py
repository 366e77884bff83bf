"""What centres set out to do against what they signed: bands only, and nothing that tells a few."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.actor import Actor, Role
from aggregates.campaign_coverage import CoverageRow, coverage, set_for
from aggregates.coarse import CountRange
from aggregates.figures import HIDDEN
from assessments.campaigns import Campaign, CampaignTarget, Quarter
from assessments.districts import districts
from assessments.model import Document
from assessments.portfolio import SignedFirms
from services import city_coverage
from services.kinds import CAMPAIGN
from tests.stores import new_store
from tests.unit.city_lines import add, context

CENTRES = {"a": "甲中心", "b": "乙中心", "c": "丙中心"}
HUISHAN, XINWU = "320206", "320214"
THRESHOLD = 10
groups = st.builds(
    SignedFirms,
    centre=st.sampled_from(list(CENTRES)),
    district=st.sampled_from(list(districts())),
    division=st.sampled_from(["34", "39", "17", "65"]),
    firms=st.integers(1, 25),
)


def campaign(*targets: tuple[str | None, str | None, int]) -> Campaign:
    """Those targets, by the end of the quarter."""
    made = (
        CampaignTarget(district=district, sector=sector, firms=firms, by=date(2026, 12, 31))
        for district, sector, firms in targets
    )
    return Campaign(targets=tuple(made))


def every_row(signed: list[SignedFirms]) -> list[tuple[str, CoverageRow, int]]:
    """Each row with its table and how many enterprises it really has."""
    found = coverage(signed, {}, CENTRES, THRESHOLD)
    rows = [("city", found.city, sum(each.firms for each in signed))]
    for name, table in (("district", found.districts), ("centre", found.centres)):
        for row in table:
            many = sum(each.firms for each in signed if getattr(each, name) == row.id)
            rows.append((f"{name}s", row, many))
    return rows


@given(st.lists(groups, max_size=12))
def test_only_bands_are_seen_and_no_rest_is_a_few(signed: list[SignedFirms]) -> None:
    """What is hidden of a table is nothing or, taken together, enough."""
    rows = every_row(signed)
    for _, row, many in rows:
        if isinstance(row.signed, CountRange):
            assert row.signed.low <= many <= row.signed.high
            assert many >= THRESHOLD
    for table in ("districts", "centres"):
        of_table = [(row, many) for of, row, many in rows if of == table]
        hidden = [many for row, many in of_table if row.signed is HIDDEN]
        if rows[0][1].signed is HIDDEN:
            assert len(hidden) == len(of_table)
        else:
            assert not hidden or (len(hidden) > 1 and sum(hidden) >= THRESHOLD)


def test_what_is_reached_follows_from_the_band_alone() -> None:
    """So it tells nothing more than the band: 23 of 80 is 20 to 29 of 80."""
    signed = [SignedFirms("a", HUISHAN, "34", 23), SignedFirms("b", XINWU, "39", 24)]
    targets = {"a": campaign((HUISHAN, None, 80)), "b": campaign((XINWU, None, 24))}
    found = {row.id: row for row in coverage(signed, targets, CENTRES, THRESHOLD).districts}
    assert found[HUISHAN].target == 80
    assert (found[HUISHAN].signed, found[HUISHAN].reached) in (
        (CountRange(20, 29), CountRange(25, 40)),
        (HIDDEN, HIDDEN),
    )
    assert all(row.reached is None for row in found.values() if not row.target)


@pytest.mark.parametrize(
    ("targets", "district", "sector", "expected"),
    [
        ([(None, None, 100), (HUISHAN, None, 30)], None, None, 100),
        ([(HUISHAN, None, 30), (XINWU, None, 20)], None, None, 50),
        ([(HUISHAN, None, 30), (HUISHAN, "equipment", 10)], HUISHAN, None, 30),
        ([(HUISHAN, "equipment", 10), (HUISHAN, "textiles", 5)], HUISHAN, None, 15),
        ([(HUISHAN, "equipment", 10), (XINWU, "equipment", 5)], None, "equipment", 15),
        ([(HUISHAN, None, 30), (None, "equipment", 45)], None, None, 45),
        ([(None, None, 100)], HUISHAN, None, 0),
        ([], None, None, 0),
    ],
)
def test_one_enterprise_is_not_set_twice(
    targets: list[tuple[str | None, str | None, int]],
    district: str | None,
    sector: str | None,
    expected: int,
) -> None:
    """What is set for the place itself goes before the sum of its parts."""
    assert set_for(campaign(*targets), district, sector) == expected


def test_of_several_days_the_last_one_counts() -> None:
    """Twenty by October and fifty by December are fifty."""
    made = (CampaignTarget(firms=firms, by=date(2026, m, 30)) for m, firms in ((10, 20), (12, 50)))
    assert set_for(Campaign(targets=tuple(made)), None, None) == 50


def test_an_official_sees_a_quarter_and_a_district_its_own_row() -> None:
    """Signed before the first of the month; what comes later waits for the next."""
    store = new_store()
    for place, each in enumerate(districts()):  # on 5 October
        add(store, range(30 * place, 30 * place + 30), district=each)
    add(store, range(900, 930), district=XINWU, at=datetime(2026, 11, 5, tzinfo=UTC))
    store.append_document(
        Document(
            kind=CAMPAIGN,
            subject="centre-1:2026-Q4",
            revision=1,
            value=campaign((HUISHAN, None, 40)).model_dump(mode="json"),
            author="x",
            at=datetime(2026, 10, 2, tzinfo=UTC),
        )
    )
    view = city_coverage.overview(context(store))
    assert str(view.quarter) == "2026-Q4"
    assert view.as_of == date(2026, 10, 31)
    assert view.coverage.city.signed == CountRange(240, 249)
    assert view.coverage.city.target == 40
    actor = Actor(Role.DISTRICT, "惠山", "惠山", district=HUISHAN)
    own = city_coverage.district(context(store, actor))
    assert own.coverage.city.signed == CountRange(30, 39)
    assert own.coverage.city.reached == CountRange(75, 100)
    assert not own.coverage.districts
    assert city_coverage.overview(context(store), Quarter(1999, 1)).quarter == view.quarter
