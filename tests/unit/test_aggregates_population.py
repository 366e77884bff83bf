"""Who counts in a city's figures, and as what."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from aggregates.breakdown import CLASSES, TABLES, Table, breakdown
from aggregates.publication import publish
from assessments.confirmation import Confirmation
from assessments.districts import districts
from assessments.divisions import divisions
from tests.unit.city_frames import (
    FIRST,
    THRESHOLD,
    coded,
    decided,
    lines,
    people,
    row,
    shown,
)


def test_every_division_and_district_has_one_row() -> None:
    """The rows are a fixed list; each division is in exactly one sector or in the rest."""
    nodes = breakdown().nodes
    ids = [node.id for node in nodes]
    manufacturing = {code for code, division in divisions().items() if division.section == "C"}
    assert len(set(ids)) == len(ids)
    assert manufacturing == {node.id for node in nodes if node.layer == 2} - {"rest"}
    assert list(districts()) == [node.id for node in nodes if node.layer == 3]
    assert [0, *range(1, 11)] == [n for n, node in enumerate(nodes) if node.layer < 2]
    assert [size.value for size in CLASSES] == [node.id for node in nodes if node.layer == 4]


def test_sums_add_up_in_every_table() -> None:
    """Sectors, divisions and districts each hold everybody once; a parent is what its parts are."""
    city = people(lines(20), lines(7, division="27", district="320281"), lines(3, division="05"))
    sums = city.sums(np.arange(30), np.ones((30, 1)))[:, 0]
    for family in city.breakdown.families:
        assert sums[family.parent] == sums[list(family.children)].sum()
    found = {node.id: n for node, n in zip(city.breakdown.nodes, sums, strict=True)}
    expected = {"city": 30, "34": 20, "27": 7, "rest": 3, "light": 3, "320281": 7, "micro": 0}
    assert expected == {id: found[id] for id in expected}


@pytest.mark.parametrize(
    "tables",
    [("city",), ("city", "sectors", "districts"), ("city", "sectors", "divisions"), TABLES],
)
def test_a_part_of_the_tables_counts_as_they_do(tables: tuple[Table, ...]) -> None:
    """A subject with fewer tables has the same rows and sums in them, and the others empty."""
    frames = [lines(20), lines(17, division="27", district="320281", employees=5.0)]
    frames.append(lines(13, division="05", revenue=float("nan")))
    part = people(*frames, tables=tables)
    sums = [each.sums(np.arange(50), np.ones((50, 1)))[:, 0] for each in (part, people(*frames))]
    rows = [each.breakdown.nodes for each in (part, people(*frames))]
    mine, whole = (
        {n.id: s for n, s in zip(*each, strict=True)} for each in zip(rows, sums, strict=True)
    )
    assert mine == {id: many for id, many in whole.items() if id in mine}
    figures = publish(part, 2026, THRESHOLD)
    assert [name for name in TABLES if getattr(figures, name)] == list(tables)


@pytest.mark.parametrize("tables", [("sectors",), ("city", "divisions")])
def test_no_table_without_the_one_above_it(tables: tuple[Table, ...]) -> None:
    """What would add up to nothing that is published is refused."""
    with pytest.raises(ValueError, match="part of"):
        breakdown(tables)


def test_a_firm_stands_in_the_size_class_of_the_statistical_rule() -> None:
    """Micro to large by trade, staff and revenue; the row for the rest where one is not known."""
    staffed = [(5, 100.0), (25, 400.0), (400, 3000.0), (1000, 50000.0), (1000, float("nan"))]
    frames = [lines(1, employees=float(staff), revenue=money) for staff, money in staffed]
    nodes = breakdown().nodes
    assert [nodes[place].id for place in people(*frames).places[:, 4]] == list(CLASSES)


def test_an_unknown_district_is_no_row() -> None:
    """A code that is not in the list is an error, not an enterprise that vanishes."""
    with pytest.raises(KeyError):
        people(lines(1, district="110101"))


def test_an_enterprise_counts_once_a_year() -> None:
    """Of several assessments in a year the newest counts."""
    first = lines(10, total=20.0)
    again = lines(10, total=60.0).assign(enterprise=first["enterprise"])
    figures = shown(first, again)
    assert (figures.city.count.low, figures.city.means["total"]) == (10, 60.0)


def test_a_signed_assessment_goes_before_a_newer_one() -> None:
    """What somebody declared later, confirmed or not, does not displace what was verified."""
    signed = coded(lines(12, total=20.0))
    newer = lines(12, total=60.0, side="claimed")
    newer = newer.assign(enterprise=signed["enterprise"], credit_code=signed["credit_code"])
    for confirmations in ([], decided(newer)):
        counted = people(signed, newer, confirmations=confirmations)
        assert counted.scores[:, 0].tolist() == [20.0] * 12


CODE = "91320206MA1XXXXXX1"


def totals_of(*frames: pd.DataFrame, confirmations: Sequence[Confirmation] = ()) -> list[float]:
    """The totals that count."""
    return sorted(people(*frames, confirmations=confirmations).scores[:, 0].tolist())


def test_a_self_declared_one_counts_only_of_a_firm_that_was_confirmed() -> None:
    """By its own record and the code it has; not refused, not withdrawn, not by another record."""
    old = lines(1, credit_code=CODE, total=20.0, side="claimed")
    new = lines(1, credit_code=CODE, total=60.0, side="claimed")
    assert totals_of(old, new) == []
    assert totals_of(old, new, confirmations=decided(new)) == [60.0]
    assert totals_of(old, new, confirmations=decided(old)) == [20.0]
    for last in ("refused", "withdrawn"):
        assert totals_of(old, confirmations=decided(old) + decided(old, last)) == []
    again = decided(old) + decided(old, "withdrawn") + decided(old)
    assert totals_of(old, confirmations=again) == [20.0]
    other = decided(old.assign(credit_code=CODE[:-1] + "2"))
    assert totals_of(old, confirmations=other) == []


def test_equal_codes_are_one_enterprise_where_somebody_vouches_for_each() -> None:
    """Signed or confirmed; of them the newest signed one counts, an unsigned one displaces none."""
    old = lines(1, credit_code=CODE, total=20.0)
    new = lines(1, credit_code=CODE, total=60.0)
    declared = lines(1, credit_code=CODE, total=90.0, side="claimed")
    assert totals_of(old, new) == [60.0]
    assert totals_of(old, new, declared) == [60.0]
    assert totals_of(old, new, declared, confirmations=decided(declared)) == [60.0]


def test_a_record_that_is_signed_stays_one_enterprise() -> None:
    """What it declares later, confirmed, is of the same legal entity, in every year."""
    before = coded(lines(3, year=2025))
    later = lines(3, side="claimed")
    later = later.assign(enterprise=before["enterprise"], credit_code=before["credit_code"])
    both = people(before, later, confirmations=decided(later))
    assert len(both.entity) == 6
    assert set(both.entity.tolist()) == set(people(before).entity.tolist())


def test_of_those_confirmed_together_the_newest_submitted_counts() -> None:
    """Two rounds of a year that a later confirmation lets count at one time."""
    first = coded(lines(1, total=20.0, side="claimed", assessment="b"))
    second = first.assign(total=60.0, assessment="a", since=first["since"] + pd.Timedelta(days=1))
    confirmations = decided(first, at=FIRST + pd.Timedelta(days=9))
    assert totals_of(first, second, confirmations=confirmations) == [60.0]


def test_years_are_apart() -> None:
    """An enterprise counts in each year in which it submitted."""
    first = lines(12, total=20.0, year=2025)
    second = lines(12, total=60.0, year=2026).assign(enterprise=first["enterprise"])
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
    versions = [city.rows(year) for year in (2025, 2026)]
    found = city.differences(versions[1], versions[0])
    named = {node.id: line for node, line in zip(city.breakdown.nodes, found, strict=True)}
    # two new ones, one gone; one other total; one part that is gone; one in another division
    assert named["city"].tolist() == [4, 4, 3]
    assert named["34"].tolist() == [5, 5, 4]
    assert named["27"].tolist() == [1, 1, 1]


def test_one_made_up_enterprise_marks_the_figures() -> None:
    """Only those that are counted make them synthetic."""
    real, made_up = lines(12), lines(1, synthetic=True)
    assert shown(real, made_up).synthetic
    assert not shown(real, made_up.assign(year=2025)).synthetic


def test_rows_keep_their_order_and_names() -> None:
    """Every table has all its rows, also those with nobody in them."""
    figures = shown(lines(12))
    assert list(districts()) == [each.id for each in figures.districts]
    assert len(figures.sectors) == 10
    assert row(figures, "27").title == divisions()["27"].title
    assert row(figures, "27").parent == "medicines"


def test_where_nobody_vouches_for_anybody_nobody_counts() -> None:
    """A city of self-assessments of which no firm was confirmed is an empty one, and no fault."""
    assert len(people(lines(20, side="claimed")).year) == 0
