"""Where in a Word document the writer puts what comes next, and under which names of styles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph

from reports.docx_base import LINE
from reports.docx_fields import NAMESPACE

STYLED = ("w:pStyle", "w:tblStyle")  # what names a style inside a paragraph or a table


@dataclass(frozen=True)
class InsertionPoint:
    """The place before the element ``before``; ``line`` is what a line of text measures there.

    ``styles`` gives the document's own id for each of our styles, where that is another one.
    ``first`` is the lowest number that bookmarks and pictures may have.
    """

    document: Document
    before: Any
    line: Length = LINE
    styles: Mapping[str, str] = field(default_factory=dict)
    first: int = 1

    def paragraph(self, id: str) -> Paragraph:
        """A new paragraph in our style ``id``."""
        named = quoteattr(self.styles.get(id, id))
        element: Any = parse_xml(f"<w:p {NAMESPACE}><w:pPr><w:pStyle w:val={named}/></w:pPr></w:p>")
        self.before.addprevious(element)
        return Paragraph(element, self.document)

    def put(self, element: Any) -> None:
        """A whole piece of XML that names our styles."""
        if self.styles:
            for named in element.iter(*map(qn, STYLED)):
                id = named.get(qn("w:val"))
                named.set(qn("w:val"), self.styles.get(id, id))
        self.before.addprevious(element)


def at_the_end(document: Document, line: Length = LINE) -> InsertionPoint:
    """Below all that is there; the section's own properties stay the last."""
    return InsertionPoint(document, document.element.body.find(qn("w:sectPr")), line)
