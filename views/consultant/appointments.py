"""Visits that enterprises ask for, and what was handed over to them at the end."""

import streamlit as st

from assessments.model import Stage
from services import appointments, verifying
from services.context import Context
from services.dossier import dossier_of
from views import address
from views.appointments import draw_answering, state_text
from views.deliveries import draw_delivering
from views.markdown import escaped
from views.paging import page_of
from views.session import context, t
from views.shown import stage_name

CASE = "case"


def show() -> None:
    """Draw the list, or the case that the address names."""
    ctx = context()
    chosen = st.query_params.get(CASE)
    if chosen is not None:
        _case(ctx, chosen)
        return
    st.title(t("appointments.list_title"), anchor=False)
    st.markdown(t("appointments.list_about"))
    found = appointments.appointments(ctx)
    if not found:
        st.info(t("appointments.list_none"))
    for assessment, enterprise, record in page_of(found, "appointments"):
        with st.container(border=True, key=f"visit_{assessment.id}", gap="xsmall"):
            _link(assessment.id, enterprise.name)
            if record.appointment is not None:
                st.markdown(state_text(record.appointment))
    _deliver(ctx)


def _deliver(ctx: Context) -> None:
    """The way to any case of one's own, to note what was handed over."""
    st.header(t("deliveries.title"), anchor=False)
    signed = {
        assessment.id: enterprise.name
        for assessment, enterprise in verifying.assigned(ctx)
        if assessment.stage in (Stage.VERIFIED, Stage.PUBLISHED)
    }
    st.caption(t("deliveries.about"))
    if not signed:
        return
    chosen = st.selectbox(
        t("deliveries.case"),
        list(signed),
        index=None,
        format_func=lambda each: signed[each],
        placeholder=t("second.choose"),
        key="delivery_case",
    )
    if chosen:
        st.query_params[CASE] = chosen
        st.rerun()


def _link(id: str, name: str) -> None:
    st.page_link(
        "consultant/appointments.py",
        label=f"**{escaped(name)}**",
        query_params=address.with_(**{CASE: id}),
    )


def _case(ctx: Context, id: str) -> None:
    dossier = dossier_of(ctx, "case.read", id)
    st.page_link("consultant/appointments.py", label=t("appointments.back"))
    st.title(escaped(dossier.enterprise.name), anchor=False)
    st.caption(t("consultant.state", stage=stage_name(dossier.assessment.stage)))
    st.page_link("consultant/verify.py", label=t("rounds.case_back"), query_params={CASE: id})
    draw_answering(ctx, dossier)
    draw_delivering(ctx, dossier)


show()
