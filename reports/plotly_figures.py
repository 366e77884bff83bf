"""Figure values as Plotly figures: for the report on a screen and for the pages of the product.

Dark on white whatever the theme around it; labels are wrapped so that a phone shows them whole.
"""

from html import escape
from typing import Any

import plotly.graph_objects as go

from i18n import one_decimal
from reports.figures import BarsFigure, Figure, LadderFigure, LayersFigure, RadarFigure, ScoreSeries
from reports.fonts import STACK
from reports.svg import FAINT, GRID, INK, OWN, OWN_SOFT, PEERS, WHITE, wrapped

# For st.plotly_chart(config=…) and Plotly.newPlot: nothing to press by accident on a phone.
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
SIZE = 13  # pixels of the letters
LABEL = 112.0  # pixels of a label's line
PART = 132.0  # pixels of the name of a part in a layer
HEAD = 26.0  # pixels of a layer's title
# What is there is filled, what comes is dashed, what is missing is faint.
LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "there": (OWN_SOFT, {"color": OWN, "width": 1.5}),
    "coming": (WHITE, {"color": OWN, "width": 1.5, "dash": "dash"}),
    "missing": (WHITE, {"color": GRID, "width": 1}),
    "open": (WHITE, {"color": GRID, "width": 1, "dash": "dot"}),
}
TICKS = 4
NOTHING = "–"


def draw(figure: Figure) -> go.Figure:
    """The figure for the screen; give it the width of its container."""
    if isinstance(figure, LadderFigure):
        return _ladder(figure)
    if isinstance(figure, RadarFigure):
        return _radar(figure)
    if isinstance(figure, LayersFigure):
        return _layers(figure)
    return _bars(figure)


def _bars(figure: BarsFigure) -> go.Figure:
    scores = figure.scores
    names = [label_of(label) for label in scores.labels]
    tallest = max(name.count("<br>") + 1 for name in names)
    drawn = go.Figure(layout=layout(height=88 + len(names) * max(36, 16 * tallest + 8)))
    drawn.add_bar(
        x=scores.values, y=names, orientation="h", name=scores.own_name, width=0.5,
        marker={"color": OWN}, hovertemplate="%{y}: %{x:.1f}<extra></extra>",
    )  # fmt: skip
    for low, high, name in zip(scores.lows, scores.highs, names, strict=True):
        if low is not None and high is not None and high > low:
            drawn.add_scatter(
                x=[low, high], y=[name, name], mode="lines+markers", showlegend=False,
                line={"color": INK, "width": 1.5}, marker={"symbol": "line-ns-open", "size": 9},
                hovertemplate="%{y}: %{x:.1f}<extra></extra>",
            )  # fmt: skip
    said = [NOTHING if value is None else one_decimal(value) for value in scores.values]
    drawn.add_scatter(
        x=[scores.start + scores.span * 1.19] * len(names), y=names, mode="text", showlegend=False,
        text=[f"<b>{value}</b>" for value in said], textposition="middle left", hoverinfo="skip",
    )  # fmt: skip
    if scores.peers:
        drawn.add_scatter(
            x=scores.peers, y=names, mode="markers", name=escape(scores.peers_name),
            marker={
                "symbol": "diamond", "size": 11, "color": PEERS,
                "line": {"color": WHITE, "width": 1},
            },
            hovertemplate="%{y}: %{x:.1f}<extra></extra>",
        )  # fmt: skip
    drawn.update_xaxes(
        range=[scores.start, scores.start + scores.span * 1.2], tickvals=_ticks(scores),
        gridcolor=GRID, zerolinecolor=GRID,
        title={"text": escape(scores.axis), "font": {"size": 12, "color": FAINT}, "standoff": 8},
        tickfont={"size": 12, "color": FAINT}, fixedrange=True,
    )  # fmt: skip
    drawn.update_yaxes(
        autorange="reversed", categoryorder="array", categoryarray=names, automargin=True,
        fixedrange=True, ticklen=6, tickcolor=WHITE,
    )  # fmt: skip
    drawn.update_layout(showlegend=bool(scores.peers))
    return drawn


def _radar(figure: RadarFigure) -> go.Figure:
    scores = figure.scores
    names = [label_of(label, 84) for label in scores.labels]
    drawn = go.Figure(layout=layout(height=380 if scores.peers else 340))
    drawn.add_scatterpolar(
        r=_closed(scores.values), theta=_closed(names), name=scores.own_name, fill="toself",
        line={"color": OWN, "width": 2.5}, fillcolor="rgba(11,92,173,0.16)", mode="lines+markers",
        hovertemplate="%{theta}: %{r:.1f}<extra></extra>",
    )  # fmt: skip
    if scores.peers:
        known = [
            (peer, name) for peer, name in zip(scores.peers, names, strict=True) if peer is not None
        ]
        drawn.add_scatterpolar(
            r=_closed([peer for peer, _ in known]), theta=_closed([name for _, name in known]),
            name=escape(scores.peers_name), mode="lines+markers",
            line={"color": PEERS, "width": 2, "dash": "dash"},
            marker={"symbol": "diamond", "size": 8},
            hovertemplate="%{theta}: %{r:.1f}<extra></extra>",
        )  # fmt: skip
    drawn.update_polars(
        bgcolor=WHITE,
        angularaxis={"direction": "clockwise", "rotation": 90, "gridcolor": GRID, "linecolor": GRID,
                     "tickfont": {"size": 12}, "ticks": ""},
        radialaxis={
            "range": [scores.start, scores.scale], "tickvals": _ticks(scores)[1:-1], "angle": 90,
            "tickangle": 90, "gridcolor": GRID, "linecolor": GRID, "ticks": "",
            "tickfont": {"size": 11, "color": FAINT},
        },
        gridshape="linear",
    )  # fmt: skip
    drawn.update_layout(
        showlegend=bool(scores.peers),
        margin={"l": 86, "r": 86, "t": 64 if scores.peers else 44, "b": 44},
    )
    return drawn


