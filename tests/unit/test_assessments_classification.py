"""From trade, figures and place to section, size and facts: the tables as printed, every edge."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.districts import districts
from assessments.divisions import divisions, sections
from assessments.facts import known_facts
from assessments.size import Size, size_of, trade_of, trades
from questionnaires.facts import FACTS

SECTIONS = {
    "A": (1, 5),
    "B": (6, 12),
    "C": (13, 43),
    "D": (44, 46),
    "E": (47, 50),
    "F": (51, 52),
    "G": (53, 60),
    "H": (61, 62),
    "I": (63, 65),
    "J": (66, 69),
    "K": (70, 70),
    "L": (71, 72),
    "M": (73, 75),
    "N": (76, 79),
    "O": (80, 82),
    "P": (83, 83),
    "Q": (84, 85),
    "R": (86, 90),
    "S": (91, 96),
    "T": (97, 97),
}

# The rule of 2017, written down a second time: a code of the row, then the lower limits of
# large, medium and small for X (employees), Y (revenue) and Z (assets, both in 万元).
RULE = """
01    Y 20000 500 50
34    X 1000 300 20   Y 40000 2000 300
47    Y 80000 6000 300   Z 80000 5000 300
51    X 200 20 5   Y 40000 5000 1000
52    X 300 50 10   Y 20000 500 100
54    X 1000 300 20   Y 30000 3000 200
59    X 200 100 20   Y 30000 1000 100
60    X 1000 300 20   Y 30000 2000 100
61    X 300 100 10   Y 10000 2000 100
62    X 300 100 10   Y 10000 2000 100
63    X 2000 100 10   Y 100000 1000 100
65    X 300 100 10   Y 10000 1000 50
7010  Y 200000 1000 100   Z 10000 5000 2000
7020  X 1000 300 100   Y 5000 1000 500
72    X 300 100 10   Z 120000 8000 100
82    X 300 100 10
"""
ROWS = [
    (code, {words[i]: [float(x) for x in words[i + 1 : i + 4]] for i in range(0, len(words), 4)})
    for code, *words in map(str.split, RULE.strip().splitlines())
]
UNDER = 0.01  # a hundred yuan; of a person it is less than there can be
OUTSIDE = {"53", "66", "67", "68", "69", "70", "83", "84"} | {str(n) for n in range(91, 98)}


def by_the_letter(limits: dict[str, list[float]], figures: dict[str, float]) -> Size:
    """The rule word for word.

    Micro if one figure is below the limit of small; otherwise the class that the largest figure
    would give, dropped one class at a time until every lower limit is met.
    """
    if any(figures[name] < low for name, (_, _, low) in limits.items()):
        return Size.MICRO
    classes = [Size.LARGE, Size.MEDIUM, Size.SMALL]
    while any(figures[name] < steps[3 - len(classes)] for name, steps in limits.items()):
        classes.pop(0)
    return classes[0]


def test_the_sections_and_their_divisions() -> None:
    """Twenty sections A to T and ninety-seven divisions 01 to 97, each in its section."""
    assert list(sections()) == list(SECTIONS)
    assert list(divisions()) == [f"{n:02}" for n in range(1, 98)]
    for letter, (first, last) in SECTIONS.items():
        own = [code for code, each in divisions().items() if each.section == letter]
        assert own == [f"{n:02}" for n in range(first, last + 1)]
    assert len({each.title.zh for each in divisions().values()}) >= 96  # 房地产业 and the like
    assert all(each.title.zh and each.title.en for each in divisions().values())


def test_the_rule_is_the_printed_one() -> None:
    """All sixteen rows, with the figures and limits as printed."""
    letters = {"employees": "X", "revenue": "Y", "assets": "Z"}
    kept = {
        trade.id: {letters[name]: list(limits) for name, limits in trade.limits.items()}
        for trade in trades()
    }
    printed = {}
    for code, limits in ROWS:
        trade = trade_of(code)
        assert trade is not None
        printed[trade.id] = limits
    assert kept == printed


@pytest.mark.parametrize(("code", "limits"), ROWS, ids=[code for code, _ in ROWS])
def test_every_combination_of_edges(code: str, limits: dict[str, list[float]]) -> None:
    """At and just below every limit of every figure together, the class is the rule's."""
    around = {
        name: [x for step in steps for x in (step, step - UNDER)] for name, steps in limits.items()
    }
    for values in product(*around.values()):
        figures = dict(zip(around, values, strict=True))
        given = (figures.get(name, 0.0) for name in "XYZ")
        assert size_of(code, *given) == by_the_letter(limits, figures), figures


@given(st.sampled_from(ROWS), st.tuples(*[st.floats(0, 250_000)] * 3))
def test_any_figures(row: tuple[str, dict[str, list[float]]], values: tuple[float, ...]) -> None:
    """Between the edges as well, and figures that the row does not look at never matter."""
    code, limits = row
    figures = dict(zip("XYZ", values, strict=True))
    assert size_of(code, *values) == by_the_letter(limits, figures)
    ignored = {name: None if name not in limits else figures[name] for name in "XYZ"}
    assert size_of(code, *ignored.values()) == size_of(code, *values)


def test_the_trades_outside_the_rule() -> None:
    """Exactly railways, finance, education, health, public bodies; and 70, which is split."""
    plenty = 1e7
    without = {code for code in divisions() if size_of(code, plenty, plenty, plenty) != Size.LARGE}
    assert without == OUTSIDE
    assert {size_of(code, plenty, plenty, plenty) for code in OUTSIDE} == {Size.UNCLASSIFIED}


@pytest.mark.parametrize("code", sorted(divisions()))
def test_every_trade_has_its_facts(code: str) -> None:
    """Whatever the trade, routing gets division, section and size, each a value it knows."""
    facts = known_facts(code, 50, 3000.0, 3000.0)
    letter = next(key for key, (low, high) in SECTIONS.items() if low <= int(code) <= high)
    assert facts["division"] == code
    assert facts["section"] == letter
    assert facts["size"] in set(Size)
    assert set(facts) <= set(FACTS)


def test_facts_are_absent_until_they_are_known() -> None:
    """A size is told only with trade and head-count; a trade of no standard has no section."""
    assert known_facts(None, None, None, None) == {}
    assert "size" not in known_facts("34", None, 3000.0, None)
    assert "size" not in known_facts(None, 50, 3000.0, None)
    assert known_facts("34", 50, None, None)["size"] == Size.UNCLASSIFIED
    assert "section" not in known_facts("98", 50, None, None)


def test_the_districts_of_wuxi() -> None:
    """Seven with a national code of the city (3202…), and the development zone with our own."""
    names = {code: name.zh for code, name in districts().items()}
    assert names == {
        "320205": "锡山区",
        "320206": "惠山区",
        "320211": "滨湖区",
        "320213": "梁溪区",
        "320214": "新吴区",
        "320281": "江阴市",
        "320282": "宜兴市",
        "320200-JK": "经开区",
    }
