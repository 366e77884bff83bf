"""What an official meets on the page of the city, and what everybody else does."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open
from tests.app.world import CONSULTANT, OFFICIAL, World
from tests.unit.city_lines import LAST_MONTH, add

PAGE = "city/overview.py"


def text_of(page: AppTest) -> str:
    """All running text of the page."""
    shown = (*page.markdown, *page.caption, *page.warning, *page.header, *page.info)
    return "\n".join(each.value for each in shown).replace("\\", "")


def test_an_empty_city_says_so(world: World, open_page: Open) -> None:
    """Before anybody submitted, the official reads why there is nothing."""
    world.people()
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert "还没有促进中心核验签发" in page.info[0].value


def test_the_official_sees_pictures_tables_n_and_date(world: World, open_page: Open) -> None:
    """Three figures, each with n, date, a sentence and a table; hidden cells are a word.

    The divisions, too many for a picture, are a table only.
    """
    world.people()
    add(world.store, range(30))
    add(world.store, range(30, 60), division="38", district="320281")
    add(world.store, range(60, 90), division="27")
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert len(page.get("plotly_chart")) == 3
    assert len([each for each in page.caption if "n=90–99 家" in each.value.replace("\\", "")]) == 3
    assert len([each for each in page.markdown if each.value.startswith("| ")]) == 4
    text = text_of(page)
    assert "| 全市 | 90–99 |" in text
    assert "| 电气机械与新能源装备 | 隐藏 | 隐藏 |" in text
    assert "企业最多的是" in text
    assert "数据截至" in text
    assert "合成数据" not in text
    assert [each.label for each in page.get("download_button")] == ["下载表格（Excel）"]


def test_a_city_with_too_few_is_one_sentence(world: World, open_page: Open) -> None:
    """Where everything would be hidden, the official reads why, and no table of hidden cells."""
    world.people()
    add(world.store, range(1))
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert "企业还太少" in page.info[0].value
    assert not page.get("plotly_chart")
    assert not [each for each in page.markdown if each.value.startswith("| ")]
    assert not page.get("download_button")


def test_what_is_not_verified_is_said_on_the_page(
    world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A city that counts what was only submitted reads so above and below every figure."""
    world.people()
    add(world.store, range(40))
    assert "自评" not in text_of(open_page(token=world.signed_in(OFFICIAL)))
    monkeypatch.setenv("SHUZHEN_CITY_COUNTS", "submitted")
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert page.warning[0].value.startswith("自评，未核实")
    assert len([each for each in page.caption if "自评，未核实" in each.value]) == 3


def test_a_second_year_brings_a_comparison(world: World, open_page: Open) -> None:
    """With two years there is a fourth figure, and the year can be chosen."""
    world.people()
    add(world.store, range(30), at=LAST_MONTH.replace(year=2025), total=40.0)
    add(world.store, range(30, 60), total=60.0)
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert len(page.get("plotly_chart")) == 4
    assert "全市总体平均 2025 年 40.0 分，2026 年 60.0 分。" in text_of(page)
    page.selectbox(key="year").set_value(2025).run()
    assert not page.exception
    assert "| 全市 | 30–39 | 40.0 |" in text_of(page)


def test_a_synthetic_city_says_so(world: World, open_page: Open) -> None:
    """The banner stands on the page as soon as one enterprise is made up."""
    world.people()
    add(world.store, range(30), synthetic=True)
    page = open_page(token=world.signed_in(OFFICIAL))
    assert "合成数据" in page.warning[0].value


def test_the_page_is_complete_in_english(world: World, open_page: Open) -> None:
    """With the English cookie, headings, captions and hidden cells are English."""
    world.people()
    add(world.store, range(30))
    page = open_page(token=world.signed_in(OFFICIAL), lang="en")
    assert not page.exception
    assert page.title[0].value == "City overview"
    assert "| Medicines | hidden |" in text_of(page)
    assert "隐藏" not in text_of(page)


@pytest.mark.parametrize("username", [None, CONSULTANT])
def test_nobody_else_sees_the_city(world: World, open_page: Open, username: str | None) -> None:
    """A visitor and a consultant read whom the page is for, and no figure."""
    world.people()
    add(world.store, range(30))
    page = open_page(PAGE, token=world.signed_in(username) if username else None)
    assert "需要用主管人员的账号登录" in page.warning[0].value
    assert "n=" not in text_of(page)
    assert not page.get("plotly_chart")
