"""The report as a Word document that can be edited: real styles, fields, captions, alt texts."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import count

from docx.document import Document
from docx.shared import Length
from docx.text.paragraph import Paragraph as WordParagraph

from assessments.plain_text import plain
from i18n import say
from reports.docx_base import LINE, empty_document
from reports.docx_fields import (
    alt_text,
    bookmark,
    contents,
    field,
    put,
    style,
    write,
)
from reports.docx_tables import data_table, facts_table
from reports.editing import MARK as EDITED
from reports.print_figures import png
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
    Table,
)

STYLES = {"body": "BodyText", "note": "ReportNote", "warning": "ReportWarning"}
LABELS = 0.3  # share of the line for the labels of facts
SHORT_LABELS = 0.16  # the same on a priority's card


def write_docx(report: Report) -> bytes:
    """The whole file."""
    writer = _Writer(report)
    writer.cover()
    writer.contents()
    for section in report.sections:
        writer.heading(section.title, section.id, 1, apart=section.apart)
        for block in section.blocks:
            writer.block(block)
    writer.running()
    return writer.file()


class _Writer:
    """Puts one report into one document, from top to bottom."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._document: Document = empty_document(report)
        self._ids: Iterator[int] = count(1)

    def file(self) -> bytes:
        self._document.add_paragraph()  # Word wants one after the last table
        buffer = BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def cover(self) -> None:
        cover = self._report.cover
        for mark in self._report.marks:
            self._paragraph("ReportMark", mark)
        self._paragraph("Title", cover.title)
        self._paragraph("Subtitle", cover.enterprise)
        self._paragraph("ReportStatement", cover.statement)
        self._facts(cover.facts)

    def contents(self) -> None:
        self._paragraph("TOCHeading", say("report.contents", self._report.lang))
        paragraphs, entries = [], []
        for section in self._report.sections:
            inside = [block for block in section.blocks if isinstance(block, Heading)]
            headings = [(1, section.id, section.title)]
            headings += [(2, block.id, block.text) for block in inside]
            for level, id, text in headings:
                paragraphs.append(style(self._document.add_paragraph(), f"TOC{level}"))
                entries.append((_target(id), plain(text)))
        contents(paragraphs, entries)

    def running(self) -> None:
        """Head and foot of every page; the cover has its own head, which is the marks."""
        report, section = self._report, self._document.sections[0]
        marks = " · ".join(report.marks)
        write(section.header.paragraphs[0], plain(report.running))
        if marks:
            write(style(section.header.add_paragraph(), "Header"), marks).bold = True
            write(section.first_page_footer.paragraphs[0], marks)
        other = section.footer.paragraphs[0]
        before, between, after = say("report.page", report.lang, page="\0", pages="\0").split("\0")
        write(other, before)
        field(other, "PAGE", "1")
        write(other, between)
        field(other, "NUMPAGES", "1")
        write(other, after)

    def heading(self, text: str, id: str, level: int, *, apart: bool = False) -> None:
        paragraph = self._paragraph(f"Heading{level}", text)
        paragraph.paragraph_format.page_break_before = apart or None
        bookmark(paragraph, _target(id), next(self._ids))

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block.text, block.id, 2)
            case Paragraph():
                written = self._paragraph(STYLES[block.tone], block.text)
                if block.edited:
                    write(written, EDITED).font.superscript = True
            case Bullets():
                for item in block.items:
                    self._paragraph("ListBullet", item)
            case Facts():
                self._facts(block.rows)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Priority():
                self._paragraph("Heading3", self._titled(block))
                self._card(block.rows)

    def _titled(self, priority: Priority) -> str:
        title = priority.title
        return say("report.priority", self._report.lang, number=priority.number, title=title)

    def _paragraph(self, id: str, text: str) -> WordParagraph:
        paragraph = style(self._document.add_paragraph(), id)
        write(paragraph, plain(text))
        return paragraph

    def _caption(self, kind: str, block: Table | Picture) -> None:
        """The number is a field, so that captions stay in order when somebody adds a table."""
        lang = self._report.lang
        said = say("report.caption", lang, kind=say(f"report.{kind}", lang), number="\0", text="\1")
        before, between = said.rstrip("\1").split("\0")
        paragraph = style(self._document.add_paragraph(), "Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        write(paragraph, before)
        field(paragraph, rf"SEQ {kind} \* ARABIC", str(block.number))
        write(paragraph, between + plain(block.caption))

    def _picture(self, block: Picture) -> None:
        run = style(self._document.add_paragraph(), "ReportFigure").add_run()
        run.add_picture(BytesIO(png(block.figure)), width=Length(int(LINE * 0.94)))
        alt_text(run, plain(block.figure.alt), next(self._ids))
        self._caption("figure", block)

    def _facts(self, rows: Sequence[Fact]) -> None:
        put(self._document, facts_table(rows, LABELS))

    def _card(self, rows: Sequence[Fact]) -> None:
        """Facts that stay together on one page."""
        put(self._document, facts_table(rows, SHORT_LABELS, together=True))

    def _table(self, block: Table) -> None:
        self._caption("table", block)
        put(self._document, data_table(block))


def _target(id: str) -> str:
    """The bookmark of a heading: letters, digits and underscores, at most 40 of them."""
    return f"_{id.replace('-', '_')}"[:40]