def _ladder(figure: LadderFigure) -> go.Figure:
    count, reached = len(figure.rungs), figure.reached or 0
    places = range(1, count + 1)
    here = escape(figure.here)
    names = [escape(rung) for rung in figure.rungs]
    if reached:
        names[reached - 1] = f"<b>{names[reached - 1]}<br>{here}</b>"
    possible = range(figure.low or 1, (figure.high or 0) + 1)
    drawn = go.Figure(layout=layout(height=50 * count + (44 if figure.reached == 0 else 12)))
    drawn.add_bar(
        x=[count + place for place in places], y=list(places), orientation="h", width=0.84,
        marker={
            "color": [OWN if p == reached else OWN_SOFT if p < reached else WHITE for p in places],
            "line": {
                "color": [OWN if p <= reached or p in possible else GRID for p in places],
                "width": 1.2,
            },
        },
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    for place, name in zip(places, names, strict=True):
        _beside(drawn, place, name, WHITE if place == reached else INK)
    drawn.update_xaxes(visible=False, range=[0, 2 * count + 0.05], fixedrange=True)
    drawn.update_yaxes(
        visible=False, range=[-0.3 if figure.reached == 0 else 0.5, count + 0.5], fixedrange=True
    )
    drawn.update_layout(margin={"l": 4, "r": 4, "t": 6, "b": 6})
    if figure.reached == 0:
        _beside(drawn, 0.1, f"<b>{here}</b>", OWN)
    return drawn


def _layers(figure: LayersFigure) -> go.Figure:
    """Two parts a line, which a phone has room for; the highest layer at the top."""
    y = 0.0
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for title, parts in reversed(figure.layers):
        words.append(_words_at(0, y + HEAD / 2, f"<b>{escape(title)}</b>", 2))
        y += HEAD
        for place in range(0, len(parts), 2):
            pair = parts[place : place + 2]
            names = [label_of(part.name, PART) for part in pair]
            height = 26 + 17 * max(name.count("<br>") + 1 for name in names)
            for column, (part, name) in enumerate(zip(pair, names, strict=True)):
                box = {"type": "rect", "x0": column + 0.01, "x1": column + 0.97, "layer": "below"}
                look = LOOKS[part.state]
                shapes.append(
                    box | {"y0": y, "y1": y + height, "fillcolor": look[0], "line": look[1]}
                )
                said = f'{name}<br><span style="font-size:12px">{escape(part.said)}</span>'
                words.append(_words_at(column, y + height / 2, said, 9))
            y += height + 8
        y += 8
    drawn = go.Figure(layout=layout(height=int(y) + 8))
    drawn.update_xaxes(visible=False, range=[0, 2], fixedrange=True)
    drawn.update_yaxes(visible=False, range=[y, 0], fixedrange=True)
    drawn.update_layout(shapes=shapes, annotations=words, margin={"l": 4, "r": 4, "t": 4, "b": 4})
    drawn.add_scatter(x=[None], y=[None], showlegend=False)  # without a trace there is no frame
    return drawn


def _words_at(x: float, y: float, words: str, shift: int) -> dict[str, Any]:
    """An annotation with its left end at ``x``, half-way up at ``y``."""
    return {
        "x": x, "y": y, "xanchor": "left", "yanchor": "middle", "xshift": shift, "text": words,
        "align": "left", "showarrow": False, "font": {"color": INK},
    }  # fmt: skip


def _beside(drawn: go.Figure, y: float, words: str, color: str) -> None:
    drawn.add_annotation(
        x=0, y=y, xanchor="left", xshift=10, align="left", text=words, showarrow=False,
        font={"color": color},
    )  # fmt: skip


def layout(height: int) -> dict[str, Any]:
    """What all figures have in common; ``height`` in pixels."""
    return {
        "template": "none",
        "height": height,
        "font": {"family": STACK, "size": SIZE, "color": INK},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "margin": {"l": 8, "r": 8, "t": 36, "b": 48},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "top", "yref": "container"},
        "hoverlabel": {"font": {"family": STACK}},
        "dragmode": False,
    }


def label_of(words: str, width: float = LABEL) -> str:
    """Words for an axis in lines of ``width`` pixels, as Plotly's markup."""
    return "<br>".join(escape(line) for line in wrapped(words, width))


def _ticks(scores: ScoreSeries) -> list[float]:
    return [scores.start + scores.span * tick / TICKS for tick in range(TICKS + 1)]


def _closed(values: Any) -> list[Any]:
    return [*values, *values[:1]]
