"""Each chapter says what it must, with unit, source and caveat."""

import re

import pytest

from assessments.model import Stage
from i18n import Lang, one_decimal
from questionnaires.answers import Answer
from questionnaires.library import load
from reports.build import build
from reports.report import Bullets, Facts, Heading, Paragraph, Priority
from scoring.library import rubric
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import (
    CLAIMS,
    LANGS,
    MADE_ON,
    MANUFACTURING,
    PEERS,
    WORKSHOP,
    WUXI,
    diagnosis,
    enterprise,
    report,
)
from tests.unit.report_reading import paragraphs, section, tables, texts, told


def test_the_cover_says_who_vouches() -> None:
    """Nobody on a draft, the enterprise when it submits, the centre by name and day once signed."""
    draft, claimed, checking, signed = (
        report(stage=stage)
        for stage in (Stage.DRAFT, Stage.SUBMITTED, Stage.UNDER_VERIFICATION, Stage.VERIFIED)
    )
    assert draft.cover.statement.startswith("草稿")
    assert draft.marks == ("草稿：企业尚未提交",)
    assert "未经现场核验" in claimed.cover.statement
    assert claimed.marks == ()
    assert "核验正在进行" in checking.cover.statement
    assert "周敏（惠山促进中心）" in signed.cover.statement
    assert "2026 年 3 月 20 日" in signed.running


def test_days_are_days_in_china() -> None:
    """What is submitted at 17:00 UTC was submitted on the next day in China."""
    assert ("提交日期", "2026 年 3 月 6 日") in report().cover.facts
    assert ("Submitted", "6 March 2026") in report("en").cover.facts


def test_every_page_of_a_synthetic_enterprise_is_marked() -> None:
    """The mark is among those that a writer puts on every page, and the limits say it."""
    made = report(who=enterprise(synthetic=True))
    assert made.marks == ("演示数据：企业和答案均为合成",)
    bullets = section(made, "limits").blocks[0]
    assert isinstance(bullets, Bullets)
    assert "不得引用" in bullets.items[0]


def test_a_provisional_result_says_so() -> None:
    """In the marks, at the head of the level's chapter, and in the summary, with the range."""
    made = report(claims={"workshop": "own", "plan": "page", "downtime": "logged"})
    level = section(made, "level-section").blocks
    assert made.marks == ("暂定结果：答题不完整",)
    assert isinstance(level[0], Paragraph)
    assert level[0].tone == "warning"
    assert "80%" in level[0].text
    assert made.summary.startswith("答题不完整，结果暂定")
    assert any("全部按最低计" in text for text in paragraphs(made))


def test_an_estimate_says_so() -> None:
    """The quick scan's report tells the levels that it may be instead, and how that is known."""
    quick = load("quick_scan")
    claims: dict[str, Answer] = {item.id: item.options[2].id for item in quick.items}
    claims["software"] = ("accounting", "customers")
    made = report(claims=claims, questionnaire=quick, judge=rubric("wuxi", quick))
    told = next(text for text in paragraphs(made) if "估计处于" in text)
    assert "可能在第 1 级至第 3 级之间" in told
    assert any("合成的 10000 家" in text for text in paragraphs(made))


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_sheet_has_a_report_too(lang: Lang) -> None:
    """Nothing answered: no level, no priorities, every item in the annex, nothing invented."""
    made = report(lang, claims={}, stage=Stage.DRAFT)
    assert not [
        block for block in section(made, "priorities").blocks if isinstance(block, Priority)
    ]
    assert sum(len(table.rows) for table in tables(section(made, "answers"))) == len(WORKSHOP.items)
    assert (
        made.summary == {"zh": "暂无可以评分的答案。", "en": "There is nothing to score yet."}[lang]
    )


def test_without_peers_there_is_no_benchmark() -> None:
    """It says so; with peers their number and the day stand beside the figures."""
    alone, among = report(), report(peers=PEERS)
    assert "暂无可比数据。" in paragraphs(alone)
    assert not any("n=" in text for text in texts(alone))
    note = next(text for text in paragraphs(among) if "同行" in text)
    assert "n=32" in note
    assert "2026 年 3 月 1 日" in note
    assert "该数对各方相同" in note
    head = [column.title for column in tables(section(among, "level-section"))[2].columns]
    assert head[-1] == "同行（n=32）"


def test_the_level_tells_what_holds_it_back() -> None:
    """Each unmet requirement with what is needed, what is there and the difference."""
    made = report(stage=Stage.VERIFIED)
    held = tables(section(made, "level-section"))[0]
    assert [[cell.text for cell in row] for row in held.rows] == [["基础", "60.0", "37.5", "22.5"]]
    assert any("仅按总分可达到第 2 级" in text for text in paragraphs(made))


def test_priorities_are_the_dearest_gaps() -> None:
    """Six at most, by points lost; each with its price, aim, first step and citation."""
    claims: dict[str, Answer] = {
        item.id: item.options[0].id for item in MANUFACTURING.items if item.options
    }
    case = diagnosis(
        {
            id: (answer,) if MANUFACTURING.by_id[id].kind == "multi" else answer
            for id, answer in claims.items()
        },
        questionnaire=MANUFACTURING,
        judge=WUXI,
    )
    cards = [
        block
        for block in section(build(case, "zh", MADE_ON), "priorities").blocks
        if isinstance(block, Priority)
    ]
    lost = [float(dict(card.rows)["失分"].split(" ")[0]) for card in cards]
    dearest = sorted((score.lost for score in case.card.items), reverse=True)[:6]
    assert lost == [float(one_decimal(value)) for value in dearest]
    for card in cards:
        assert dict(card.rows).keys() >= {"现状", "影响", "改进后的状态", "第一步", "所属维度"}
        cited = {head: text for head, text in card.rows if head.startswith("对应条款（")}
        assert cited
        for text in cited.values():
            assert text.startswith("《无锡市数字化转型促进条例》第")
            assert text.endswith("核对）")


