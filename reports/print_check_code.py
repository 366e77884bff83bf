"""The code for a camera, for print: dark squares on white, with the margin that it needs."""

from io import BytesIO
from itertools import groupby

import segno
from segno import QRCode

from reports.figures import CheckCodeFigure
from reports.svg import Canvas

SQUARE = 4  # pixels of the vector picture
DOTS = 12  # the same in dots
MARGIN = 4  # squares of white on every side; the standard asks for as many
WIDTH_CM = 2.8  # on paper, with the margin: a camera wants two at least
BLACK = "#000000"


def draw_check_code(figure: CheckCodeFigure) -> str:
    """The address as an SVG picture; it is still read where 15 % of it is dirty."""
    rows = _code(figure).matrix
    side = (len(rows) + 2 * MARGIN) * SQUARE
    sheet = Canvas(side, side, figure.alt)
    strokes = []
    for y, row in enumerate(rows, start=MARGIN):
        x = MARGIN
        for dark, squares in groupby(row):
            length = len(list(squares))
            if dark:
                wide = length * SQUARE
                strokes.append(f"M{x * SQUARE} {y * SQUARE}h{wide}v{SQUARE}h-{wide}z")
            x += length
    sheet.draw("path", d="".join(strokes), fill=BLACK, shape_rendering="crispEdges")
    return str(sheet)


def check_code_png(figure: CheckCodeFigure) -> bytes:
    """The same in dots, which say themselves that they are ``WIDTH_CM`` wide."""
    code, file = _code(figure), BytesIO()
    side = (len(code.matrix) + 2 * MARGIN) * DOTS
    code.save(file, kind="png", scale=DOTS, border=MARGIN, dpi=round(side / WIDTH_CM * 2.54))
    return file.getvalue()


def _code(figure: CheckCodeFigure) -> QRCode:
    return segno.make_qr(figure.address, error="m", boost_error=False)
