"""What python-docx has no words for: fields, bookmarks, the table of contents.

With ``docx_tables`` the place that reaches below python-docx, into the XML that it wraps.
"""
# ruff: noqa: SLF001  (the wrapped XML has no public name)

import re
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FACE = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'  # for ambiguous marks (“ ” … —)
BREAKS = {"\n": "<w:br/>", "\r": "<w:br/>", "\t": "<w:tab/>"}
NAMESPACE = nsdecls("w")


def run_xml(text: str, namespace: str = "") -> str:
    """``text`` as a run whose ambiguous marks take the East-Asian face."""
    parts = re.split(r"([\n\r\t])", text)
    said = "".join(
        BREAKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in parts
        if part
    )
    return f"<w:r{namespace}>{FACE}{said}</w:r>"


def write(paragraph: Paragraph, text: str) -> Run:
    """Put such a run at the end; as one piece, for python-docx takes ten times as long."""
    run: Any = parse_xml(run_xml(text, f" {NAMESPACE}"))
    paragraph._p.append(run)
    return Run(run, paragraph)


def style(paragraph: Paragraph, id: str) -> Paragraph:
    """Give the paragraph the style of that id (a look-up by name is what takes time)."""
    paragraph._p.style = id
    return paragraph


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word computes; ``shown`` stands there until it does."""
    _mark(paragraph, "begin")
    _instruct(paragraph, instruction)
    _mark(paragraph, "separate")
    write(paragraph, shown)
    _mark(paragraph, "end")


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Let the whole paragraph be found under ``name``."""
    start: Any = OxmlElement("w:bookmarkStart")
    end: Any = OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph._p.insert_element_before(start, "w:r")
    paragraph._p.append(end)


def contents(paragraphs: Iterable[Paragraph], entries: Iterable[tuple[str, str, str]]) -> None:
    """A table of contents over heading 1 and 2: an entry a paragraph (bookmark, text, page).

    The entries stand there as links from the start, with the page as far as it is known ("" is
    not); Word is asked to put in the page numbers when it opens the file.
    """
    last = None
    for paragraph, (target, text, page) in zip(paragraphs, entries, strict=True):
        if last is None:
            _mark(paragraph, "begin").set(qn("w:dirty"), "true")
            _instruct(paragraph, r'TOC \o "1-2" \h \z \u')
            _mark(paragraph, "separate")
        link: Any = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), target)
        link.append(write(paragraph, text)._r)
        before = len(paragraph._p)
        if page:
            paragraph.add_run().add_tab()
            field(paragraph, rf"PAGEREF {target} \h", page)
        for run in list(paragraph._p)[before:]:
            link.append(run)
        paragraph._p.append(link)
        last = paragraph
    if last is not None:
        _mark(last, "end")


def alt_text(run: Run, text: str, number: int) -> None:
    """What the picture in ``run`` tells somebody who does not see it."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("id", str(number))
        properties.set("descr", text)


def _mark(paragraph: Paragraph, kind: str) -> Any:
    mark: Any = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    _append(paragraph, mark)
    return mark


def _instruct(paragraph: Paragraph, instruction: str) -> None:
    text: Any = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    _append(paragraph, text)


def _append(paragraph: Paragraph, element: Any) -> None:
    """A run of nothing but that at the end."""
    run: Any = OxmlElement("w:r")
    run.append(element)
    paragraph._p.append(run)
