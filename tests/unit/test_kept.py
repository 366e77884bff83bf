"""A kept release is read back as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from aggregates.coarse import CountRange, Share
from aggregates.figures import HIDDEN, CityFigures, FigureRow, Legend, Measure
from aggregates.kept import read, written
from i18n import Text
from scoring.scorecard import Level
from tests.unit.city_frames import lines, shown

WORDS = st.builds(Text, zh=st.text(max_size=5), en=st.text(max_size=5))
FIGURES = st.floats(-100, 1e6, allow_nan=False)
RANGES = st.builds(CountRange, low=st.integers(5, 10**6), high=st.integers(5, 10**6))
SHARES = st.builds(Share, percent=st.integers(0, 100), step=st.sampled_from([5, 10]))
ROWS = st.builds(
    FigureRow,
    id=st.text(max_size=8),
    title=WORDS,
    parent=st.none() | st.text(max_size=8),
    count=RANGES | st.just(HIDDEN),
    means=st.dictionaries(st.text(max_size=8), FIGURES | st.just(HIDDEN), max_size=4),
    asked=st.dictionaries(st.text(max_size=8), RANGES | st.just(HIDDEN), max_size=4),
    levels=st.lists(SHARES, max_size=4).map(tuple) | st.just(HIDDEN),
)
LEGENDS = st.builds(
    Legend,
    measures=st.lists(
        st.builds(Measure, id=st.text(max_size=8), title=WORDS, scale=FIGURES, start=FIGURES),
        max_size=3,
    ).map(tuple),
    levels=st.lists(
        st.builds(Level, number=st.integers(0, 9), name=WORDS, meaning=WORDS), max_size=3
    ).map(tuple),
)
TABLES: dict[str, Any] = {
    name: st.lists(ROWS, max_size=3).map(tuple)
    for name in CityFigures.__dataclass_fields__
    if name in {"sectors", "divisions", "districts", "sizes"}
}
CITIES = st.builds(
    CityFigures,
    year=st.integers(1990, 2100),
    stages=st.sampled_from(["signed", "submitted"]),
    threshold=st.integers(5, 100),
    synthetic=st.booleans(),
    legend=LEGENDS,
    city=ROWS,
    **TABLES,
)


@given(st.dictionaries(st.integers(1990, 2100), CITIES, max_size=3))
def test_what_is_read_is_what_was_kept(years: dict[int, CityFigures]) -> None:
    """Every figure, hidden or not, every text and the order of the years."""
    found = read(written(years))
    assert found == years
    assert list(found) == list(years)
    assert written(found) == written(years)


def test_a_whole_city_is_read_back() -> None:
    """The tables of a city with seen and hidden rows, and the kinds of its values."""
    figures = shown(lines(40), lines(15, division="39"), lines(3, division="27"))
    found = read(written({2026: figures}))[2026]
    assert found == figures
    assert [type(each) for each in found.city.means.values()] == [float, float]
    assert any(row.count is HIDDEN for row in found.divisions)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"2026": {}}', b'{"x": 1}'])
def test_what_nobody_kept_is_not_read(content: bytes) -> None:
    """Bytes of another form are refused whole."""
    with pytest.raises(ValidationError):
        read(content)
