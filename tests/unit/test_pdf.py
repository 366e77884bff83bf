"""The PDF report is fit for an archive and for a screen reader, and says what was typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assessments.model import Stage
from i18n import Lang, say
from questionnaires.answers import Answer, NotApplicable
from questionnaires.library import load
from questionnaires.model import Kind
from reports.diagnosis import Noted
from reports.formats.pdf import unprintable, write_pdf
from reports.pdf_glyphs import missing_glyphs, printable, settable
from reports.registry import FORMATS
from reports.report import (
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Table,
)
from scoring.library import rubric
from services import reporting
from services.dossier import dossier_of
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
    written = replace(made, slides=())  # for the deck only
    lost = [text for text in texts(written) if dense(text)[:12] not in told]
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


def report_fonts(reader: PdfReader) -> set[str]:
    """The faces on the pages, each of which has to be inside the file."""
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(below["/BaseFont"].partition("+")[2].removesuffix("-Identity-H"))
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"])
    return names


def test_fonts_are_ours_and_embedded() -> None:
    """Nothing is left to what the reader's machine has; rare faces only where they are needed."""
    assert report_fonts(opened(report())) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


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


def test_rare_characters_of_a_name_are_printed_and_can_be_copied() -> None:
    """From further faces of ours, embedded like the common one."""
    name = "无锡㛃䶮㸆䴓𠮷㐂𬍛精工有限公司"
    reader = opened(report(who=enterprise(name=name), notes={"plan": "𤩽、𠮷各一份"}))
    assert all(dense(name) in page for page in pages(reader)[1:])
    assert "𤩽、𠮷各一份" in "".join(pages(reader))
    assert report_fonts(reader) == {
        "NotoSansSC-Regular", "NotoSansSC-Bold",
        "ShuzhenRareSans-Regular", "ShuzhenRareSans-Bold",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_a_character_without_a_glyph_is_a_number_in_the_text_and_told_at_the_end(
    lang: Lang,
) -> None:
    """Each with its number, where it stood and beside which words; without one, no such chapter."""
    title = dense(say("report.placeholders", lang))
    made = report(lang, who=enterprise(name="无锡😀精工"), notes={"plan": "贴墙上了👍"})
    read = pages(opened(made))
    assert "无锡〔U+1F600〕精工" in read[0]
    assert "贴墙上了〔U+1F44D〕" in "".join(read[:-1])
    remark = read[-1]
    assert title in remark
    evidence = next(part.title for part in made.sections if part.id == "evidence")
    for part in (
        say("report.placeholders_cover", lang),
        evidence,
        "无锡〔U+1F600〕精工",
        "贴墙上了",
    ):
        assert dense(part) in remark
    assert unprintable(made) == "😀👍"
    assert unprintable(report(lang)) == ""
    assert title not in "".join(pages(opened(report(lang))))


def test_numbers_in_the_print_are_told_before_anybody_asks_for_the_file() -> None:
    """The page that offers the PDF names the characters, and only where there are any."""
    with new_town() as town:
        odd, usual = town.started(name="野😀精工"), town.started(name="堃喆𠮷精工")
        assert "😀（U+1F600）" in reporting.pdf_remark(
            dossier_of(town.holder(odd), "report.read", odd.id), "zh"
        )
        assert (
            reporting.pdf_remark(dossier_of(town.holder(usual), "report.read", usual.id), "zh")
            == ""
        )


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


def everywhere(text: str) -> Report:
    """A report with ``text`` in every place where one may hold words of a person."""
    made = report(claims={}, stage=Stage.DRAFT)
    first = made.sections[0]
    picture = next(each for each in blocks(made, Picture))
    placed = (
        Heading("h", text),
        Paragraph(text),
        Paragraph(text, "note"),
        Paragraph(text, "warning", edited=True),
        Bullets((text, text)),
        Facts(((text, text),)),
        Table(text, (Column(text, 1.0),), ((Cell(text, (text,)),),)),
        replace(picture, caption=text, figure=replace(picture.figure, alt=text)),
        Priority(1, text, ((text, text),)),
    )
    cover = replace(made.cover, enterprise=text, facts=((text, text),))
    sections = (replace(first, title=text, blocks=placed),)
    return replace(made, cover=cover, running=text, marks=(text,), sections=sections)


# Anything at all, and more of what printing has stumbled over: pictures put together of several,
# flags, accents on rare characters, marks that turn the direction, joiners, private characters,
# halves of pairs, no characters, unassigned ones, ends of lines.
TROUBLE = st.sampled_from(
    "😀👍🏽👩‍👩‍👧🇨🇳1\ufe0f\u20e3㐂𠮷𤩽\u0301\u20dd\u0489\u202e\u2067\u202c\u200d\u200b\ufeff\ue000\U000f0001\ud800\udfff"
    "\ufffe\U0010ffff\u0378\x00\x07\x1b\x85\u2028\u2029\n\r\t 가각ﷺपिกำ﷽"
)
ANY = st.lists(st.one_of(TROUBLE, st.characters(exclude_categories=())), max_size=60)


@given(ANY.map("".join))
@example("㐂\u0301")
@example("\ud800")
@example("\u200b")
@example("")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_typed_there_is_a_pdf(text: str) -> None:
    """Every text, in every place; what is printed can be read back, the rest by its number."""
    read = pages(opened(everywhere(text)))
    assert dense(printable(settable(text))) in "".join(read)


@pytest.mark.parametrize("format", list(FORMATS))
def test_whatever_people_typed_into_a_diagnosis_there_is_a_report(format: str) -> None:
    """Name, notes, answers, reasons, remarks, centre, consultant, in each format."""
    odd = "甲😀\ud800\u202e\ue000\x07㐂\u0301乙"
    made = report(
        stage=Stage.VERIFIED,
        who=enterprise(name=odd.replace("\ud800", "")),
        claims=CLAIMS | {"wishes": odd, "scheduling": NotApplicable(odd)},
        notes={"plan": odd},
        remarks={"plan": odd},
        centre=odd,
        noted={("claimed", "plan"): Noted(odd, datetime(2026, 3, 1, tzinfo=UTC))},
    )
    assert FORMATS[format].write(made)


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
