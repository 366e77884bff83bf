"""Reports as text that can be compared and read: what is said and how it is built, no more."""

import base64
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.unit.pptx_reading import notes_of, opened, texts_of

DIGEST = re.compile(r"\b(?=[a-f]*\d)[0-9a-f]{16,64}\b")
CHECK_CODE = re.compile(r"\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b")
ASIDE = re.compile(r"(<(script|style)[^>]*>)(.*?)(</\2>)", re.DOTALL)
OVER_LINES = re.compile(r"(?<=\b[0-9a-f]{40})([0-9a-f]*)\n(?=[0-9a-f]{1,23}\n)")
HASH = re.compile(r"sha256-[A-Za-z0-9+/=]+")
IMAGE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


def page(content: bytes) -> str:
    """The HTML without scripts and styles; of a picture a digest tells when it is another one."""
    text = ASIDE.sub(r"\1…\4", content.decode())
    text = HASH.sub("sha256-…", text)
    return masked(IMAGE.sub(lambda found: "svg:" + _mark(base64.b64decode(found[1])), text))


def document(content: bytes) -> str:
    """A line a paragraph: its style and its text; tables cell by cell; then head and foot."""
    opened = docx.Document(BytesIO(content))
    lines = list(_body(opened))
    section = opened.sections[0]
    for place in (section.first_page_footer, section.header, section.footer):
        lines += [_paragraph(each) for each in place.paragraphs]
    return masked("\n".join(lines)) + "\n"


def paper(content: bytes) -> str:
    """Page by page what stands on it, line by line as it is set."""
    pages = enumerate(PdfReader(BytesIO(content)).pages, start=1)
    lines = [f"[{number}]\n{each.extract_text()}" for number, each in pages]
    whole = OVER_LINES.sub(r"\1", "\n".join(lines))
    return masked(whole) + "\n"


def sheets(content: bytes) -> str:
    """Sheet by sheet a line a cell: its text or figure; a formula with what is stored beside it."""
    formulas, stored = (load_workbook(BytesIO(content), data_only=each) for each in (False, True))
    lines = []
    for sheet in formulas:
        lines.append(f"[{sheet.title}]")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            value = stored[sheet.title][cell.coordinate].value
            shown = f"{value:.9g}" if isinstance(value, float) else value
            computed = f"{cell.value} → " if cell.data_type == "f" else ""
            lines.append(f"{cell.coordinate}: {computed}{shown}".replace("\n", " / "))
    return masked("\n".join(lines)) + "\n"


def slides(content: bytes) -> str:
    """Slide by slide its title, a line a text, figures of charts; then what the speaker reads."""
    lines = []
    for number, slide in enumerate(opened(content).slides, start=1):
        lines.append(f"[{number}] {slide.shapes.title.text_frame.text}")
        lines += [text.replace("\n", " / ") for text in texts_of(slide)[1:]]
        for chart in (shape.chart for shape in slide.shapes if shape.has_chart):
            for series in chart.plots[0].series:
                figures = ("—" if value is None else f"{value:.9g}" for value in series.values)
                lines.append(f"{series.name}: {' '.join(figures)}")
        lines += [f"> {text}" for text in notes_of(slide).split("\n")]
    return masked("\n".join(lines)) + "\n"


OUTLINES: Mapping[str, Callable[[bytes], str]] = {
    "html": page,
    "docx": document,
    "pdf": paper,
    "xlsx": sheets,
    "pptx": slides,
}


def masked(text: str) -> str:
    """Without what is drawn by lot or stands for it: ids, digests and check codes."""
    return CHECK_CODE.sub("…", DIGEST.sub("…", text))


def _mark(drawing: bytes) -> str:
    return sha256(drawing).hexdigest()[:12]


def _body(opened: Document) -> list[str]:
    lines = []
    for part in opened.iter_inner_content():
        if isinstance(part, Table):
            lines.append(f"[{part.style.name if part.style else ''}]")
            for row in part.rows:
                texts = (cell.text.replace("\n", " / ") for cell in row.cells)
                lines.append("  | " + " | ".join(texts))
        else:
            lines.append(_paragraph(part))
    return lines


def _paragraph(paragraph: Paragraph) -> str:
    """Style and text, the fields' instructions and the pictures' alternative texts."""
    parts = []
    for element in paragraph._p.iter(qn("w:t"), qn("w:br"), qn("w:instrText"), qn("wp:docPr")):
        match element.tag.rpartition("}")[2]:
            case "t":
                parts.append(element.text or "")
            case "br":
                parts.append(" / ")
            case "instrText":
                parts.append(f"{{{(element.text or '').strip()}}}")
            case _:
                parts.append(f"<{element.get('descr')}>")
    return f"{paragraph.style.name if paragraph.style else ''}: {''.join(parts)}"
