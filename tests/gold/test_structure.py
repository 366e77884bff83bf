"""However a report is handed out, it is built as a document should be."""

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import count, pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook
from pypdf import PageObject, PdfReader

from i18n import Lang, say
from reports.docx_base import FACES
from reports.flow import kept
from reports.formats.pdf import unprintable
from reports.report import Heading, Picture, Priority, Table
from tests.gold.made import ALL, file, report
from tests.gold.reading import SHAPES, Shape
from tests.unit.pptx_reading import assert_in_place, notes_of, opened, texts_of
from tests.unit.test_pdf import blocks, dense, elements, pages, structure, titles
from wording.voice import Voice

TOP, FOOT = 76.5, 65.2  # points of a page above and below what is printed
WHOM = ("government", "encouraged", "everybody", "general", "draft", "law")

BUILT = [(*each, format) for each in ALL for format in SHAPES]
HERE = {"zh": re.compile(r"(图|表) ?(\d+)"), "en": re.compile(r"(Figure|Table) (\d+)")}
KIND = {"图": "figure", "Figure": "figure", "表": "table", "Table": "table"}
of_each = pytest.mark.parametrize(("name", "lang"), ALL)
of_built = pytest.mark.parametrize(("name", "lang", "format"), BUILT)


def shape(name: str, lang: Lang, format: str) -> Shape:
    """How that file is built."""
    return SHAPES[format](file(name, lang, format))


def read(name: str, lang: Lang) -> PdfReader:
    """The PDF file, opened."""
    return PdfReader(BytesIO(file(name, lang, "pdf")))


def chapters(reader: PdfReader) -> list[int]:
    """The page on which each chapter begins, counted from 0."""
    marks = [each for each in reader.outline if not isinstance(each, list)]
    return [reader.get_destination_page_number(each) or 0 for each in marks]


@of_built
def test_headings_are_in_order_and_numbered(name: str, lang: Lang, format: str) -> None:
    """No part without a chapter; chapters count through, the summary before, annexes after.

    In Word a pain point is a heading of depth 3 wherever it stands, so that no list has it.
    """
    found = shape(name, lang, format).headings
    depths = [depth for depth, _ in found]
    assert depths[0] == 1
    assert all(later <= before + 1 or later == 3 for before, later in pairwise(depths))
    first, *numbered = [text for depth, text in found if depth == 1]
    assert first == say("report.summary", lang)
    annex = say("report.annex_title", lang, number="", title="")[:2]
    kept = [text for text in numbered if not text.startswith(annex)]
    heads = [
        say("report.section_title", lang, number=Voice(lang).ordinal(place), title="")
        for place in range(1, len(kept) + 1)
    ]
    assert [text[: len(head)] for text, head in zip(kept, heads, strict=True)] == heads
    assert numbered[: len(kept)] == kept


@of_built
def test_captions_count_through_and_stand_where_they_belong(
    name: str, lang: Lang, format: str
) -> None:
    """Every picture and every table has one, numbered without a gap."""
    found = shape(name, lang, format)
    numbers = {"figure": count(1), "table": count(1)}
    for caption, beside in zip(found.captions, found.beside, strict=True):
        head = HERE[lang].match(caption)
        assert head, caption
        assert KIND[head[1]] == beside
        assert int(head[2]) == next(numbers[beside])
        assert caption[head.end() :].strip()
    assert found.beside.count("figure") == len(found.pictures) > 0
    assert found.beside.count("table") == found.tables > 0


@of_built
def test_pictures_tell_what_they_show(name: str, lang: Lang, format: str) -> None:
    """In a sentence or more, whatever the format."""
    told = [block.figure.alt for block in blocks(report(name, lang), Picture)]
    assert list(shape(name, lang, format).pictures) == told
    assert all(len(each) >= 15 and each[-1] in "。." for each in told)


@of_built
def test_the_contents_are_the_headings(name: str, lang: Lang, format: str) -> None:
    """Chapters and their parts, in their order; single pain points are not listed."""
    found = shape(name, lang, format)
    made = report(name, lang)
    listed = [part.title for part in made.sections] + [each.text for each in blocks(made, Heading)]
    assert [text for _, text in found.headings if text in listed] == list(found.contents)
    assert len(found.contents) == len(listed)


