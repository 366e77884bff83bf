"""A report on a centre's paper is the whole report: nothing cut, nothing left, nothing run."""

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.model import Stage
from assessments.plain_text import plain
from i18n import Lang
from reports.formats.docx import write_docx
from reports.report import Picture, Report, Table
from reports.word_template.example import example
from reports.word_template.fields import BLOCKS, CHAPTERS, SIMPLE, section_id, values, written
from reports.word_template.filling import fill
from tests.unit.report_cases import LANGS, MANUFACTURING, WUXI, claims_to, enterprise, report
from tests.unit.word_templates import (
    bytes_of,
    in_cell,
    in_header,
    problems,
    template,
    text_box,
    told_to,
)

SIGNED = Stage.VERIFIED
HOSTILE = "甲 & 乙 <b>{{ level }}</b> {_{ {% for x in y %} {# c #} \\1 ]]> “丙”"


def opened(content: bytes) -> Document:
    """The file, read back."""
    return docx.Document(BytesIO(content))


def texts_of(root: Any) -> list[str]:
    """The text of every paragraph, wherever it stands, without empty ones."""
    found = []
    for paragraph in root.iter(qn("w:p")):
        pieces = [t.text or "" for t in paragraph.iter(qn("w:t"))]
        found.append("".join(pieces))
    return [text for text in found if text]


def styled(document: Document, style: str) -> list[str]:
    """The texts of the paragraphs in that style."""
    return [each.text for each in document.paragraphs if each.style and each.style.name == style]


def without_pages(told: Sequence[str], made: Report) -> list[str]:
    """Our own form from its contents on, without the pages there, which every entry has."""
    told = told[told.index("目录") :]
    first = 1 + told[1:].index(made.sections[0].title)
    assert all(re.search(r"\d$", entry) for entry in told[1:first])
    return [*told[:1], *(re.sub(r"\d+$", "", each) for each in told[1:first]), *told[first:]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, SIGNED])
def test_every_field_has_a_value_and_none_is_left(lang: Lang, stage: Stage) -> None:
    """The example filled: no braces, no comment, nothing of the author's name."""
    made = report(lang, stage=stage)
    assert set(values(made)) == set(SIMPLE)
    content = fill(example(lang), made)
    document = opened(content)
    heads = [document.sections[0].header, document.sections[0].first_page_header]
    told = texts_of(document.element.body) + [text for h in heads for text in texts_of(h._element)]
    assert not [text for text in told if "{{" in text or "}}" in text]
    assert not [rel for rel in document.part.rels.values() if "comments" in rel.reltype]
    assert not list(document.element.body.iter(qn("w:commentReference")))
    assert made.cover.statement in "".join(told)


def test_chapters_are_those_that_reports_have() -> None:
    """No chapter of a report is without its field."""
    made = report(stage=SIGNED)
    known = {section_id(f"chapter.{name}") for name in CHAPTERS}
    assert {section.id for section in made.sections} <= known


def test_the_report_is_the_one_of_our_own_form() -> None:
    """The same paragraphs, tables, captions, alt texts and links in the same order.

    Only where pages begin is left to Word: the paper of a template is not known.
    """
    made = report(stage=SIGNED)
    own, theirs = write_docx(made), fill(template("{{p contents }}"), made)
    told, expected = (texts_of(opened(each).element.body) for each in (theirs, own))
    assert told[2:] == without_pages(expected, made)
    for tag, attribute in (("wp:docPr", "descr"), ("w:bookmarkStart", "w:name")):
        told = [
            [each.get(attribute if ":" not in attribute else qn(attribute)) for each in body]
            for body in (opened(each).element.body.iter(qn(tag)) for each in (own, theirs))
        ]
        assert told[0] == told[1]
    assert styled(opened(theirs), "Heading 1") == [section.title for section in made.sections]


def test_headings_captions_and_contents_are_real() -> None:
    """Fields and links that Word knows, over the chapters in the order of this template."""
    made = report(stage=SIGNED)
    document = opened(fill(template("{{p contents }}", "{{p chapter.limits }}"), made))
    body = document.element.body
    codes = "".join(text.text or "" for text in body.iter(qn("w:instrText")))
    blocks = [block for section in made.sections for block in section.blocks]
    assert r"TOC \o" in codes
    assert codes.count("SEQ table") == sum(isinstance(block, Table) for block in blocks)
    assert codes.count("SEQ figure") == sum(isinstance(block, Picture) for block in blocks)
    headings = styled(document, "Heading 1")
    assert headings[0].endswith("局限")
    assert sorted(headings) == sorted(section.title for section in made.sections)
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert links[0] == "_limits"
    numbers = [each.get("id") for each in body.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers)) > 0


