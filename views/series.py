"""All rounds of an enterprise as a chart and as the table beside it."""

from html import escape

import plotly.graph_objects as go
import streamlit as st

from i18n import exact, one_decimal
from reports.figures import first_depth
from reports.plotly_figures import CONFIG, layout
from reports.svg import FAINT, GRID, OWN
from scoring.scorecard import NodeScore, Scorecard
from services.series import RoundFigures, RoundSeries
from views.markdown import escaped
from views.provisional import mark_provisional
from views.session import language, t, voice
from views.shown import day, figure

# Told apart by colour, by dash and by the table below; dark enough on white for thin lines.
LOOKS = ("#b4530a", "#2c7a4b", "#8a3ea8", "#a3262a", "#4a5a6a", "#7a6a00", "#0f7a7a", "#9b2f6b")
HEIGHT, LEGEND = 340, 26  # pixels: of the lines, and of a row of names
DASHES = ("dot", "dash", "dashdot", "longdash")


def draw_series(series: RoundSeries | None) -> None:
    """The section; that there is only one round where there is no other."""
    st.header(t("rounds.series_title"), anchor=False)
    if series is None:
        st.caption(t("rounds.series_one"))
        return
    mark_provisional(series.rounds[-1].card)
    drawn = [each for each in series.rounds if each not in series.broken]
    if len(drawn) > 1:
        st.plotly_chart(
            _chart(drawn),
            key="series",
            config=CONFIG,
            theme=None,
            width="stretch",
            alt=_alt(drawn),
        )
    with st.container(key="series_table"):
        st.markdown(_table(series))
    for line in _remarks(series):
        st.caption(line)


def _chart(rounds: list[RoundFigures]) -> go.Figure:
    """The total as a thick line, the dimensions as thin ones."""
    last = rounds[-1].card
    labels = [_label(each) for each in rounds]
    below = LEGEND * (len(first_depth(last)) // 2 + 1)  # two names beside each other on a phone
    drawn = go.Figure(layout=layout(height=HEIGHT + below))
    for place, node in enumerate(first_depth(last)):
        look = LOOKS[place % len(LOOKS)]
        drawn.add_scatter(
            x=labels,
            y=[_share(each.comparable, node.id) for each in rounds],
            name=escape(node.title.to(language())),
            mode="lines+markers",
            line={"width": 1.5, "color": look, "dash": DASHES[place % len(DASHES)]},
            marker={"size": 6},
            hovertemplate="%{fullData.name} %{y:.1f}<extra></extra>",
        )
    drawn.add_scatter(
        x=labels,
        y=[_share(each.comparable, last.nodes[0].id) for each in rounds],
        name=escape(t("rounds.series_total")),
        mode="lines+markers+text",
        text=[figure(each.comparable.total) for each in rounds],
        textposition="top center",
        line={"width": 4, "color": OWN},
        marker={"size": 10},
        hovertemplate="%{fullData.name} %{text}<extra></extra>",
    )
    drawn.update_yaxes(
        range=[0, 108],
        tickvals=[0, 25, 50, 75, 100],
        gridcolor=GRID,
        fixedrange=True,
        title={"text": t("rounds.series_share"), "font": {"size": 12, "color": FAINT}},
    )
    drawn.update_xaxes(type="category", fixedrange=True, showgrid=False, tickangle=0)
    drawn.update_layout(
        legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "bottom", "yref": "container"},
        margin={"l": 56, "r": 24, "t": 8, "b": below + 40},
    )
    return drawn


def _share(card: Scorecard, node: str) -> float | None:
    """The score in percent of its scale, so that scales of any kind stand on one axis."""
    found = _node(card, node)
    if found is None or found.score is None:
        return None
    return (found.score - found.start) / (found.scale - found.start) * 100


def _node(card: Scorecard, id: str) -> NodeScore | None:
    """The node; the total answers whatever it is called."""
    if id == card.nodes[0].id:
        return card.nodes[0]
    return next((each for each in card.nodes if each.id == id), None)


def _label(each: RoundFigures) -> str:
    """The day of the round, with a star where it is bridged."""
    submitted = each.assessment.submitted_at
    return (day(submitted) if submitted else "") + ("*" if each.bridged else "")


def _alt(rounds: list[RoundFigures]) -> str:
    points = voice().listed(
        t("rounds.series_point", day=_label(each), total=figure(each.comparable.total))
        for each in rounds
    )
    return t("rounds.series_alt", points=points)


def _table(series: RoundSeries) -> str:
    """A column a round: day, side, edition, level, total, dimensions."""
    rounds, last = series.rounds, series.rounds[-1].card
    lines = [
        [t("rounds.series_day"), *map(_label, rounds)],
        [":---", *["---:"] * len(rounds)],
        [
            t("rounds.series_side"),
            *(t(f"comparison.side_{each.assessment.side}") for each in rounds),
        ],
        [t("rounds.series_edition"), *(escaped(each.assessment.edition) for each in rounds)],
        [t("rounds.series_level"), *(escaped(_level(each.comparable)) for each in rounds)],
    ]
    for node in (last.nodes[0], *first_depth(last)):
        title = f"{escaped(node.title.to(language()))}（{exact(node.scale)}）"
        lines.append([title, *(_score(each.comparable, node.id) for each in rounds)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _level(card: Scorecard) -> str:
    return voice().level_number(card.level.number if card.level else None)


def _score(card: Scorecard, node: str) -> str:
    found = _node(card, node)
    return figure(None if found is None else found.score)


def _remarks(series: RoundSeries) -> list[str]:
    """What has to be known of the figures."""
    said = [t("rounds.series_none")]
    if len({each.assessment.side for each in series.rounds}) > 1:
        said.insert(0, t("rounds.series_sides"))
    bridged = [each for each in series.rounds if each.bridged is not None]
    if bridged:
        then = voice().listed(_then(each) for each in bridged)
        said.append(t("rounds.series_bridged", then=escaped(then)))
    if series.broken:
        days = voice().listed(_label(each) for each in series.broken)
        said.append(t("rounds.series_broken", days=escaped(days)))
    return said


def _then(each: RoundFigures) -> str:
    total = "—" if each.card.total is None else one_decimal(each.card.total)
    told = {"edition": each.assessment.edition, "total": total}
    return t("rounds.series_then", day=_label(each).rstrip("*"), **told)
