"""An empty Word document of ours: A4, our styles in both scripts, nothing of a foreign template."""

from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from string import Template

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from assessments.plain_text import plain
from i18n import Lang
from reports.report import Report

STYLES = Path(__file__).parent / "templates" / "styles.xml"
LONGEST_PROPERTY = 255  # characters that the format allows
LINE = Cm(16.2)  # what a line of text measures on the page
FOREIGN = ("stylesWithEffects", "customXml", "thumbnail")  # parts of the library's own template

# Faces that Word has in China; Latin ones that stand well beside them. Body indents as a Chinese
# text does: two characters, counted in hundredths of one (and in twips for other programs).
FACES: dict[Lang, dict[str, str]] = {
    "zh": {
        "latin": "Times New Roman",
        "east": "宋体",
        "heading_latin": "Arial",
        "heading_east": "微软雅黑",
        "lang": "en-US",
        "indent": "200",
        "indent_twips": "420",
        "line": "320",
        "rule": "atLeast",
    },
    "en": {
        "latin": "Calibri",
        "east": "等线",
        "heading_latin": "Calibri",
        "heading_east": "微软雅黑",
        "lang": "en-GB",
        "indent": "0",
        "indent_twips": "0",
        "line": "290",
        "rule": "atLeast",
    },
}


def empty_document(lang: Lang) -> Document:
    """A document without content, with page, styles and languages set."""
    document = docx.Document()
    _drop_foreign_parts(document)
    styles = document.styles.element
    styles.clear()
    for child in parse_xml(our_styles(lang)):
        styles.append(child)
    _set_page(document)
    _set_languages(document)
    return document


@cache
def our_styles(lang: Lang) -> bytes:
    """The XML of the styles, in the faces of ``lang``."""
    return Template(STYLES.read_text("utf-8")).substitute(FACES[lang]).encode()


def _drop_foreign_parts(document: Document) -> None:
    for rels in (document.part.rels, document.part.package.rels):
        for id, rel in list(rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in FOREIGN:
                del rels[id]


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
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
