"""A sheet to draw on: SVG text built element by element, and what is needed to place words."""

from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

from i18n import exact
from reports.fonts import STACK

WIDTH = 640  # pixels of a picture that fills the line of an A4 page
NARROW_WIDTH = 360  # the same of the screen of a phone
WHITE = "#ffffff"
INK = "#1f2933"
FAINT = "#5b6773"  # 5.9:1 on white: small print stays readable
GRID = "#d3dae2"
OWN = "#0b5cad"
OWN_SOFT = "#dbe8f6"
PEERS = "#a34700"

NARROW = frozenset(" !'(),-./:;I[]fijlrt|·")
WIDE = frozenset("%&@MWmw—…")

Point = tuple[float, float]
Attribute = str | float | Sequence[Point]


class Canvas:
    """An SVG picture of ``width`` x ``height`` pixels with a white ground."""

    def __init__(self, width: float, height: float, alt: str) -> None:
        wide, high = exact(width), exact(height)
        size = f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        family = f'font-family="{escape(STACK)}"'
        self._parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {family}>',
            f"<title>{escape(alt)}</title>",
        ]
        self.draw("rect", width=width, height=height, fill=WHITE)

    def __str__(self) -> str:
        return "\n".join([*self._parts, "</svg>"])

    def draw(self, tag: str, words: str = "", **attributes: Attribute) -> None:
        """One element: ``font_size=13`` is written font-size="13", points as "x,y x,y"."""
        written = " ".join(
            f'{name.replace("_", "-")}="{escape(_number(value))}"'
            for name, value in attributes.items()
        )
        self._parts.append(f"<{tag} {written}>{escape(words)}</{tag}>")

    def text(self, at: Point, words: str, **attributes: Attribute) -> None:
        """Words with the left end of their baseline at ``at`` (see text_anchor)."""
        usual: dict[str, Attribute] = {"x": at[0], "y": at[1], "font_size": 13, "fill": INK}
        self.draw("text", words, **(usual | attributes))

    def line(self, *points: Point, stroke: str = GRID, width: float = 1) -> None:
        """A line through ``points``."""
        self.draw("polyline", points=points, fill="none", stroke=stroke, stroke_width=width)

    def diamond(self, at: Point, radius: float = 5.5) -> None:
        """The peers' mark: it differs in shape, not only in colour."""
        x, y = at
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self.draw("polygon", points=corners, fill=PEERS, stroke=WHITE)


def width_of(words: str, size: float = 13) -> float:
    """About how wide ``words`` are, in pixels; rather too wide than cut."""
    return size * sum(map(_ems, words))


def _ems(sign: str) -> float:
    """The width of a character in its own size, a little above what our faces measure."""
    if east_asian_width(sign) in "WFA":
        return 1.0
    if sign in NARROW:
        return 0.44
    return 1.01 if sign in WIDE else 0.77 if sign.isupper() else 0.66


def wrapped(words: str, width: float, size: float = 13) -> list[str]:
    """``words`` in lines of at most ``width`` pixels: Chinese anywhere, Latin between words."""
    lines = [""]
    for piece in _pieces(words):
        if lines[-1] and width_of(lines[-1] + piece.rstrip(), size) > width:
            lines.append(piece)
        else:
            lines[-1] += piece
    return [line.strip() for line in lines]


def _pieces(words: str) -> Iterable[str]:
    """The shortest parts between which a line may break; no line begins with a closing mark."""
    piece = ""
    for sign in words:
        breakable = piece[-1:].isspace() or (
            east_asian_width(sign) in "WF" and sign not in "，。、；：？！）》”"
        )
        if piece and breakable and piece[-1] not in "（《“":
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _number(value: Attribute) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return exact(round(value, 1))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in value)
