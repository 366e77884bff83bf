"""What the Excel report's sheets show, hold and say, and how they are set up for paper."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook

from assessments.model import Stage
from i18n import Lang, say
from questionnaires.sheet import Sheet
from reports.formats.xlsx import write_xlsx
from reports.report import Cell, Column, Paragraph, Report, Section, Table
from scoring import scorecard_of
from scoring.rubric import Rubric
from scoring.rules.base import Aggregation, Floats
from tests.unit.recalculating import Recalculated, told
from tests.unit.report_cases import (
    CLAIMS,
    GOLD,
    LANGS,
    MANUFACTURING,
    PEERS,
    WORKSHOP,
    WUXI,
    enterprise,
    report,
)

LATIN = re.compile(r"[A-Za-z]{2,}")
# What is a name or a unit in Chinese too: the ids of questions, digests, and words of the texts.
OWN_WORDS = re.compile(r"[0-9a-f]{16,64}|PLC|MES|ERP|PLM|PDM|CAD|CNC|AI|U 盘|SOP")


def opened(made: Report) -> Workbook:
    """The workbook as a spreadsheet's user finds it, formulas as such."""
    return load_workbook(BytesIO(write_xlsx(made)))


def named(name: str, lang: Lang = "zh") -> str:
    """The name of a sheet."""
    return say(f"workbook.sheet_{name}", lang)


def texts(book: Workbook) -> Iterator[tuple[str, str]]:
    """Every text of every sheet that is no formula."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s":
                    yield f"{sheet.title}!{cell.coordinate}", str(cell.value)


def full(lang: Lang = "zh", **changes: Any) -> Report:
    """A verified report with peers of a synthetic enterprise."""
    return report(
        lang, stage=Stage.VERIFIED, peers=PEERS, who=enterprise(synthetic=True), **changes
    )


@pytest.mark.parametrize("lang", LANGS)
def test_sheets_stand_in_the_order_of_reading(lang: Lang) -> None:
    """Overview first, the explanation last; no sheet that has nothing to say."""
    names = ("overview", "scores", "levels", "data", "choices", "about")
    assert opened(full(lang)).sheetnames == [named(name, lang) for name in names]


def test_the_same_report_gives_the_same_bytes() -> None:
    """Nothing of the clock or the machine is in the file."""
    assert write_xlsx(full()) == write_xlsx(full())


@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_prints_on_a4_with_its_marks(lang: Lang) -> None:
    """A print area, as wide as a page, marks and enterprise below; tables repeat their head."""
    book = opened(full(lang))
    for sheet in book:
        assert sheet.print_area, sheet.title
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert sheet.page_setup.fitToWidth in {None, 1}, sheet.title  # 1 where not said
        foot = sheet.oddFooter.left.text
        assert say("report.mark_synthetic", lang) in foot, sheet.title
        assert "惠山精工机械有限公司" in foot, sheet.title
    for name in ("scores", "levels", "data", "choices"):
        assert book[named(name, lang)].print_title_rows, name
    for name in ("scores", "data", "choices"):
        assert book[named(name, lang)].freeze_panes, name


def test_a_mark_stands_on_every_sheet_that_opens_with_a_title() -> None:
    """Synthetic and draft are said on the face of each sheet."""
    draft = opened(report(stage=Stage.DRAFT, who=enterprise(synthetic=True)))
    for sheet in draft:
        face = [str(row[0].value) for row in sheet.iter_rows(max_row=6, max_col=1)]
        assert say("report.mark_synthetic", "zh") in face, sheet.title
        assert say("report.mark_draft", "zh") in face, sheet.title


@pytest.mark.parametrize("name", ["&" * 120, "厂" * 120, "a&Cb", "]:*?/\\' \"<b>"])
def test_any_name_fits_into_the_foot(name: str) -> None:
    """The longest and the oddest name leave a foot that a spreadsheet takes, on every sheet."""
    with zipfile.ZipFile(BytesIO(write_xlsx(report(who=enterprise(name=name))))) as file:
        sheets = [file.read(path).decode() for path in file.namelist() if "/worksheets/s" in path]
    assert sheets
    for sheet in sheets:
        foot = unescape(sheet.partition("<oddFooter>")[2].partition("</oddFooter>")[0])
        assert len(foot) <= 255
        assert foot.startswith("&L&8 " + name[:20].replace("&", "&&"))
        assert foot.endswith("&R&8 第 &P 页，共 &N 页")


def test_charts_are_native_and_fed_by_cells() -> None:
    """A bar and a radar chart whose figures are cells of the sheet, each told in words too."""
    with zipfile.ZipFile(BytesIO(write_xlsx(full()))) as file:
        charts = [file.read(name).decode() for name in file.namelist() if "/charts/chart" in name]
        drawing = file.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 2
    assert "<c:barChart>" in charts[0]
    assert "<c:radarChart>" in charts[1]
    for chart in charts:
        cells = re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", chart)
        assert len(cells) == 2  # the enterprise, its peers
        assert all(cell.startswith(named("overview")) for cell in cells)
    alts = re.findall(r'descr="(.*?)"', drawing)
    assert all("基础" in alt and "37.5" in alt for alt in alts)
    assert len(alts) == 2


def test_every_answer_is_chosen_from_its_own_list() -> None:
    """Each yellow cell has the list of its question, what stands in it among the entries."""
    book = opened(full())
    sheet, points = book[named("scores")], book[named("choices")]
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert len(lists) == len(WORKSHOP.scored)
    for cell, source in lists.items():
        entries = [row[0].value for row in points[source.split("!")[1].replace("$", "")]]
        assert sheet[cell].value in entries
        assert entries[-2:] == [
            say(f"workbook.state_{state}", "zh") for state in ("unanswered", "not_applicable")
        ]


def test_what_was_typed_is_never_computed() -> None:
    """A text that looks like a formula stays one, marked; what no file can hold is left out."""
    evil = '=HYPERLINK("http://x","y")'
    made = full(
        claims={**CLAIMS, "wishes": evil}, notes={"plan": "+1\x0b\uffff"}, remarks={"plan": "@x"}
    )
    sheet = opened(made)[named("data")]
    found = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    for text in (evil, "+1", "@x"):
        assert found[text].data_type == "s"
        assert found[text].quotePrefix


def test_the_data_are_tidy() -> None:
    """One row a question, with figures as figures; gained and lost add up to the scale."""
    made = full()
    rows = list(opened(made)[named("data")].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "题目代号")
    body = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]
    assert [row["题目代号"] for row in body] == [item.id for item in WORKSHOP.items]
    gained, lost = (sum(row[name] or 0 for row in body) for name in ("得分", "失分"))
    assert gained == pytest.approx(made.workings.card.total)
    assert gained + lost == pytest.approx(100)
    assert body[5]["核验意见"] == "现场看到的是手工登记表。"


def test_the_chinese_workbook_is_chinese() -> None:
    """No English word, but for the ids of questions and names that are written so in Chinese."""
    sheet = Sheet({item.id: item.options[0].id for item in MANUFACTURING.items if item.options})
    ids = {item.id for item in MANUFACTURING.items}
    for place, text in texts(opened(told(MANUFACTURING, WUXI, sheet))):
        if text not in ids:
            assert not LATIN.findall(OWN_WORDS.sub("", text)), place


def test_the_plan_is_a_sheet_of_its_own() -> None:
    """The chapter's words and tables stand there; texts are texts."""
    table = Table(
        "任务", (Column("阶段", 0.5), Column("任务", 0.5)), ((Cell("一"), Cell("=1", ("乙",))),)
    )
    plan = Section("plan", "八、三年计划", (Paragraph("先连机器。"), table))
    made = full()
    made = replace(made, sections=(*made.sections, plan))
    said = [text for place, text in texts(opened(made)) if place.startswith(named("plan"))]
    told_there = ["先连机器。", "任务", "阶段", "任务", "一", "=1\n乙"]
    assert said == ["八、三年计划", say("report.mark_synthetic", "zh"), *told_there]


