"""Costs and payback are told as one range that rests on the centre's assumptions, or not at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import Lang
from reports.chapters.costs import (
    WEEKS_A_YEAR,
    basis_text,
    cost_text,
    payback_text,
    sum_text,
)
from solutions.assumptions import parse_assumptions
from solutions.library import catalogue
from solutions.model import Catalogue, Cost, Solution
from solutions.payback import HOURS_A_MONTH
from tests.assuming import TYPED, assumed
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
    """What is said of its payback where the centre has set its assumptions."""
    return payback_text(Voice(lang), *solution(cost, hours), assumed())


def misses(one: Solution, cost: str, payback: str, wanted: tuple[str, str], never: str) -> bool:
    """Whether what is told of it lacks what is wanted of each text, or holds what none may."""
    free = next(each for each in SHIPPED.costs if each.id == one.cost).months[1] == 0
    told_cost = free or re.search(wanted[0], cost)
    told_payback = free or one.hours_saved is None or re.search(wanted[1], payback)
    return not told_cost or not told_payback or bool(re.search(never, cost + payback))


@pytest.mark.parametrize("lang", LANGS)
def test_no_figure_is_told_without_assumptions(lang: Lang) -> None:
    """Neither a sum nor a payback: that a quote is needed, or that nothing is spent."""
    voice, quote = Voice(lang), "待询价|quote"
    never = r"[{}]|万|CNY|三年以上|\d+ 个月|\d months"
    wrong = {}
    for one in SHIPPED.solutions:
        cost, payback = (f(voice, SHIPPED, one, None) for f in (cost_text, payback_text))
        whole = sum_text(voice, SHIPPED, [one], None)
        if misses(one, cost, payback, (quote, quote), never) or re.search(r"万|CNY", whole):
            wrong[one.id] = (cost, payback, whole)
    assert SHIPPED.solutions
    assert wrong == {}
    assert not re.search(r"\d", basis_text(voice, SHIPPED, None))


@pytest.mark.parametrize("lang", LANGS)
def test_every_shipped_solution_is_told_in_yuan_once_they_stand(lang: Lang) -> None:
    """One range, and one payback with what it follows from; no bare end."""
    voice, known = Voice(lang), assumed()
    wanted = ("万元|CNY", "7,000–9,000|7,000 to 9,000")
    wrong = {}
    for one in SHIPPED.solutions:
        cost, payback = (f(voice, SHIPPED, one, known) for f in (cost_text, payback_text))
        if misses(one, cost, payback, wanted, "[{}]|三年以上|待询价|quote needed"):
            wrong[one.id] = (cost, payback)
    assert SHIPPED.solutions
    assert wrong == {}


def test_the_class_without_an_upper_end_needs_a_budget() -> None:
    """No upper end is made up for it, alone or in a sum."""
    book, one = solution((12, None), (10, 30))
    known = assumed(8000, 9000)
    assert cost_text(Voice("zh"), book, one, known) == "≥ 9.6 万元，另行立项测算"
    two = sum_text(Voice("zh"), book, [one, one], known)
    assert two == "≥ 19 万元，其中 2 项另行立项测算"


def test_the_basis_names_who_set_what_and_when() -> None:
    """With the source of every figure, as it was typed."""
    raw = {
        **TYPED,
        "day_rate_low": 800,
        "day_rate_high": 800,
        "day_rate_source": "三家询价",
        "licence_year_low": 2000,
        "licence_year_high": 9000,
        "licence_year_source": "公开价目",
    }
    known = assumed()._replace(assumptions=parse_assumptions(raw, SHIPPED.costs))
    text = basis_text(Voice("zh"), SHIPPED, known)
    for part in (
        "滨湖促进中心",
        "（顾问老周，2026 年 3 月 2 日）",
        "7,000–9,000 元（来源：测试用",
        "800 元（",
    ):
        assert part in text
    assert "2,000–9,000 元（来源：公开价目）" in text
    assert text.endswith("不另计入。")


def test_what_costs_nothing_has_nothing_to_pay_back() -> None:
    """No range is made up for it."""
    assert told((0, 0), (2, 6)) == "无需另行支出，不计算回收期。"


def test_the_range_is_in_months_rounded_up() -> None:
    """One to two months of work at 8 to 12 hours a week: 14.5 to 43.5 weeks of use."""
    assert told((1, 2), (8, 12)) == (
        "约 4–11 个月收回，按每周节省 8–12 小时、每人每月人工成本 7,000–9,000 元推算。"
    )
    assert told((1, 1), (40, 40), "en").startswith("About 2 months, ")


def test_what_takes_longer_than_the_plan_is_told_so() -> None:
    """No month beyond the third year is promised."""
    assert told((3, 12), (4, 12)).startswith("约 11 个月起，费用高、节省少时超过三年，")
    assert told((12, None), (20, 40)).startswith("不早于 13 个月，费用另行立项测算后再定；")
    assert told((12, None), (1, 2)).startswith("超过三年，主要不为节省工时；")


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
    figures = [int(each) for each in re.findall(r"\d+", text.split("，")[0])]
    if "起" in text:
        assert figures[0] - 1 <= best <= figures[0]
        assert worst > 36 - 1
    elif text.startswith("约"):
        assert figures[0] - 1 <= best <= worst <= figures[-1] <= 36
    else:
        assert best > 36 - 1
