"""The state of the city: levels, sectors by dimension, districts; each with n, date and table."""

import plotly.graph_objects as go
import streamlit as st

from aggregates.figures import CityFigures, FigureRow, Hidden
from i18n import one_decimal
from reports.plotly_figures import CONFIG
from services import city
from services.city import CityChoice, CityView
from services.city_tables import levels_table, marks, rows_table, year_rows, years_table
from services.context import Context
from views.city.drawing import heat_map, level_bars, row_bars
from views.city.reading import read_districts, read_levels, read_sectors, read_years
from views.download import download_button, when_pressed
from views.markdown import escaped
from views.session import context, language, t, voice
from wording.tables import SheetTable, Value


def show() -> None:
    """Draw the page for what is chosen on it."""
    ctx, said = context(), voice()
    st.title(t("app.page_city"))
    st.markdown(t("city.intro"))
    view = _chosen(ctx)
    figures = view.figures
    day = view.as_of
    if figures is None:
        st.info(t(f"city.nothing_{ctx.settings.city_counts}", day=day.isoformat()))
        return
    if isinstance(figures.city.count, Hidden):  # and so is all that is below
        params = {"day": day.isoformat(), "year": figures.year, "threshold": figures.threshold}
        st.info(t("city.all_hidden", **params))
        return
    for mark in marks(said, figures):
        st.warning(mark)
    _picture(
        "levels", _levels(figures), read_levels(said, figures), levels_table(said, figures, day)
    )
    _picture(
        "sectors",
        heat_map(said, figures.legend, _seen(figures.city, figures.sectors)),
        read_sectors(said, figures),
        rows_table(said, figures, "sectors", day, "means"),
    )
    if len(_seen(figures.city, figures.divisions)) > 1:
        divisions = rows_table(said, figures, "divisions", day, "means")
        _in_words(t("city.as_divisions"), "divisions", divisions)
    _picture(
        "districts",
        row_bars(said, figures.legend, _seen(figures.city, figures.districts)),
        read_districts(said, figures),
        rows_table(said, figures, "districts", day, "levels"),
    )
    if len(view.history) > 1:
        _picture(
            "years",
            row_bars(said, figures.legend, year_rows(view.history)),
            read_years(said, view.history),
            years_table(said, view.history, day),
        )
    st.caption(t("city.about_renewal", threshold=figures.threshold))
    st.caption(t("city.about_hidden", threshold=figures.threshold))
    download_button(
        t("city.download"),
        when_pressed(lambda ctx: city.workbook(ctx, view.choice, said.lang)),
        name=t("city.file", year=figures.year),
        format="xlsx",
        key="workbook",
        width="content",
    )


def _chosen(ctx: Context) -> CityView:
    """The figures for what is chosen; at first the questionnaire most used, the newest year."""
    kept, usual = st.session_state, CityChoice()
    of = kept.get("questionnaire", (usual.questionnaire, usual.edition))
    year = kept.get("year", usual.year)
    view = city.overview(ctx, CityChoice(year, *of))
    editions = {(each.id, each.edition): each for each in view.questionnaires}
    now = (view.questionnaire.id, view.questionnaire.edition)
    st.selectbox(
        t("city.choose_questionnaire"),
        list(editions),
        index=list(editions).index(now) if now in editions else None,
        format_func=lambda each: t(
            "city.questionnaire", title=editions[each].title.to(language()), edition=each[1]
        ),
        key="questionnaire",
        on_change=lambda: st.session_state.pop("year", None),  # it may have no such year
    )
    if view.figures is not None:
        st.selectbox(
            t("city.choose_year"),
            view.years,
            format_func=lambda each: t("city.year", year=each),
            key="year",
        )
    return view


def _seen(city: FigureRow, rows: tuple[FigureRow, ...]) -> tuple[FigureRow, ...]:
    """The city's row and ``rows``; that alone where all of ``rows`` are hidden."""
    return (city, *rows) if any(not isinstance(row.count, Hidden) for row in rows) else (city,)


def _levels(figures: CityFigures) -> go.Figure | None:
    """The distribution; nothing to draw where it is hidden."""
    levels = figures.city.levels
    return None if isinstance(levels, Hidden) else level_bars(voice(), figures.legend, levels)


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
        st.markdown(_markdown(table))


def _markdown(table: SheetTable) -> str:
    """A Markdown table: the browser makes a real one of it, which screen readers can walk."""
    titles = " | ".join(escaped(column.title) for column in table.columns)
    sides = " | ".join([":---", *["---:"] * (len(table.columns) - 1)])
    rows = (" | ".join(escaped(_said(value)) for value in row) for row in table.rows)
    return "\n".join(f"| {line} |" for line in (titles, sides, *rows))


def _alt(table: SheetTable) -> str:
    """The whole table in one line, for who does not see the picture."""
    listed = t("city.comma").join(" ".join(_said(value) for value in row) for row in table.rows)
    return t("city.alt", title=table.title, listed=listed)


def _said(value: Value) -> str:
    return value if isinstance(value, str) else one_decimal(value or 0)


show()
