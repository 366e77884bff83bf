"""What an official meets on the page of the city, and what everybody else does."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from access.actor import Role
from services import accounts
from tests.app.conftest import Open
from tests.app.world import CONSULTANT, OFFICIAL, PASSWORD, World
from tests.unit.city_lines import LAST_MONTH, add, rescore

PAGE = "city/overview.py"
ROWS = ("levels", "sectors", "districts", "sizes")
VIEWS = (*ROWS, "weighted", "gaps", "claims", "solutions", "national", "years")
HAN = re.compile(r"[\u4e00-\u9fff]")


def text_of(page: AppTest) -> str:
    """All running text of the page."""
    told = (*page.warning, *page.header, *page.info)
    shown = (*page.markdown, *page.caption, *told)
    return "\n".join(each.value for each in shown).replace("\\", "")


def test_an_empty_city_says_so(world: World, open_page: Open) -> None:
    """Before anybody submitted, the official reads why there is nothing."""
    world.people()
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert "还没有促进中心核验签发" in page.info[0].value


def view_of(page: AppTest, name: str) -> AppTest:
    """The same page with another view."""
    page.button_group(key="view").set_value(name).run()
    assert not page.exception
    return page


def keys_of(page: AppTest) -> dict[str, str]:
    """The key figures by what they are called."""
    return {each.label.replace("\\", ""): each.value for each in page.metric}


def test_the_official_sees_key_figures_pictures_tables_n_and_date(
    world: World, open_page: Open
) -> None:
    """Every view has its pictures, each with n, date, a sentence and a table; hidden is a word."""
    world.people()
    add(world.store, range(30))
    add(world.store, range(30, 60), division="38", district="320281")
    add(world.store, range(60, 90), division="27")
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert keys_of(page) == {
        "计入企业（家）": "90–99",
        "总体平均（满分 100）": "50.0",
        "达到第 3 级及以上": "约 50%",
        "比上一年（分）": "无法比较",
        "隐藏的数字": keys_of(page)["隐藏的数字"],
    }
    assert "企业最多的是" in text_of(page)
    for name in ("levels", "sectors", "districts", "sizes", "years"):  # what is there for sure
        text = text_of(view_of(page, name))
        assert page.get("plotly_chart"), name
        assert "n=90–99 家" in text or name == "years", name
        assert "数据截至" in text
        assert [each for each in page.markdown if each.value.startswith("| ")], name
    text = text_of(view_of(page, "sectors"))
    assert "| 全市 | 90–99 |" in text
    assert "| 电气机械与新能源装备 | 隐藏 | 隐藏 |" in text
    assert "合成数据" not in text
    assert [each.label for each in page.get("download_button")] == [
        "下载全部表格（Excel）",
        "下载全部表格（CSV，zip 压缩包）",
    ]


def test_a_row_that_is_chosen_stays_chosen_from_view_to_view(world: World, open_page: Open) -> None:
    """The sector's dimensions and divisions, then its levels beside the city's: one filter."""
    world.people()
    add(world.store, range(30))
    add(world.store, range(30, 60), division="27")
    add(world.store, range(60, 120), division="39", total=60.0)
    page = open_page(token=world.signed_in(OFFICIAL))
    page.selectbox(key="row").set_value("electronics").run()
    assert not page.exception
    assert keys_of(page)["总体平均（满分 100）"] == "60.0"
    text = text_of(page)
    assert "电子信息与仪器仪表企业最多的是" in text
    text = text_of(view_of(page, "sectors"))
    assert "2026 年电子信息与仪器仪表各维度平均得分" in text
    assert keys_of(page)["总体平均（满分 100）"] == "60.0"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("year", "2031", "年份"),
        ("year", "1999999999999999999999", "年份"),
        ("year", "²", "年份"),
        ("row", "330100", "看哪一部分"),
        ("row", "<script>", "看哪一部分"),
        ("view", "cross_table", "看什么"),
        ("quarter", "2031-Q1", "季度"),
        ("questionnaire", "common@2026.1", "问卷"),
        ("questionnaire", "../../etc/passwd@1", "问卷"),
        ("questionnaire", "manufacturing@1999.1", "问卷"),
    ],
)
def test_what_was_never_offered_is_told_in_one_sentence(
    world: World, open_page: Open, name: str, value: str, told: str
) -> None:
    """Whatever the address asks for, the page says that it is not offered and shows the usual."""
    world.people()
    add(world.store, range(30))
    asked = {name: value} | ({"view": "coverage"} if name == "quarter" else {})
    page = open_page(PAGE, token=world.signed_in(OFFICIAL), asked=asked)
    assert not page.exception
    assert page.warning[0].value.startswith(f"网址里的“{told}”不在可选范围内")
    assert value not in text_of(page)
    assert keys_of(page).get("计入企业（家）", "30–39") == "30–39"


def test_the_mean_by_employees_stands_beside_that_by_enterprises(
    world: World, open_page: Open
) -> None:
    """Where the larger ones stand higher it says so, for the city and where it is so most."""
    world.people()
    add(world.store, range(30), employees=50, total=40.0)
    add(world.store, range(30, 60), employees=200, total=60.0, district="320281")
    asked = {"view": "weighted"}
    page = open_page(PAGE, token=world.signed_in(OFFICIAL), asked=asked)
    assert not page.exception
    text = text_of(page)
    both = "全市平均总分：按员工人数加权 56.0 分，每家企业一样算 50.0 分。"
    assert f"{both}员工多的企业得分偏高。" in text
    assert "| 江阴市 | 30–39 | 60.0 | 60.0 |" in text
    assert "显示出来的各行，两种平均之差都没有超过取整的误差" in text  # within each all are alike
    page.selectbox(key="row").set_value("320281").run()
    both = "江阴市平均总分：按员工人数加权 60.0 分，每家企业一样算 60.0 分。"
    assert f"{both}两者之差没有超过取整的误差" in text_of(page)


def test_what_the_address_says_is_shown(world: World, open_page: Open) -> None:
    """A link that somebody kept leads to the same view of the same row and year."""
    world.people()
    add(world.store, range(30), at=LAST_MONTH.replace(year=2025), total=40.0)
    add(world.store, range(30, 70), total=60.0)
    asked = {"view": "districts", "year": "2025", "row": "320206"}
    page = open_page(PAGE, token=world.signed_in(OFFICIAL), asked=asked)
    assert not page.exception
    assert not page.warning
    assert "2025 年惠山区各维度平均得分" in text_of(page)
    assert asked.items() <= dict(page.query_params).items()


def test_a_sector_that_nobody_is_in_is_hidden_like_any_other(world: World, open_page: Open) -> None:
    """It can be chosen; all that is said is that it is hidden, and no bar is drawn of it."""
    world.people()
    add(world.store, range(30))
    page = open_page(
        PAGE, token=world.signed_in(OFFICIAL), asked={"row": "food", "view": "sectors"}
    )
    assert not page.exception
    assert text_of(page).count("食品饮料本年的数字全部隐藏") == 1
    assert "企业数隐藏 · 已核验签发" in text_of(page)
    assert keys_of(page)["计入企业（家）"] == keys_of(page)["总体平均（满分 100）"] == "隐藏"


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
    assert "自评，" not in text_of(open_page(token=world.signed_in(OFFICIAL)))
    monkeypatch.setenv("SHUZHEN_CITY_COUNTS", "submitted")
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert page.warning[0].value.startswith("自评，未核实")
    notes = [line for line in text_of(page).splitlines() if line.startswith("n=")]
    assert notes
    assert all("自评，未核实" in each for each in notes)


def test_a_second_year_brings_a_comparison(world: World, open_page: Open) -> None:
    """With two years the change is a key figure, and the year can be chosen."""
    world.people()
    add(world.store, range(30), at=LAST_MONTH.replace(year=2025), total=40.0)
    add(world.store, range(30, 70), total=60.0)
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert keys_of(page)["比上一年（分）"] == "+20.0"
    assert "总体平均 2025 年 40.0 分，2026 年 60.0 分。" in text_of(view_of(page, "years"))
    page.selectbox(key="year").set_value(2025).run()
    assert not page.exception
    assert "| 全市 | 30–39 | 40.0 |" in text_of(view_of(page, "sectors"))


def test_a_synthetic_city_says_so(world: World, open_page: Open) -> None:
    """The banner stands on the page as soon as one enterprise is made up."""
    world.people()
    add(world.store, range(30), synthetic=True)
    page = open_page(token=world.signed_in(OFFICIAL))
    assert "合成数据" in page.warning[0].value


def test_a_demonstration_says_once_that_all_is_made_up(
    world: World, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands above every page, so the page does not say it again; tables and files do."""
    monkeypatch.setenv("SHUZHEN_DEMO", "1")
    world.people()
    add(world.store, range(30), synthetic=True)
    page = open_page(token=world.signed_in(OFFICIAL))
    assert not page.exception
    assert "演示：企业、答案和数字都是合成的" in page.info[0].value
    assert not page.warning


