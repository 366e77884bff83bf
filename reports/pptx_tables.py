"""Tables of a slide, native ones, each written as one piece of XML with rows as high as they need.

Where a table is too high, its cells keep fewer lines; what they lose goes into the notes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal
from xml.sax.saxutils import quoteattr

from pptx.oxml.ns import nsdecls

from assessments.plain_text import plain
from reports.pptx_drawing import (
    EMU,
    GRID,
    INK,
    OWN,
    SOFT,
    WHITE,
    Box,
    Line,
    SlideCanvas,
    frame,
    height,
    solid,
)
from reports.report import Table

SIZES, HEAD = (22.0, 20.0, 18.0), 16.0  # points
SIDE, TOP = 8.0, 6.0  # from a cell's border to its text
MOST_LINES = 7  # of a cell
Side = Literal["l", "r"]
EDGES = ("L", "R", "T", "B")


def draw_table(canvas: SlideCanvas, table: Table, box: Box) -> float:
    """The table from the top of ``box`` down, in the largest letters that go; where it ends."""
    widths = [box.width * column.share for column in table.columns]
    sides: list[Side] = ["r" if column.figures else "l" for column in table.columns]
    head = [
        canvas.fit(Line(column.title, HEAD, WHITE, bold=True, align=side), width - 2 * SIDE, 2)
        for column, width, side in zip(table.columns, widths, sides, strict=True)
    ]
    cells = [
        [
            Line(cell.text, SIZES[-1], INK, bold=place == 0, align=side)
            for place, (cell, side) in enumerate(zip(row, sides, strict=True))
        ]
        for row in table.rows
    ]
    room = box.height - _row_height(head, widths)
    rows = _fitted(canvas, cells, widths, room)
    grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in widths)
    written = [_row(canvas, head, widths, OWN)]
    written += [
        _row(canvas, row, widths, SOFT if place % 2 else WHITE) for place, row in enumerate(rows)
    ]
    every = sum(_row_height(row, widths) for row in (head, *rows))
    place = Box(box.x, box.y, sum(widths), every)
    caption = quoteattr(plain(table.caption))
    canvas.put(
        f"<p:graphicFrame {nsdecls('a', 'p')}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{canvas.id()}" name={caption} descr={caption}/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{frame(place, 'p')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1" bandRow="1"/><a:tblGrid>{grid}</a:tblGrid>'
        f"{''.join(written)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    return place.bottom


def _fitted(
    canvas: SlideCanvas, rows: Sequence[Sequence[Line]], widths: Sequence[float], room: float
) -> list[list[Line]]:
    """The rows whole in the largest letters that go, else with fewer lines a cell, one at least."""
    before = len(canvas.rest)
    tries = [(size, 2, True) for size in SIZES]
    tries += [(SIZES[-1], most, False) for most in range(MOST_LINES, 0, -1)]
    found: list[list[Line]] = []
    for size, most, uncut in tries:
        del canvas.rest[before:]
        found = [
            [
                canvas.fit(replace(line, size=size), width - 2 * SIDE, most)
                for line, width in zip(row, widths, strict=True)
            ]
            for row in rows
        ]
        whole = len(canvas.rest) == before or not uncut
        if whole and sum(_row_height(row, widths) for row in found) <= room:
            break
    return found


def _row_height(row: Sequence[Line], widths: Sequence[float]) -> float:
    most = max(height([line], width - 2 * SIDE) for line, width in zip(row, widths, strict=True))
    return most + 2 * TOP


def _row(canvas: SlideCanvas, row: Sequence[Line], widths: Sequence[float], ground: str) -> str:
    sides, top = round(SIDE * EMU), round(TOP * EMU)
    none = "".join(f"<a:ln{edge}><a:noFill/></a:ln{edge}>" for edge in EDGES[:-1])
    border = f'{none}<a:lnB w="9525">{solid(GRID)}</a:lnB>'
    cells = "".join(
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{''.join(canvas.paragraphs(line))}"
        f'</a:txBody><a:tcPr marL="{sides}" marR="{sides}" marT="{top}" marB="{top}" '
        f'anchor="ctr">{border}{solid(ground)}</a:tcPr></a:tc>'
        for line in row
    )
    return f'<a:tr h="{round(_row_height(row, widths) * EMU)}">{cells}</a:tr>'