@of_each
def test_pain_points_are_six_at_most(name: str, lang: Lang) -> None:
    """Ranked, and each says all that it should; the overview keeps to its length."""
    made = report(name, lang)
    (part,) = [each for each in made.sections if each.id == "priorities"]
    pains = [block for block in part.blocks if isinstance(block, Priority)]
    assert 1 <= len(pains) <= 6
    assert [each.number for each in pains] == list(range(1, len(pains) + 1))
    cited = {say(f"regulations.to_{whom}", lang) for whom in WHOM}
    labels = {tuple(label for label, _ in each.rows if label not in cited) for each in pains}
    assert len(labels) == 1
    assert all(len(value.strip()) > 3 for each in pains for _, value in each.rows)
    assert 0 < len(made.summary) <= 200


@of_each
def test_the_pdf_leads_to_every_heading(name: str, lang: Lang) -> None:
    """Bookmarks are the headings that Word has; the contents list them with rising pages."""
    reader, made = read(name, lang), report(name, lang)
    marks = list(titles(reader.outline))
    in_word = [text for _, text in shape(name, lang, "docx").headings]
    assert [text for _, text in marks] == in_word
    first, *_ = starts = chapters(reader)
    assert starts == sorted(starts)
    told = "".join(pages(reader)[1:first])
    listed = [part.title for part in made.sections] + [each.text for each in blocks(made, Heading)]
    places = [told.find(dense(text)) for _, text in marks if text in listed]
    assert -1 not in places
    assert len(structure(reader, "/TOCI")) == len(listed)


@of_each
def test_what_the_boss_reads_is_one_page(name: str, lang: Lang) -> None:
    """The summary begins a page and ends on it; the contents stand before."""
    first, second, *_ = chapters(read(name, lang))
    assert second == first + 1


@of_each
def test_no_page_is_half_empty(name: str, lang: Lang) -> None:
    """From the chapter after the summary on, but for the last page."""
    reader = read(name, lang)
    _, first, *_ = chapters(reader)
    told = [(page + 1, filled(reader.pages[page])) for page in range(first, len(reader.pages) - 1)]
    assert len(told) > 10
    assert [each for each in told if each[1] < 0.5] == []


def filled(page: PageObject) -> float:
    """How much of the room for text is above the lowest line that stands in it."""
    places = []

    def place(text: str, cm: Sequence[float], tm: Sequence[float], *_: object) -> None:
        if text.strip():
            places.append(cm[1] * tm[4] + cm[3] * tm[5] + cm[5])

    page.extract_text(visitor_text=place)
    top, foot = (float(page.mediabox.height) - TOP, FOOT)
    return (top - min(each for each in places if each > foot)) / (top - foot)


@of_each
def test_no_row_is_parted_from_those_that_it_stays_with(name: str, lang: Lang) -> None:
    """Where a table goes over pages, neither one row stands alone nor the last two of it."""
    reader = read(name, lang)
    number = {page.indirect_reference: at for at, page in enumerate(reader.pages)}
    told, over = blocks(report(name, lang), Table), 0
    for table, built in zip(told, structure(reader, "/Table"), strict=True):
        (body,) = [each for each in elements(built) if each.get("/S") == "/TBody"]
        rows = [each for each in elements(body) if each.get("/S") == "/TR"]
        on = [next(number[e.raw_get("/Pg")] for e in elements(row) if "/Pg" in e) for row in rows]
        over += on[0] != on[-1]
        keeps = kept(table.rows)
        parted = [at for at, (one, other) in enumerate(pairwise(on)) if keeps[at] and one < other]
        assert parted == [], table.caption
    assert over > 0


@of_each
def test_every_page_says_which_it_is_and_of_how_many(name: str, lang: Lang) -> None:
    """All but the cover."""
    told = pages(read(name, lang))
    for number, text in enumerate(told[1:], start=2):
        assert text.endswith(dense(say("report.page", lang, page=number, pages=len(told))))


