"""Where somebody is told by mail that there is something new."""

import streamlit as st

from assessments.refusals import Refusal
from services import mailing
from services.context import Context
from views.consent import sealing_sentence
from views.errors import why_not
from views.session import t

SAVED = "mailbox_saved"


def draw_mailbox(ctx: Context) -> None:
    """The field; nothing where no mails go out."""
    if not ctx.settings.mail_host:
        return
    st.header(t("mail.title"), anchor=False)
    st.caption(t("mail.about") + sealing_sentence(ctx))
    held = mailing.mailbox(ctx)
    with st.form("mailbox", border=False, enter_to_submit=False):
        typed = st.text_input(
            t("mail.address"),
            value=held.address,
            key=f"mailbox:{held.revision}",
            autocomplete="email",
        )
        sent = st.form_submit_button(t("mail.keep"), width="stretch")
    if not sent:
        if st.session_state.pop(SAVED, False):
            st.success(t("mail.kept" if held.address else "mail.taken_out"))
        return
    try:
        mailing.keep_mailbox(ctx, typed)
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    st.session_state[SAVED] = True
    st.rerun()
