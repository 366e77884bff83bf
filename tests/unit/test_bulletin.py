"""A bulletin says what has been published and nothing else, whatever that is."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from aggregates.coarse import CountRange
from aggregates.figures import HIDDEN, CityFigures, Hidden
from i18n import Lang, Text, one_decimal
from questionnaires.library import load
from questionnaires.outside import outside_figures
from questionnaires.regulations.numerals import chinese
from reports.editing import paragraphs
from reports.figures import RowsFigure
from reports.formats.docx import write_official
from reports.registry import FORMATS
from reports.report import (
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Table,
)
from services.bulletin.build import build
from services.bulletin.content import PublishedCity
from services.bulletin.speaking import leading
from services.bulletins import BULLETIN_FORMATS
from tests.unit import bulletin_cities as made
from wording.voice import Voice

LANGS: tuple[Lang, ...] = ("zh", "en")
POINTS = re.compile(r"(?<![\d.])\d+\.\d(?![\d.])")
EDGES = {
    "all hidden": made.of(made.all_hidden()),
    "one sector": made.of(made.one_sector()),
    "all alike": made.of(made.alike()),
    "the city alone": made.of(
        made.figures(sectors=(), divisions=(), districts=(), sizes=()), office=""
    ),
    "two years": made.of(made.figures(2025), made.figures(2026)),
    "all subjects": made.of(made.figures(2025), made.figures(2026), beside=made.beside()),
    "self-declared": made.of(made.figures(stages="submitted", synthetic=True)),
}
HAN = re.compile("[\u4e00-\u9fff]")


def texts(report: Report) -> Iterator[str]:
    """Everything that it says."""
    yield from (report.cover.title, report.cover.statement, report.running, *report.marks)
    yield from (each for fact in report.cover.facts for each in fact)
    for section in report.sections:
        yield section.title
        for block in section.blocks:
            match block:
                case Heading(text=text) | Paragraph(text=text):
                    yield text
                case Bullets(items=items):
                    yield from items
                case Facts(rows=rows) | Priority(rows=rows):
                    yield from (each for row in rows for each in row)
                case Table():
                    yield block.caption
                    yield from (column.title for column in block.columns)
                    yield from (cell.text for row in block.rows for cell in row)
                case Picture():
                    yield block.caption
                    yield block.figure.alt


def of_ours(report: Report) -> Report:
    """All but the figures of others."""
    return replace(report, sections=tuple(s for s in report.sections if s.id != "outside"))


def seen(figures: CityFigures) -> Iterator[float]:
    """Every mean that may be seen."""
    tables = ((figures.city,), figures.sectors, figures.divisions, figures.districts, figures.sizes)
    for row in (row for table in tables for row in table):
        yield from (mean for mean in row.means.values() if not isinstance(mean, Hidden))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(city=made.cities())
def test_no_figure_is_printed_that_was_not_published(city: PublishedCity) -> None:
    """Each is a published mean, or how far two published ones are apart, in both languages."""
    every = (*city.history, *city.beside.values())
    means = [mean for figures in every for mean in seen(figures)]
    allowed = {one_decimal(abs(mean)) for mean in means}
    allowed |= {one_decimal(abs(one - other)) for one in set(means) for other in set(means)}
    for lang in LANGS:
        report = of_ours(build(city, Voice(lang), made.MADE_ON))
        told = " ".join(texts(report)).replace(city.questionnaire.edition, "")
        told = told.replace(city.rubric.version, "")
        assert set(POINTS.findall(told)) <= allowed


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_edge_has_all_its_chapters_and_ids(name: str, lang: Lang) -> None:
    """Ids of chapters, headings and paragraphs are unique, and no chapter is empty."""
    report = build(EDGES[name], Voice(lang), made.MADE_ON)
    ids = [section.id for section in report.sections]
    assert {"summary", "basis", "overall", "trend", "advice", "annex", "limits"} <= set(ids)
    headings = [b.id for s in report.sections for b in s.blocks if isinstance(b, Heading)]
    assert len({*ids, *headings}) == len(ids) + len(headings)
    assert all(section.blocks for section in report.sections)
    editable = [each.id for each in paragraphs(report)]
    assert len(editable) == len(set(editable))
    assert len(report.summary) <= 200


@pytest.mark.parametrize("name", EDGES)
def test_the_english_one_is_english(name: str) -> None:
    """Nothing Chinese but the office's own name."""
    city = replace(EDGES[name], office="")
    assert [
        text for text in texts(build(city, Voice("en"), made.MADE_ON)) if HAN.search(text)
    ] == []


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("format", BULLETIN_FORMATS)
def test_every_edge_is_written_in_every_format(name: str, format: str) -> None:
    """Chinese and English; the official form of Word too."""
    for lang in LANGS:
        report = build(EDGES[name], Voice(lang), made.MADE_ON)
        assert len(FORMATS[format].write(report)) > 1000
    if format == "docx":
        assert len(write_official(build(EDGES[name], Voice("zh"), made.MADE_ON))) > 1000