def test_a_dimension_tells_what_is_there_and_what_comes_next() -> None:
    """The answered rung and the one above it by the rubric's points, in the options' words."""
    made = report()
    rows = {row[0].text: row for table in tables(section(made, "dimensions")) for row in table.rows}
    networked, scrap = rows["生产设备联网比例"], rows["上个月报废占产量的百分之几？"]
    downtime, safeguards = rows["设备停机时，谁先知道？"], rows["下面哪些已经在做？"]
    assert networked[1].text == "12 ÷ 42 = 28.6%（少数）"
    assert networked[1].details == ("第 2 档，共 4 档",)
    assert networked[2].text == "一半上下"
    assert (scrap[1].text, scrap[2].text) == ("2.5%", "不超过 1%")
    assert (downtime[1].text, downtime[2].text) == (
        "企业回答：“设备自己报出停机时刻”",
        "“系统提前提示，维修已照着排过活”",
    )
    assert safeguards[1].details == ("已有 1 项，共 3 项",)
    assert (
        safeguards[2].text
        == "停止：多人共用一个密码。再落实其中一项：每人一个账号；离职当天停用账号"
    )


def test_verification_tells_claim_and_finding_side_by_side() -> None:
    """Only what was changed, with both answers and the remark; the scores of both sides."""
    made = report(stage=Stage.VERIFIED)
    sides, changes = tables(section(made, "verification"))
    assert [row[0].text for row in changes.rows] == [
        "其中接入系统、能自动传出数据的有多少台？",
        "设备停机时，谁先知道？",
    ]
    assert [cell.text for cell in changes.rows[0]][1:] == [
        "12 台",
        "7 台",
        "五台的采集盒没有通电。",
    ]
    assert sides.rows[0][0].text == "总体成熟度"
    assert sides.rows[0][3].text.startswith("−")


def test_a_verdict_on_what_is_not_asked_is_told_nowhere() -> None:
    """Neither as a change nor as evidence: by the answers that count nobody asked."""
    claims: dict[str, Answer] = {"workshop": "none", "plan": "page", "safeguards": ("nothing",)}
    made = report(claims=claims, stage=Stage.VERIFIED)
    assert list(tables(section(made, "verification"))) == []  # no score moved
    parts = (section(made, name) for name in ("verification", "evidence"))
    said = "\n".join(text for part in parts for block in part.blocks for text in told(block))
    assert "看过原件。" in said
    assert "现场看到的是手工登记表。" not in said
    assert "设备停机时" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_annex_holds_every_answer_with_its_points(lang: Lang) -> None:
    """Every item once; the points gained add up to the total (to the rounding of each)."""
    made, case = report(lang), diagnosis()
    rows = [row for table in tables(section(made, "answers")) for row in table.rows]
    assert [row[0].text for row in rows].count("") == 0
    assert sorted(row[0].text for row in rows) == sorted(i.ask.to(lang) for i in WORKSHOP.items)
    gained = [
        float(re.split("[／/]", row[2].text)[0]) for row in rows if re.match(r"\d", row[2].text)
    ]
    assert sum(gained) == pytest.approx(case.card.total, abs=0.05 * len(gained))
    details = [detail for row in rows for detail in row[1].details]
    assert any("清单贴在办公室墙上。" in detail for detail in details)


def test_what_is_cited_is_told() -> None:
    """The second annex has every cited place of the scored items with its wording and gist."""
    made = report()
    table = tables(section(made, "citations"))[0]
    assert [row[0].text for row in table.rows] == [
        "第二十条",
        "第二十一条",
        "第二十三条",
        "第五十条",
    ]
    assert all(len(row[1].text) > 10 and len(row[2].text) > 10 for row in table.rows)
    assert table.rows[1][1].text.startswith("市、县级市、区人民政府及其有关部门应当推动企业实施")


def test_claims_as_written_reach_the_report() -> None:
    """The enterprise's own words stand in its profile, line breaks included."""
    facts = section(report(), "enterprise").blocks[0]
    assert isinstance(facts, Facts)
    assert facts.rows[-1] == ("您最希望先解决哪一件事？", CLAIMS["wishes"])
    assert ("上年营业收入", "3,200 万元") in facts.rows
    assert ("企业规模（2017 年统计划型）", "小型") in facts.rows


@pytest.mark.parametrize("name", ["services", "agriculture", "manufacturing"])
def test_a_dimension_has_one_title_everywhere(name: str) -> None:
    """Table and chapter name the same dimensions, and the method counts as many."""
    made = build(whole(name), "zh", MADE_ON)
    scores = next(
        each
        for each in tables(section(made, "level-section"))
        if each.caption.startswith("总分与各维度得分")
    )
    titles = [re.sub("（[^（]*级[^（]*）$", "", row[0].text) for row in scores.rows[1:]]
    headed = [
        block.text.partition("）")[2].partition("：")[0]
        for block in section(made, "dimensions").blocks
        if isinstance(block, Heading) and block.id.startswith("dimension-")
    ]
    assert titles
    assert set(titles) == set(headed)
    (counted,) = re.findall(r"分属 (\d+) 个维度", " ".join(paragraphs(made)))
    assert int(counted) == len(titles)