def test_marks_stand_on_every_page_whatever_the_template_has() -> None:
    """First page, odd and even pages, later sections with a head of their own."""

    def change(document: Document) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        document.sections[0].different_first_page_header_footer = True
        later = document.add_section()
        later.header.is_linked_to_previous = False
        later.header.paragraphs[0].text = "第二部分"

    made = report(stage=Stage.DRAFT, who=enterprise(synthetic=True))
    assert len(made.marks) == 2
    document = opened(fill(template(change=change), made))
    for section in document.sections:
        for head in (section.header, section.first_page_header, section.even_page_header):
            told = " ".join(each.text for each in head.paragraphs)
            assert told.count(made.marks[0]) == told.count(made.marks[1]) == 1


def test_a_template_without_marks_in_the_report_keeps_its_head() -> None:
    """Nothing is put into a header that a report has no reason for."""
    made = report(stage=SIGNED)
    assert made.marks == ()
    document = opened(fill(template("{{ marks }}", change=in_header("本中心")), made))
    assert [each.text for each in document.sections[0].header.paragraphs] == ["本中心"]


def test_what_is_not_known_is_a_dash_and_a_paragraph_of_nothing_goes() -> None:
    """A draft has no code, no signature and no day of one."""
    made = report(stage=Stage.DRAFT)
    made = replace(made, marks=())
    content = fill(template("签署：{{ consultant }}", "{{ marks }}", "{{ signed_on }}"), made)
    told = [each.text for each in opened(content).paragraphs[:4]]
    assert told[0] == made.cover.enterprise
    assert told[2] == "签署：——"
    assert "签署日" not in told[3]
    assert "{{" not in "".join(told)


def test_fields_in_tables_text_boxes_headers_and_cut_runs_keep_their_look() -> None:
    """The value takes the look of the run in which the field begins."""

    def change(document: Document) -> None:
        in_cell("{{ level }}／{{ total }} 分")(document)
        in_header("{{ centre }}")(document)
        text_box(document, "{{ made_on }}")
        paragraph = document.add_paragraph("给：")
        paragraph.add_run("{").bold = True
        paragraph.add_run("{ enter")
        paragraph.add_run("prise }} 敬启")

    made = report(stage=SIGNED)
    known = values(made)
    document = opened(fill(template(change=change), made))
    told = texts_of(document.element.body)
    assert f"{known['level']}／{known['total']} 分" in told
    assert told.count(known["made_on"]) == 2  # in the box, and in its copy
    assert document.sections[0].header.paragraphs[0].text == known["centre"]
    (cut,) = [each for each in document.paragraphs if each.text.startswith("给：")]
    assert [(run.text, run.bold) for run in cut.runs if run.text] == [
        ("给：", None),
        (known["enterprise"], True),
        (" 敬启", None),
    ]


@pytest.mark.parametrize("name", SIMPLE)
def test_what_somebody_typed_appears_as_it_was_typed(name: str) -> None:
    """Braces, markup and escapes are letters in every field."""
    made = report(who=enterprise(name=HOSTILE))
    cover = made.cover
    if name in cover.named:
        made = replace(made, cover=replace(cover, named={**cover.named, name: HOSTILE}))
    document = opened(fill(template(f"〔{written(name)}〕"), made))
    known = values(made)[name]
    told = [text for text in texts_of(document.element.body) if text.startswith("〔")]
    assert told == [f"〔{plain(known) or '——'}〕"]
    assert document.paragraphs[0].text == HOSTILE


TYPED = st.text(min_size=1, max_size=40).filter(lambda text: bool(plain(text)))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(name=TYPED, claims=claims_to(MANUFACTURING))
def test_any_report_is_whole_on_any_paper(name: str, claims: Any) -> None:
    """Each text of our own form is there, in order, and nothing else is but the template's own."""
    made = report(who=enterprise(name=name), claims=claims, questionnaire=MANUFACTURING, judge=WUXI)
    own = without_pages(texts_of(opened(write_docx(made)).element.body), made)
    theirs = texts_of(opened(fill(template("{{p contents }}"), made)).element.body)
    assert theirs[-len(own) :] == own
    assert theirs[:2] == [plain(name).replace("\n", ""), made.cover.statement]


