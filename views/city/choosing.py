"""Which questionnaire and year a page of published figures shows."""

from collections.abc import Callable

import streamlit as st

from services.city import CityChoice, CityView
from views.session import language, t


def chosen_view(read: Callable[[CityChoice], CityView], prefix: str = "") -> CityView:
    """The figures for what is chosen; at first the questionnaire most used, the newest year.

    ``prefix``: of the widgets' keys, so that pages do not take each other's choice.
    """
    kept, (of_key, year_key) = st.session_state, (f"{prefix}questionnaire", f"{prefix}year")
    usual = CityChoice()
    of = kept.get(of_key, (usual.questionnaire, usual.edition))
    view = read(CityChoice(kept.get(year_key, usual.year), *of))
    editions = {(each.id, each.edition): each for each in view.questionnaires}
    now = (view.questionnaire.id, view.questionnaire.edition)
    st.selectbox(
        t("city.choose_questionnaire"),
        list(editions),
        index=list(editions).index(now) if now in editions else None,
        format_func=lambda each: t(
            "city.questionnaire", title=editions[each].title.to(language()), edition=each[1]
        ),
        key=of_key,
        on_change=lambda: kept.pop(year_key, None),  # it may have no such year
    )
    if view.years:
        st.selectbox(
            t("city.choose_year"),
            view.years,
            format_func=lambda each: t("city.year", year=each),
            key=year_key,
        )
    return view
