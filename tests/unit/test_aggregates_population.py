"""Who counts in a city's figures, and as what."""

import numpy as np
import pandas as pd
import pytest

from aggregates.breakdown import breakdown
from aggregates.publication import publish
from aggregates.versions import Version
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Stage
from tests.unit.city_frames import lines, people, row, shown


def test_every_division_and_district_has_one_row() -> None:
    """The rows are a fixed list; each division is in exactly one sector or in the rest."""
    nodes = breakdown().nodes
    ids = [node.id for node in nodes]
    manufacturing = {code for code, division in divisions().items() if division.section == "C"}
    assert len(set(ids)) == len(ids)
    assert manufacturing == {node.id for node in nodes if node.layer == 2} - {"rest"}
    assert list(districts()) == [node.id for node in nodes if node.layer == 3]
    assert [0, *range(1, 11)] == [n for n, node in enumerate(nodes) if node.layer < 2]


def test_sums_add_up_in_every_table() -> None:
    """Sectors, divisions and districts each hold everybody once; a parent is what its parts are."""
    city = people(lines(20), lines(7, division="27", district="320281"), lines(3, division="05"))
    sums = city.sums(np.arange(30), np.ones((30, 1)))[:, 0]
    for family in city.breakdown.families:
        assert sums[family.parent] == sums[list(family.children)].sum()
    found = {node.id: n for node, n in zip(city.breakdown.nodes, sums, strict=True)}
    expected = {"city": 30, "34": 20, "27": 7, "rest": 3, "light": 3, "320281": 7}
    assert expected == {id: found[id] for id in expected}


def test_an_unknown_district_is_no_row() -> None:
    """A code that is not in the list is an error, not an enterprise that vanishes."""
    with pytest.raises(KeyError):
        people(lines(1, district="110101"))


def test_a_legal_entity_counts_once_a_year() -> None:
    """Of several assessments in a year the newest counts."""
    first = lines(10, total=20.0)
    again = lines(10, total=60.0).assign(entity=first["entity"])
    figures = shown(first, again)
    assert (figures.city.count.low, figures.city.means["total"]) == (10, 60.0)


def test_a_signed_assessment_goes_before_a_newer_one() -> None:
    """So what is signed is a part of all that is submitted, with the same figures."""
    signed = lines(12, total=20.0, stage=Stage.VERIFIED)
    newer = lines(12, total=60.0).assign(entity=signed["entity"])
    for stages in ("signed", "submitted"):
        assert shown(signed, newer, stages=stages).city.means["total"] == 20.0


def test_without_one_is_as_if_it_had_never_submitted() -> None:
    """All its years and assessments are gone and nobody else's; a stranger takes nothing away."""
    first, again = lines(12, year=2025), lines(12)
    frame = pd.concat([first, again.assign(entity=first["entity"]), lines(9, division="27")])
    gone = first["entity"][3]
    left, alone = people(frame).without(gone), people(frame[frame["entity"] != gone])
    assert left.rows(Version(2026, "submitted")).size == 20
    for year in (2025, 2026):
        version = Version(year, "submitted")
        assert publish(left, version, 10) == publish(alone, version, 10)
        assert publish(people(frame).without("nobody"), version, 10) == shown(frame, year=year)


def test_years_are_apart() -> None:
    """An enterprise counts in each year in which it submitted."""
    first = lines(12, total=20.0, year=2025)
    second = lines(12, total=60.0, year=2026).assign(entity=first["entity"])
    means = [shown(first, second, year=year).city.means["total"] for year in (2025, 2026)]
    assert means == [20.0, 60.0]


def test_what_could_not_be_judged_does_not_count() -> None:
    """A line without a total says nothing of maturity."""
    assert shown(lines(12), lines(9, total=float("nan"))).city.count.high == 19


def test_differences_count_whoever_came_left_or_changed() -> None:
    """Per row and measure: entrants and leavers, those with another value, those that moved."""
    before = lines(10, year=2025, part=50.0)
    stay = before.assign(year=2026, assessment=[f"b{n}" for n in range(10)])
    stay.loc[0, "total"] += 1
    stay.loc[1, "division"] = "27"
    stay.loc[2, "part"] = float("nan")
    city = people(before, stay.drop(index=9), lines(2))
    versions = [city.rows(Version(year, "submitted")) for year in (2025, 2026)]
    found = city.differences(versions[1], versions[0])
    named = {node.id: line for node, line in zip(city.breakdown.nodes, found, strict=True)}
    # two new ones, one gone; one other total; one part that is gone; one in another division
    assert named["city"].tolist() == [4, 4, 3]
    assert named["34"].tolist() == [5, 5, 4]
    assert named["27"].tolist() == [1, 1, 1]


def test_one_made_up_enterprise_marks_the_figures() -> None:
    """Only those that are counted make them synthetic."""
    real, made_up = lines(12), lines(1, synthetic=True, stage=Stage.SUBMITTED)
    assert shown(real, made_up).synthetic
    assert not shown(real, made_up.assign(year=2025)).synthetic
    assert not shown(real.assign(stage=Stage.VERIFIED), made_up, stages="signed").synthetic


def test_rows_keep_their_order_and_names() -> None:
    """Every table has all its rows, also those with nobody in them."""
    figures = shown(lines(12))
    assert list(districts()) == [each.id for each in figures.districts]
    assert len(figures.sectors) == 10
    assert row(figures, "27").title == divisions()["27"].title
    assert row(figures, "27").parent == "medicines"
