"""What may be seen of a city: the rules one by one (the attacks are in tests/security)."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregates.coarse import CountRange, Share
from aggregates.disclosure import FLOOR, Reason
from aggregates.figures import HIDDEN, CityFigures
from aggregates.ledger import ledger, verdict
from tests.unit.city_frames import LEGEND, every_row, lines, people, row, shown

A, B, C, D = "320206", "320211", "320213", "320214"  # districts
ALL = ("320205", A, B, C, D, "320281", "320282", "320200-JK")


def elsewhere(but: str, many: int = 30, **given: Any) -> list[pd.DataFrame]:
    """So many enterprises in every district but one."""
    return [lines(many, district=district, **given) for district in ALL if district != but]


def everywhere(many: int = 30, **given: Any) -> list[pd.DataFrame]:
    """So many enterprises in every district."""
    return elsewhere("", many, **given)


def hidden_districts(figures: CityFigures) -> list[str]:
    """The districts whose number of enterprises is hidden."""
    return [each.id for each in figures.districts if each.count is HIDDEN]


def test_a_threshold_below_the_floor_is_refused() -> None:
    """No city publishes cells of fewer than five."""
    with pytest.raises(ValueError, match="floor"):
        shown(lines(20), threshold=FLOOR - 1)


def test_nothing_is_shown_below_the_threshold() -> None:
    """Nine enterprises: no number, no mean, no levels, in any table."""
    figures = shown(lines(9))
    for each in every_row(figures):
        assert each.count is HIDDEN
        assert each.levels is HIDDEN
        assert set(each.means.values()) == {HIDDEN}


def test_from_the_threshold_on_band_and_mean_are_shown() -> None:
    """Ten enterprises: a band and a mean in the city's row."""
    figures = shown(lines(10))
    assert figures.city.count == CountRange(10, 19)
    assert figures.city.means == {"total": 48.0, "part": 42.0}
    assert figures.city.levels is HIDDEN


def test_levels_need_twice_the_threshold() -> None:
    """Twenty enterprises: shares in steps of ten per cent."""
    assert shown(lines(19)).city.levels is HIDDEN
    assert shown(lines(24)).city.levels == (Share(30, 10), Share(30, 10), Share(30, 10))
    assert shown(lines(24), threshold=13).city.levels is HIDDEN


def test_a_small_row_hides_the_next_smallest() -> None:
    """Otherwise the city less the districts that are seen would give it back."""
    sizes = dict(zip(ALL, (40, 4, 30, 25, 35, 50, 60, 45), strict=True))
    figures = shown(*(lines(many, district=id) for id, many in sizes.items()))
    assert hidden_districts(figures) == [A, C]


def test_small_rows_that_reach_the_threshold_need_no_other() -> None:
    """Two small districts of six together are twelve: nothing else is hidden."""
    sizes = dict(zip(ALL, (40, 6, 6, 25, 35, 50, 60, 45), strict=True))
    figures = shown(*(lines(many, district=id) for id, many in sizes.items()))
    assert hidden_districts(figures) == [A, B]


def test_an_empty_row_is_hidden_like_a_small_one() -> None:
    """Nobody could tell a district without enterprises from one with nine."""
    frames = [lines(many, district=id) for id, many in zip(ALL, range(30, 100, 10), strict=False)]
    assert hidden_districts(shown(*frames)) == [ALL[0], ALL[7]]


def test_nothing_is_seen_below_a_hidden_row() -> None:
    """A sector that hides another hides its divisions, large as they may be."""
    figures = shown(*everywhere(), lines(12, division="27"), lines(3, division="13"))
    assert row(figures, "medicines").count is HIDDEN
    assert row(figures, "27").count is HIDDEN


def test_alike_enterprises_hide_their_levels() -> None:
    """Nine of ten in one level is as much as naming it; their number and mean stay."""
    alike = lines(40, district=A, level=[2.0] * 36 + [1.0] * 4)
    mixed = lines(40, district=A, level=[2.0] * 35 + [1.0] * 5)
    figures = shown(alike, *elsewhere(A))
    assert row(figures, A).levels is HIDDEN
    assert row(figures, A).count == CountRange(40, 49)
    assert sum(each.levels is HIDDEN for each in figures.districts) == 2
    assert row(shown(mixed, *elsewhere(A)), A).levels is not HIDDEN


def test_a_mean_at_the_end_of_the_scale_is_hidden() -> None:
    """A mean of 2 points of 100 tells that everybody is near 0."""
    figures = shown(lines(40, district=A, part=98.0), *elsewhere(A))
    assert row(figures, A).means["part"] is HIDDEN
    assert row(figures, A).means["total"] is not HIDDEN
    assert sum(each.means["part"] is HIDDEN for each in figures.districts) == 2
    figures = shown(lines(40, part=2.0))
    assert (figures.city.means["part"], figures.city.means["total"]) == (HIDDEN, 49.5)


