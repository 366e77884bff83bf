"""The ladder of levels as shapes: a bar a level, each longer than the one below."""

from reports.figures import LadderFigure
from reports.pptx_drawing import GRID, INK, OWN, OWN_SOFT, WHITE, Box, Line, SlideCanvas

HIGHEST, GAP, PADDING = 58.0, 8.0, 14.0
SIZE, SMALL = 18.0, 14.0
SHORTEST = 0.62  # of the width: the lowest level


def draw_ladder(canvas: SlideCanvas, figure: LadderFigure, box: Box) -> None:
    """The levels with the one that is reached filled; where one stands is said in it."""
    count, reached = len(figure.rungs), figure.reached or 0
    possible = range(figure.low or 1, (figure.high or 0) + 1)
    places = count if reached else count + 1  # below the lowest there is room for words
    step = min(HIGHEST + GAP, box.height / places)
    grow = (1 - SHORTEST) / max(count - 1, 1)
    for place, name in enumerate(figure.rungs, start=1):
        here = place == reached
        width = box.width * (SHORTEST + grow * (place - 1))
        rung = Box(box.x, box.y + (count - place) * step, width, step - GAP)
        colour = WHITE if here else INK
        inside = width - 2 * PADDING
        lines = [canvas.fit(Line(name, SIZE, colour, bold=here), inside, 1)]
        if here:
            lines.append(canvas.fit(Line(figure.here, SMALL, colour), inside, 1))
        canvas.block(
            f"Level {place}",
            rung,
            OWN if here else OWN_SOFT if place < reached else WHITE,
            stroke=OWN if place <= reached or place in possible else GRID,
            alt=figure.alt if here else "",
        )
        inner = Box(rung.x + PADDING, rung.y, inside, rung.height)
        canvas.text(f"Name {place}", inner, lines, "ctr")
    if not reached:
        below = Box(box.x, box.y + count * step, box.width, step)
        canvas.text(
            "Here", below, [canvas.fit(Line(figure.here, SIZE, OWN, bold=True), box.width, 2)]
        )
