"""Figures over the years as lines; where a figure is hidden, or does not compare, a line ends."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, product
from operator import itemgetter

import plotly.graph_objects as go

from i18n import one_decimal
from reports.plotly_figures import layout
from reports.svg import FAINT, GRID, INK, WHITE

HEIGHT, HEAD, LINE = 380, 72, 16  # pixels: of all, of what is no lines, of a figure beside one
ROOM = 4.0  # points of the scale above and below the lines


@dataclass(frozen=True)
class YearLine:
    """A line: points by year, None where hidden. ``ends`` is an interval around each, if any.

    Lines of one ``name`` stand once in the legend.
    """

    name: str
    color: str
    dash: str
    points: Sequence[tuple[int, float | None]]
    ends: Sequence[tuple[float, float]] = ()


Ends = defaultdict[int, list[tuple[float, YearLine]]]


def year_lines(lines: Sequence[YearLine], axis: str, below: Mapping[int, str]) -> go.Figure:
    """The lines over the years, with figures where they start and end.

    ``below`` has what is said of a year.
    """
    drawn = go.Figure(layout=layout(height=HEIGHT))
    named: set[str] = set()
    seen: list[float] = []
    for line in lines:
        years = [year for year, _ in line.points]
        values = [value for _, value in line.points]
        seen += [value for value in values if value is not None]
        seen += [end for ends in line.ends for end in ends]
        whiskers = None
        if line.ends:
            told = list(zip(values, line.ends, strict=True))
            whiskers = {
                "type": "data", "symmetric": False, "thickness": 1.5, "width": 6,
                "array": [high - (value or high) for value, (_, high) in told],
                "arrayminus": [(value or low) - low for value, (low, _) in told],
            }  # fmt: skip
        drawn.add_scatter(
            x=years, y=values, name=escape(line.name), legendgroup=line.name,
            showlegend=line.name not in named, mode="lines+markers", connectgaps=False,
            error_y=whiskers, hoverinfo="skip",
            line={"color": line.color, "width": 2.5, "dash": line.dash}, marker={"size": 8},
        )  # fmt: skip
        named.add(line.name)
    every = sorted({year for line in lines for year, _ in line.points})
    low, high = min(seen, default=0.0), max(seen, default=100.0)
    scale = (HEIGHT - HEAD) / (high - low + 2 * ROOM)
    starts, ends = _ends(lines)
    for year, side in product(every, ("right", "left")):
        _write(drawn, year, side, (starts if side == "right" else ends).get(year, ()), scale)
    drawn.update_xaxes(
        tickvals=every, ticktext=[_tick(year, below) for year in every], fixedrange=True,
        showgrid=False, range=[every[0] - 0.4, every[-1] + 0.4], tickfont={"color": INK},
    )  # fmt: skip
    drawn.update_yaxes(
        range=[low - ROOM, high + ROOM], gridcolor=GRID, zerolinecolor=WHITE, fixedrange=True,
        title={"text": escape(axis), "font": {"size": 12, "color": FAINT}}, automargin=True,
    )  # fmt: skip
    drawn.update_layout(margin={"l": 8, "r": 8, "t": 40, "b": 48})
    return drawn


def _ends(lines: Sequence[YearLine]) -> tuple[Ends, Ends]:
    """Where the lines of each name start and end, by the year; what is one point only ends."""
    starts, ends = Ends(list), Ends(list)
    for _, named in groupby(sorted(lines, key=lambda line: line.name), lambda line: line.name):
        seen = [(at, value, line) for line in named for at, value in line.points]
        told = sorted(((at, v, line) for at, v, line in seen if v is not None), key=itemgetter(0))
        if told and told[0][0] < told[-1][0]:
            starts[told[0][0]].append(told[0][1:])
        if told:
            ends[told[-1][0]].append(told[-1][1:])
    return starts, ends


def _tick(year: int, below: Mapping[int, str]) -> str:
    return "<br>".join(filter(None, (str(year), escape(below.get(year, "")))))


def _write(
    drawn: go.Figure,
    year: int,
    side: str,
    there: Sequence[tuple[float, YearLine]],
    scale: float,
) -> None:
    """The figures of one year beside their points, each in a line of its own."""
    told = sorted(((value, line.color) for value, line in there), reverse=True)
    above = math.inf
    for value, color in told:
        place = min(value * scale, above - LINE)
        above = place
        drawn.add_annotation(
            x=year, y=value, xanchor=side, xshift=12 if side == "left" else -12,
            yshift=place - value * scale, text=one_decimal(value), showarrow=False,
            font={"color": color},
        )  # fmt: skip
