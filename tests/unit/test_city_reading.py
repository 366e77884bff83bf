"""What the pictures of the city say: no more than the figures do, and ties as ties."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregates.coarse import CountRange, Share
from aggregates.figures import HIDDEN, CityFigures, FigureRow, Hidden, Legend, Measure
from i18n import Text
from scoring.scorecard import Level
from services.city_tables import CityVoice
from views.city.claims import read_claims
from views.city.gaps import read_gaps
from views.city.reading import read_level_rows, read_levels, read_profile, read_rows

N = CountRange(50, 59)
NAMES = ("战略", "基础", "制造", "数据", "绿色")
LEVELS = tuple(Level(number=n, name=Text(zh=f"{n}阶"), meaning=Text(zh="")) for n in range(5))
TOTAL, *PARTS = (Measure(name, Text(zh=name), 100.0) for name in ("total", *NAMES))
SHARES = tuple(replace(each, share=True) for each in PARTS)
Shown = float | Hidden


def row(
    name: str, means: Mapping[str, Shown], levels: Sequence[int] | None = None, step: int = 10
) -> FigureRow:
    """A row with these figures; a share of 0 is one under its step."""
    shares = None if levels is None else tuple(Share(each, step) for each in levels)
    asked = dict.fromkeys(means, N)
    return FigureRow(name, Text(zh=name), "city", N, means, asked, shares or HIDDEN)


def voice(city: FigureRow, measures: Sequence[Measure] = (TOTAL, *PARTS)) -> CityVoice:
    """Says figures of which only the row of the city is there."""
    legend = Legend(tuple(measures), LEVELS)
    figures = CityFigures(2026, "signed", 10, False, legend, city, (), (), (), ())
    return CityVoice("zh", figures, (figures,), date(2026, 11, 30))


def totals(*means: Shown) -> list[FigureRow]:
    """Rows with these mean totals, each named by a letter."""
    return [row(chr(65 + place), {"total": mean}) for place, mean in enumerate(means)]


CITY = row("city", dict.fromkeys(("total", *NAMES), 50.0), [10, 40, 40, 0, 0])


def test_levels_that_read_alike_come_first_together() -> None:
    """Two levels with about 40 % are both the first, and the next one is another."""
    assert "最多的是“第 1 级 1阶”、“第 2 级 2阶”（各约 40%），其次是“0阶”（约 10%）" in read_levels(
        voice(CITY), CITY
    )


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ([[0, 0, 0, 20, 10], [0, 0, 40, 10, 10]], "最高的是A（约 30%）。最低的是B（约 20%）。"),
        ([[0, 0, 0, 20, 0], [0, 0, 40, 20, 0]], "最高的是A、B（约 20%）。"),
        ([[0, 0, 0, 20, 0], [60, 40, 0, 0, 0]], "最高的是A（约 20%）。有 1 行第 3 级及以上"),
        ([[90, 0, 0, 0, 0], [60, 40, 0, 0, 0]], "有 2 行第 3 级及以上各级都不到"),
    ],
)
def test_a_share_that_is_only_under_something_is_no_lowest_one(
    levels: Sequence[Sequence[int]], told: str
) -> None:
    """Under 20 % may be more than about 10 %, so it is compared with nothing."""
    rows = [
        row(chr(65 + place), {"total": 50.0}, [0, *each][-5:]) for place, each in enumerate(levels)
    ]
    found = read_level_rows(voice(CITY), rows)
    assert told in found
    assert ("最低" in found) == ("最低" in told)


def test_rows_are_told_with_what_is_hidden() -> None:
    """The highest and the lowest, ties as ties; one alone, or all alike; or that nothing is."""
    said = voice(CITY)
    assert "最高的是A、C企业（60.0 分），最低的是B企业（40.0 分）" in read_rows(
        said, "sizes", totals(60.0, 40.0, 60.0)
    )
    assert read_rows(said, "sectors", totals(60.0, HIDDEN)) == (
        "显示出来的只有A，总体平均 60.0 分。另有 1 行隐藏。"
    )
    assert "只有A、B，总体平均 60.0 分" in read_rows(said, "districts", totals(60.0, 60.0))
    assert read_rows(said, "sectors", totals(HIDDEN, HIDDEN)) == "其余各行都隐藏了。"


def test_dimensions_that_are_all_alike_have_no_best_one() -> None:
    """Nor is a row behind the city that is ahead of it everywhere."""
    said = voice(CITY)
    assert read_profile(said, CITY) == "city显示出来的维度平均得分都是 50.0 分。"
    ahead = row("A", dict.fromkeys(("total", *NAMES), 60.0) | {"战略": 70.0})
    told = read_profile(said, ahead)
    assert "最高的是“战略”（70.0 分），最低的是“基础”、“制造”、“数据”、“绿色”（60.0 分）" in told
    assert "与全市相比" not in told


def test_many_gaps_that_read_alike_are_counted() -> None:
    """Three of them are named; what two thirds lack is told where there is something."""
    shares = dict(zip(NAMES, (70.0, 70.0, 70.0, 70.0, 40.0), strict=True))
    own = row("A", {"total": 50.0, **shares})
    told = read_gaps(voice(CITY, (TOTAL, *SHARES)), own, SHARES)
    assert "“战略”、“基础”、“制造”等 4 项（各约 70%），其次是“绿色”（约 40%）" in told
    assert "三分之二以上企业还没有做到的题目有 4 道" in told
    hidden = row("A", dict.fromkeys(("total", *NAMES), HIDDEN))
    assert "隐藏" in read_gaps(voice(CITY, (TOTAL, *SHARES)), hidden, SHARES)


@pytest.mark.parametrize(("over", "told"), [(9.0, "高 9.0 分"), (-3.0, "低 3.0 分")])
def test_claims_may_be_below_what_was_found(over: float, told: str) -> None:
    """A difference is told by its way and never as so many points less than nothing."""
    measures = [Measure(f"{name}:over", Text(zh=name), 100.0) for name in ("total", "战略")]
    own = row("A", dict.fromkeys((each.id for each in measures), over))
    found = read_claims(voice(own, measures), own)
    assert f"平均比核验{told}" in found
    assert ("高出最多" in found) == (over > 0)


@given(st.lists(st.one_of(st.just(HIDDEN), st.integers(0, 1000).map(lambda n: n / 10)), max_size=6))
def test_what_is_highest_and_lowest_is_among_what_is_shown(means: list[Shown]) -> None:
    """Whatever is hidden, every figure that is told is one of those shown."""
    shown = [each for each in means if not isinstance(each, Hidden)]
    told = read_rows(voice(CITY), "sizes", totals(*means))
    for mean in (max(shown), min(shown)) if shown else ():
        assert f"{mean:.1f} 分" in told
    assert (f"另有 {len(means) - len(shown)} 行隐藏" in told) == (0 < len(shown) < len(means))
