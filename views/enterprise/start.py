"""An enterprise begins: what this is, who sees what, and who it is."""

import streamlit as st

from assessments.profile import parse_profile
from assessments.refusals import Invalid
from services import editions, filling
from services.context import Context
from views.enterprise.profile_form import ask_profile
from views.session import bind, context, language, t, token

QUESTIONNAIRE = "manufacturing"
PROBLEMS = "profile_problems"


def show() -> None:
    """Draw the page; a right profile starts the assessment and shows its resume code."""
    ctx = context()
    minutes = editions.edition(ctx, QUESTIONNAIRE).minutes
    threshold = ctx.settings.disclosure_threshold
    st.title(t("enterprise.start_title"), anchor=False)
    st.markdown(t("enterprise.start_about", minutes=minutes))
    with st.expander(t("enterprise.who_sees_title")):
        st.markdown(t("enterprise.who_sees", threshold=threshold))
    st.page_link("enterprise/resume.py", label=t("enterprise.have_code"))
    if not token():
        st.error(t("enterprise.cookies_needed"))
        return
    st.header(t("enterprise.profile_title"), anchor=False)
    raw = ask_profile(st.session_state.get(PROBLEMS, {}))
    if PROBLEMS in st.session_state:
        st.error(t("enterprise.profile_problems", count=len(st.session_state[PROBLEMS])))
    if st.button(t("enterprise.start_now"), type="primary", width="stretch"):
        _start(ctx, raw)


def _start(ctx: Context, raw: dict[str, object]) -> None:
    try:
        started = filling.start(ctx, parse_profile(raw), QUESTIONNAIRE)
    except Invalid as refusal:
        if "fields" not in refusal.params:
            st.error(refusal.to(language()))
            return
        st.session_state[PROBLEMS] = refusal.params["fields"]
        st.rerun()
    st.session_state.pop(PROBLEMS, None)
    bind(ctx, started.assessment)
    st.session_state["resume_code"] = started.resume_code
    st.switch_page("enterprise/code.py")


show()
