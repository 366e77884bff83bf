"""The Word report is a document a person can go on with: styles, fields, faces, alt texts."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.model import Stage
from assessments.plain_text import plain
from i18n import Lang
from reports.flow import leads
from reports.formats.docx import write_docx
from reports.report import (
    Cell,
    Column,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Section,
    Table,
)
from tests.unit.report_cases import CLAIMS, LANGS, PEERS, enterprise, report
from tests.unit.test_html import HOSTILE


def opened(made: Report) -> Document:
    """The written file, read back."""
    return docx.Document(BytesIO(write_docx(made)))


def styled(document: Document, style: str) -> list[str]:
    """The texts of the paragraphs in that style."""
    return [each.text for each in document.paragraphs if each.style and each.style.name == style]


def cells(document: Document) -> list[str]:
    """The text of every cell."""
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def count(made: Report, kind: Any) -> int:
    """How many blocks of that kind the report has."""
    return sum(isinstance(block, kind) for part in made.sections for block in part.blocks)


@pytest.mark.parametrize("lang", LANGS)
def test_headings_are_headings(lang: Lang) -> None:
    """Chapters in heading 1, their parts in heading 2, priorities in heading 3."""
    made = report(lang, stage=Stage.VERIFIED)
    document = opened(made)
    assert styled(document, "Title") == [made.cover.title]
    assert styled(document, "Subtitle") == [made.cover.enterprise]
    assert styled(document, "Heading 1") == [part.title for part in made.sections]
    assert len(styled(document, "Heading 2")) == 1 + 3
    assert len(styled(document, "Heading 3")) == count(made, Priority) > 0


def test_the_contents_are_a_field_with_links_that_lead_to_the_headings() -> None:
    """Word can renew it; until then every entry leads to its bookmark."""
    made = report()
    body = opened(made).element.body
    codes = [text.text for text in body.iter(qn("w:instrText"))]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert r' TOC \o "1-2" \h \z \u ' in codes
    assert links == marks
    assert len(links) == len(set(links)) >= len(made.sections)


def test_every_field_is_closed() -> None:
    """Begin, separate and end of each field stand in their order, nested at most once."""
    document = opened(report())
    footer = document.sections[0].footer._element
    for root in (document.element.body, footer):
        depth = 0
        for mark in root.iter(qn("w:fldChar")):
            depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(qn("w:fldCharType"))]
            assert 0 <= depth <= 2
        assert depth == 0


@pytest.mark.parametrize("lang", LANGS)
def test_tables_and_figures_have_numbered_captions(lang: Lang) -> None:
    """One caption each, its number a sequence field."""
    made = report(lang, stage=Stage.VERIFIED, peers=PEERS)
    document = opened(made)
    captions = styled(document, "Caption")
    codes = [text.text or "" for text in document.element.body.iter(qn("w:instrText"))]
    assert len(captions) == count(made, Table) + count(made, Picture)
    assert sum("SEQ table" in code for code in codes) == count(made, Table)
    assert sum("SEQ figure" in code for code in codes) == count(made, Picture)
    expected = {"zh": r"(表|图) \d+　", "en": r"(Table|Figure) \d+: "}[lang]
    assert all(re.match(expected, caption) for caption in captions)


def test_pictures_tell_what_they_show() -> None:
    """Each has an alternative text with the figures, and a width within the page."""
    document = opened(report())
    described = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]
    assert len(described) == len(document.inline_shapes) == 3
    assert all("本企业" in text or "得分" in text for text in described)
    section = document.sections[0]
    line = section.page_width - section.left_margin - section.right_margin
    assert all(shape.width <= line for shape in document.inline_shapes)


def test_head_rows_repeat_and_rows_stay_whole() -> None:
    """The first row of a table comes again on each page; no row is cut by a page's end."""
    made = report()
    body = opened(made).element.body
    rows = list(body.iter(qn("w:tr")))
    assert sum(1 for _ in body.iter(qn("w:tblHeader"))) == count(made, Table)
    assert sum(1 for _ in body.iter(qn("w:cantSplit"))) == len(rows)


