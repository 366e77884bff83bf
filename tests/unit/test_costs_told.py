"""Costs and payback are told in months and hours of work, with the assumption beside them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import Lang
from reports.chapters.costs import WEEKS_A_YEAR, payback_text
from solutions.library import catalogue
from solutions.model import Catalogue, Cost, Solution
from solutions.payback import HOURS_A_MONTH
from tests.unit.report_cases import LANGS

SHIPPED = catalogue()
ANY = SHIPPED.solutions[0]


def solution(
    cost: tuple[float, float | None], hours: tuple[int, int] | None
) -> tuple[Catalogue, Solution]:
    """A solution of that class of cost that saves so many hours, and its catalogue."""
    text = ANY.title
    own = Cost(id="own", rank=0, months=cost, name=text, meaning=text)
    return (
        SHIPPED.model_copy(update={"costs": (own,)}),
        ANY.model_copy(update={"cost": "own", "hours_saved": hours}),
    )


def told(cost: tuple[float, float | None], hours: tuple[int, int] | None, lang: Lang = "zh") -> str:
    """What is said of it."""
    return payback_text(*solution(cost, hours), lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("one", SHIPPED.solutions, ids=lambda one: one.id)
def test_every_shipped_solution_has_an_honest_sentence(one: Solution, lang: Lang) -> None:
    """With its assumptions, without a gap, without a sum of money."""
    text = payback_text(SHIPPED, one, lang)
    free = next(cost for cost in SHIPPED.costs if cost.id == one.cost).months[1] == 0
    assert free or re.search("假设|assuming", text)
    assert not re.search(r"[{}]|元|yuan", text)


def test_what_costs_nothing_has_nothing_to_pay_back() -> None:
    """No range is made up for it."""
    assert told((0, 0), (2, 6)) == "不另花钱，不用算回本。"


def test_the_range_is_in_months_rounded_up() -> None:
    """One to three months of work at 4 to 12 hours a week: 14.5 to 130.5 weeks of use."""
    assert told((1, 3), (4, 12)).startswith("约 4 到 31 个月。")
    assert told((1, 1), (40, 40), "en").startswith("About 2 months, ")


def test_what_takes_longer_than_the_plan_is_told_so() -> None:
    """No month beyond the third year is promised."""
    assert told((3, 12), (4, 12)).startswith("最快约 11 个月，最慢三年以上。")
    assert told((12, None), (20, 40)).startswith("最快约 13 个月，最慢三年以上。")
    assert told((12, None), (1, 2)).startswith("三年内只靠省工时回不了本。")


def test_what_is_not_for_hours_tells_how_many_it_would_need() -> None:
    """The break-even in 12 and 24 months, from the class of cost."""
    text = told((1, 3), None)
    assert "要 12 个月回本，每周要省 3.3 到 10.0 小时" in text
    assert "要 24 个月回本，每周要省 1.7 到 5.0 小时" in text
    assert "一名员工 1 到 3 个月" in text
    assert "每周最多要省 3.3 小时" in told((0, 1), None)
    assert "每周至少要省 40.2 小时" in told((12, None), None)


@given(
    st.floats(0.5, 24),
    st.floats(0, 24),
    st.tuples(st.integers(1, 60), st.integers(0, 60)),
)
def test_the_range_holds_what_its_assumptions_give(
    low: float, more: float, hours: tuple[int, int]
) -> None:
    """Whatever cost and hours lie in their ranges, payback lies between the months told."""
    low, high = round(low, 1), round(low + more, 1)
    least, most = hours[0], hours[0] + hours[1]
    text = told((low, high), (least, most))
    best = low * HOURS_A_MONTH / most * 12 / WEEKS_A_YEAR
    worst = high * HOURS_A_MONTH / least * 12 / WEEKS_A_YEAR
    figures = [int(each) for each in re.findall(r"\d+", text.split("。")[0])]
    if text.startswith("约"):
        assert figures[0] - 1 <= best <= worst <= figures[-1] <= 36
    elif text.startswith("最快"):
        assert figures[0] - 1 <= best <= figures[0]
        assert worst > 36 - 1
    else:
        assert best > 36 - 1
