"""Bars and radar for print: where each mark and each word stands."""

import math
from collections.abc import Callable

from i18n import exact, one_decimal
from reports.figures import BarsFigure, RadarFigure, ScoreSeries
from reports.svg import FAINT, GRID, INK, OWN, PEERS, WIDTH, Canvas, Point, width_of, wrapped

ROW = 26.0  # pixels from bar to bar
LINE = 16.0  # pixels from line to line of a label
COLUMN = 52.0  # pixels of a column of figures at the right
LABEL = 190.0  # pixels of the longest line of a bar's label
AXIS_LABEL = 150.0  # the same at a radar
RADIUS = 100.0  # pixels of the radar
TICKS = 4
NOTHING = "–"


def draw_bars(figure: BarsFigure, width: float = WIDTH) -> str:
    """One bar a figure, its value in a column at the right, the peers' as a diamond beside it."""
    scores = figure.scores
    names = [wrapped(label, min(LABEL, 0.3 * width)) for label in scores.labels]
    left = max(width_of(line) for lines in names for line in lines) + 16
    right = width - COLUMN * (2 if scores.peers else 1)
    rows = [max(ROW, LINE * len(lines) + 10) for lines in names]
    start = left if width >= WIDTH else 8.0
    legend = _legend_height(scores, start, width)
    top = legend + 8
    floor = top + sum(rows)
    sheet = Canvas(width, floor + 44, figure.alt)

    def at(value: float) -> float:
        return left + (right - left - 8) * (value - scores.start) / scores.span

    for tick in range(TICKS + 1):
        mark = scores.start + scores.span * tick / TICKS
        sheet.line((at(mark), top), (at(mark), floor))
        words = exact(mark)
        sheet.text((at(mark), floor + 17), words, font_size=12, text_anchor="middle", fill=FAINT)
    sheet.text((left, floor + 37), scores.axis, font_size=12, fill=FAINT)
    for place, lines in enumerate(names):
        middle = top + sum(rows[:place]) + rows[place] / 2
        _label(sheet, lines, (left - 10, middle), "end")
        _bar(sheet, scores, place, middle, at)
        value, peer = scores.values[place], scores.peers[place] if scores.peers else None
        words = NOTHING if value is None else one_decimal(value)
        end = (right + COLUMN - 8, middle + 4.5)
        sheet.text(end, words, text_anchor="end", font_weight="700")
        if peer is not None:
            sheet.diamond((at(peer), middle))
            end = (width - 8, middle + 4.5)
            sheet.text(end, one_decimal(peer), text_anchor="end", fill=PEERS)
    if scores.peers:
        _legend(sheet, scores, start, legend)
    return str(sheet)


def draw_radar(figure: RadarFigure, width: float = WIDTH) -> str:
    """An axis a figure, clockwise from the top; the peers' shape is dashed."""
    scores = figure.scores
    radius = min(RADIUS, 0.19 * width)
    side = min(AXIS_LABEL, width / 2 - 1.07 * radius - 4)
    start = 24.0 if width >= WIDTH else 8.0
    legend = _legend_height(scores, start, width)
    count, middle = len(scores.labels), (width / 2, radius + 38 + (legend - 4 if legend else 0))
    sheet = Canvas(width, middle[1] + radius + 44, figure.alt)

    def at(place: int, share: float) -> Point:
        turn = 2 * math.pi * place / count
        out = radius * share
        return (middle[0] + out * math.sin(turn), middle[1] - out * math.cos(turn))

    for ring in range(1, TICKS + 1):
        corners = [at(place, ring / TICKS) for place in range(count)]
        sheet.draw("polygon", points=corners, fill="none", stroke=GRID)
    for place, label in enumerate(scores.labels):
        sheet.line(middle, at(place, 1))
        _axis_label(sheet, wrapped(label, side), at(place, 1.07), middle)
    own = [at(place, _share(scores, value)) for place, value in enumerate(scores.values)]
    sheet.draw("polygon", points=own, fill=OWN, fill_opacity="0.16", stroke=OWN, stroke_width=2.5)
    for x, y in own:
        sheet.draw("circle", cx=x, cy=y, r=3.5, fill=OWN)
    peers = [
        at(place, _share(scores, peer))
        for place, peer in enumerate(scores.peers)
        if peer is not None
    ]
    if peers:
        sheet.draw(
            "polygon", points=peers, fill="none", stroke=PEERS, stroke_width=2,
            stroke_dasharray="6 4",
        )  # fmt: skip
        for point in peers:
            sheet.diamond(point, 4.5)
        _legend(sheet, scores, start, legend)
    for ring in range(1, TICKS + 1):
        end = (middle[0] - 6, middle[1] - radius * ring / TICKS + 13)
        words = exact(scores.start + scores.span * ring / TICKS)
        sheet.text(end, words, font_size=11, text_anchor="end", fill=FAINT)
    return str(sheet)


def _share(scores: ScoreSeries, value: float | None) -> float:
    """How far a figure is on its scale, in [0, 1]."""
    return 0.0 if value is None else (value - scores.start) / scores.span


def _bar(
    sheet: Canvas, scores: ScoreSeries, place: int, middle: float, at: Callable[[float], float]
) -> None:
    """The bar itself, and over it the range that open questions leave."""
    foot, value = at(scores.foot), scores.values[place]
    left, right = sorted((foot, foot if value is None else at(value)))
    sheet.draw("rect", x=left, y=middle - 8, width=right - left, height=16, fill=OWN)
    ends = (scores.lows[place], scores.highs[place])
    low, high = (foot if end is None else at(end) for end in ends)
    if high - low >= 1:
        sheet.line((low, middle), (high, middle), stroke=INK, width=1.5)
        for x in (low, high):
            sheet.line((x, middle - 5), (x, middle + 5), stroke=INK, width=1.5)


def _axis_label(sheet: Canvas, lines: list[str], at: Point, middle: Point) -> None:
    """A label outside the radar: it grows away from the middle."""
    x, y = at
    if abs(x - middle[0]) < 1:
        away = LINE / 2 * (len(lines) - 1) + 4
        _label(sheet, lines, (x, y + (away if y > middle[1] else -away)), "middle")
    else:
        _label(sheet, lines, at, "start" if x > middle[0] else "end")


def _label(sheet: Canvas, lines: list[str], at: Point, anchor: str) -> None:
    """Lines around a point, which is the middle of their height."""
    x, y = at
    for number, line in enumerate(lines):
        down = 4.5 + LINE * (number - (len(lines) - 1) / 2)
        sheet.text((x, y + down), line, text_anchor=anchor)


def _beside(scores: ScoreSeries, left: float) -> float:
    """Where the peers' mark stands in the legend, right of the enterprise's own name."""
    return left + 30 + width_of(scores.own_name) + 28


def _legend_height(scores: ScoreSeries, left: float, width: float) -> float:
    """Pixels above a figure: none without peers, two lines where one is too short."""
    if not scores.peers:
        return 0.0
    fits = _beside(scores, left) + 12 + width_of(scores.peers_name) <= width
    return 32.0 if fits else 32.0 + LINE


def _legend(sheet: Canvas, scores: ScoreSeries, left: float, height: float) -> None:
    sheet.draw("rect", x=left, y=10, width=22, height=12, fill=OWN)
    sheet.text((left + 30, 21), scores.own_name)
    down = height - 32.0
    beside = left + 11 if down else _beside(scores, left)
    sheet.diamond((beside, 16 + down))
    sheet.text((left + 30 if down else beside + 12, 21 + down), scores.peers_name)