def test_the_page_is_complete_in_english(world: World, open_page: Open) -> None:
    """With the English cookie, headings, captions and hidden cells are English."""
    world.people()
    add(world.store, range(30))
    page = open_page(token=world.signed_in(OFFICIAL), lang="en")
    assert not page.exception
    assert page.title[0].value == "City overview"
    for name in VIEWS:
        assert not HAN.search(text_of(view_of(page, name)).replace("市里小陈", "")), name
    assert "| Medicines | hidden |" in text_of(view_of(page, "sectors"))


@pytest.mark.parametrize("username", [None, CONSULTANT])
def test_nobody_else_sees_the_city(world: World, open_page: Open, username: str | None) -> None:
    """A visitor and a consultant read whom the page is for, and no figure."""
    world.people()
    add(world.store, range(30))
    page = open_page(PAGE, token=world.signed_in(username) if username else None)
    assert "需要用主管人员的账号登录" in page.warning[0].value
    assert "n=" not in text_of(page)
    assert not page.get("plotly_chart")


def test_a_district_official_sees_the_published_row_with_the_same_pictures(
    world: World, open_page: Open
) -> None:
    """Key figures, levels, dimensions and years of the own district; of no other row a figure."""
    world.people()
    accounts.add_account(
        world.operator, "qu.li", PASSWORD, "区里小李", Role.DISTRICT, district="320281"
    )
    add(world.store, range(30))
    add(world.store, range(30, 70), district="320281", total=60.0)
    page = open_page(token=world.signed_in("qu.li"))
    assert not page.exception
    assert page.title[0].value == "江阴市概况"
    assert keys_of(page)["计入企业（家）"] == "40–49"
    assert len(page.get("plotly_chart")) == 2
    text = text_of(page)
    assert "2026 年江阴市各维度平均得分" in text
    for name in ("claims", "solutions", "national", "years"):
        page.button_group(key="district_view").set_value(name).run()
        assert not page.exception
        text += text_of(page)
    assert "全市" not in {line.split("|")[1].strip() for line in text.splitlines() if "|" in line}


