"""The report as a Word document that can be edited: real styles, fields, captions, alt texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import count

from docx.document import Document
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from assessments.plain_text import plain
from i18n import Text
from reports import docx_official
from reports.docx_base import LINE, empty_document, our_styles, set_properties
from reports.docx_fields import (
    alt_text,
    bookmark,
    contents,
    field,
    style,
    write,
)
from reports.docx_pages import pages_of
from reports.docx_place import InsertionPoint, at_the_end
from reports.docx_tables import data_table, facts_table
from reports.figures import PhotoFigure
from reports.flow import PHOTO_HEIGHT_CM, PHOTO_WIDTH, leads
from reports.format import Format
from reports.print_check_code import WIDTH_CM
from reports.print_figures import png
from reports.prose import MARK as EDITED
from reports.report import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Section,
    Table,
)
from wording.voice import Voice

STYLES = {"body": "BodyText", "note": "ReportNote", "warning": "ReportWarning"}
LABELS = 0.3  # share of the line for the labels of facts
SHORT_LABELS = 0.16  # the same on a priority's card
PICTURE = 0.94  # share of the line for a picture


def write_docx(report: Report) -> bytes:
    """The whole file."""
    document = empty_document(our_styles(report.lang))
    return _written(report, document, LINE, pages_of(report))


def write_official(report: Report) -> bytes:
    """The whole file in the form of an official document; there is one for Chinese only."""
    if report.lang != "zh":
        return write_docx(report)
    return _written(report, docx_official.official_document(), docx_official.LINE, {})


def _written(report: Report, document: Document, line: Length, pages: Mapping[str, int]) -> bytes:
    """``report`` in the empty ``document``; ``pages`` of its headings as far as they are known."""
    writer = Writer(report, at_the_end(document, line))
    writer.cover()
    if not report.brief:
        writer.contents(report.sections, pages)
    for section in report.sections:
        writer.chapter(section)
    last = document.add_paragraph()  # Word wants one after the last table
    last.paragraph_format.line_spacing = Pt(1)  # and it should take no page of its own
    _running(report, document)
    set_properties(document, report)
    return saved(document)


def saved(document: Document) -> bytes:
    """The file of ``document``."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class Writer:
    """Puts a report, or parts of it, into a document at a place, from top to bottom."""

    def __init__(self, report: Report, place: InsertionPoint) -> None:
        self._report = report
        self._place = place
        self._ids: Iterator[int] = count(place.first)

    def at(self, place: InsertionPoint) -> None:
        """Go on at another place of the same document."""
        self._place = place

    def cover(self) -> None:
        """Marks, title, enterprise, who vouches, and the facts."""
        cover = self._report.cover
        for mark in self._report.marks:
            self._paragraph("ReportMark", mark)
        title = self._paragraph("Title", cover.title)
        if self._report.brief:
            title.paragraph_format.space_before = Pt(12)
        self._paragraph("Subtitle", cover.enterprise)
        self._paragraph("ReportStatement", cover.statement)
        self.facts(cover.facts)
        self.check()

    def check(self) -> None:
        """The code for a camera, where there is one."""
        code = self._report.cover.check
        if code is not None:
            run = self._place.paragraph("ReportCell").add_run()
            run.add_picture(BytesIO(png(code)), width=Cm(WIDTH_CM))
            alt_text(run, plain(code.alt), next(self._ids))

    def contents(self, sections: Iterable[Section], pages: Mapping[str, int] | None = None) -> None:
        """The table of contents, on a page of its own, over these chapters and their ``pages``."""
        self._paragraph("TOCHeading", self._report.voice.say("report.contents"))
        paragraphs, entries = [], []
        for section in sections:
            inside = [block for block in section.blocks if isinstance(block, Heading)]
            headings = [(1, section.id, section.title)]
            headings += [(2, block.id, block.text) for block in inside]
            for level, id, text in headings:
                paragraphs.append(self._place.paragraph(f"TOC{level}"))
                page = str((pages or {}).get(id, ""))
                entries.append((_target(id), plain(text), page))
        contents(paragraphs, entries)

    def chapter(self, section: Section) -> None:
        """Its heading and all that it says."""
        self._heading(section.title, section.id, 1, apart=section.apart)
        for block, led in zip(section.blocks, leads(section.blocks), strict=True):
            self._block(block, led=led)

    def _heading(self, text: str, id: str, level: int, *, apart: bool = False) -> None:
        paragraph = self._paragraph(f"Heading{level}", text)
        paragraph.paragraph_format.page_break_before = apart or None
        bookmark(paragraph, _target(id), next(self._ids))

    def _block(self, block: Block, *, led: bool) -> None:
        """``led``: text that stays on one page with what comes after it."""
        match block:
            case Heading():
                self._heading(block.text, block.id, 2)
            case Paragraph():
                written = self._paragraph(STYLES[block.tone], block.text)
                written.paragraph_format.keep_with_next = led or None
                if block.edited:
                    write(written, EDITED).font.superscript = True
            case Bullets():
                for item in block.items:
                    self._paragraph("ListBullet", item)
            case Facts():
                self.facts(block.rows)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Priority():
                self._paragraph("Heading3", self._titled(block))
                self._card(block.rows)

    def _titled(self, priority: Priority) -> str:
        title = priority.title
        return self._report.voice.say("report.priority", number=priority.number, title=title)

    def _paragraph(self, id: str, text: str) -> WordParagraph:
        paragraph = self._place.paragraph(id)
        write(paragraph, plain(text))
        return paragraph

    def _caption(self, kind: str, block: Table | Picture) -> None:
        """The number is a field, so that captions stay in order when somebody adds a table."""
        say = self._report.voice.say
        said = say("report.caption", kind=say(f"report.{kind}"), number="\0", text="\1")
        before, between = said.rstrip("\1").split("\0")
        paragraph = self._place.paragraph("Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        write(paragraph, before)
        field(paragraph, rf"SEQ {kind} \* ARABIC", str(block.number))
        write(paragraph, between + plain(block.caption))

    def _picture(self, block: Picture) -> None:
        run = self._place.paragraph("ReportFigure").add_run()
        line, figure = min(self._place.line, LINE), block.figure
        if isinstance(figure, PhotoFigure):
            width, _ = figure.within(line * PHOTO_WIDTH, Cm(PHOTO_HEIGHT_CM))
            content = figure.content
        else:
            width, content = line * PICTURE, png(figure)
        run.add_picture(BytesIO(content), width=Length(int(width)))
        alt_text(run, plain(block.figure.alt), next(self._ids))
        self._caption("figure", block)

    def facts(self, rows: Sequence[Fact]) -> None:
        """Labels and values as a table."""
        self._place.put(facts_table(rows, LABELS, self._place.line))

    def _card(self, rows: Sequence[Fact]) -> None:
        """Facts that stay together on one page."""
        self._place.put(facts_table(rows, SHORT_LABELS, self._place.line, together=True))

    def _table(self, block: Table) -> None:
        self._caption("table", block)
        self._place.put(data_table(block, self._place.line))


def _running(report: Report, document: Document) -> None:
    """Head and foot of every page; the cover has its own head, which is the marks."""
    section = document.sections[0]
    marks = " · ".join(report.marks)
    write(section.header.paragraphs[0], plain(report.running))
    if marks:
        write(style(section.header.add_paragraph(), "Header"), marks).bold = True
        write(section.first_page_footer.paragraphs[0], marks)
    number_pages(report.voice, section.footer.paragraphs[0])


def number_pages(voice: Voice, paragraph: WordParagraph) -> None:
    """Which page it is and of how many, as fields that Word computes."""
    before, between, after = voice.say("report.page", page="\0", pages="\0").split("\0")
    write(paragraph, before)
    field(paragraph, "PAGE", "1")
    write(paragraph, between)
    field(paragraph, "NUMPAGES", "1")
    write(paragraph, after)


def _target(id: str) -> str:
    """The bookmark of a heading: letters, digits and underscores, at most 40 of them."""
    return f"_{id.replace('-', '_')}"[:40]


FORMAT = Format(
    ending="docx",
    mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label=Text(zh="Word 版（可修改）", en="Word (editable)"),
    place=2,
    write=write_docx,
)