def test_styles_of_the_template_are_used_and_missing_ones_are_brought() -> None:
    """A Chinese Word names ids by numbers; headings there are found by their names."""

    def change(document: Document) -> None:
        for style in document.styles.element.iter(qn("w:style")):
            id, name = style.get(qn("w:styleId")), style.find(qn("w:name")).get(qn("w:val"))
            if name == "heading 1":
                style.set(qn("w:styleId"), "1")
            if id in ("BodyText", "ListBullet", "Caption"):
                style.getparent().remove(style)

    document = opened(fill(template(change=change), report(stage=SIGNED)))
    ids = {each.get(qn("w:styleId")) for each in document.styles.element.iter(qn("w:style"))}
    used = {
        each.get(qn("w:val"))
        for tag in ("w:pStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link")
        for root in (document.element.body, document.styles.element)
        for each in root.iter(qn(tag))
    }
    assert {"1", "BodyText", "ListBullet", "Caption", "ReportTable"} <= used
    body = {each.get(qn("w:val")) for each in document.element.body.iter(qn("w:pStyle"))}
    assert body <= ids
    (bullet,) = (
        each
        for each in document.styles.element.iter(qn("w:style"))
        if each.get(qn("w:styleId")) == "ListBullet"
    )
    number = next(bullet.iter(qn("w:numId"))).get(qn("w:val"))
    numbering = document.part.numbering_part.element
    assert number in {each.get(qn("w:numId")) for each in numbering.iter(qn("w:num"))}


def test_pictures_and_tables_fit_the_paper() -> None:
    """The width is that of the section in which the chapters stand."""

    def change(document: Document) -> None:
        section = document.sections[0]
        section.page_width, section.page_height = Cm(14.8), Cm(21)
        section.left_margin = section.right_margin = Cm(2)

    document = opened(fill(template(change=change), report(stage=SIGNED)))
    line = Cm(10.8)
    assert document.inline_shapes
    assert all(shape.width <= line for shape in document.inline_shapes)
    for grid in document.element.body.iter(qn("w:tblGrid")):
        widths = [int(column.get(qn("w:w"))) for column in grid]
        assert abs(sum(widths) - line.twips) < 20


def test_chinese_has_a_chinese_face() -> None:
    """Where the template names none, one is given, and its theme speaks Chinese."""

    def change(document: Document) -> None:
        for faces in list(document.styles.element.iter(qn("w:rFonts"))):
            faces.getparent().remove(faces)

    document = opened(fill(template(change=change), report()))
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert [each.get(qn("w:eastAsia")) for each in defaults.iter(qn("w:rFonts"))] == ["宋体"]
    assert [each.get(qn("w:eastAsia")) for each in defaults.iter(qn("w:lang"))] == ["zh-CN"]


def test_contents_of_the_template_s_own_are_renewed_by_word() -> None:
    """What stood there when the template was saved is not what a report has."""
    made = template(change=lambda document: told_to(document, ' TOC \\o "1-3" '))
    assert problems(made) == []
    marks = opened(fill(made, report())).element.body.iter(qn("w:fldChar"))
    assert "true" in [each.get(qn("w:dirty")) for each in marks]


def test_the_last_paragraph_of_a_cell_stays_and_a_table_is_followed_by_one() -> None:
    """Word calls a file damaged where either is missing."""
    document = docx.Document()
    for text in ("{{ enterprise }}", "{{ statement }}", "{{p facts }}"):
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = "{{ marks }}"
    document.add_paragraph("{{p body }}")
    filled = opened(fill(bytes_of(document), report(stage=SIGNED)))
    for cell in filled.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    for table in filled.element.body.iterchildren(qn("w:tbl")):
        assert table.getnext().tag == qn("w:p")


def test_the_file_says_nothing_of_who_made_the_template() -> None:
    """Title, subject and author are the report's."""

    def change(document: Document) -> None:
        document.core_properties.author = "某人"
        document.core_properties.comments = "{{ level }}"

    made: Report = report()
    told = opened(fill(template(change=change), made)).core_properties
    assert told.author == "数诊 Shuzhen"
    assert told.comments == ""
    assert made.cover.enterprise in told.title


def test_blocks_are_told_apart_from_texts() -> None:
    """No name is both."""
    assert not set(SIMPLE) & set(BLOCKS)
    assert re.fullmatch(r"\{\{p body \}\}", written("body"))


def test_chinese_names_are_filled_with_the_same() -> None:
    """The same template under the other names gives the same document."""
    made = report(stage=SIGNED)
    names = ("title", "enterprise", "total", "consultant", "contents", "chapter.plan")
    told = [
        texts_of(opened(fill(template(*(written(name, lang) for name in names)), made)).element)
        for lang in ("en", "zh")
    ]
    assert told[0] == told[1]
    assert not any("{{" in text for text in told[1])