def test_all_hidden_says_so_and_prints_no_figure() -> None:
    """A city of which nothing may be seen has a bulletin that says why, and what to do."""
    report = of_ours(build(EDGES["all hidden"], Voice("zh"), made.MADE_ON))
    told = " ".join(texts(report))
    assert "隐藏" in told
    assert "先扩大诊断覆盖面" in told
    assert not [b for s in report.sections for b in s.blocks if isinstance(b, Picture | Priority)]
    figures = POINTS.findall(told.replace("2026.1", "").replace("1.0", ""))
    assert figures == []


def test_composites_say_that_they_are_none_of_the_enterprises() -> None:
    """A warning stands before the first of them, and each names the sector and its n."""
    report = build(EDGES["two years"], Voice("zh"), made.MADE_ON)
    blocks = next(section for section in report.sections if section.id == "paths").blocks
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].tone == "warning"
    assert "不是任何一家企业" in blocks[0].text
    cards = [block for block in blocks if isinstance(block, Priority)]
    assert cards
    assert all(card.title.startswith("合成画像：") for card in cards)
    assert all(any("n=" in value for _, value in card.rows) for card in cards)


def test_a_sector_whose_count_is_hidden_has_no_composite() -> None:
    """No composite stands for nobody knows how many."""
    shown = made.figures()
    sectors = tuple(replace(row, count=HIDDEN) for row in shown.sectors)
    report = build(made.of(replace(shown, sectors=sectors)), Voice("zh"), made.MADE_ON)
    blocks = next(section for section in report.sections if section.id == "paths").blocks
    assert not [block for block in blocks if isinstance(block, Priority)]


def test_the_workbook_has_a_sheet_a_table_with_numbers() -> None:
    """Means are numbers, hidden cells a word, and the last sheet says what words mean."""
    shown = made.figures()
    sectors = (made.hidden_row(shown.sectors[0]), *shown.sectors[1:])
    report = build(made.of(replace(shown, sectors=sectors)), Voice("zh"), made.MADE_ON)
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(report)))
    tables = [b for s in report.sections for b in s.blocks if isinstance(b, Table)]
    assert book.sheetnames[0] == "首页"
    assert book.sheetnames[-1] == "附注"
    assert len(book.sheetnames) == len(tables) + 2
    numbers = {
        cell.value
        for sheet in book.worksheets[1:-1]
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "n" and cell.value is not None
    }
    assert {mean for row in shown.sectors[1:] for mean in row.means.values()} <= numbers


@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_says_where_its_figures_are_from(lang: Lang) -> None:
    """Below its caption; and the last sheet has the definitions, not what happens to come last."""
    report = build(EDGES["all subjects"], Voice(lang), made.MADE_ON)
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(report)))
    *sheets, notes = book.worksheets[1:]
    statement = outside_figures().statement.to(lang)
    for sheet in sheets:
        told = [cell.value for (cell,) in sheet.iter_rows(max_col=1, max_row=6)]
        assert any(str(each).startswith(("数据来源：", "Source:", statement)) for each in told)
    last = report.sections[-1]
    assert last.id == "limits"
    assert notes["A1"].value == last.title


