"""Switching the second step of the own account on and off."""

import segno
import streamlit as st

from services import own_account
from services.context import Context
from views.account.password_fields import code_field, password_field
from views.doing import do
from views.session import t

OFFERED = "second_step_offered"  # in the session: a secret that is not in use yet


def draw_switch_on(ctx: Context) -> None:
    """A secret for the authenticator, and the form that puts it into use."""
    st.markdown(t("people.second_step_about"))
    if OFFERED not in st.session_state:
        if st.button(t("people.second_step_begin"), width="stretch"):
            st.session_state[OFFERED] = own_account.offer_second_step(ctx)
            st.rerun()
        return
    offered = st.session_state[OFFERED]
    st.markdown(t("people.second_step_scan"))
    st.image(segno.make(offered.address, micro=False).svg_inline(scale=4, border=3), width=220)
    st.code(offered.secret, language=None, wrap_lines=True)
    with st.form("second_step", border=False):
        present = password_field("step_present", "present_password", "current-password")
        code = code_field("step_code")
        pressed = st.form_submit_button(t("people.second_step_on"), width="stretch")
    if pressed:
        do(lambda: own_account.switch_on(ctx, offered.secret, present, code))


def draw_switch_off(ctx: Context) -> None:
    """That it is on, and the form that switches it off, where the role does not need it."""
    st.session_state.pop(OFFERED, None)
    if ctx.actor.role in ctx.settings.second_step_roles:
        st.markdown(t("people.second_step_needed"))
        return
    st.markdown(t("people.second_step_is_on"))
    with st.form("second_step_off", border=False):
        present = password_field("off_present", "present_password", "current-password")
        code = code_field("off_code")
        pressed = st.form_submit_button(t("people.second_step_off"), width="stretch")
    if pressed:
        do(lambda: own_account.switch_off(ctx, present, code))