class Halved(Aggregation):
    """A rule that no formula is known for."""

    name = "halved"

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """Half of the mean."""
        together = np.maximum(weights.sum(axis=0), 1e-300)
        halved: Floats = (weights * values).sum(axis=0) / together / 2
        return halved


def test_a_rule_without_a_formula_is_named_as_not_live() -> None:
    """The engine's figure stands there as a number, and the sheets name what does not follow."""
    node = GOLD.tree.nodes[0].model_copy(update={"aggregate": Halved()})
    tree = GOLD.tree.model_copy(update={"nodes": (node, *GOLD.tree.nodes[1:])})
    judge = Rubric(**{**{name: getattr(GOLD, name) for name in Rubric.model_fields}, "tree": tree})
    sheet = Sheet(dict(CLAIMS))
    book = Recalculated(told(WORKSHOP, judge, sheet))
    card = scorecard_of(WORKSHOP, judge, sheet)
    assert [seen["score"] for seen in book.nodes()] == pytest.approx([n.score for n in card.nodes])
    said = dict(texts(book.formulas))
    title = node.title.to("zh")
    assert say("workbook.told_dead", "zh", nodes=title) in said.values()
    assert list(said.values()).count(say("workbook.rule_other", "zh")) == 1


def test_a_result_of_an_earlier_rubric_is_told_apart() -> None:
    """Where the report tells figures of another version of the rubric, the workbook says so."""
    made = full()
    same = [text for _, text in texts(opened(made))]
    other = replace(made, workings=replace(made.workings, as_told=False))
    assert say("workbook.told_other", "zh") not in same
    assert say("workbook.told_other", "zh") in [text for _, text in texts(opened(other))]


def test_a_changed_answer_is_no_longer_a_finding() -> None:
    """The first sheet says whether level and total are the report's, and else what those are."""
    book = Recalculated(told(WORKSHOP, GOLD, Sheet(dict(CLAIMS))))
    assert book.told() == say("workbook.unchanged", "zh")
    book.choose(told(WORKSHOP, GOLD, Sheet({**CLAIMS, "downtime": "told"})).workings)
    assert book.told() == "已改动，不再是诊断结论；报告中为第 1 级　起步，47.2 分"
    book.choose(told(WORKSHOP, GOLD, Sheet({})).workings)
    assert book.told().startswith("已改动")
