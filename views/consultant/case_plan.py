"""The plan of a case, for its consultant."""

import streamlit as st

from services import verifying
from services.plans import plan_in
from views import address
from views.markdown import escaped
from views.plan.page import draw_plan
from views.plan.since import draw_plan_since
from views.session import context, t

CASE = "case"


def show() -> None:
    """Draw the plan of the case that the address names."""
    assessment = st.query_params.get(CASE)
    if assessment is None:
        st.page_link("consultant/assigned.py", label=t("consultant.back"))
        st.info(t("plan.none_chosen"))
        return
    ctx = context()
    dossier = verifying.case(ctx, assessment).dossier
    st.page_link("consultant/verify.py", label=t("plan.to_case"), query_params=address.with_())
    name = escaped(dossier.enterprise.name)
    st.title(t("plan.of_enterprise", name=name), anchor=False)
    draw_plan(ctx, plan_in(dossier))
    draw_plan_since(ctx, dossier)


show()
