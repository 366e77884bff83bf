"""A slide to draw on: shapes and text in points, written as XML, measured before they are set.

With ``pptx_base``, ``pptx_charts`` and ``pptx_tables`` the place that reaches below python-pptx.
"""
# ruff: noqa: SLF001  (the wrapped XML has no public name)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide as PptxSlide
from pptx.util import Pt

from assessments.plain_text import plain
from reports.pptx_base import LANGUAGES
from reports.pptx_fitting import LINE, fitted, lines_of
from wording.voice import Voice

EMU = 12_700  # a point
BREAKS = {ord(each): " " for each in "\t\u2028\u2029"}  # what a program sets as it likes
FACE = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
INK, FAINT, OWN, WHITE, SOFT = "tx1", "tx2", "accent1", "bg1", "bg2"  # colours of our theme
OWN_SOFT, GRID, WARN, WARN_SOFT = "accent3", "accent4", "accent5", "accent6"


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height

    def inner(self, by: float) -> "Box":
        """What is left of it within a margin."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def below(self, by: float) -> "Box":
        """What is left of it without its upper ``by`` points."""
        return replace(self, y=self.y + by, height=self.height - by)


@dataclass(frozen=True)
class Line:
    """A paragraph: its text, how it is set, and the points above it."""

    text: str
    size: float
    colour: str = INK
    bold: bool = False
    bullet: bool = False
    above: float = 0.0
    align: Literal["l", "ctr", "r"] = "l"

    @property
    def indent(self) -> float:
        """What its bullet takes of the width."""
        return self.size if self.bullet else 0.0

    def height(self, width: float) -> float:
        """How high it is in a box of that width."""
        return self.above + self.lines(width) * self.size * LINE

    def lines(self, width: float) -> int:
        """How many lines it takes in a box of that width."""
        return lines_of(self.text, width - self.indent, self.size, bold=self.bold)


class SlideCanvas:
    """One slide; what of a text it had no room for is kept in ``rest``."""

    def __init__(self, slide: PptxSlide, voice: Voice) -> None:
        self.slide = slide
        self.voice = voice
        self._language = LANGUAGES[voice.lang]
        self.rest: list[str] = []
        self._ids = count(100)

    def fit(self, line: Line, width: float, lines: int) -> Line:
        """``line`` with as much of its text as so many lines hold."""
        shown = self.cut(line, width, lines)
        told = plain(line.text).translate(BREAKS)
        if shown.text != told:
            self.rest.append(told)
        return shown

    def cut(self, line: Line, width: float, lines: int) -> Line:
        """The same, for whoever keeps the rest."""
        told = plain(line.text).translate(BREAKS)
        text = fitted(told, width - line.indent, line.size, lines, bold=line.bold)
        return replace(line, text=text)

    def title(self, line: Line) -> None:
        """The slide's own title, in one or more lines that fit already."""
        self._fill(self.slide.shapes.title, line)

    def subtitle(self, line: Line) -> None:
        """What a cover has below its title."""
        self._fill(self.slide.placeholders[1], line)

    def text(
        self,
        name: str,
        box: Box,
        lines: Iterable[Line],
        anchor: Literal["t", "ctr", "b"] = "t",
    ) -> None:
        """Paragraphs in a box without a ground."""
        self._shape(name, box, lines, anchor, text_box=True)

    def block(  # noqa: PLR0913  (a shape and what is in it)
        self,
        name: str,
        box: Box,
        fill: str,
        lines: Iterable[Line] = (),
        *,
        stroke: str = "",
        alt: str = "",
    ) -> None:
        """A rectangle, with text in its middle where there is some."""
        self._shape(name, box, lines, "ctr", fill=fill, stroke=stroke, alt=alt)

    def picture(self, name: str, content: bytes, box: Box, alt: str) -> None:
        """A PNG or JPEG as large as goes into ``box``, at its upper left."""
        picture: Any = self.slide.shapes.add_picture(BytesIO(content), Pt(0), Pt(0))
        times = min(box.width * EMU / picture.width, box.height * EMU / picture.height)
        picture.left, picture.top = round(box.x * EMU), round(box.y * EMU)
        picture.width, picture.height = round(picture.width * times), round(picture.height * times)
        picture.name = name
        picture._element.nvPicPr.cNvPr.set("descr", plain(alt))

    def footer(self, text: str) -> None:
        """Whose slide it is, and its number as a field."""
        number = (
            f'<a:fld id="{{6F3A1B52-2C55-4C55-9B51-000000000001}}" type="slidenum">'
            f'<a:rPr lang="{self._language}"/><a:t>{self._number()}</a:t></a:fld>'
        )
        for kind, idx, content in (
            ("ftr", 11, self._run(Line(text, 12, FAINT))),
            ("sldNum", 12, number),
        ):
            self.put(
                f'<p:sp {nsdecls("a", "p")}><p:nvSpPr><p:cNvPr id="{self.id()}" name="{kind}"/>'
                '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
                f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr>'
                f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{content}</a:p></p:txBody></p:sp>"
            )

    def put(self, xml: str) -> None:
        """A shape, on top of those that are there."""
        self.slide.shapes._spTree.append(parse_xml(xml))

    def id(self) -> int:
        """A number that no other shape of the slide has."""
        return next(self._ids)

    def paragraphs(self, line: Line, *, spaced: bool = True) -> list[str]:
        """The text of ``line``, a paragraph each of its own lines."""
        properties = ""
        if line.bullet:
            properties = f' marL="{round(line.size * EMU)}" indent="-{round(line.size * EMU)}"'
        exact = f'<a:lnSpc><a:spcPts val="{round(line.size * LINE * 100)}"/></a:lnSpc>'
        bullet = (
            f'<a:buClr><a:schemeClr val="{OWN}"/></a:buClr><a:buFont typeface="Arial"/>'
            '<a:buChar char="•"/>'
            if line.bullet
            else "<a:buNone/>"
        )
        found = []
        for place, text in enumerate(plain(line.text).split("\n")):
            above = round(line.above * 100) if place == 0 else 0
            space = f'{exact}<a:spcBef><a:spcPts val="{above}"/></a:spcBef>' if spaced else ""
            found.append(
                f'<a:p {nsdecls("a")}><a:pPr algn="{line.align}"{properties}>'
                f"{space}{bullet}</a:pPr>{self._run(replace(line, text=text))}</a:p>"
            )
        return found

    def _run(self, line: Line) -> str:
        """The text of ``line`` in its face, colour and language."""
        bold = ' b="1"' if line.bold else ""
        text = escape(plain(line.text).translate(BREAKS))
        return (
            f'<a:r><a:rPr lang="{self._language}" sz="{round(line.size * 100)}"{bold} dirty="0">'
            f"{solid(line.colour)}{FACE}</a:rPr><a:t>{text}</a:t></a:r>"
        )

    def _number(self) -> int:
        return len(self.slide.part.package.presentation_part.presentation.slides)

    def _fill(self, shape: Any, line: Line) -> None:
        """Text in a placeholder, in the size of ``line``."""
        body = shape._element.txBody
        for paragraph in list(body.p_lst):
            body.remove(paragraph)
        for paragraph in self.paragraphs(line, spaced=False):
            body.append(parse_xml(paragraph))

    def _shape(  # noqa: PLR0913  (as above)
        self,
        name: str,
        box: Box,
        lines: Iterable[Line],
        anchor: str,
        *,
        fill: str = "",
        stroke: str = "",
        alt: str = "",
        text_box: bool = False,
    ) -> None:
        told = "".join(part for line in lines for part in self.paragraphs(line))
        line = f'<a:ln w="15875">{solid(stroke)}</a:ln>' if stroke else "<a:ln><a:noFill/></a:ln>"
        described = f" descr={quoteattr(plain(alt))}" if alt else ""
        kind = ' txBox="1"' if text_box else ""
        self.put(
            f"<p:sp {nsdecls('a', 'p')}><p:nvSpPr>"
            f'<p:cNvPr id="{self.id()}" name={quoteattr(name)}{described}/>'
            f"<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr>{frame(box)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f"{solid(fill) if fill else '<a:noFill/>'}{line}</p:spPr>"
            f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
            f'anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{told or '<a:p><a:endParaRPr/></a:p>'}</p:txBody></p:sp>"
        )


def height(lines: Sequence[Line], width: float) -> float:
    """How high paragraphs are, one under the other."""
    return sum(line.height(width) for line in lines)


def frame(box: Box, tag: str = "a") -> str:
    """Where a shape stands."""
    x, y, width, height = (round(each * EMU) for each in (box.x, box.y, box.width, box.height))
    return f'<{tag}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}:xfrm>'


def solid(colour: str) -> str:
    """A ground or a stroke in a colour of the theme."""
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
