"""What may be seen of a city: the rules one by one (the attacks are in tests/security)."""

from itertools import chain
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregates.coarse import Band, Share
from aggregates.disclosure import FLOOR, Reason
from aggregates.figures import HIDDEN, CityFigures
from aggregates.publication import judged
from aggregates.versions import Version
from assessments.model import Stage
from tests.unit.city_frames import LEGEND, THRESHOLD, lines, people, row, shown

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
    tables = (figures.city,), figures.sectors, figures.divisions, figures.districts
    for each in chain(*tables):
        assert each.count is HIDDEN
        assert each.levels is HIDDEN
        assert set(each.means.values()) == {HIDDEN}


def test_from_the_threshold_on_band_and_mean_are_shown() -> None:
    """Ten enterprises: a band and a mean in the city's row."""
    figures = shown(lines(10))
    assert figures.city.count == Band(10, 19)
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
    assert row(figures, A).count == Band(40, 49)
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


def test_signed_only_is_hidden_where_all_but_a_few_are_signed() -> None:
    """The difference of both versions would be the few: the narrower one gives way."""
    frames = everywhere(stage=Stage.VERIFIED)
    figures = {
        stages: shown(*frames, lines(4, district=A), stages=stages)
        for stages in ("signed", "submitted")
    }
    assert row(figures["submitted"], A).count == Band(30, 39)
    assert figures["signed"].city.count is HIDDEN  # of the whole city too but four are signed
    enough = shown(*frames, *everywhere(12), stages="signed")
    assert row(enough, A).count == Band(30, 39)
    uneven = shown(*frames, *elsewhere(A, 12), lines(4, district=A), stages="signed")
    assert uneven.city.count == Band(240, 249)
    assert row(uneven, A).count is HIDDEN
    assert len(hidden_districts(uneven)) == 2


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


def test_what_is_hidden_is_hidden_in_the_narrower_version() -> None:
    """Nothing is seen of the signed ones that is hidden of all."""
    city = people(*everywhere(11, stage=Stage.VERIFIED), *everywhere(13), lines(3, district=A))
    verdicts = [judged(city, Version(2026, each), THRESHOLD)[1] for each in ("submitted", "signed")]
    pairs = zip(
        (verdicts[0].counts, *verdicts[0].means, verdicts[0].levels),
        (verdicts[1].counts, *verdicts[1].means, verdicts[1].levels),
        strict=True,
    )
    for wider, narrower in pairs:
        assert all(inner for outer, inner in zip(wider, narrower, strict=True) if outer)


sizes = st.lists(st.integers(0, 25), min_size=8, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sizes, st.integers(FLOOR, 12))
def test_what_is_left_is_never_small(many: list[int], threshold: int) -> None:
    """The hidden parts of a seen row are at least two, and together reach the threshold."""
    frames = [lines(number, district=id) for number, id in zip(many, ALL, strict=True)]
    city = people(*frames)
    ledger, verdict = judged(city, Version(2026, "submitted"), threshold)
    for family in city.breakdown.families:
        hidden = [child for child in family.children if verdict.counts[child]]
        if verdict.counts[family.parent]:
            assert len(hidden) == len(family.children)
        elif hidden and len(hidden) < len(family.children):
            assert len(hidden) > 1
            assert ledger.counts.own[hidden].sum() >= threshold
        for child in family.children:
            small = ledger.counts.own[child, 0] < threshold
            assert (verdict.counts[child] is Reason.SMALL) == small


def test_figures_hold_nothing_but_what_may_be_seen() -> None:
    """No sum, no count, no reason is in the value that is handed out."""
    figures = shown(*everywhere(), lines(4, district=A, division="27"))
    assert set(vars(figures)) == {
        "year", "stages", "threshold", "synthetic", "legend",
        "city", "sectors", "divisions", "districts",
    }  # fmt: skip
    for each in (figures.city, *figures.sectors, *figures.divisions, *figures.districts):
        assert each.count is HIDDEN or isinstance(each.count, Band)
        assert each.levels is HIDDEN or len(each.levels) == len(LEGEND.levels)
        assert all(mean is HIDDEN or isinstance(mean, float) for mean in each.means.values())
