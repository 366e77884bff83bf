"""The resume code, big enough to write down; shown once, for only its digest is kept."""

import streamlit as st

from services import accounts
from views.session import context, t, token


def show() -> None:
    """Draw the code where this session just got it, and the way to leave this device."""
    st.title(t("enterprise.code_title"), anchor=False)
    if code := st.session_state.get("resume_code"):
        st.markdown(t("enterprise.code_about"))
        with st.container(key="resume_code_box"):
            st.code(code, language=None)
        st.download_button(
            t("enterprise.code_download"),
            t("enterprise.code_file", code=code),
            file_name=t("enterprise.code_file_name"),
            mime="text/plain",
            on_click="ignore",
            width="stretch",
        )
    else:
        st.markdown(t("enterprise.code_gone"))
    if st.button(t("enterprise.go_fill"), type="primary", width="stretch"):
        st.switch_page("enterprise/fill.py")
    st.divider()
    st.markdown(t("enterprise.leave_about"))
    if st.button(t("enterprise.leave"), width="stretch"):
        accounts.unbind(context(), token())
        st.session_state.clear()
        st.switch_page("enterprise/start.py")


show()
