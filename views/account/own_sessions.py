"""Where the own account is signed in, and signing out there, with the password."""

from datetime import datetime

import streamlit as st

from services import own_account
from services.context import Context
from services.own_account import OwnSession
from views.account.password_fields import password_field
from views.doing import do
from views.markdown import escaped
from views.session import t, token
from views.shown import moment

OTHERS, ALL = "others", "all"  # beside the digests of single sessions


def draw_sessions(ctx: Context) -> None:
    """Each with its device, and one form that ends one, the others or all."""
    idle, hours = ctx.settings.idle_minutes, ctx.settings.session_hours
    st.caption(t("people.sessions_about", idle=idle, hours=hours))
    found = own_account.sessions(ctx, token())
    for each in found:
        with st.container(border=True, key=f"session_{each.digest[:12]}", gap="xsmall"):
            here = t("people.this_device") if each.present else ""
            st.markdown(f"**{escaped(_device(each))}** {here}")
            st.caption(t("people.session_line", begun=_at(each.begun_at), seen=_at(each.seen_at)))
    others = {each.digest: each for each in found if not each.present}
    choices = [*others, *([OTHERS] if len(others) > 1 else []), ALL]

    def label(choice: str) -> str:
        if choice in others:
            each = others[choice]
            return t("people.end_session_of", device=_device(each), seen=_at(each.seen_at))
        return t(f"people.sign_out_{choice}")

    with st.form("end_sessions", border=False, clear_on_submit=True):
        chosen = st.selectbox(t("people.end_sessions"), choices, format_func=label)
        present = password_field("end_present", "present_password", "current-password")
        pressed = st.form_submit_button(t("people.end_session"), width="stretch")
    if pressed:
        do(lambda: _end(ctx, chosen, present))


def _end(ctx: Context, chosen: str, present: str) -> None:
    if chosen in (OTHERS, ALL):
        own_account.sign_out_everywhere(ctx, present, token() if chosen == OTHERS else "")
    else:
        own_account.end_session(ctx, chosen, present)


def _device(session: OwnSession) -> str:
    return session.device or t("people.unknown_device")


def _at(when: datetime | None) -> str:
    return moment(when) if when else "—"
