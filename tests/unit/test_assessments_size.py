"""Size classes by the rule of 2017: every row, at every edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.divisions import divisions
from assessments.size import CLASSES, Size, size_of, trade_of, trades

TRADES = {trade.id: trade for trade in trades()}
PLENTY = 10_000_000.0
FIGURES = ("employees", "revenue", "assets")


def classify(trade: str, **figures: float | None) -> Size:
    """The class with plenty of everything that ``figures`` does not say."""
    known: dict[str, float | None] = dict.fromkeys(FIGURES, PLENTY)
    return size_of(TRADES[trade].codes[0], **(known | figures))  # type: ignore[arg-type]


EDGES = [
    (trade.id, figure, place)
    for trade in trades()
    for figure in trade.limits
    for place in range(len(CLASSES))
]


def test_the_rule_has_sixteen_rows() -> None:
    """The table is whole, and its limits fall from large to small."""
    assert len(trades()) == 16
    for trade in trades():
        assert 1 <= len(trade.limits) <= 2
        for limits in trade.limits.values():
            assert list(limits) == sorted(set(limits), reverse=True)


@pytest.mark.parametrize(("trade", "figure", "place"), EDGES)
def test_a_limit_belongs_to_the_upper_class(trade: str, figure: str, place: int) -> None:
    """At a lower limit the class is reached; a hair below it is the next one down."""
    limit = TRADES[trade].limits[figure][place]
    below = (*CLASSES, Size.MICRO)[place + 1]
    assert classify(trade, **{figure: limit}) == CLASSES[place]
    assert classify(trade, **{figure: limit - 0.01}) == below


@pytest.mark.parametrize(
    ("code", "employees", "revenue", "assets", "size"),
    [
        ("34", 1000, 40000, None, "large"),
        ("34", 999, 40000, None, "medium"),
        ("34", 1000, 39999, None, "medium"),
        ("34", 300, 1999, None, "small"),
        ("34", 5000, 299, None, "micro"),
        ("34", 19, 1e9, None, "micro"),
        ("47", None, 6000, 5000, "medium"),
        ("47", None, 80000, 4999, "small"),
        ("72", 300, None, 120000, "large"),
        ("82", 10, None, None, "small"),
        ("01", 5, 500, 0, "medium"),
        ("7010", None, 1000, 5000, "medium"),
        ("7020", 100, 500, None, "small"),
    ],
)
def test_all_figures_of_the_trade_count(
    code: str, employees: float | None, revenue: float | None, assets: float | None, size: str
) -> None:
    """Only figures of the trade count, and the lowest class among them is the class."""
    assert size_of(code, employees, revenue, assets) == size


@pytest.mark.parametrize(
    ("employees", "revenue", "size"),
    [
        (50, None, "unclassified"),
        (None, 50_000, "unclassified"),
        (None, None, "unclassified"),
        (19, None, "micro"),
        (None, 299, "micro"),
    ],
)
def test_a_missing_figure_leaves_it_open_unless_another_decides(
    employees: float | None, revenue: float | None, size: str
) -> None:
    """Nothing is guessed; but below one lower limit it is micro whatever the other says."""
    assert size_of("34", employees, revenue, None) == size


@pytest.mark.parametrize("code", ["53", "66", "70", "7040", "83", "84", "91", "97", "", "99"])
def test_outside_the_rule_there_is_no_class(code: str) -> None:
    """Railways, finance, education, health, public bodies, and a division that the rule splits."""
    assert size_of(code, PLENTY, PLENTY, PLENTY) == Size.UNCLASSIFIED


@pytest.mark.parametrize(
    ("code", "trade"),
    [
        ("0111", "agriculture"),
        ("3742", "industry"),
        ("06", "industry"),
        ("46", "industry"),
        ("4810", "construction"),
        ("5111", "wholesale"),
        ("5263", "retail"),
        ("5410", "transport"),
        ("5910", "storage"),
        ("6010", "post"),
        ("6110", "accommodation"),
        ("6210", "catering"),
        ("6310", "information"),
        ("6510", "software"),
        ("7010", "real_estate_development"),
        ("7020", "property_management"),
        ("7030", "other"),
        ("7110", "business_services"),
        ("85", "other"),
    ],
)
def test_a_code_finds_its_row(code: str, trade: str) -> None:
    """Codes of two to four digits fall into the row of the rule."""
    found = trade_of(code)
    assert found is not None
    assert found.id == trade


def test_no_code_falls_into_two_rows() -> None:
    """The beginnings of codes do not overlap between rows."""
    starts = [start for trade in trades() for start in trade.codes]
    assert not [(a, b) for a in starts for b in starts if a != b and a.startswith(b)]


@given(
    st.sampled_from(sorted(divisions())),
    st.floats(0, 1e7),
    st.floats(0, 1e7),
    st.floats(0, 1e7),
    st.floats(0, 1e6),
)
def test_more_of_anything_never_makes_it_smaller(
    code: str, employees: float, revenue: float, assets: float, more: float
) -> None:
    """The class never falls when a figure grows."""
    order = [*reversed((*CLASSES, Size.MICRO)), Size.UNCLASSIFIED]
    now = order.index(size_of(code, employees, revenue, assets))
    assert order.index(size_of(code, employees + more, revenue, assets)) >= now
    assert order.index(size_of(code, employees, revenue + more, assets)) >= now
    assert order.index(size_of(code, employees, revenue, assets + more)) >= now
