"""Coming back with the resume code, on this device or another."""

import streamlit as st

from access.resume_codes import as_shown
from assessments.refusals import Refusal
from services import filling
from views.entering import enter
from views.errors import why_not
from views.session import context, t, token


def show() -> None:
    """Draw the page; a right code opens its assessment in this browser."""
    st.title(t("enterprise.resume_title"), anchor=False)
    st.markdown(t("enterprise.resume_about"))
    if not token():
        st.error(t("enterprise.cookies_needed"))
        return
    code = st.text_input(
        t("enterprise.resume_code"),
        key="typed_code",
        autocomplete="off",
        placeholder=t("enterprise.resume_example"),
    )
    if st.button(t("enterprise.resume_now"), type="primary", width="stretch"):
        ctx = context()
        try:
            assessment = filling.resume(ctx, code)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        enter(ctx, assessment, "fill", as_shown(code))


show()
