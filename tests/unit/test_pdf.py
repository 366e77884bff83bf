"""The PDF report is fit for an archive and for a screen reader, and says what was typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assessments.model import Stage
from assessments.refusals import Invalid
from i18n import Lang, say
from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Kind
from reports.pdf import unprintable, write_pdf
from reports.pdf_glyphs import missing_glyphs, settable
from reports.report import Heading, Picture, Priority, Report, Table
from scoring.library import rubric
from services import reporting
from tests.town import new_town
from tests.unit.report_cases import CLAIMS, LANGS, PEERS, enterprise, report
from tests.unit.report_reading import texts

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "#evil *bold* _it_ $x^2$ `raw`",
    '#import "@preview/x:0.1.0": *; #read("/etc/passwd")',
    '"] #panic() [\\u{41} \\',
    "= Heading <label> @label // no comment /* nor */",
    "<script>alert(1)</script> {{ 7*7 }}",
    "=cmd|'/c calc'!A1",
    "喆堃珺祎科技（无锡）——“甲”·乙 ½ № ℃",
)


def opened(made: Report) -> PdfReader:
    """The written file, read back."""
    return PdfReader(BytesIO(write_pdf(made)))


def dense(text: str) -> str:
    """``text`` without any space: lines may have been broken anywhere."""
    return "".join(text.split())


def pages(reader: PdfReader) -> list[str]:
    """What stands on each page."""
    return [dense(page.extract_text()) for page in reader.pages]


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure below ``node``."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        below = child.get_object()
        if hasattr(below, "get"):
            yield below
            yield from elements(below)


def structure(reader: PdfReader, kind: str) -> list[Any]:
    """The structure elements of that kind."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    return [each for each in elements(root) if each.get("/S") == kind]


def titles(outline: list[Any], level: int = 1) -> Iterator[tuple[int, str]]:
    """The bookmarks, each with its depth."""
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry, level + 1)
        else:
            yield level, entry.title


def blocks(made: Report, kind: Any) -> list[Any]:
    """The blocks of that kind."""
    return [each for part in made.sections for each in part.blocks if isinstance(each, kind)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_says_what_it_is(lang: Lang) -> None:
    """PDF/A-2a and PDF/UA-1, tagged, with language, title and day."""
    made = report(lang, stage=Stage.VERIFIED, peers=PEERS)
    reader = opened(made)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == {"zh": "zh-CN", "en": "en-GB"}[lang]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"{made.cover.title} · {made.cover.enterprise}"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == made.made_on
    about = root["/Metadata"].get_data().decode()
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in about


@pytest.mark.parametrize("lang", LANGS)
def test_bookmarks_and_contents_are_the_headings(lang: Lang) -> None:
    """Chapters, their parts and the priorities as bookmarks; the first two in the contents."""
    made = report(lang, stage=Stage.VERIFIED)
    reader = opened(made)
    found = list(titles(reader.outline))
    assert [title for level, title in found if level == 1] == [part.title for part in made.sections]
    inside = {title for level, title in found if level == 2}
    assert {each.text for each in blocks(made, Heading)} < inside
    assert len(inside) == len(blocks(made, Heading)) + len(blocks(made, Priority))
    contents = pages(reader)[1]
    for part in made.sections:
        assert dense(part.title) in contents


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_of_the_report_is_in_the_file(lang: Lang) -> None:
    """Nothing that the report says is lost, whatever block it stands in."""
    made = report(lang, stage=Stage.VERIFIED, peers=PEERS, who=enterprise(synthetic=True))
    reader = opened(made)
    told = "".join(pages(reader)) + "".join(
        dense(str(each["/Alt"])) for each in structure(reader, "/Figure")
    )
    # The end of a page, with its head and foot, may stand in the middle of a long text.
    lost = [text for text in texts(made) if dense(text)[:12] not in told]
    assert lost == []


def test_pictures_tell_what_they_show() -> None:
    """Each has an alternative text, and no dots: letters stay letters, lines stay lines."""
    made = report()
    reader = opened(made)
    told = [each["/Alt"] for each in structure(reader, "/Figure")]
    assert told == [each.figure.alt for each in blocks(made, Picture)]
    assert not any(page.images for page in reader.pages)
    for picture in blocks(made, Picture):
        assert any(dense(picture.caption) in page for page in pages(reader))


def test_head_rows_are_heads_and_come_again_on_the_next_page() -> None:
    """A column's title is a header cell, and stands over what goes on on another page."""
    made = report()
    table = blocks(made, Table)[-1]
    longer = replace(table, rows=table.rows * 40)
    part = replace(made.sections[-1], blocks=(longer,))
    reader = opened(replace(made, sections=(part,)))
    assert len(structure(reader, "/TH")) == len(table.columns)
    heads = "".join(dense(column.title) for column in table.columns)
    assert len(reader.pages) > 3
    assert all(heads in page for page in pages(reader)[2:])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.VERIFIED])
def test_every_page_says_who_vouches_and_what_must_not_be_missed(lang: Lang, stage: Stage) -> None:
    """Marks on all pages, enterprise, standing and page number on all but the cover."""
    made = report(lang, stage=stage, who=enterprise(synthetic=True))
    found = pages(opened(made))
    assert len(made.marks) == (2 if stage is Stage.DRAFT else 1)
    assert dense(made.cover.statement) in found[0]
    for number, page in enumerate(found, start=1):
        assert all(dense(mark) in page for mark in made.marks)
        if number > 1:
            assert dense(made.running) in page
            said = {"zh": "第{}页，共{}页", "en": "Page{}of{}"}[lang]
            assert said.format(number, len(found)) in page


