"""The state of one district: its published row, and nothing else."""

from collections.abc import Callable, Mapping

import streamlit as st

from aggregates.figures import Hidden
from services import city
from services.city_tables import CityVoice
from views.city.choosing import CityFilters, chosen_name, chosen_view
from views.city.claims import draw_claims
from views.city.keys import draw_keys
from views.city.levels import draw_distribution
from views.city.means import draw_profile
from views.city.national import draw_national
from views.city.shown import ShownCity, draw_marks
from views.city.solutions import draw_solutions
from views.city.weighted import draw_weighted
from views.city.years import draw_years
from views.markdown import escaped
from views.session import context, language, t
from views.shown import district_name


def _draw_state(shown: ShownCity) -> None:
    draw_distribution(shown)
    draw_profile(shown)


VIEWS: Mapping[str, Callable[[ShownCity], None]] = {
    "levels": _draw_state,
    "weighted": draw_weighted,
    "claims": draw_claims,
    "solutions": draw_solutions,
    "national": draw_national,
    "years": draw_years,
}


def show() -> None:
    """Draw the page for what is chosen on it."""
    ctx, filters = context(), CityFilters("district_")
    name = district_name(ctx.actor.district or "")
    st.title(t("people.district_title", name=escaped(name)), anchor=False)
    st.caption(t("people.district_about"))
    with st.container(horizontal=True, key="district_filters"):
        view = chosen_view(lambda choice: city.district(ctx, choice), filters)
    figures, day = view.figures, view.as_of.isoformat()
    chosen = chosen_name(filters, list(VIEWS))
    filters.keep()
    filters.warn()
    if figures is None:
        st.info(t(f"city.nothing_{ctx.settings.city_counts}", day=day))
        return
    said = CityVoice(language(), figures, view.history, view.as_of)
    draw_marks(ctx, said)
    if isinstance(figures.city.count, Hidden):
        st.info(t("people.district_hidden", year=figures.year, threshold=figures.threshold))
    else:
        shown = ShownCity(view, said, figures.city, filters)
        draw_keys(shown)
        VIEWS[chosen](shown)
    st.caption(t("city.about_renewal", threshold=figures.threshold))
    st.caption(t("city.about_hidden", threshold=figures.threshold))


show()