def test_until_it_is_published_every_page_says_for_review() -> None:
    """The mark goes with the day of publication, which the cover then names."""
    city = EDGES["two years"]
    assert "审阅稿，尚未公布" in build(city, Voice("zh"), made.MADE_ON).marks
    published = build(replace(city, published_on=date(2026, 12, 3)), Voice("zh"), made.MADE_ON)
    assert published.marks == ()
    assert ("公布日期", "2026 年 12 月 3 日") in published.cover.facts


def test_ends_that_read_alike_stand_together() -> None:
    """Two sectors with the same highest mean are both named."""
    shown = made.figures()
    rows = [replace(row, means={**row.means, "total": 40.0}) for row in shown.sectors]
    for place in (0, 1):
        rows[place] = replace(rows[place], means={**rows[place].means, "total": 60.0})
    report = build(made.of(replace(shown, sectors=tuple(rows))), Voice("zh"), made.MADE_ON)
    told = next(section for section in report.sections if section.id == "sectors").blocks[0]
    assert isinstance(told, Paragraph)
    assert "电子信息与仪器仪表、电气机械与新能源装备总体平均得分最高（60.0 分）" in told.text


def test_further_subjects_have_their_chapters() -> None:
    """Items in the chapter on gaps, then claims, needs and national levels, each with its n."""
    report = build(EDGES["all subjects"], Voice("zh"), made.MADE_ON)
    sections = {section.id: section for section in report.sections}
    assert {"gaps", "claims", "needs", "national"} <= set(sections)
    for id in ("claims", "needs", "national"):
        told = " ".join(texts(replace(report, sections=(sections[id],))))
        assert "n=" in told
    assert "第 -1 级" not in " ".join(texts(report))
    assert any("两年都参评的企业" in text for text in texts(report))
    assert any("95% 区间" in text for text in texts(report))


@pytest.mark.parametrize("lang", LANGS)
def test_figures_of_others_stand_apart_with_all_that_belongs_to_them(lang: Lang) -> None:
    """In an annex of their own: n, date, source, address, how sure, and that nothing compares."""
    report = build(EDGES["all subjects"], Voice(lang), made.MADE_ON)
    (annex,) = [section for section in report.sections if section.id == "outside"]
    told = "\n".join(texts(replace(report, sections=(annex,))))
    details = [
        detail
        for block in annex.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for detail in cell.details
    ]
    known = outside_figures()
    assert annex.blocks[0] == Paragraph(known.statement.to(lang), "warning")
    for each in known.of("manufacturing", city=True):
        for said in (each.says.to(lang), f"{each.n:,}", each.date, each.source.to(lang)):
            assert said in told
        assert {each.scope.to(lang), each.address} <= set(details)
        assert f"\n{each.sure}" in told
    elsewhere = "\n".join(texts(of_ours(report)))
    assert not any(each.says.to(lang) in elsewhere for each in known.figures)
    assert [paragraph.id for paragraph in paragraphs(replace(report, sections=(annex,)))] == [
        "outside/table-1"
    ]


def test_a_questionnaire_that_none_belongs_to_has_no_such_annex() -> None:
    """No title over nothing."""
    city = replace(EDGES["two years"], questionnaire=load("services"))
    report = build(city, Voice("zh"), made.MADE_ON)
    assert "outside" not in {section.id for section in report.sections}


def test_targets_of_centres_are_left_out_and_it_says_so() -> None:
    """With why, and where officials find them."""
    report = build(EDGES["all subjects"], Voice("zh"), made.MADE_ON)
    assert any("诊断目标和完成进度不列入本公报" in text for text in texts(report))


