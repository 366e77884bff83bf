"""The resume code, big enough to write down; a new one where the old one was not noted."""

import streamlit as st

from services import accounts, entering, filling
from services.context import Context
from views.enterprise.asking import asked_first
from views.session import context, t, token


def show() -> None:
    """Draw the code where this browser has it, a new one, and the way to leave this device."""
    ctx = context()
    assessment = ctx.actor.assessment or ""
    code = entering.code_for(ctx, token())  # it may have ended since
    st.title(t("enterprise.code_title"), anchor=False)
    if code and filling.opens(ctx, assessment, code):
        _code(code)
    else:
        st.markdown(t("enterprise.code_gone"))
    if st.button(t("enterprise.go_fill"), type="primary", width="stretch"):
        st.switch_page("enterprise/fill.py")
    _renewal(ctx, assessment)
    st.divider()
    st.markdown(t("enterprise.leave_about"))
    if asked_first("leave", t("enterprise.leave"), t("enterprise.leave_warning")):
        accounts.unbind(ctx, token())
        st.session_state.clear()
        st.switch_page("enterprise/start.py")


def _code(code: str) -> None:
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


def _renewal(ctx: Context, assessment: str) -> None:
    """A new code for whoever did not note the old one."""
    st.caption(t("enterprise.renew_about"))
    if asked_first("renew", t("enterprise.renew"), t("enterprise.renew_warning")):
        code = filling.renew_code(ctx, assessment)
        accounts.bind_assessment(ctx, token(), assessment, code)
        st.rerun()


show()
