"""An empty deck of ours: 16:9, our theme in both scripts, a cover and a slide as layouts."""
# ruff: noqa: SLF001  (the wrapped XML has no public name)

from datetime import UTC, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Template
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.serialized import _ContentTypesItem
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.util import Pt

from assessments.plain_text import plain
from i18n import Lang
from reports.report import Report

FOLDER = Path(__file__).parent / "templates"
WIDTH, HEIGHT = 960.0, 540.0  # points
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can date a part: the same report, the same bytes
FOREIGN = ("thumbnail", "printerSettings")  # parts of the library's own template
LAYOUTS = {0: "cover", 5: "slide"}  # which of the library's layouts become ours
LONGEST_PROPERTY = 255  # characters that the format allows
LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}
ABOUT = (  # in place of what the library's template counts of itself
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Shuzhen</Application></Properties>"
)
FACES = {"latin": "Arial", "east": "微软雅黑"}  # both are wherever PowerPoint or WPS is


def empty_deck() -> Presentation:
    """A deck without slides; ``slide_layouts`` are cover and slide."""
    return pptx.Presentation(BytesIO(_template()))


def set_properties(deck: Presentation, report: Report) -> None:
    """What the file says of itself; nothing of who made it before."""
    properties = deck.core_properties
    made = datetime.combine(report.made_on, time(), UTC).replace(tzinfo=None)
    title = f"{report.voice.say('deck.title')} · {report.cover.enterprise}"
    properties.title = plain(title)[:LONGEST_PROPERTY]
    properties.subject = plain(report.cover.statement)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "数诊 Shuzhen"
    properties.comments = plain(" · ".join(report.marks))[:LONGEST_PROPERTY]
    properties.keywords = report.carried
    properties.created = properties.modified = made
    properties.revision = 1
    properties.language = LANGUAGES[report.lang]


def saved(deck: Presentation) -> bytes:
    """The file of ``deck``, the same bytes for the same parts; the library asks a clock."""
    package = deck.part.package
    parts = tuple(package.iter_parts())
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            info = ZipInfo(name, EARLIEST)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)

        put("[Content_Types].xml", serialize_part_xml(_ContentTypesItem.xml_for(parts)))
        put("_rels/.rels", package._rels.xml)
        for part in parts:
            put(part.partname.membername, part.blob)
            if part._rels:
                put(part.partname.rels_uri.membername, part.rels.xml)
    return file.getvalue()


@cache
def _template() -> bytes:
    """The library's own template with our theme, master and layouts in place of its own."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for rels in (deck.part.rels, deck.part.package._rels):
        for id, rel in list(rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in FOREIGN:
                rels.pop(id)
    master = deck.slide_master
    for place, layout in enumerate(list(master.slide_layouts)):
        if place in LAYOUTS:
            _fill(layout._element, f"deck_{LAYOUTS[place]}.xml")
        else:
            master.slide_layouts.remove(layout)
    _fill(master._element, "deck_master.xml")
    _fill(deck.notes_master._element, "deck_notes.xml")
    styles = master._element.find(qn("p:txStyles"))
    master._element.replace(styles, parse_xml(_file("deck_styles.xml")))
    for part in (master.part, deck.notes_master.part):
        _set_theme(part)
    _name_notes_master(deck)
    _part(deck, "/docProps/app.xml")._blob = ABOUT
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _fill(element: Any, name: str) -> None:
    """Put what the file says in place of what the slide, layout or master shows."""
    element.replace(element.find(qn("p:cSld")), parse_xml(_file(name)))


def _name_notes_master(deck: Presentation) -> None:
    """The presentation names its master of notes; the library only relates to it."""
    id = deck.part.relate_to(deck.notes_master.part, RT.NOTES_MASTER)
    named = f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{id}"/>'
    deck.element.find(qn("p:sldMasterIdLst")).addnext(parse_xml(f"{named}</p:notesMasterIdLst>"))


def _part(deck: Presentation, name: str) -> Any:
    parts = deck.part.package.iter_parts()
    return next(part for part in parts if part.partname == name)


def _set_theme(part: Any) -> None:
    """Our colours and faces; the library has a theme as XML or as bytes, by where it comes from."""
    theme = Template(_file("deck_theme.xml")).substitute(FACES).encode()
    for rel in part.rels.values():
        if rel.reltype.rsplit("/", 1)[-1] == "theme":
            if hasattr(rel.target_part, "_element"):
                rel.target_part._element = parse_xml(theme)
            else:
                rel.target_part._blob = theme


def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
