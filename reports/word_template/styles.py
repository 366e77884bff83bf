"""Our styles in a centre's document: its own where it has one of that name, else ours as well."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Length

from i18n import Lang
from reports.docx_base import FACES, our_styles

DEFAULTS = ("Normal", "TableNormal", "DefaultParagraphFont", "NoList")
RUNNING = ("BodyText", "ListBullet")  # these have their lines as far apart as the template has
LINKS = ("w:basedOn", "w:next", "w:link")
NUMBERING = f"<w:numbering {nsdecls('w')}/>"
BULLET = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{{id}}">'
    '<w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)
NUMBER = f'<w:num {nsdecls("w")} w:numId="{{id}}"><w:abstractNumId w:val="{{abstract}}"/></w:num>'


def adopt(document: Document, lang: Lang, line: Length) -> Mapping[str, str]:
    """Give ``document`` the styles that it lacks; the id there of each of ours."""
    theirs = document.styles.element
    found = {(each.get(qn("w:type")), _name(each)): _id(each) for each in _styles(theirs)}
    defaults = {each.get(qn("w:type")): _id(each) for each in _styles(theirs) if _default(each)}
    ours = list(_styles(parse_xml(our_styles(lang))))
    ids: dict[str, str] = {}
    lacking = []
    for style in ours:
        kind, id = style.get(qn("w:type")), _id(style)
        known = defaults.get(kind) if id in DEFAULTS else None
        known = known or found.get((kind, _name(style)))
        if known is None:
            lacking.append(style)
            taken = set(found.values()) | set(ids.values())
            known = id if id not in taken else f"Shuzhen{id}"
        ids[id] = known
    for style in lacking:
        theirs.append(_brought(document, style, ids, line))
    _give_face(theirs, FACES[lang]["east"])
    return ids


def _brought(document: Document, style: Any, ids: Mapping[str, str], line: Length) -> Any:
    """Our style under its id there; what ``Normal`` may do to it there is undone."""
    brought = deepcopy(style)
    brought.set(qn("w:styleId"), ids[_id(style)])
    for link in brought.iter(*map(qn, LINKS)):
        link.set(qn("w:val"), ids[link.get(qn("w:val"))])
    if style.get(qn("w:type")) == "paragraph":
        properties = brought.get_or_add_pPr()
        spacing = properties.get_or_add_spacing()
        lines = {} if _id(style) in RUNNING else {"line": "320", "lineRule": "atLeast"}
        for side, wanted in {"before": "0", "after": "0", **lines}.items():
            if spacing.get(qn(f"w:{side}")) is None:
                spacing.set(qn(f"w:{side}"), wanted)
        if properties.find(qn("w:ind")) is None:
            indent = properties.get_or_add_ind()
            for side in ("firstLineChars", "firstLine", "left"):
                indent.set(qn(f"w:{side}"), "0")
        if properties.find(qn("w:jc")) is None:
            properties.get_or_add_jc().set(qn("w:val"), "left")
        for tab in properties.iter(qn("w:tab")):
            tab.set(qn("w:pos"), str(line.twips))
        for number in properties.iter(qn("w:numId")):
            number.set(qn("w:val"), str(_bullet(document)))
    return brought


def _bullet(document: Document) -> int:
    """The number of a new list with bullets."""
    root = _numbering(document)
    abstracts, numbers = root.findall(qn("w:abstractNum")), root.findall(qn("w:num"))
    abstract = 1 + max((int(each.get(qn("w:abstractNumId"))) for each in abstracts), default=0)
    number = 1 + max((int(each.get(qn("w:numId"))) for each in numbers), default=0)
    made = parse_xml(BULLET.format(id=abstract))
    if abstracts:
        abstracts[-1].addnext(made)
    else:
        root.insert(0, made)
    made_number = parse_xml(NUMBER.format(id=number, abstract=abstract))
    if numbers:
        numbers[-1].addnext(made_number)
    else:
        made.addnext(made_number)
    return number


def _numbering(document: Document) -> Any:
    """The lists of the document; a template without any has no such part."""
    try:
        part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        name = PackURI("/word/numbering.xml")
        blob, package = NUMBERING.encode(), document.part.package
        part = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, blob, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def _give_face(styles: Any, east: str) -> None:
    """A face for Chinese where the document names none, so that none is drawn as Japanese."""
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        return
    faces = defaults.get_or_add_rFonts()
    if not {qn("w:eastAsia"), qn("w:eastAsiaTheme")} & set(faces.keys()):
        faces.set(qn("w:eastAsia"), east)
    for spoken in defaults.iter(qn("w:lang")):
        spoken.set(qn("w:eastAsia"), "zh-CN")


def _styles(root: Any) -> Any:
    return root.iterchildren(qn("w:style"))


def _id(style: Any) -> str:
    return str(style.get(qn("w:styleId")))


def _name(style: Any) -> str:
    """Its name as Word compares them; several may be given, of which the first is its own."""
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).split(",")[0].strip().lower()


def _default(style: Any) -> bool:
    return style.get(qn("w:default")) in ("1", "true", "on")
