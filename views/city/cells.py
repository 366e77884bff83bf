"""City figures as coloured cells: rows by columns, and the districts on a schematic map.

Cells are bars of the same length, for on those one can click wherever one likes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from reports.plotly_figures import layout
from reports.svg import FAINT, INK, WHITE
from views.city.drawing import ALIKE, NEUTRAL, evenly, height_of

RAMP = [[0.0, "#f4f9fd"], [0.5, "#8fbce6"], [1.0, "#1a5c9e"]]  # low to high
LEAST_SPAN = 0.01  # of the scale from the lightest to the darkest cell
DARK = 0.72  # of the ramp from which letters on it are white
CELL_LABEL, SIDE_LABEL, TILE_LABEL = 112.0, 104.0, 84.0  # pixels of a line of a label
FULL = 0.97  # of a cell; the rest is the gap to the next
SIZE = 13  # pixels of the letters where there is room for them
TILE = 74  # pixels of a tile's height

# Where each district stands on the map, in tiles from the left and from the top: a scheme after
# what lies beside what (the lake is the gap below), drawn by us and no boundary of anything.
TILES: Mapping[str, tuple[float, float]] = {
    "320281": (1.5, 0),
    "320206": (1.0, 1),
    "320205": (2.0, 1),
    "320211": (0.5, 2),
    "320213": (1.5, 2),
    "320214": (2.5, 2),
    "320282": (0.0, 3),
    "320200-JK": (2.0, 3),
}


@dataclass(frozen=True)
class CityCell:
    """A cell: ``share`` of its scale, from which its colour comes (None: hidden), and its words."""

    share: float | None
    words: str


@dataclass(frozen=True)
class CellRow:
    """A row of cells; a click on any of them chooses ``id``."""

    id: str
    label: str
    below: str  # in a line of its own below the label
    cells: tuple[CityCell, ...]


def cell_map(columns: Sequence[str], rows: Sequence[CellRow]) -> go.Figure:
    """A cell for each row and column: the darker, the more."""
    down = [
        "<br>".join(filter(None, (evenly(row.label, SIDE_LABEL), escape(row.below))))
        for row in rows
    ]
    across = [evenly(column, CELL_LABEL) for column in columns]
    told = [(place, at, row) for place in range(len(columns)) for at, row in enumerate(rows)]
    cells = [row.cells[place] for place, _, row in told]
    longest = max((label.count("<br>") + 1 for label in across), default=1)
    drawn = go.Figure(layout=layout(height=60 + 16 * longest + height_of(down)))
    places = list(range(len(rows)))
    drawn.add_bar(
        base=[place - FULL / 2 for place, _, _ in told],
        x=[FULL] * len(told),
        y=[at for _, at, _ in told],
        orientation="h",
        width=FULL - 0.03,
        customdata=[row.id for _, _, row in told],
        text=[escape(cell.words) for cell in cells],
        **_look(cells, _colors(cells)),
    )
    drawn.update_xaxes(
        side="top", tickvals=list(range(len(columns))), ticktext=across,
        autotickangles=[0, -90], range=[-0.5, len(columns) - 0.5], fixedrange=True, showgrid=False,
        zeroline=False, tickfont={"size": 12}, automargin=True, ticks="",
        ticklabeloverflow="allow",
    )  # fmt: skip
    drawn.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=places, ticktext=down, fixedrange=True,
        showgrid=False, zeroline=False, automargin=True, ticks="", tickfont={"size": 12},
    )  # fmt: skip
    drawn.update_layout(
        barmode="overlay", clickmode="event+select", margin={"l": 4, "r": 4, "t": 4, "b": 4}
    )
    return drawn


def tile_map(tiles: Mapping[str, tuple[str, CityCell]]) -> go.Figure:
    """The districts as tiles: a name and a cell for each code; the darker, the more."""
    colors = _colors([cell for _, cell in tiles.values()])
    shown = [(code, *tiles[code]) for code in TILES if code in tiles]
    drawn = go.Figure(layout=layout(height=4 * TILE + 12))
    drawn.add_bar(
        base=[-TILES[code][1] - FULL for code, _, _ in shown],
        x=[TILES[code][0] for code, _, _ in shown],
        y=[FULL] * len(shown),
        width=FULL,
        customdata=[code for code, _, _ in shown],
        text=[
            f"<b>{evenly(name, TILE_LABEL)}</b><br>{escape(cell.words)}" for _, name, cell in shown
        ],
        **_look([cell for _, _, cell in shown], colors),
    )
    drawn.update_xaxes(visible=False, range=[-0.55, 3.05], fixedrange=True)
    drawn.update_yaxes(visible=False, range=[-4.02, 0.02], fixedrange=True)
    drawn.update_layout(clickmode="event+select", margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return drawn


def _look(cells: Sequence[CityCell], colors: Mapping[CityCell, tuple[str, str]]) -> dict[str, Any]:
    """Ground and words of a bar that is a cell."""
    return {
        "marker": {"color": [colors[cell][0] for cell in cells]},
        "insidetextfont": {"size": SIZE, "color": [colors[cell][1] for cell in cells]},
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",  # on a phone they shrink
        "hoverinfo": "none",
        "selected": ALIKE,
        "unselected": ALIKE,
        "showlegend": False,
    }


def _colors(cells: Sequence[CityCell]) -> Mapping[CityCell, tuple[str, str]]:
    """The ground and the letters of each cell; the ramp goes from the least to the most shown."""
    shares = [cell.share for cell in cells if cell.share is not None] or [0.0, 1.0]
    low = min(shares)
    span = max(max(shares) - low, LEAST_SPAN)

    def colors(share: float | None) -> tuple[str, str]:
        if share is None:
            return NEUTRAL, FAINT
        place = (share - low) / span
        return sample_colorscale(RAMP, [place])[0], WHITE if place > DARK else INK

    return {cell: colors(cell.share) for cell in cells}
