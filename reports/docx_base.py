"""An empty Word document of ours: A4, our styles in both scripts, nothing of a foreign template."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from string import Template

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length

from assessments.plain_text import plain
from i18n import Lang
from reports.report import Report

STYLES = Path(__file__).parent / "templates" / "styles.xml"
LONGEST_PROPERTY = 255  # characters that the format allows
LINE = Cm(16.2)  # what a line of text measures on the page
MARGINS = (Cm(2.6), Cm(2.4), Cm(2.3), Cm(2.4))  # of the page: top, right, bottom, left
FOREIGN = ("stylesWithEffects", "customXml", "thumbnail")  # parts of the library's own template

# Faces that Word has in China; Latin ones that stand well beside them. Body indents as a Chinese
# text does: two characters, counted in hundredths of one (and in twips for other programs).
_OWN = {
    "ink": "1F2933",
    "accent": "0B5CAD",
    "faint": "5B6773",
    "rule": "atLeast",
    "size": "21",
    "title": "36",
    "heading1": "32",
    "heading2": "26",
    "heading3": "23",
    "cell": "18",
    "cell_line": "250",
    "detail": "16",
    "detail_line": "230",
    "note": "17",
    "toc": "18",
    "toc1_line": "260",
    "toc2_line": "240",
    "toc_rule": "exact",
    "tab": str(LINE.twips),
    "heading_east": "微软雅黑",
    "heading2_east": "微软雅黑",
    "heading3_east": "微软雅黑",
    "title_east": "微软雅黑",
}
FACES: dict[Lang, dict[str, str]] = {
    "zh": _OWN
    | {
        "latin": "Times New Roman",
        "east": "宋体",
        "heading_latin": "Arial",
        "lang": "en-US",
        "indent": "200",
        "indent_twips": "420",
        "line": "320",
    },
    "en": _OWN
    | {
        "latin": "Calibri",
        "east": "等线",
        "heading_latin": "Calibri",
        "lang": "en-GB",
        "indent": "0",
        "indent_twips": "0",
        "line": "290",
    },
}


def empty_document(
    styles_xml: bytes, margins: tuple[Length, Length, Length, Length] = MARGINS
) -> Document:
    """A document without content, with page, styles and languages set."""
    document = docx.Document()
    _drop_foreign_parts(document)
    styles = document.styles.element
    styles.clear()
    for child in parse_xml(styles_xml):
        styles.append(child)
    _set_page(document, margins)
    _set_languages(document)
    return document


@cache
def our_styles(lang: Lang) -> bytes:
    """The XML of the styles, in the faces of ``lang``."""
    return styles_in(FACES[lang])


def styles_in(look: Mapping[str, str]) -> bytes:
    """The XML of the styles with these faces, sizes and distances."""
    return Template(STYLES.read_text("utf-8")).substitute(look).encode()


def _drop_foreign_parts(document: Document) -> None:
    for rels in (document.part.rels, document.part.package.rels):
        for id, rel in list(rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in FOREIGN:
                del rels[id]


def _set_page(document: Document, margins: tuple[Length, Length, Length, Length]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    top, right, bottom, left = margins
    section.left_margin, section.right_margin = left, right
    section.top_margin, section.bottom_margin = top, bottom
    section.header_distance, section.footer_distance = Cm(1.3), Cm(1.2)
    section.different_first_page_header_footer = True


def _set_languages(document: Document) -> None:
    """East-Asian text is Chinese, and the page is laid out as a current Word does it."""
    speak_chinese(document)
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    compress = parse_xml(f'<w:characterSpacingControl {nsdecls("w")} w:val="compressPunctuation"/>')
    spacing = settings.find(qn("w:characterSpacingControl"))
    settings.replace(spacing, compress)


def speak_chinese(document: Document) -> None:
    """Faces of a theme are those for Chinese, not those for Japanese."""
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:eastAsia"), "zh-CN")


def set_properties(document: Document, report: Report) -> None:
    """What the file says of itself; nothing of who made it before."""
    properties = document.core_properties
    made = datetime.combine(report.made_on, time(), UTC)
    title = f"{report.cover.title} · {report.cover.enterprise}"
    properties.title = plain(title)[:LONGEST_PROPERTY]
    properties.subject = plain(report.cover.statement)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "数诊 Shuzhen"
    properties.comments, properties.keywords = "", report.carried
    properties.created = properties.modified = made
    properties.language = "zh-CN" if report.lang == "zh" else "en"
