"""The form in which official documents are printed: faces, sizes, lines and margins of the page.

After GB/T 9704 as it is commonly given (仿宋 16 pt, lines 30 pt apart, chapters in 黑体, sections
in 楷体, margins of 37, 26, 35 and 28 mm); the standard itself was not looked at. Faces are named
only: they are on the reader's machine, with the name that a program may take instead.
"""

from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from reports.docx_base import FACES, empty_document, styles_in

MARGINS = (Mm(37), Mm(26), Mm(35), Mm(28))  # top, right, bottom, left
LINE = Mm(210 - 26 - 28)  # what a line of text measures: 28 characters of 16 pt
INSTEAD = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "黑体": "SimHei"}
LOOK: Mapping[str, str] = FACES["zh"] | {
    "east": "仿宋_GB2312",
    "heading_latin": "Times New Roman",
    "heading_east": "黑体",
    "heading2_east": "楷体_GB2312",
    "heading3_east": "仿宋_GB2312",
    "title_east": "方正小标宋简体",
    "ink": "000000",
    "accent": "000000",
    "faint": "333333",
    "size": "32",
    "title": "44",
    "heading1": "32",
    "heading2": "32",
    "heading3": "32",
    "cell": "24",
    "cell_line": "340",
    "detail": "21",
    "detail_line": "300",
    "note": "24",
    "toc": "32",
    "toc1_line": "300",
    "toc2_line": "280",
    "toc_rule": "atLeast",
    "line": "600",
    "rule": "exact",
    "indent_twips": "640",
    "tab": str(LINE.twips),
}
FONT = (
    '<w:font {ns} w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/>'
    '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
)


def official_document() -> Document:
    """A document without content in that form."""
    document = empty_document(styles_in(LOOK), MARGINS)
    fonts: Any = next(
        rel.target_part for rel in document.part.rels.values() if "fontTable" in rel.reltype
    )
    root = parse_xml(fonts.blob)
    for name, instead in INSTEAD.items():
        root.append(parse_xml(FONT.format(ns=nsdecls("w"), name=name, instead=instead)))
    fonts._blob = serialize_part_xml(root)  # noqa: SLF001  (python-docx knows no table of fonts)
    return document
