"""The form of official documents: what it sets, and that it says the same as our own form."""

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.docx_official import INSTEAD
from reports.formats.docx import write_docx, write_official
from tests.unit.report_cases import report


def opened(content: bytes) -> Document:
    """The file as a document."""
    return docx.Document(BytesIO(content))


def test_body_headings_lines_and_margins_are_those_of_official_documents() -> None:
    """仿宋 16 pt, lines 30 pt apart, chapters in 黑体, sections in 楷体, margins as set."""
    document = opened(write_official(report()))
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(each / Mm(1)) for each in margins] == [37, 35, 28, 26]
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert int(defaults.find(f".//{qn('w:sz')}").get(qn("w:val"))) == 32
    spacing = defaults.find(f".//{qn('w:spacing')}")
    assert int(spacing.get(qn("w:line"))) * 635 == Pt(30)
    assert spacing.get(qn("w:lineRule")) == "exact"
    faces = {
        style.get(qn("w:styleId")): style.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for style in styles.iter(qn("w:style"))
        if style.get(qn("w:styleId")) in ("Heading1", "Heading2")
    }
    assert faces == {"Heading1": "黑体", "Heading2": "楷体_GB2312"}


def test_faces_are_named_with_what_may_take_their_place_and_not_embedded() -> None:
    """The table of fonts has another name for each face, and the file holds no font."""
    parts = {part.partname: part for part in opened(write_official(report())).part.package.parts}
    table = parse_xml(next(part.blob for name, part in parts.items() if "fontTable" in name))
    instead = {
        font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val"))
        for font in table.iter(qn("w:font"))
        if font.find(qn("w:altName")) is not None
    }
    assert instead.items() >= INSTEAD.items()
    assert not [name for name in parts if name.endswith((".odttf", ".ttf", ".otf"))]


def test_it_says_the_same_as_our_own_form() -> None:
    """Only the look is another one; the contents leave their page numbers to Word."""
    ours, official = (
        [each.text.split("\t")[0] for each in opened(write(report())).paragraphs]
        for write in (write_docx, write_official)
    )
    assert len(ours) > 50
    assert official == ours


def test_pictures_and_tables_fit_between_its_margins() -> None:
    """The line is shorter than that of our own form."""
    document = opened(write_official(report()))
    page = document.sections[0]
    line = page.page_width - page.left_margin - page.right_margin
    assert document.inline_shapes
    assert all(shape.width <= line for shape in document.inline_shapes)
    assert document.tables
    for table in document.tables:
        widths = [int(each.get(qn("w:w"))) * 635 for each in table._tbl.tblGrid]
        assert sum(widths) <= line


def test_an_english_report_keeps_our_own_form() -> None:
    """There is no such form for it."""
    english = report("en")
    assert opened(write_official(english)).sections[0].top_margin == opened(
        write_docx(english)
    ).sections[0].top_margin  # fmt: skip
