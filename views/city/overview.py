"""The state of the city: key figures, and one view at a time of what lies behind them."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from aggregates.figures import FigureRow, Hidden
from services import city, city_coverage
from services.city import CityView
from services.city_files import FileForm
from services.city_tables import CityVoice
from services.context import Context
from views.city.choosing import CityFilters, chosen_name, chosen_row, chosen_view
from views.city.claims import draw_claims
from views.city.coverage import draw_coverage
from views.city.districts import draw_districts
from views.city.gaps import draw_gaps
from views.city.keys import draw_keys
from views.city.levels import draw_levels
from views.city.national import draw_national
from views.city.outside import draw_outside
from views.city.sectors import draw_sectors
from views.city.shown import ShownCity, draw_marks
from views.city.sizes import draw_sizes
from views.city.solutions import draw_solutions
from views.city.weighted import draw_weighted
from views.city.years import draw_years
from views.download import download_button, when_pressed
from views.session import context, language, t

COVERAGE = "coverage"
FORMS: Mapping[FileForm, str] = {"xlsx": "xlsx", "csv": "csv.zip"}
VIEWS: Mapping[str, Callable[[ShownCity], None]] = {
    "levels": draw_levels,
    "sectors": draw_sectors,
    "districts": draw_districts,
    "sizes": draw_sizes,
    "weighted": draw_weighted,
    "gaps": draw_gaps,
    "claims": draw_claims,
    "solutions": draw_solutions,
    "national": draw_national,
    "years": draw_years,
}


def show() -> None:
    """Draw the page for what is chosen on it."""
    ctx, filters = context(), CityFilters()
    st.title(t("app.page_city"), anchor=False)
    st.caption(t("city.intro"))
    bar = st.container(horizontal=True, key="filters")
    name = chosen_name(filters, (*VIEWS, COVERAGE))
    told = st.container()
    if name == COVERAGE:
        draw_coverage(partial(city_coverage.overview, ctx), filters, bar)
    else:
        with bar:
            view = chosen_view(lambda choice: city.overview(ctx, choice), filters)
            row = None if view.figures is None else chosen_row(view.figures, filters)
        _draw_view(ctx, view, row, name, filters)
    filters.keep()
    with told:
        filters.warn()


def _draw_view(
    ctx: Context, view: CityView, row: FigureRow | None, name: str, filters: CityFilters
) -> None:
    """Key figures and one view, or why there are none."""
    figures, day = view.figures, view.as_of.isoformat()
    if figures is None or row is None:
        st.info(t(f"city.nothing_{ctx.settings.city_counts}", day=day))
        return
    if isinstance(figures.city.count, Hidden):  # and so is all that is below
        params = {"day": day, "year": figures.year, "threshold": figures.threshold}
        st.info(t("city.all_hidden", **params))
        return
    said = CityVoice(language(), figures, view.history, view.as_of)
    draw_marks(ctx, said)
    shown = ShownCity(view, said, row, filters)
    draw_keys(shown)
    if isinstance(row.count, Hidden):
        st.info(t("dashboard.row_hidden", row=said.row_title(row)))
    VIEWS[name](shown)
    draw_outside(view.questionnaire.id)
    st.caption(t("city.about_renewal", threshold=figures.threshold))
    st.caption(t("city.about_hidden", threshold=figures.threshold))
    st.caption(t("city.about_official"))
    with st.container(horizontal=True):
        for form, ending in FORMS.items():
            job = partial(city.workbook, choice=view.choice, lang=said.lang, form=form)
            download_button(
                t(f"city.download_{form}"),
                when_pressed(ctx, job),
                name=t("city.file", year=figures.year),
                format=ending,
                key=f"file_{form}",
                width="content",
            )


show()