def test_a_subject_of_which_nothing_is_shown_says_so(world: World, open_page: Open) -> None:
    """Without a stored answer: what it would be, how it is counted, that it is hidden."""
    world.people()
    add(world.store, range(30))
    page = open_page(token=world.signed_in(OFFICIAL))
    for name in ("gaps", "claims", "national"):
        text = text_of(view_of(page, name))
        assert "这一年这项数字全部隐藏" in text
        assert not page.get("plotly_chart")


def two_versions(world: World) -> None:
    """Thirty firms judged by an earlier version of the rubric, and thirty by the present one."""
    world.people()
    add(world.store, range(30), at=LAST_MONTH.replace(year=2025), total=40.0, version="1.1")
    add(world.store, range(30, 70), total=60.0)


def test_a_line_breaks_where_the_rubric_changed(world: World, open_page: Open) -> None:
    """The two do not compare, and without rescored cases nobody can say how much is the rubric."""
    two_versions(world)
    text = text_of(view_of(open_page(token=world.signed_in(OFFICIAL)), "years"))
    assert "这里有断点：有的年份是按评分规则 1.1 版评的" in text
    assert "没有衔接" in text


def test_an_earlier_version_leads_to_the_one_that_has_the_bridge(
    world: World, open_page: Open
) -> None:
    """Nobody reads there that nothing was rescored, nor of a mix compared with itself."""
    two_versions(world)
    rescore(world.store, range(30), 6.0)
    asked = {"view": "years", "questionnaire": "manufacturing@2026.2", "year": "2025"}
    page = open_page(PAGE, token=world.signed_in(OFFICIAL), asked=asked)
    assert not page.exception
    assert "不在可选范围内" not in text_of(page)
    text = text_of(page)
    assert "要看新旧规则之间的衔接，请在上面把问卷换成 2026.3 版" in text
    assert "没有衔接" not in text
    assert "2025 年就是首年" in text


def test_rescored_cases_bridge_the_break(world: World, open_page: Open) -> None:
    """The same thirty under both versions: six points are the rubric's and nobody's progress."""
    two_versions(world)
    rescore(world.store, range(30), 6.0)
    text = text_of(view_of(open_page(token=world.signed_in(OFFICIAL)), "years"))
    assert "2025 年的同一批案卷（n=30–39）" in text
    assert "规则变化本身带来 +6.0 分" in text
    assert "没有衔接" not in text
