"""Numbers, days, levels and answers are said with unit, sign and rounding as people read them."""

from datetime import UTC, date, datetime

import pytest

from i18n import Lang, Text, difference, number, share
from questionnaires.answers import Answer, NotApplicable
from questionnaires.sheet import Sheet
from tests.unit.report_cases import CLAIMS, GOLD, WORKSHOP
from wording.voice import Voice


@pytest.mark.parametrize(
    ("value", "said"),
    [(3200.0, "3,200"), (2450.5, "2,450.5"), (0.0, "0"), (1e10, "10,000,000,000"), (0.1, "0.1")],
)
def test_a_number_is_said_as_it_was_given(value: float, said: str) -> None:
    """Thousands separated, no exponent, no digit that nobody typed."""
    assert number(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(1.25, "+1.3"), (-3.0, "−3.0"), (0.04, "0.0"), (-0.04, "0.0")]
)
def test_a_difference_has_its_sign(value: float, said: str) -> None:
    """Half up, with a true minus, and nothing before a zero."""
    assert difference(value) == said


def test_a_share_is_said_in_per_cent() -> None:
    """One decimal, half up."""
    assert [share(value) for value in (0.0, 0.12345, 1.0)] == ["0.0%", "12.3%", "100.0%"]


def test_a_day_is_the_day_in_china() -> None:
    """A moment in UTC belongs to the day it is in China; a plain day stays itself."""
    assert Voice("zh").day(datetime(2026, 12, 31, 16, tzinfo=UTC)) == "2027 年 1 月 1 日"
    assert Voice("en").day(date(2026, 2, 3)) == "3 February 2026"


@pytest.mark.parametrize(
    ("item", "answer", "lang", "said"),
    [
        ("machines_total", 42.0, "zh", "42 台"),
        ("machines_networked_share", 12 / 42, "zh", "12 ÷ 42 = 28.6%（少数）"),
        ("machines_networked_share", 12 / 42, "en", "12 ÷ 42 = 28.6% (A few)"),
        ("scrap_rate", 2.5, "zh", "2.5%"),
        ("safeguards", ("backup", "accounts"), "zh", "每周备份到另一处；每人一个账号"),
        ("downtime", NotApplicable("外协加工"), "zh", "不适用：外协加工"),
        ("wishes", "快一点", "en", "快一点"),
    ],
)
def test_an_answer_is_said_in_words(item: str, answer: Answer, lang: Lang, said: str) -> None:
    """Options in their own words, numbers with unit, shares with the two numbers behind them."""
    assert Voice(lang).answer(WORKSHOP.by_id[item], Sheet(CLAIMS), answer) == said


@pytest.mark.parametrize(
    ("item", "closed", "said"),
    [
        ("scrap_rate", "right", ["不超过 1%", "高于 1%、不超过 5%", "高于 5%"]),
        ("scrap_rate", "left", ["低于 1%", "不低于 1%、低于 5%", "不低于 5%"]),
    ],
)
def test_a_band_without_words_is_said_by_its_limits(
    item: str, closed: str, said: list[str]
) -> None:
    """Which limit belongs to the band can be heard."""
    asked = WORKSHOP.by_id[item].model_copy(update={"closed": closed})
    assert [Voice("zh").step(asked, band) for band in asked.bands] == said


def test_a_level_is_said_with_number_and_name() -> None:
    """Below the first and nothing to judge have words of their own."""
    assert Voice("zh").level(GOLD.levels[1]) == "第 2 级“成形”"
    assert Voice("en").level(GOLD.levels[1].model_copy(update={"number": 0})) == "below level 1"
    assert Voice("zh").level(None) == "未评级"


def test_a_level_without_a_name_is_said_once() -> None:
    """A scheme that only numbers its levels is not told "level 2 (Level 2)"."""
    bare = GOLD.levels[1].model_copy(update={"name": Text(zh="二级", en="Level 2")})
    assert Voice("en").level(bare) == "level 2"
    assert Voice("zh").rung(bare) == "第 2 级"