def test_fonts_are_ours_and_embedded() -> None:
    """Nothing is left to what the reader's machine has."""
    reader = opened(report())
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(below["/BaseFont"].partition("+")[2])
            assert "/FontFile2" in below["/FontDescriptor"]
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def test_the_same_report_gives_the_same_bytes() -> None:
    """Twice the same; on another day another file."""
    made = report(stage=Stage.VERIFIED, peers=PEERS)
    assert write_pdf(made) == write_pdf(made)
    assert write_pdf(made) != write_pdf(replace(made, made_on=date(2026, 3, 26)))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_from_outside_stay_words(words: str) -> None:
    """Markup, paths and commands in a name, an answer or a note are printed letter by letter."""
    made = report(
        who=enterprise(name=words), claims=CLAIMS | {"wishes": words}, notes={"plan": words}
    )
    reader = opened(made)
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert reader.metadata.title.endswith(words)
    assert "".join(pages(reader)).count(dense(words)) >= len(reader.pages) + 2


def test_a_character_without_a_glyph_is_refused_with_its_place() -> None:
    """All of them at once, each with its number and the words around it, in both languages."""
    made = report(who=enterprise(name="无锡𠮷野精工有限公司"), notes={"plan": "贴墙上了😀"})
    with pytest.raises(Invalid) as caught:
        write_pdf(made)
    for lang in LANGS:
        said = caught.value.to(lang)
        for part in ("𠮷", "U+20BB7", "无锡𠮷野精工", "😀", "U+1F600", "贴墙上了😀"):
            assert part in said
    assert len(unprintable(made)) == 2
    assert unprintable(report()) == ()


def test_the_refusal_is_known_before_anybody_asks_for_the_file() -> None:
    """The page that offers the PDF can say why there is none."""
    with new_town() as town:
        rare, usual = town.started(name="𠮷野精工"), town.started(name="堃喆精工")
        refusal = reporting.pdf_refusal(town.holder(rare), rare.id, "zh")
        assert refusal is not None
        assert "𠮷" in refusal.to("zh")
        assert reporting.pdf_refusal(town.holder(usual), usual.id, "zh") is None


def test_all_that_the_product_says_has_glyphs() -> None:
    """Questionnaires, rubrics, lists and texts use no character that the fonts lack."""
    files = [
        file
        for folder in ("i18n", "questionnaires", "scoring", "assessments", "solutions", "reports")
        for file in (ROOT / folder).rglob("*.yaml")
    ]
    lacking = {file.name: missing_glyphs(file.read_text("utf-8")) for file in files}
    assert {name: signs for name, signs in lacking.items() if signs} == {}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("e\u0301", "é"),
        ("a\u00a0b\u2009c\u3000d", "a b c\u3000d"),
        ("\u200b甲\u2028乙\ufe0f", "甲\n乙"),
        ("a\tb", "a b"),
    ],
)
def test_what_has_no_ink_is_no_missing_glyph(typed: str, printed: str) -> None:
    """Joiners and selectors fall away, any space is a space, accents join their letters."""
    assert settable(typed) == printed
    assert missing_glyphs(typed) == ""


def test_a_long_word_stays_on_the_page_and_can_be_copied() -> None:
    """A name without a place to break is broken over lines and read back as it was."""
    name = "https://example.org/" + "0123456789abcdef" * 6
    cover = opened(report(who=enterprise(name=name))).pages[0].extract_text()
    assert name in dense(cover)
    assert max(map(len, cover.splitlines())) < 50  # of letters this size, a line holds as many


def test_a_text_longer_than_a_page_goes_on_over_the_next() -> None:
    """Its last words are printed too, not cut at the foot of the page."""
    note = "车间里的情况一条一条写下来。" * 400 + "完毕"
    made = report(notes={"plan": note}, claims=CLAIMS | {"wishes": note})
    assert "".join(pages(opened(made))).count("完毕") >= 2


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_name_is_printed_or_refused(name: str) -> None:
    """There is no third way: no blank in print, no other failure."""
    made = report(claims={}, stage=Stage.DRAFT)
    cover = replace(made.cover, enterprise=name)
    made = replace(made, cover=cover, sections=made.sections[:1])
    if missing_glyphs(name):
        with pytest.raises(Invalid):
            write_pdf(made)
    else:
        assert dense(settable(name)) in pages(opened(made))[0]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_the_page_for_the_owner_is_one_page(name: str, lang: Lang) -> None:
    """Whatever is answered with, what an owner reads first does not run over."""
    asked = load(name)
    judge = rubric(asked.default_rubric, asked)
    options = {item.id: [option.id for option in item.options] for item in asked.items}
    claims: dict[str, Answer] = {}
    for item in asked.items:
        ids = options[item.id]
        if item.kind is Kind.MULTI:
            claims[item.id] = tuple(ids[: len(ids) // 2])
        elif ids:
            claims[item.id] = ids[min(1, len(ids) - 1)]
    made = report(lang, claims=claims, questionnaire=asked, judge=judge, notes={})
    read = pages(opened(made))
    caption, next_chapter = (
        dense(say(f"report.{key}", lang)) for key in ("caption_boss", "fact_credit_code")
    )
    first = next(number for number, text in enumerate(read) if caption in text)
    assert next_chapter not in read[first]
    assert next_chapter in read[first + 1]