@of_each
def test_the_pdf_is_whole_in_itself(name: str, lang: Lang) -> None:
    """Tagged, in a language, with its faces inside and no character that they lack."""
    reader = read(name, lang)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"zh": "zh-CN", "en": "en-GB"}[lang]
    faces = [
        descriptor
        for page in reader.pages
        for face in page["/Resources"]["/Font"].values()
        for below in face.get_object()["/DescendantFonts"]
        if (descriptor := below.get_object()["/FontDescriptor"].get_object())
    ]
    assert faces
    assert all({"/FontFile2", "/FontFile3"} & set(face) for face in faces)
    assert unprintable(report(name, lang)) == ""


@of_each
def test_the_pdf_tells_its_pictures_and_tables(name: str, lang: Lang) -> None:
    """Alternative texts, heads of columns, a caption for each."""
    reader, made = read(name, lang), report(name, lang)
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]
    kinds = [each.get("/S") for each in elements(root)]
    pictures, tables = blocks(made, Picture), blocks(made, Table)
    assert [each["/Alt"] for each in structure(reader, "/Figure")] == [
        each.figure.alt for each in pictures
    ]
    assert kinds.count("/Caption") == len(pictures) + len(tables)
    assert kinds.count("/THead") == len(tables)


@of_each
def test_word_can_go_on_with_it(name: str, lang: Lang) -> None:
    """A field for the contents, faces for Chinese, a running head, page numbers below."""
    opened = docx.Document(BytesIO(file(name, lang, "docx")))
    body = opened.element.body
    fields = [(each.text or "").split()[0] for each in body.iter(qn("w:instrText"))]
    assert fields.count("TOC") == 1
    assert fields.count("SEQ") == len(shape(name, lang, "docx").captions)
    normal = opened.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert normal.get(qn("w:eastAsia")) == FACES[lang]["east"]
    (section,) = opened.sections
    assert report(name, lang).cover.enterprise in section.header.paragraphs[0].text
    foot = section.footer.paragraphs[0]._p.iter(qn("w:instrText"))
    assert [(each.text or "").strip() for each in foot] == ["PAGE", "NUMPAGES"]


@of_each
def test_the_page_needs_nothing_but_itself(name: str, lang: Lang) -> None:
    """One first heading, a language, a style for paper, and no address that would be loaded."""
    tree = html.document_fromstring(file(name, lang, "html").decode())
    assert tree.get("lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert len(tree.findall(".//h1")) == 1
    assert "@media print" in "".join(each.text or "" for each in tree.iter("style"))
    loaded = [
        value
        for each in tree.iter()
        if isinstance(each.tag, str)
        for word in ("src", "href", "data", "poster", "srcset", "action")
        if (value := each.get(word))
    ]
    assert [each for each in loaded if not each.startswith(("#", "data:"))] == []
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")


@of_each
def test_the_workbook_computes_without_a_fault(name: str, lang: Lang) -> None:
    """No cell stores an error but “not applicable”; every sheet speaks, and formulas compute."""
    stored = load_workbook(BytesIO(file(name, lang, "xlsx")), data_only=True)
    formulas = load_workbook(BytesIO(file(name, lang, "xlsx")))
    faults = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in stored
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" and cell.value != "#N/A"  # a gap in a chart
    ]
    assert faults == []
    assert all(sheet.max_row > 1 for sheet in stored)
    computed = [c for sheet in formulas for row in sheet.iter_rows() for c in row]
    assert sum(cell.data_type == "f" for cell in computed) > 100


@of_each
def test_the_deck_is_short_and_whole(name: str, lang: Lang) -> None:
    """Eight to ten slides in their places, the enterprise on each, notes for each."""
    content = file(name, lang, "pptx")
    slides = opened(content).slides
    assert 8 <= len(slides) <= 10
    assert_in_place(content)
    for slide in slides:
        assert report(name, lang).cover.enterprise in "".join(texts_of(slide))
        assert len(notes_of(slide)) > 20
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) >= 1