def test_a_part_that_applies_to_few_is_hidden() -> None:
    """The mean of a dimension counts those it applies to, and has to hide another one."""
    few = lines(30, district=A, part=[50.0] * 9 + [float("nan")] * 21)
    figures = shown(few, *elsewhere(A))
    without = [each.id for each in figures.districts if each.means["part"] is HIDDEN]
    assert without[0] != A
    assert A in without
    assert len(without) == 2
    assert all(each.means["total"] is not HIDDEN for each in figures.districts)


def test_a_centre_cannot_take_its_own_cases_away() -> None:
    """A row is hidden where a few are left beyond the cases of one centre, else it is shown."""
    dozen = lines(12, centre="a", district=A)
    for others, hidden in ((1, True), (9, True), (10, False)):
        figures = shown(dozen, lines(others, centre="b", district=A), *elsewhere(A))
        assert (row(figures, A).count is HIDDEN) == hidden, others


def test_a_city_with_one_centre_is_shown() -> None:
    """Where all cases are of the centre that looks, nobody else's can be worked out."""
    figures = shown(*everywhere(centre="only"))
    assert hidden_districts(figures) == []
    assert figures.city.levels is not HIDDEN


def test_what_a_centre_leaves_is_judged_as_any_sum() -> None:
    """Beyond the cases of one centre there is also no level that nearly all stand on."""
    own = lines(30, centre="a", district=A)
    alike = lines(30, centre="b", district=A, level=2.0, part=99.0)
    figures = shown(own, alike, *elsewhere(A))
    assert row(figures, A).count is not HIDDEN
    assert row(figures, A).levels is HIDDEN
    assert row(figures, A).means["part"] is HIDDEN
    assert row(figures, A).means["total"] is not HIDDEN


def test_the_hidden_rest_is_more_than_one_centre_and_a_few() -> None:
    """Two small districts of ten that are the cases of one centre but for one hide a third."""
    sizes = dict(zip(ALL, (40, 0, 0, 25, 35, 50, 60, 45), strict=True))
    frames = [lines(many, district=id) for id, many in sizes.items()]
    small = [lines(5, district=A, centre="a"), lines(5, district=B, centre="a")]
    assert hidden_districts(shown(*frames, *small)) == [A, B]
    mixed = [lines(5, district=A, centre="a"), lines(4, district=B, centre="a")]
    one = lines(1, district=B, centre="b")
    assert hidden_districts(shown(*frames, *mixed, one)) == [A, B, C]


def test_a_later_year_that_hardly_differs_is_hidden() -> None:
    """The same enterprises with the same answers and three new ones: their mean would show."""
    before = lines(40, year=2025)
    same = before.assign(year=2026, assessment=[f"b{n}" for n in range(40)])
    changed = same.assign(total=same["total"] + 1, part=same["part"] + 1)
    year = {"year": 2026}
    assert shown(before, same, lines(3), **year).city.means["total"] is HIDDEN
    assert shown(before, same, lines(3), year=2025).city.means["total"] is not HIDDEN
    assert shown(before, same, **year).city.means["total"] is not HIDDEN
    assert shown(before, changed, lines(3), **year).city.means["total"] is not HIDDEN
    assert shown(before, same, lines(12), **year).city.means["total"] is not HIDDEN


sizes = st.lists(st.integers(0, 25), min_size=8, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sizes, st.integers(FLOOR, 12))
def test_what_is_left_is_never_small(many: list[int], threshold: int) -> None:
    """The hidden parts of a seen row are at least two, and together reach the threshold."""
    frames = [lines(number, district=id) for number, id in zip(many, ALL, strict=True)]
    city = people(*frames)
    sums = ledger(city, 2026, threshold)
    found = verdict(sums)
    for family in city.breakdown.families:
        hidden = [child for child in family.children if found.counts[child]]
        if found.counts[family.parent]:
            assert len(hidden) == len(family.children)
        elif hidden and len(hidden) < len(family.children):
            assert len(hidden) > 1
            assert sums.counts.own[hidden].sum() >= threshold
        for child in family.children:
            small = sums.counts.own[child, 0] < threshold
            assert (found.counts[child] is Reason.SMALL) == small


def test_figures_hold_nothing_but_what_may_be_seen() -> None:
    """No sum, no count, no reason is in the value that is handed out."""
    figures = shown(*everywhere(), lines(4, district=A, division="27"))
    assert set(vars(figures)) == {
        "year", "stages", "threshold", "synthetic", "legend",
        "city", "sectors", "divisions", "districts", "sizes",
    }  # fmt: skip
    for each in every_row(figures):
        assert each.count is HIDDEN or isinstance(each.count, CountRange)
        assert each.levels is HIDDEN or len(each.levels) == len(LEGEND.levels)
        assert all(mean is HIDDEN or isinstance(mean, float) for mean in each.means.values())
