"""How a file is built and what it says, read back from the file itself."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.unit.pptx_reading import whole
from tests.unit.test_pdf import dense

SPACE = re.compile(r"[ \n]+")


@dataclass(frozen=True)
class Shape:
    """What a reader finds: ``headings`` with their depth from 1, all else as it is read.

    ``contents`` are the entries of the list of contents, ``pictures`` their alternative texts,
    ``beside`` what the captions stand at: "figure" or "table", in order.
    """

    headings: tuple[tuple[int, str], ...]
    contents: tuple[str, ...]
    captions: tuple[str, ...]
    beside: tuple[str, ...]
    pictures: tuple[str, ...]
    tables: int
    text: str


def page(content: bytes) -> Shape:
    """Of an HTML file."""
    tree = html.document_fromstring(content.decode())
    body = tree.body
    for hidden in list(body.iter("script")):
        hidden.drop_tree()
    (main,) = body.iter("main")
    captions = list(main.iter("caption", "figcaption"))
    return Shape(
        headings=tuple((int(each.tag[1]) - 1, _said(each)) for each in main.iter("h2", "h3")),
        contents=tuple(_said(each) for each in body.findall(".//nav//a")),
        captions=tuple(_said(each) for each in captions),
        beside=tuple("table" if each.getparent().tag == "table" else "figure" for each in captions),
        pictures=tuple(each.get("alt", "") for each in main.iter("img")),
        tables=len(list(main.iter("table"))),
        text="\n".join(body.itertext()),
    )


def document(content: bytes) -> Shape:
    """Of a Word file; tables are those of data, not the lists of facts."""
    opened = docx.Document(BytesIO(content))
    elements = list(opened.element.body)
    named = [(_style(each), "".join(each.itertext(qn("w:t")))) for each in elements]
    captions = [place for place, (style, _) in enumerate(named) if style == "Caption"]
    heads = {f"Heading{level}": level for level in (1, 2, 3)}
    texts = [text for style, text in named if style not in ("TOC1", "TOC2")]
    return Shape(
        headings=tuple((heads[style], text) for style, text in named if style in heads),
        contents=tuple(_entry(each) for each in elements if _style(each) in ("TOC1", "TOC2")),
        captions=tuple(named[place][1] for place in captions),
        beside=tuple(_beside(named, place) for place in captions),
        pictures=tuple(each.get("descr", "") for each in opened.element.body.iter(qn("wp:docPr"))),
        tables=sum(style == "ReportTable" for style, _ in named),
        text="\n".join(texts),
    )


def _entry(paragraph: Any) -> str:
    """What a line of the contents leads to, without the page behind its tab."""
    parts = (
        each for each in paragraph.iter(qn("w:t"), qn("w:tab")) if each.getparent().tag == qn("w:r")
    )
    before = takewhile(lambda each: each.tag == qn("w:t"), parts)
    return "".join(each.text or "" for each in before)


def paper(content: bytes) -> str:
    """All that stands on the pages of a PDF file, without any space."""
    return "".join(dense(each.extract_text()) for each in PdfReader(BytesIO(content)).pages)


def book(content: bytes) -> str:
    """All that the cells of an Excel file say."""
    sheets = load_workbook(BytesIO(content), data_only=True)
    cells = (cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return "\n".join([*sheets.sheetnames, *(each for each in cells if isinstance(each, str))])


SHAPES: Mapping[str, Callable[[bytes], Shape]] = {"html": page, "docx": document}
TEXTS: Mapping[str, Callable[[bytes], str]] = {
    "html": lambda content: page(content).text,
    "docx": lambda content: document(content).text,
    "pdf": paper,
    "xlsx": book,
    "pptx": whole,
}


def _said(element: Any) -> str:
    return SPACE.sub(" ", element.text_content()).strip()


def _style(element: Any) -> str:
    """The style that a paragraph or a table names."""
    found = [*element.iterfind(f"*/{qn('w:pStyle')}"), *element.iterfind(f"*/{qn('w:tblStyle')}")]
    return found[0].get(qn("w:val")) if found else ""


def _beside(named: list[tuple[str, str]], place: int) -> str:
    """A table stands under its caption, a figure above."""
    if named[place + 1][0] == "ReportTable":
        return "table"
    return "figure" if named[place - 1][0] == "ReportFigure" else "nothing"
