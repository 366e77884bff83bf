"""City figures as bars; a hidden figure is a word on a neutral ground, never a bar.

Every bar carries the id of what it stands for, so that a click on it can lead there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from reports.plotly_figures import LABEL, label_of, layout
from reports.svg import FAINT, GRID, INK, OWN, PEERS, WHITE

NEUTRAL = "#e6e9ed"  # under the word that stands for a hidden figure
ROOM = 1.45  # of the longest bar: place for the words beside it
MORE_ROOM = 2.1  # for more words
PARTS = 20  # of a line, by which it may be shorter
LEAST_ROW, LINE = 34, 16  # pixels of a row, of a line of its label
ALIKE: dict[str, Any] = {"marker": {"opacity": 1}}  # what was not clicked on does not fade


@dataclass(frozen=True)
class CityBar:
    """A bar: ``value`` is None where hidden, ``words`` stand beside it.

    ``mark`` is a figure to compare with, ``id`` what a click on it chooses.
    """

    id: str
    label: str
    value: float | None
    words: str
    mark: float | None = None


def bars(
    rows: Sequence[CityBar], axis: str, *, marks: str = "", room: float = ROOM, full: float = 0.0
) -> go.Figure:
    """A bar a row, the first on top; ``marks`` says what the diamonds are, where there are any.

    The axis ends at the longest bar, or at ``full`` where that is more.
    """
    names = [evenly(row.label) for row in rows]
    figures = [figure for row in rows for figure in (row.value, row.mark) if figure is not None]
    longest = max(max(figures, default=0.0), full) or 1.0
    places = list(range(len(rows)))
    drawn = go.Figure(layout=layout(height=(100 if marks else 70) + height_of(names)))
    drawn.add_bar(
        x=[row.value for row in rows], y=places, customdata=[row.id for row in rows],
        orientation="h", width=0.6, marker={"color": OWN}, hoverinfo="none",
        selected=ALIKE, unselected=ALIKE, showlegend=False,
    )  # fmt: skip
    if marks:
        drawn.add_scatter(
            x=[row.mark for row in rows], y=places, customdata=[row.id for row in rows],
            mode="markers", name=escape(marks), hoverinfo="none", selected=ALIKE, unselected=ALIKE,
            marker={"symbol": "diamond", "size": 11, "color": PEERS,
                    "line": {"color": WHITE, "width": 1}},
        )  # fmt: skip
    words = [
        {
            "x": max(row.value or 0.0, row.mark or 0.0), "y": place, "xanchor": "left",
            "xshift": 10 if row.mark is not None else 6, "showarrow": False,
            "text": escape(row.words), "font": {"color": FAINT if row.value is None else INK},
            "bgcolor": NEUTRAL if row.value is None else None,
        }
        for place, row in zip(places, rows, strict=True)
    ]  # fmt: skip
    drawn.update_xaxes(
        range=[0, longest * room], showgrid=False, zerolinecolor=GRID, fixedrange=True,
        showticklabels=False,
        title={"text": escape(axis), "font": {"size": 12, "color": FAINT}},
    )  # fmt: skip
    drawn.update_yaxes(
        range=[len(rows) - 0.5, -0.5], tickvals=places, ticktext=names, automargin=True,
        fixedrange=True, ticklen=6, tickcolor=WHITE, showgrid=False, zeroline=False,
    )  # fmt: skip
    drawn.update_layout(
        annotations=words, showlegend=bool(marks), clickmode="event+select",
        margin={"l": 8, "r": 8, "t": 30 if marks else 4, "b": 36},
    )  # fmt: skip
    return drawn


def evenly(words: str, width: float = LABEL) -> str:
    """A label in as few lines of at most ``width`` pixels, none of them left with a word or two."""
    label = label_of(words, width)
    narrower = (label_of(words, width * part / PARTS) for part in range(PARTS // 2, PARTS))
    return next((each for each in narrower if each.count("<br>") == label.count("<br>")), label)


def height_of(labels: Sequence[str]) -> int:
    """Pixels for as many rows as there are labels, with room for the tallest one."""
    tallest = max((label.count("<br>") + 1 for label in labels), default=1)
    return len(labels) * max(LEAST_ROW, LINE * tallest + 6)
