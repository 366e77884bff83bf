"""The layers of an enterprise's systems for print: a band a layer, a box a part."""

from collections.abc import Mapping

from reports.figures import LayerPart, LayersFigure
from reports.svg import FAINT, GRID, INK, OWN, OWN_SOFT, WHITE, WIDTH, Attribute, Canvas, wrapped

TITLE = 104.0  # pixels of the column of titles
COLUMNS = 4
GAP = 6.0  # pixels between boxes
SIZE = 12.0  # pixels of a name's letters
LINE = 15.0  # pixels from line to line of a name
SAID = 11.0  # pixels of a state's letters
INNER = 7.0  # pixels between a box and its words
# What is there is filled, what comes is dashed, what is missing is faint: grey print tells them.
LOOKS: Mapping[str, dict[str, Attribute]] = {
    "there": {"fill": OWN_SOFT, "stroke": OWN, "stroke_width": 1.5},
    "coming": {"fill": WHITE, "stroke": OWN, "stroke_width": 1.5, "stroke_dasharray": "5 3"},
    "missing": {"fill": WHITE, "stroke": GRID},
    "open": {"fill": WHITE, "stroke": GRID, "stroke_dasharray": "1 3"},
}

Row = list[tuple[LayerPart, list[str]]]  # parts side by side, each name in lines


def draw_layers(figure: LayersFigure, wide: float = WIDTH) -> str:
    """The highest layer at the top; each part's state stands in its box in words."""
    columns = max(2, int(COLUMNS * wide / WIDTH))
    width = (wide - TITLE - GAP) / columns - GAP
    bands = [
        (title, _rows(parts, width - 2 * INNER, columns))
        for title, parts in reversed(figure.layers)
    ]
    sheet = Canvas(wide, sum(_tall(rows) + GAP for _, rows in bands), figure.alt)
    top = 0.0
    for title, rows in bands:
        tall = _tall(rows)
        sheet.draw("rect", x=1, y=top + 1, width=wide - 2, height=tall - 2, fill="#f6f8fa")
        _title(sheet, title, top + tall / 2)
        y = top + GAP
        for row in rows:
            for column, (part, lines) in enumerate(row):
                x = TITLE + column * (width + GAP)
                _box(sheet, part, lines, (x, y), (width, _high(row)))
            y += _high(row) + GAP
        top += tall + GAP
    return str(sheet)


def _rows(parts: tuple[LayerPart, ...], width: float, columns: int) -> list[Row]:
    named = [(part, wrapped(part.name, width, SIZE)) for part in parts]
    return [named[at : at + columns] for at in range(0, len(named), columns)]


def _high(row: Row) -> float:
    """The height of a row of boxes."""
    return 12 + LINE * (1 + max(len(lines) for _, lines in row))


def _tall(rows: list[Row]) -> float:
    """The height of a layer."""
    return GAP + sum(_high(row) + GAP for row in rows)


def _title(sheet: Canvas, title: str, middle: float) -> None:
    lines = wrapped(title, TITLE - 20)
    for place, line in enumerate(lines):
        y = middle + 4.5 + 17 * (place - (len(lines) - 1) / 2)
        sheet.text((10, y), line, font_weight="700")


def _box(
    sheet: Canvas,
    part: LayerPart,
    lines: list[str],
    at: tuple[float, float],
    size: tuple[float, float],
) -> None:
    (x, y), (width, height) = at, size
    look = {"x": x, "y": y, "width": width, "height": height, "rx": 3.0} | LOOKS[part.state]
    sheet.draw("rect", "", **look)
    for place, line in enumerate(lines):
        sheet.text((x + INNER, y + 16 + LINE * place), line, font_size=SIZE)
    colour = INK if part.state in ("there", "coming") else FAINT
    end = y + 16 + LINE * len(lines)
    sheet.text((x + INNER, end), part.said, font_size=SAID, fill=colour)