def test_the_summary_says_how_the_same_enterprises_moved() -> None:
    """Behind the difference of two years stands that of who took part in both."""
    report = build(EDGES["all subjects"], Voice("zh"), made.MADE_ON)
    told = " ".join(texts(replace(report, sections=report.sections[:1])))
    assert "两年都参评的企业（n=20–29）" in told
    report = build(EDGES["two years"], Voice("zh"), made.MADE_ON)
    assert "两年都参评" not in " ".join(texts(replace(report, sections=report.sections[:1])))


def test_a_level_that_is_but_a_number_is_named_once() -> None:
    """Not "第 1 级 一级": its name says nothing more."""
    shown = made.beside()["national"]
    named = [
        each.model_copy(update={"name": Text(zh=f"{chinese(each.number)}级", en="Level")})
        for each in shown.legend.levels[2:]
    ]
    levels = (*shown.legend.levels[:2], *named)
    national = replace(shown, legend=replace(shown.legend, levels=levels))
    for lang, name in (("zh", "第 1 级"), ("en", "Level 1")):
        city = made.of(made.figures(), beside={"national": national})
        report = build(city, Voice(lang), made.MADE_ON)
        told = next(section for section in report.sections if section.id == "national").blocks
        (picture,) = [block for block in told if isinstance(block, Picture)]
        assert isinstance(picture.figure, RowsFigure)
        assert picture.figure.labels[2] == name


def test_a_verdict_that_is_hidden_is_said_to_be() -> None:
    """Shares of some verdicts do not look like all there are."""
    claims = made.beside()["claims"]
    means = {**claims.city.means, "claims_confirmed": HIDDEN}
    figures = replace(claims, city=replace(claims.city, means=means))
    report = build(made.of(made.figures(), beside={"claims": figures}), Voice("zh"), made.MADE_ON)
    assert any("（隐藏）" in text and "调低（" in text for text in texts(report))


def test_a_table_of_several_years_says_of_which() -> None:
    """What stands below it names the first and the last."""
    report = build(EDGES["two years"], Voice("zh"), made.MADE_ON)
    trend = next(section for section in report.sections if section.id == "trend")
    assert any("2025–2026 年" in text for text in texts(replace(report, sections=(trend,))))


def test_english_means_have_room_for_their_names() -> None:
    """Two tables instead of nine narrow columns; every dimension once."""
    report = build(EDGES["two years"], Voice("en"), made.MADE_ON)
    annex = next(section for section in report.sections if section.id == "annex").blocks
    means = [b for b in annex if isinstance(b, Table) and "Mean points by sector" in b.caption]
    assert [len(table.columns) for table in means] == [7, 6]
    heads = [column.title for table in means for column in table.columns[2:]]
    assert len(heads) == len(set(heads)) == len(made.LEGEND.measures)


@given(st.lists(st.integers(1, 6), min_size=1), st.integers(1, 5))
def test_what_is_alike_is_named_together_or_not_at_all(shares: list[int], most: int) -> None:
    """Nothing of a list is left out that is like what is named."""
    found = sorted(shares, reverse=True)
    named = leading(found, most, float)
    assert named
    assert named == found[: len(named)]
    assert len(named) <= most or len(set(named)) == 1
    assert named[-1] not in found[len(named) :]


def test_a_bulletin_without_them_has_no_empty_chapter() -> None:
    """Where nothing of a subject was published it is not spoken of."""
    report = build(EDGES["two years"], Voice("zh"), made.MADE_ON)
    assert not {"claims", "needs", "national"} & {section.id for section in report.sections}


def test_a_band_is_all_that_is_said_of_how_many() -> None:
    """Counts are given as bands, in text, tables and pictures."""
    shown = replace(made.figures(), city=replace(made.figures().city, count=CountRange(730, 739)))
    assert any(
        "730–739" in text for text in texts(build(made.of(shown), Voice("zh"), made.MADE_ON))
    )
