"""Figure values as pictures for print: SVG of our own drawing, PNG by the typesetter, no browser.

Drawn directly and not through a chart grammar: a few shapes need none, nothing is clipped or
moved by an automatic layout, and starting a script engine would cost half a second a process.
"""

from functools import cache, lru_cache
from typing import Any

import typst

from reports import fonts
from reports.figures import (
    BarsFigure,
    CheckCodeFigure,
    DrawnFigure,
    GridFigure,
    LadderFigure,
    LayersFigure,
    RadarFigure,
    RowsFigure,
)
from reports.print_check_code import check_code_png, draw_check_code
from reports.print_layers import draw_layers
from reports.print_rows import draw_grid, draw_rows
from reports.print_scores import draw_bars, draw_radar
from reports.svg import GRID, INK, OWN, OWN_SOFT, WHITE, WIDTH, Canvas, width_of

DENSITY = 3  # PNG pixels per SVG pixel: about 290 dots an inch on the page
BOXES = 2  # the same of a large picture that is boxes and words: half the time and the bytes
RUNG, GAP = 26.0, 5.0  # pixels
SHEET = f"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: {WIDTH}pt)
""".encode()
INCH = 72  # points of that sheet, of which one is a pixel of the picture


def svg(figure: DrawnFigure | CheckCodeFigure, width: float = WIDTH) -> str:
    """The figure as a self-contained SVG document, dark on white; a code has its own width."""
    if isinstance(figure, CheckCodeFigure):
        return draw_check_code(figure)
    draw: Any = DRAWING[type(figure)]
    return str(draw(figure, width))


@lru_cache(maxsize=16)  # a report shows its ladder twice, many reports the same one
def png(figure: DrawnFigure | CheckCodeFigure) -> bytes:
    """The same picture in dots, with the letters of ``reports/fonts``."""
    if isinstance(figure, CheckCodeFigure):
        return check_code_png(figure)
    density = BOXES if isinstance(figure, LayersFigure) else DENSITY
    made: Any = typst.compile(
        SHEET,
        font_paths=faces(),
        ignore_system_fonts=True,
        format="png",
        ppi=INCH * density,
        sys_inputs={"picture": svg(figure)},
    )
    return bytes(made)


@cache
def faces() -> typst.Fonts:
    """The faces of ``reports/fonts`` for the typesetter, read once."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.FOLDER)],
    )


def _draw_ladder(figure: LadderFigure, wide: float) -> str:
    """A row a level, the lowest at the bottom and each longer than the one below.

    Where there is no room beside the row that is reached, its words stand in it.
    """
    count, reached = len(figure.rungs), figure.reached or 0
    possible = range(figure.low or 1, (figure.high or 0) + 1)
    names, beside = max(map(width_of, figure.rungs)) + 24, width_of(figure.here) + 32
    inside = names + beside > wide
    if inside:
        names, beside = min(max(names, beside), wide - 16), 16
    step = (wide - names - beside) / max(count - 1, 1)
    ground = 0.0 if reached else RUNG
    second = 20.0 if inside and reached else 0.0
    sheet = Canvas(wide, count * (RUNG + GAP) + ground + second, figure.alt)
    for place, name in enumerate(figure.rungs, start=1):
        here = place == reached
        y, width = (count - place) * (RUNG + GAP) + 2, names + step * (place - 1)
        y += second if place < reached else 0.0
        sheet.draw(
            "rect", x=8, y=y, width=width, height=RUNG + (second if here else 0.0),
            fill=OWN if here else OWN_SOFT if place < reached else WHITE,
            stroke=OWN if place <= reached or place in possible else GRID,
        )  # fmt: skip
        weight = {"font_weight": "700"} if here else {}
        sheet.text((20, y + 18), name, fill=WHITE if here else INK, **weight)
        if here and inside:
            sheet.text((20, y + 18 + second), figure.here, fill=WHITE, font_weight="700")
        elif here:
            sheet.text((width + 18, y + 18), figure.here, fill=OWN, font_weight="700")
    if not reached:
        end = count * (RUNG + GAP) + 18
        sheet.text((20, end), figure.here, fill=OWN, font_weight="700")
    return str(sheet)


DRAWING = {
    BarsFigure: draw_bars,
    GridFigure: draw_grid,
    LadderFigure: _draw_ladder,
    LayersFigure: draw_layers,
    RadarFigure: draw_radar,
    RowsFigure: draw_rows,
}
