"""Puts a report into a template that has been checked: texts into fields, chapters into places.

Nothing of the template is executed: it has fields to fill and no more, so there is no engine
that a template could lead astray, and what an enterprise typed is only ever a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as Paper
from docx.shared import Cm, Length

from assessments.plain_text import plain
from reports.docx_base import LINE, set_properties, speak_chinese
from reports.docx_fields import write
from reports.docx_place import InsertionPoint
from reports.formats.docx import Writer, saved
from reports.report import Report, Section
from reports.word_template.fields import BETWEEN, BLOCKS, NOTHING, PREFIX, section_id, values
from reports.word_template.scanning import FieldParagraph, Mark, places
from reports.word_template.styles import adopt

FIRST = 100_000  # number of our first bookmark and picture: beyond those of a template
NARROWEST = Cm(8)  # line that tables and pictures are laid out for
COMMENTS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


def fill(content: bytes, report: Report) -> bytes:
    """The report as a Word file on the template ``content``, which ``check`` has passed."""
    document = docx.Document(BytesIO(content))
    document.element.body.get_or_add_sectPr()  # a document without is on a paper of no size
    _drop_comments(document)
    known, blocks = values(report), dict[str, FieldParagraph]()
    for spot in list(places(document)):
        named = [mark for mark in spot.marks if mark.kind in ("simple", "block")]
        marks = [mark for mark in named if mark.name in known or mark.name in BLOCKS]
        if marks and marks[0].name in BLOCKS:
            blocks[marks[0].name] = spot
        elif marks:
            _fill(spot, marks, known, report)
    _write(document, report, blocks)
    _mark_pages(document, report.marks)
    _renew_contents(document)
    speak_chinese(document)
    set_properties(document, report)
    return saved(document)


def _fill(
    spot: FieldParagraph, marks: Sequence[Mark], known: Mapping[str, str], report: Report
) -> None:
    """Texts in the place of the fields; a paragraph that would say nothing at all goes."""
    filled = [plain(known[mark.name]) for mark in marks]
    rest = spot.text
    for mark in marks:
        rest = rest.replace(mark.text, "")
    if not any(filled) and not rest.strip() and _can_go(spot.element):
        spot.element.getparent().remove(spot.element)
        return
    for mark, text in reversed(list(zip(marks, filled, strict=True))):
        _replace(spot.pieces, mark, text or NOTHING[report.lang])


def _can_go(paragraph: Any) -> bool:
    """Whether a document is sound without it: a cell or a header must keep its last paragraph."""
    kind = paragraph.tag
    beside = paragraph.getprevious(), paragraph.getnext()
    holds = any(True for _ in paragraph.iter(qn("w:sectPr"), qn("w:drawing"), qn("w:pict")))
    return not holds and any(each is not None and each.tag == kind for each in beside)


def _replace(pieces: Sequence[Any], mark: Mark, text: str) -> None:
    """``text`` in the look of the run in which the field begins."""
    at = 0
    for piece in pieces:
        own = piece.text or ""
        start, end = max(mark.start - at, 0), min(mark.end - at, len(own))
        if start < end:
            if mark.start >= at:
                _set(piece, own[:start], text, own[end:])
            else:
                _set(piece, own[:start], "", own[end:])
        at += len(own)


def _set(piece: Any, before: str, text: str, after: str) -> None:
    """The text of a ``w:t``; each line of it in an element of its own, with breaks between."""
    lines = f"{before}{text}{after}".split("\n")
    run = piece.getparent()
    if text:
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    _put(piece, lines[0])
    for line in reversed(lines[1:]):
        further = OxmlElement("w:t")
        _put(further, line)
        piece.addnext(further)
        piece.addnext(OxmlElement("w:br"))


def _put(piece: Any, text: str) -> None:
    piece.text = text
    piece.set(qn("xml:space"), "preserve")


def _write(document: Document, report: Report, blocks: Mapping[str, FieldParagraph]) -> None:
    """Chapters, contents and facts in the places of their fields, in the order of these."""
    chapters = {section.id: section for section in report.sections}
    own = {section_id(name) for name in blocks if name.startswith(PREFIX)}
    rest = [section for section in report.sections if section.id not in own]

    def held(name: str) -> list[Section]:
        if name == "body":
            return rest
        return [chapters[id] for id in (section_id(name),) if id in chapters]

    told = [
        each for name in blocks if name not in ("contents", "facts", "check") for each in held(name)
    ]
    lines = {name: _line(document, spot.element) for name, spot in blocks.items()}
    ids = adopt(document, report.lang, lines["body"])
    spots = {
        name: InsertionPoint(document, spot.element, lines[name], ids, FIRST)
        for name, spot in blocks.items()
    }
    writer = Writer(report, spots["body"])
    for name, spot in blocks.items():
        writer.at(spots[name])
        if name == "contents":
            writer.contents(told)
        elif name == "facts":
            writer.facts(report.cover.facts)
            if "check" not in blocks:
                writer.check()
        elif name == "check":
            writer.check()
        else:
            for section in held(name):
                writer.chapter(section)
        _close(spot.element)


def _close(field: Any) -> None:
    """The field's paragraph goes; after a table Word wants another one."""
    before, after = field.getprevious(), field.getnext()
    table = before is not None and before.tag == qn("w:tbl")
    if table and (after is None or after.tag != field.tag):
        for child in list(field):
            field.remove(child)
    else:
        field.getparent().remove(field)


def _line(document: Document, field: Any) -> Length:
    """What a line of text measures on the paper on which the field stands."""
    ends = (each for after in field.itersiblings() for each in after.iter(qn("w:sectPr")))
    paper = Paper(next(ends), document.part)
    width = paper.page_width
    if width is None:
        return LINE
    sides = (paper.left_margin, paper.right_margin, paper.gutter)
    return Length(max(width - sum(side or 0 for side in sides), NARROWEST))


def _drop_comments(document: Document) -> None:
    """What a centre notes for itself is not for the enterprise."""
    for element in list(document.element.body.iter(*map(qn, COMMENTS))):
        element.getparent().remove(element)
    for id, relation in list(document.part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1].startswith("comments"):
            del document.part.rels[id]


def _mark_pages(document: Document, marks: Sequence[str]) -> None:
    """Marks in the head of every page, whatever the template has there."""
    seen = []
    for head in _heads(document) if marks else ():
        if head.part not in seen:
            seen.append(head.part)
            bare = [each for each in head.paragraphs if not len(each._p)]  # noqa: SLF001  (no public name)
            paragraph = bare[-1] if bare else head.add_paragraph()
            write(paragraph, plain(BETWEEN.join(marks))).bold = True


def _heads(document: Document) -> Iterator[Any]:
    both = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        yield section.header
        if section.different_first_page_header_footer:
            yield section.first_page_header
        if both:
            yield section.even_page_header


def _renew_contents(document: Document) -> None:
    """Ask Word to renew a table of contents of the template's own when it opens the file."""
    begun = None
    for element in document.element.body.iter(qn("w:fldChar"), qn("w:instrText")):
        if element.tag == qn("w:instrText"):
            if begun is not None and (element.text or "").strip().upper().startswith("TOC"):
                begun.set(qn("w:dirty"), "true")
        elif element.get(qn("w:fldCharType")) == "begin":
            begun = element
