"""The resume code, big enough to write down; a new one where the old one was not noted."""

from urllib.parse import urlencode

import streamlit as st

from assessments.refusals import Refusal
from services import accounts, entering, filling, links
from services.context import Context
from services.links import LINK_PAGE
from views.doing import do
from views.entering import go_to
from views.enterprise.asking import asked_first
from views.errors import why_not
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
    _open_account(ctx, assessment)
    st.divider()
    st.markdown(t("enterprise.leave_about"))
    if asked_first("leave", t("enterprise.leave"), t("enterprise.leave_warning")):
        do(lambda: _leave(ctx))


def _leave(ctx: Context) -> None:
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


def _open_account(ctx: Context, assessment: str) -> None:
    """An account for the enterprise, by a link that leads to a form outside the page."""
    st.header(t("people.open_account_title"), anchor=False)
    st.markdown(t("people.open_account_about"))
    with st.form("open_account", border=False):
        name = st.text_input(
            t("people.open_account_name"), key="owner_name", autocomplete="name", max_chars=120
        )
        pressed = st.form_submit_button(t("people.open_account"), width="stretch")
    if pressed:
        try:
            link = links.owner_link(ctx, assessment, name)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        go_to(f"/{LINK_PAGE}?" + urlencode({"link": link}))


def _renewal(ctx: Context, assessment: str) -> None:
    """A new code for whoever did not note the old one."""
    st.caption(t("enterprise.renew_about"))
    if asked_first("renew", t("enterprise.renew"), t("enterprise.renew_warning")):
        do(lambda: filling.renew_code(ctx, assessment, token()))


show()
