"""All rounds of a case, what changed since the last one, and what of its plan was done."""

import streamlit as st

from services import results
from services.series import series_of
from views import address
from views.enterprise.since_last import draw_since_last
from views.markdown import escaped
from views.plan.since import draw_plan_since
from views.provisional import mark_provisional
from views.series import draw_series
from views.session import context, t

CASE = "case"


def show() -> None:
    """Draw the rounds of the case that the address names."""
    assessment = st.query_params.get(CASE)
    if assessment is None:
        st.page_link("consultant/assigned.py", label=t("consultant.back"))
        st.info(t("plan.none_chosen"))
        return
    ctx = context()
    result = results.result(ctx, assessment)
    dossier = result.dossier
    st.page_link("consultant/verify.py", label=t("rounds.case_back"), query_params=address.with_())
    st.title(escaped(dossier.enterprise.name), anchor=False)
    mark_provisional(result.card)
    if dossier.earlier is None:
        st.info(t("rounds.case_first"))
        return
    draw_series(series_of(dossier))
    draw_since_last(result)
    draw_plan_since(ctx, dossier)


show()
