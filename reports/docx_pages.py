"""On which page of our Word form each heading comes to stand, estimated from what is said.

Word counts anew when it opens the file; these numbers are for programs that do not. Heights are
in points, as the styles give them; a letter is half as wide as a Chinese character.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from reports.figures import PhotoFigure
from reports.flow import PHOTO_HEIGHT_CM, PHOTO_WIDTH, kept, kept_facts, leads
from reports.print_figures import png
from reports.report import (
    Block,
    Bullets,
    Cell,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Section,
    Table,
)

PAGE, LINE = 703.0, 459.0  # height and width of what is printed on a page
BODY, CELL, DETAIL = (10.5, 16.0), (9.0, 12.5), (8.0, 11.5)  # size of the letters, of the lines
TITLES = {1: 52.0, 2: 37.0, 3: 31.0}  # headings, with the space around them
WIDE = 0x2E80  # from here on a character takes the whole width

POINTS_A_CM = 72 / 2.54


class PageBlock(NamedTuple):
    """Something that is not cut by a page's end; ``kept``: nor from what follows."""

    height: float
    kept: bool = False
    heading: str = ""
    apart: bool = False


def pages_of(report: Report) -> Mapping[str, int]:
    """The page of each heading, by its id."""
    entries = sum(15 + 12 * _headings(section) for section in report.sections)
    page = 2 + ceil((entries + 35) / PAGE)  # after the cover and the contents
    found: dict[str, int] = {}
    left = 0.0 if report.sections and report.sections[0].apart else PAGE
    page -= left == 0.0
    for group in _groups(_pieces(report.sections)):
        height = sum(piece.height for piece in group)
        if group[0].apart or (height > left and height <= PAGE):
            page, left = page + 1, PAGE
        for piece in group:
            if piece.height > left:
                page, left = page + 1, PAGE
            if piece.heading:
                found[piece.heading] = page
            left -= piece.height
    return found


def _headings(section: Section) -> int:
    return sum(isinstance(block, Heading) for block in section.blocks)


def _groups(pieces: Iterable[PageBlock]) -> Iterator[list[PageBlock]]:
    group: list[PageBlock] = []
    for piece in pieces:
        group.append(piece)
        if not piece.kept:
            yield group
            group = []
    if group:
        yield group


def _pieces(sections: Sequence[Section]) -> Iterator[PageBlock]:
    for section in sections:
        yield PageBlock(TITLES[1], kept=True, heading=section.id, apart=section.apart)
        for block, led in zip(section.blocks, leads(section.blocks), strict=True):
            yield from _of_block(block, led=led)


def _of_block(block: Block, *, led: bool) -> Iterator[PageBlock]:
    match block:
        case Heading():
            yield PageBlock(TITLES[2], kept=True, heading=block.id)
        case Paragraph(text=text, tone="body"):
            lines = _lines(f"\u3000\u3000{text}", BODY[0], LINE)
            yield from (PageBlock(BODY[1], kept=led) for _ in range(lines))
            yield PageBlock(6, kept=led)
        case Paragraph(text=text):
            yield PageBlock(_lines(text, CELL[0], LINE) * CELL[1] + 9, kept=led)
        case Bullets(items=items):
            for item in items:
                yield PageBlock(_lines(item, BODY[0], LINE - 21) * BODY[1] + 3)
        case Facts(rows=rows):
            yield from _rows(_facts(rows), (0.3, 0.7), kept_facts(rows))
        case Priority(rows=rows):
            yield PageBlock(TITLES[3], kept=True)
            yield from _rows(_facts(rows), (0.16, 0.84), kept_facts(rows, card=True))
        case Table():
            yield PageBlock(27 + CELL[1] + 5, kept=True)
            shares = [column.share for column in block.columns]
            yield from _rows(block.rows, shares, kept(block.rows))
        case Picture():
            yield PageBlock(_height(block) + 8, kept=True)
            yield PageBlock(27)


def _height(block: Picture) -> float:
    figure = block.figure
    if isinstance(figure, PhotoFigure):
        return figure.within(LINE * PHOTO_WIDTH, PHOTO_HEIGHT_CM * POINTS_A_CM)[1]
    width, height = struct.unpack(">II", png(figure)[16:24])
    return float(LINE * 0.94 * height / width)


def _rows(
    rows: Sequence[Sequence[Cell]], shares: Sequence[float], keeps: Sequence[bool]
) -> Iterator[PageBlock]:
    for row, keep in zip(rows, keeps, strict=True):
        height = max(
            _lines(cell.text, CELL[0], LINE * part - 9) * CELL[1]
            + sum(_lines(text, DETAIL[0], LINE * part - 9) * DETAIL[1] for text in cell.details)
            for cell, part in zip(row, shares, strict=True)
        )
        yield PageBlock(height + 5, kept=keep)


def _facts(rows: Sequence[Fact]) -> list[tuple[Cell, Cell]]:
    return [(Cell(label), Cell(value)) for label, value in rows]


def _lines(text: str, size: float, width: float) -> int:
    """How many lines the text takes."""
    return sum(
        max(1, ceil(sum(size if ord(c) >= WIDE else size / 2 for c in line) / width))
        for line in text.split("\n")
    )
