"""Rows as bars and as a grid of shades for print; what is hidden is a word on a neutral ground."""

from i18n import exact
from reports.figures import GridFigure, RowsFigure
from reports.svg import FAINT, INK, OWN, WHITE, WIDTH, Canvas, Point, width_of, wrapped

ROW, LINE = 26.0, 16.0  # pixels from bar to bar, from line to line of a label
LABEL = 0.3  # of the width: the longest line of a label
TICKS = 4
NEUTRAL = "#e6e9ed"  # under the word that stands for what is hidden
RAMP = ((0xF4, 0xF9, 0xFD), (0x8F, 0xBC, 0xE6), (0x1A, 0x5C, 0x9E))  # low, middle, high
DARK = 0.72  # of the ramp from which letters on it are white
CELL, HEAD = 30.0, 11.0  # pixels of a row of cells; of the letters of a heading
TURNED = 118.0  # pixels of a heading that stands upright


def draw_rows(figure: RowsFigure, width: float = WIDTH) -> str:
    """One bar a row with its words behind it."""
    names = [wrapped(label, LABEL * width) for label in figure.labels]
    left = max((width_of(line) for lines in names for line in lines), default=0.0) + 16
    words = max((width_of(each) for each in figure.said), default=0.0) + 14
    rows = [max(ROW, LINE * len(lines) + 10) for lines in names]
    top, floor = 8.0, 8.0 + sum(rows)
    right = max(width - words, left + 40)
    sheet = Canvas(width, floor + 44, figure.alt)
    span = figure.scale - figure.start

    def at(value: float) -> float:
        return left + (right - left) * (value - figure.start) / span

    for tick in range(TICKS + 1):
        mark = figure.start + span * tick / TICKS
        sheet.line((at(mark), top), (at(mark), floor))
        place = (at(mark), floor + 17)
        sheet.text(place, exact(mark), font_size=12, text_anchor="middle", fill=FAINT)
    sheet.text((left, floor + 37), figure.axis, font_size=12, fill=FAINT)
    y = top
    for lines, value, said, high in zip(names, figure.values, figure.said, rows, strict=True):
        middle = y + high / 2
        for number, line in enumerate(lines):
            down = 4.5 + LINE * (number - (len(lines) - 1) / 2)
            sheet.text((left - 10, middle + down), line, text_anchor="end")
        end = left
        if value is None:
            wide = width_of(said) + 12
            sheet.draw("rect", x=left + 2, y=middle - 10, width=wide, height=20, fill=NEUTRAL)
        else:
            end = at(value)
            sheet.draw("rect", x=left, y=middle - 8, width=end - left, height=16, fill=OWN)
            wide = width_of(said) + 2  # no line of the scale through the words
            sheet.draw("rect", x=end + 6, y=middle - 9, width=wide, height=18, fill=WHITE)
        sheet.text((end + 8, middle + 4.5), said, fill=FAINT if value is None else INK)
        y += high
    return str(sheet)


def draw_grid(figure: GridFigure, width: float = WIDTH) -> str:
    """Names of rows at the left, of columns above; where these are long they stand upright."""
    small = HEAD if width >= WIDTH else HEAD - 1
    names = [
        [line for part in label.split("\n") for line in wrapped(part, LABEL * width, small + 1)]
        for label in figure.rows
    ]
    longest = max((width_of(line, small + 1) for lines in names for line in lines), default=0.0)
    left = min(longest, LABEL * width) + 12
    wide = (width - left - 2) / max(len(figure.columns), 1)
    heads = [_evenly(label, wide - 6, small) for label in figure.columns]
    turned = any(width_of(line, small) > wide - 2 for lines in heads for line in lines)
    if turned:
        heads = [wrapped(label, TURNED, small) for label in figure.columns]
        high = max(width_of(line, small) for lines in heads for line in lines) + 10
    else:
        high = max((len(lines) for lines in heads), default=0) * (small + 3) + 10
    rows = [max(CELL, (small + 4) * len(lines) + 8) for lines in names]
    sheet = Canvas(width, high + sum(rows) + 4, figure.alt)
    for place, lines in enumerate(heads):
        at = (left + wide * (place + 0.5), high)
        (_upright if turned else _above)(sheet, lines, at, small)
    y = high
    for lines, shades, said, tall in zip(names, figure.shades, figure.said, rows, strict=True):
        for number, line in enumerate(lines):
            down = 4 + (small + 4) * (number - (len(lines) - 1) / 2)
            at = (left - 8, y + tall / 2 + down)
            sheet.text(at, line, font_size=small + 1, text_anchor="end", fill=INK)
        for place, (shade, words) in enumerate(zip(shades, said, strict=True)):
            _cell(sheet, (left + wide * place, y), (wide, tall), shade, words)
        y += tall
    return str(sheet)


def _evenly(label: str, most: float, size: float) -> list[str]:
    """The label in as few lines as it needs, none of them of a single letter that is left over."""
    lines = wrapped(label, most, size)
    again = wrapped(label, min(most, width_of(label, size) / len(lines) + 0.6 * size), size)
    return again if len(again) == len(lines) else lines


def _above(sheet: Canvas, lines: list[str], at: Point, size: float) -> None:
    """The name of a column, its last line right above the cells."""
    for number, line in enumerate(lines):
        y = at[1] - 7 - (size + 3) * (len(lines) - 1 - number)
        sheet.text((at[0], y), line, font_size=size, text_anchor="middle")


def _upright(sheet: Canvas, lines: list[str], at: Point, size: float) -> None:
    """The same from the cells upwards, where it is long."""
    for number, line in enumerate(lines):
        x, y = at[0] + size * 0.35 + (size + 2) * (number - (len(lines) - 1) / 2), at[1] - 6
        sheet.text((x, y), line, font_size=size, transform=f"rotate(-90 {x:.1f} {y:.1f})")


def _cell(
    sheet: Canvas,
    at: Point,
    room: Point,
    shade: float | None,
    words: str,
) -> None:
    (x, y), (wide, tall) = at, room
    ground = NEUTRAL if shade is None else _colour(shade)
    sheet.draw("rect", x=x + 1, y=y + 1, width=wide - 2, height=tall - 2, fill=ground)
    size = min(12.0, 12.0 * (wide - 4) / max(width_of(words, 12.0), 1.0))
    colour = FAINT if shade is None else WHITE if shade > DARK else INK
    middle = (x + wide / 2, y + tall / 2 + size * 0.36)
    sheet.text(middle, words, font_size=size, text_anchor="middle", fill=colour)


def _colour(shade: float) -> str:
    """The colour of ``shade`` in [0, 1] on the ramp."""
    place = min(max(shade, 0.0), 1.0) * (len(RAMP) - 1)
    low = min(int(place), len(RAMP) - 2)
    parts = zip(RAMP[low], RAMP[low + 1], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * (place - low)):02x}" for a, b in parts)
