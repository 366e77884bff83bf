"""The state of one district: its published row, and nothing else."""

from collections.abc import Iterable

import streamlit as st

from aggregates.figures import FigureRow, Hidden
from i18n import exact, one_decimal
from services import city
from services.city_tables import CityVoice
from views.city.choosing import chosen_view
from views.markdown import escaped
from views.session import context, language, t
from views.shown import district_name


def show() -> None:
    """Draw the page for what is chosen on it."""
    ctx = context()
    name = district_name(ctx.actor.district or "")
    st.title(t("people.district_title", name=escaped(name)), anchor=False)
    st.markdown(t("people.district_about"))
    view = chosen_view(lambda choice: city.district(ctx, choice), "district_")
    figures, day = view.figures, view.as_of.isoformat()
    if figures is None:
        st.info(t(f"city.nothing_{ctx.settings.city_counts}", day=day))
        return
    said = CityVoice(language(), figures, view.history, view.as_of)
    for mark in said.marks(figures):
        st.warning(mark)
    if isinstance(figures.city.count, Hidden):
        st.info(t("people.district_hidden", year=figures.year, threshold=figures.threshold))
    else:
        _row(said, figures.city)
    if len(view.history) > 1:
        st.header(t("people.district_years"), anchor=False)
        total = figures.legend.measures[0].id
        _lines((str(each.year), _mean(each.city, total)) for each in view.history)
    st.caption(t("city.about_renewal", threshold=figures.threshold))
    st.caption(t("city.about_hidden", threshold=figures.threshold))


def _row(said: CityVoice, row: FigureRow) -> None:
    """How many, the means, the shares of the levels."""
    legend = said.figures.legend
    st.markdown(t("people.district_count", n=said.count(row.count)))
    st.header(t("people.district_means"), anchor=False)
    _lines(
        (each.title.to(language()), f"{_mean(row, each.id)} / {exact(each.scale)}")
        for each in legend.measures
    )
    st.header(t("city.levels"), anchor=False)
    if isinstance(row.levels, Hidden):
        st.markdown(t("city.read_levels_hidden"))
        return
    shares = zip(legend.levels, row.levels, strict=True)
    _lines((said.level_title(level), said.share(share)) for level, share in shares)


def _lines(told: Iterable[tuple[str, str]]) -> None:
    """What it is and how much, a line each."""
    st.markdown(
        "\n".join(
            "- " + t("people.district_line", of=escaped(of), value=escaped(value))
            for of, value in told
        )
    )


def _mean(row: FigureRow, measure: str) -> str:
    mean = row.means[measure]
    return t("city.hidden") if isinstance(mean, Hidden) else one_decimal(mean)


show()