@pytest.mark.parametrize("lang", LANGS)
def test_chinese_is_set_in_chinese_faces(lang: Lang) -> None:
    """Each style that names a face names an East-Asian one; no theme, nothing Japanese is left."""
    content = write_docx(report(lang))
    styles = docx.Document(BytesIO(content)).styles.element
    faces = list(styles.iter(qn("w:rFonts")))
    assert faces[0].getparent().getparent().tag == qn("w:rPrDefault")
    for face in faces:
        assert face.get(qn("w:eastAsia")) in ("宋体", "微软雅黑", "等线")
        assert not [name for name in face.attrib if "Theme" in name]
    with ZipFile(BytesIO(content)) as parts:
        for name in ("styles", "settings", "document", "header1", "footer1"):
            part = parts.read(f"word/{name}.xml").decode()
            assert "ja-JP" not in part
            assert "asciiTheme" not in part
    used = {run.style.name for p in docx.Document(BytesIO(content)).paragraphs for run in p.runs}
    assert used == {"Default Paragraph Font"}


def test_every_run_gives_ambiguous_marks_to_the_chinese_face() -> None:
    """Quotes, dashes and dots that both scripts have are drawn full width."""
    body = opened(report()).element.body
    for run in body.iter(qn("w:r")):
        if run.findall(qn("w:t")):
            assert run.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia"


def test_the_page_is_a4_with_running_head_and_numbers() -> None:
    """Enterprise and statement above, marks with them, page of pages below."""
    made = report(who=enterprise(synthetic=True))
    section = opened(made).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [each.text for each in section.header.paragraphs] == [made.running, made.marks[0]]
    assert section.first_page_footer.paragraphs[0].text == made.marks[0]
    assert section.footer.paragraphs[0].text == "第 1 页，共 1 页"
    codes = [text.text for text in section.footer._element.iter(qn("w:instrText"))]
    assert codes == [" PAGE ", " NUMPAGES "]


def test_the_text_of_the_report_is_the_text_of_the_document() -> None:
    """Every cell of every table, in order, details included."""
    made = report(stage=Stage.VERIFIED, peers=PEERS)
    expected = [
        "\n".join((cell.text, *cell.details))
        for part in made.sections
        for block in part.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    found = cells(opened(made))
    position = -1
    for text in expected:
        position = found.index(text, position + 1)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_from_outside_stay_words(words: str) -> None:
    """A hostile or four-byte name or note is read back letter by letter."""
    made = report(
        who=enterprise(name=words), claims=CLAIMS | {"wishes": words}, notes={"plan": words}
    )
    document = opened(made)
    assert styled(document, "Subtitle") == [words]
    assert words in cells(document)
    assert any(text.endswith(words) for text in cells(document) if "企业说明" in text)
    assert document.core_properties.title.endswith(words)


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_name_makes_a_file_that_opens(name: str) -> None:
    """What XML cannot hold is left out; everything else is read back as typed."""
    made = report(claims={}, stage=Stage.DRAFT)
    cover = replace(made.cover, enterprise=name)
    document = opened(replace(made, cover=cover, sections=made.sections[:1]))
    assert styled(document, "Subtitle") == [plain(name)]


def test_words_stay_with_what_they_lead_to() -> None:
    """The last text before a table or picture, and a short one before that; nothing else."""
    table = Table("表", (Column("甲", 1.0),), ((Cell("一"),),))
    long, short = Paragraph("长" * 101), Paragraph("短")
    assert leads((short, short, table, short, table)) == (True, True, False, True, False)
    assert leads((short, short, short, table)) == (False, True, True, False)
    assert leads((long, long, table)) == (False, True, False)
    assert leads((Heading("a", "甲"), short, Heading("b", "乙"))) == (False, False, False)
    made = replace(report(), sections=(Section("a", "甲", (short, table, short)),))
    kept = [
        each.paragraph_format.keep_with_next
        for each in opened(made).paragraphs
        if each.text == "短"
    ]
    assert kept == [True, None]
