"""The row of key figures above every view, made of published figures only."""

from collections.abc import Sequence

import streamlit as st

from aggregates.figures import CityFigures, Hidden
from i18n import exact
from services.city_words import signed
from views.city.shown import ShownCity, row_of
from views.markdown import escaped
from views.session import t


def draw_keys(shown: ShownCity) -> None:
    """How many, the mean, how many stand high, the change, and how much is hidden."""
    said, row = shown.said, shown.row
    total = shown.figures.legend.measures[0]
    number, above = said.middle, said.above(row)
    told = {
        t("dashboard.key_count"): said.count(row.count),
        t("dashboard.key_mean", scale=exact(total.scale)): said.mean(row.means[total.id]),
        t("dashboard.key_share", number=number): said.hidden
        if above is None
        else said.share(above),
        t("dashboard.key_change"): _change(shown),
        t("dashboard.key_hidden"): f"{hidden_share(shown.figures)}%",
    }
    with st.container(horizontal=True, key=f"{shown.filters.prefix}keys"):
        for label, value in told.items():
            st.metric(escaped(label), value, height="stretch", border=True)
    with st.expander(t("dashboard.keys_about")):
        st.markdown(t("dashboard.keys_meaning"))


def hidden_share(figures: CityFigures) -> int:
    """How many of the figures of all tables are hidden, in per cent."""
    rows = (figures.city, *figures.sectors, *figures.divisions, *figures.districts, *figures.sizes)
    every = [figure for row in rows for figure in (row.count, row.levels, *row.means.values())]
    return round(100 * sum(isinstance(each, Hidden) for each in every) / len(every))


def change(history: Sequence[CityFigures], year: int, row: str) -> float | None:
    """By how many points the published mean of the row differs from that of the year before."""
    means = {}
    for figures in history:
        found = row_of(figures, row)
        mean = found.means[figures.legend.measures[0].id] if found else None
        if isinstance(mean, float):
            means[figures.year] = mean
    if year not in means or year - 1 not in means:
        return None
    return means[year] - means[year - 1]


def _change(shown: ShownCity) -> str:
    figures = shown.figures
    moved = change(shown.view.history, figures.year, shown.row.id)
    if moved is None:
        return t("dashboard.no_change")
    return signed(moved)
