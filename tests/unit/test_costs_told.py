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
from wording.voice import Voice

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
    return payback_text(Voice(lang), *solution(cost, hours))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("one", SHIPPED.solutions, ids=lambda one: one.id)
def test_every_shipped_solution_has_an_honest_sentence(one: Solution, lang: Lang) -> None:
    """With its assumptions, without a gap, without a sum of money."""
    text = payback_text(Voice(lang), SHIPPED, one)
    free = next(cost for cost in SHIPPED.costs if cost.id == one.cost).months[1] == 0
    assert free or one.hours_saved is None or re.search("假设|assuming", text)
    assert not re.search(r"[{}]|元|yuan", text)


def test_what_costs_nothing_has_nothing_to_pay_back() -> None:
    """No range is made up for it."""
    assert told((0, 0), (2, 6)) == "无需另行支出，不计算回收期。"


def test_the_range_is_in_months_rounded_up() -> None:
    """One to two months of work at 8 to 12 hours a week: 14.5 to 43.5 weeks of use."""
    assert told((1, 2), (8, 12)) == (
        "约 4–11 个月。假设每周节省 8–12 小时，第一年的费用相当于一名员工 1–2 个月的人工成本。"
    )
    assert told((1, 1), (40, 40), "en").startswith("About 2 months, ")


def test_a_range_of_more_than_a_year_is_called_wide() -> None:
    """Best and worst by name, and whoever reads it is told to work it out anew."""
    text = told((1, 3), (4, 12))
    assert text.startswith("最短 4 个月，最长 31 个月，幅度较大。假设每周节省 4–12 小时")
    assert text.endswith("实施前请按本企业的工时和报价重新测算。")
    assert told((1, 3), (4, 12), "en").startswith("From 4 months at best to 31 months at worst")


def test_what_takes_longer_than_the_plan_is_told_so() -> None:
    """No month beyond the third year is promised."""
    assert told((3, 12), (4, 12)).startswith("最短 11 个月，最长三年以上，幅度较大。")
    assert told((12, None), (20, 40)).startswith("最短 13 个月，最长三年以上，幅度较大。")
    assert told((12, None), (1, 2)).startswith("仅靠节省工时，三年内不能收回。")


def test_what_is_not_for_hours_has_no_payback() -> None:
    """No hours are made up that it would have to save."""
    assert told((1, 3), None) == "目的不在节省工时，不计算回收期。"


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
    elif text.startswith("最短"):
        assert figures[0] - 1 <= best <= figures[0]
        assert worst <= figures[1] <= 36 if len(figures) > 1 else worst > 36 - 1
        assert worst - best > 12 - 1 or worst > 36 - 1  # wide, or its end is told as beyond
    else:
        assert best > 36 - 1
