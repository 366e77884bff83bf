"""Finds what stands in braces in a Word document, and says where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KINDS
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from files.shape import shortened
from i18n import Text, text_of
from reports.word_template.fields import field_named, near_block

Root = Literal["body", "header", "footer", "footnote"]
Kind = Literal["simple", "block", "near", "other", "open", "wide", "single"]
ROOTS: dict[str, Root] = {
    KINDS.HEADER: "header",
    KINDS.FOOTER: "footer",
    KINDS.FOOTNOTES: "footnote",
    KINDS.ENDNOTES: "footnote",
}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LONGEST = 300  # characters between two braces
FOUND = re.compile(
    rf"\{{\{{(?P<inside>(?:(?!\}}\}}|\{{\{{).){{0,{LONGEST}}})\}}\}}"
    rf"|(?P<control>\{{%.{{0,{LONGEST}}}?%\}}|\{{\#.{{0,{LONGEST}}}?\#\}}|\{{%|\{{\#|%\}}|\#\}})"
    r"|(?P<open>\{\{|\}\})"
    rf"|(?P<wide>｛{{1,2}}[^｛｝]{{0,{LONGEST}}}｝{{1,2}}|｛｛)"
    r"|\{(?P<single>\s{0,9}(?:[pP]\s{1,9})?[^\W\d][\w.]{0,40}\s{0,9})\}",
    re.DOTALL,
)
NAME = re.compile(r"\s*(?P<block>p\s+)?(?P<name>[^\W\d][\w.]*)\s*")


@dataclass(frozen=True)
class Mark:
    """Something in braces; ``simple`` and ``block`` have a ``name``, the field's own one.

    ``near``: almost a field for whole chapters; ``other``: more than a name; ``open``: braces
    without their others; ``wide``: full-width ones; ``single``: one brace where two are meant,
    perhaps. Of these the name says what is meant, where that is known.
    """

    kind: Kind
    text: str
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class FieldParagraph:
    """A paragraph of a document; ``number`` counts through all that can hold a field.

    A ``copy`` is what old programs show instead of the text box before it.
    """

    root: Root
    number: int
    element: Any
    copy: bool = False

    @cached_property
    def pieces(self) -> Sequence[Any]:
        """The texts of its own runs, not those of a text box in it."""
        texts = self.element.iter(qn("w:t"))
        return [each for each in texts if _above(each, "w:p") is self.element]

    @cached_property
    def text(self) -> str:
        """What is written there."""
        return "".join(piece.text or "" for piece in self.pieces)

    @property
    def marks(self) -> Iterator[Mark]:
        """What stands in braces, in its order."""
        for found in FOUND.finditer(self.text):
            yield _mark(found)

    @property
    def alone(self) -> bool:
        """Whether nothing but one mark stands there, no picture or break either."""
        marks = list(self.marks)
        bare = len(marks) == 1 and marks[0].text == self.text.strip()
        kinds = ("w:drawing", "w:pict", "w:object", "w:br", "w:sectPr", "w:fldChar", "w:fldSimple")
        return bare and not any(True for _ in self.element.iter(*map(qn, kinds)))

    @property
    def at(self) -> Text:
        """Where it is, for a person with the file open."""
        where, params = "paragraph", {}
        row, cell = _above(self.element, "w:tr"), _above(self.element, "w:tc")
        if _above(self.element, "w:txbxContent") is not None:
            where = "text_box"
        elif row is not None and cell is not None:
            where, params = "cell", {"row": _place(row), "cell": _place(cell)}
        root, quote = text_of(f"template_problems.in_{self.root}"), shortened(self.text)
        return text_of(f"template_problems.at_{where}", root=root, quote=quote, **params)


def places(document: Document) -> Iterator[FieldParagraph]:
    """Every paragraph that can hold a field or that somebody may think can, the body first."""
    roots: list[tuple[Root, Any]] = [("body", document.element.body)]
    for relation in document.part.rels.values():
        if relation.reltype in ROOTS:
            part = relation.target_part
            element = part.element if hasattr(part, "element") else parse_xml(part.blob)
            roots.append((ROOTS[relation.reltype], element))
    number = 0
    for root, element in roots:
        for paragraph in element.iter(qn("w:p")):
            copy = next(paragraph.iterancestors(FALLBACK), None) is not None
            number += not copy
            yield FieldParagraph(root, number, paragraph, copy)


def _mark(found: re.Match[str]) -> Mark:
    text, start, end = found.group(), found.start(), found.end()
    for kind in ("open", "wide", "single"):
        if found[kind] is not None:
            return Mark(kind, text, _meant(text.strip("{}｛｝")), start, end)
    inside = found["inside"] or ""
    named, meant = NAME.fullmatch(inside), near_block(inside)
    if meant and not (named and named["block"]):
        return Mark("near", text, meant, start, end)
    if named is None:
        return Mark("other", text, "", start, end)
    name = field_named(named["name"])
    return Mark("block" if named["block"] else "simple", text, name, start, end)


def _meant(inside: str) -> str:
    """The field whose name stands in braces that are none."""
    named = NAME.fullmatch(inside)
    return near_block(inside) or (field_named(named["name"]) if named else "")


def _above(element: Any, tag: str) -> Any:
    return next(element.iterancestors(qn(tag)), None)


def _place(element: Any) -> int:
    """Which of its kind it is where it stands, from 1."""
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
