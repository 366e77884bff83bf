"""City figures as Plotly figures; a hidden figure is a word on a neutral ground, never a bar."""

from html import escape

import plotly.graph_objects as go

from aggregates.coarse import Share
from aggregates.figures import FigureRow, Hidden
from i18n import exact, one_decimal
from reports.plotly_figures import label_of, layout
from reports.svg import FAINT, GRID, INK, OWN, WHITE
from services.city_tables import CityVoice

NEUTRAL = "#e6e9ed"  # under the word that stands for a hidden figure
RAMP = ((0.0, "#f4f9fd"), (0.5, "#8fbce6"), (1.0, "#1a5c9e"))  # low to high
LEAST_SPAN = 0.01  # of the scale from the lightest to the darkest cell
DARK = 0.72  # of the ramp from which letters on it are white
ROOM = 1.45  # of the longest bar: place for the words beside it
MORE_ROOM = 2.1  # for more words
LEAST_ROW, LINE = 34, 16  # pixels of a row, of a line of its label
SMALL = 11  # pixels of the letters in a cell, eight of which fit beside each other on a phone
SMALLER = 9  # "hidden" is a long word
CELL_LABEL = 84.0  # pixels of a line of the label above a column
SIDE_LABEL = 92.0  # and beside a row


def level_bars(voice: CityVoice, levels: tuple[Share, ...]) -> go.Figure:
    """A bar a level, the lowest on top, with its share in words."""
    return _bars(
        [voice.level_title(level) for level in voice.figures.legend.levels],
        [float(share.percent) for share in levels],
        [voice.share(share) for share in levels],
        voice.say("city.share"),
    )


def row_bars(voice: CityVoice, rows: tuple[FigureRow, ...]) -> go.Figure:
    """A bar a row with its mean total and how many it is the mean of."""
    total = voice.figures.legend.measures[0]
    means = [row.means[total.id] for row in rows]
    return _bars(
        [voice.row_title(row) for row in rows],
        [None if isinstance(mean, Hidden) else mean for mean in means],
        [_hover_text(voice, row, total.id) for row in rows],
        voice.say("city.points_axis", scale=exact(total.scale)),
        MORE_ROOM,
    )


def heat_map(voice: CityVoice, rows: tuple[FigureRow, ...]) -> go.Figure:
    """A cell for each row and dimension: the darker, the more points."""
    parts = voice.figures.legend.measures[1:]
    across = [label_of(voice.text(part.title), CELL_LABEL) for part in parts]
    down = [_row_label(voice, row) for row in rows]
    means = [[row.means[part.id] for part in parts] for row in rows]
    seen = [
        [
            None if isinstance(mean, Hidden) else (mean - part.start) / part.span
            for mean, part in zip(line, parts, strict=True)
        ]
        for line in means
    ]
    shares = [share for line in seen for share in line if share is not None] or [0.0, 1.0]
    low, high = min(shares), max(shares)
    drawn = go.Figure(layout=layout(height=150 + _height(down)))
    drawn.add_heatmap(
        z=seen,
        x=across,
        y=down,
        zmin=low,
        zmax=max(high, low + LEAST_SPAN),
        colorscale=RAMP,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverongaps=False,
        hoverinfo="skip",
    )
    for y, line in zip(down, means, strict=True):
        for x, part, mean in zip(across, parts, line, strict=True):
            if isinstance(mean, Hidden):
                words, color = voice.say("city.hidden"), FAINT
            else:
                dark = ((mean - part.start) / part.span - low) / max(high - low, LEAST_SPAN) > DARK
                words, color = one_decimal(mean), WHITE if dark else INK
            drawn.add_annotation(
                x=x,
                y=y,
                showarrow=False,
                text=words,
                font={"size": SMALL if voice.lang == "zh" else SMALLER, "color": color},
            )
    drawn.update_xaxes(
        side="top",
        tickangle=-90,
        fixedrange=True,
        showgrid=False,
        tickfont={"size": 12},
        automargin=True,
        ticks="",
    )
    drawn.update_yaxes(
        autorange="reversed",
        fixedrange=True,
        showgrid=False,
        automargin=True,
        ticks="",
        tickfont={"size": 12},
    )
    drawn.update_layout(plot_bgcolor=NEUTRAL, margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return drawn


def _bars(
    labels: list[str], values: list[float | None], said: list[str], axis: str, room: float = ROOM
) -> go.Figure:
    names = [label_of(label) for label in labels]
    longest = max((value for value in values if value is not None), default=0.0) or 1.0
    drawn = go.Figure(layout=layout(height=70 + _height(names)))
    drawn.add_bar(
        x=values,
        y=names,
        orientation="h",
        width=0.6,
        marker={"color": OWN},
        hoverinfo="skip",
    )
    for name, value, words in zip(names, values, said, strict=True):
        drawn.add_annotation(
            x=value or 0,
            y=name,
            xanchor="left",
            xshift=6,
            showarrow=False,
            text=escape(words),
            font={"color": FAINT if value is None else INK},
            bgcolor=NEUTRAL if value is None else None,
        )
    drawn.update_xaxes(
        range=[0, longest * room],
        showgrid=False,
        zerolinecolor=GRID,
        fixedrange=True,
        showticklabels=False,
        title={"text": escape(axis), "font": {"size": 12, "color": FAINT}},
    )
    drawn.update_yaxes(
        autorange="reversed", automargin=True, fixedrange=True, ticklen=6, tickcolor=WHITE
    )
    drawn.update_layout(showlegend=False, margin={"l": 8, "r": 8, "t": 4, "b": 36})
    return drawn


def _row_label(voice: CityVoice, row: FigureRow) -> str:
    """The row's name and below it how many it counts, where that may be said."""
    name = label_of(voice.row_title(row), SIDE_LABEL)
    if isinstance(row.count, Hidden):
        return name
    return f"{name}<br>{voice.say('city.n', n=voice.count(row.count))}"


def _height(labels: list[str]) -> int:
    """Pixels for as many rows as there are labels, with room for the tallest one."""
    tallest = max(label.count("<br>") + 1 for label in labels)
    return len(labels) * max(LEAST_ROW, LINE * tallest + 6)


def _hover_text(voice: CityVoice, row: FigureRow, measure: str) -> str:
    mean = row.means[measure]
    if isinstance(mean, Hidden):
        return voice.say("city.hidden")
    return voice.say("city.mean_of", mean=one_decimal(mean), n=voice.count(row.count))
