"""The credit code that was left out at first and is asked for before a centre signs."""

import streamlit as st

from assessments.refusals import Refusal
from services import visits
from services.context import Context
from services.dossier import Dossier
from views.markdown import escaped
from views.session import language, t

SAVED = "code_given"


def draw_code(ctx: Context, dossier: Dossier) -> None:
    """A field for it; nothing where it is known, or where no centre has the case."""
    if st.session_state.pop(SAVED, False):
        st.success(t("enterprise.code_given"))
    if dossier.enterprise.credit_code or dossier.assessment.centre is None:
        return
    with st.form("give_code", enter_to_submit=False):
        st.markdown(t("enterprise.code_wanted"))
        typed = st.text_input(t("enterprise.credit_code"), key="given_code", autocomplete="off")
        sent = st.form_submit_button(t("enterprise.code_give"), width="stretch")
    if not sent:
        return
    try:
        visits.give_code(ctx, dossier.assessment.id, typed)
    except Refusal as refusal:
        fault = refusal.params.get("fields", {}).get("credit_code", refusal)
        st.error(escaped(fault.to(language())))
        return
    st.session_state[SAVED] = True
    st.rerun()
