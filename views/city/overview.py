"""The state of the city: levels, sectors by dimension, districts; each with n, date and table."""

from functools import partial

import plotly.graph_objects as go
import streamlit as st

from aggregates.figures import FigureRow, Hidden
from reports.plotly_figures import CONFIG
from services import city
from services.city_tables import CityVoice
from views.city.choosing import chosen_view
from views.city.drawing import heat_map, level_bars, row_bars
from views.city.reading import read_districts, read_levels, read_sectors, read_years
from views.download import download_button, when_pressed
from views.markdown import escaped, table_markdown, value_text
from views.session import context, language, t
from wording.tables import SheetTable


def show() -> None:
    """Draw the page for what is chosen on it."""
    ctx = context()
    st.title(t("app.page_city"))
    st.markdown(t("city.intro"))
    view = chosen_view(lambda choice: city.overview(ctx, choice))
    figures = view.figures
    day = view.as_of
    if figures is None:
        st.info(t(f"city.nothing_{ctx.settings.city_counts}", day=day.isoformat()))
        return
    if isinstance(figures.city.count, Hidden):  # and so is all that is below
        params = {"day": day.isoformat(), "year": figures.year, "threshold": figures.threshold}
        st.info(t("city.all_hidden", **params))
        return
    said = CityVoice(language(), figures, view.history, day)
    for mark in said.marks(figures):
        st.warning(mark)
    _picture("levels", _levels(said), read_levels(said), said.levels_table())
    _picture(
        "sectors",
        heat_map(said, _seen(figures.city, figures.sectors)),
        read_sectors(said),
        said.rows_table("sectors", "means"),
    )
    if len(_seen(figures.city, figures.divisions)) > 1:
        divisions = said.rows_table("divisions", "means")
        _in_words(t("city.as_divisions"), "divisions", divisions)
    _picture(
        "districts",
        row_bars(said, _seen(figures.city, figures.districts)),
        read_districts(said),
        said.rows_table("districts", "levels"),
    )
    if len(view.history) > 1:
        _picture("years", row_bars(said, said.year_rows), read_years(said), said.years_table())
    st.caption(t("city.about_renewal", threshold=figures.threshold))
    st.caption(t("city.about_hidden", threshold=figures.threshold))
    download_button(
        t("city.download"),
        when_pressed(ctx, partial(city.workbook, choice=view.choice, lang=said.lang)),
        name=t("city.file", year=figures.year),
        format="xlsx",
        key="workbook",
        width="content",
    )


def _seen(city: FigureRow, rows: tuple[FigureRow, ...]) -> tuple[FigureRow, ...]:
    """The city's row and ``rows``; that alone where all of ``rows`` are hidden."""
    return (city, *rows) if any(not isinstance(row.count, Hidden) for row in rows) else (city,)


def _levels(said: CityVoice) -> go.Figure | None:
    """The distribution; nothing to draw where it is hidden."""
    levels = said.figures.city.levels
    return None if isinstance(levels, Hidden) else level_bars(said, levels)


def _picture(name: str, drawn: go.Figure | None, reading: str, table: SheetTable) -> None:
    """A heading, the figure, n and date, what it says, and the same as a table."""
    st.header(escaped(table.title), anchor=False)
    if drawn is not None:
        st.plotly_chart(
            drawn, key=name, config=CONFIG, theme=None, width="stretch", alt=_alt(table)
        )
    st.caption(escaped(table.notes[-1]))
    st.markdown(escaped(reading))
    _in_words(t("city.as_table"), name, table)


def _in_words(label: str, name: str, table: SheetTable) -> None:
    """The table itself, folded away below its ``label``."""
    with st.expander(label), st.container(key=f"city_{name}"):
        st.markdown(table_markdown(table))


def _alt(table: SheetTable) -> str:
    """The whole table in one line, for who does not see the picture."""
    listed = t("city.comma").join(
        " ".join(value_text(value) for value in row) for row in table.rows
    )
    return t("city.alt", title=table.title, listed=listed)


show()
