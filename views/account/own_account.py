"""The own account: password, second step, where it is signed in, leaving."""

import streamlit as st

from access.passwords import shortest
from assessments.refusals import Refusal
from services import own_account, people
from services.context import Context
from views.account.binding import draw_binding
from views.account.mailbox import draw_mailbox
from views.account.notices import reset_line
from views.account.own_keys import draw_own_keys
from views.account.own_sessions import draw_sessions
from views.account.password_fields import code_field, password_field
from views.account.second_step import draw_switch_off, draw_switch_on
from views.doing import do
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.markdown import escaped
from views.session import context, language, t, token


def show() -> None:
    """Draw the page."""
    ctx = context()
    st.title(t("app.page_own_account"), anchor=False)
    role = ctx.actor.role.entry.label.to(language())
    st.markdown(t("people.own_about", name=escaped(ctx.actor.name), role=role))
    stepped = own_account.has_second_step(ctx)
    st.header(t("people.password_title"), anchor=False)
    _password(ctx, stepped=stepped)
    st.header(t("people.second_step_title"), anchor=False)
    if stepped:
        draw_switch_off(ctx)
    else:
        draw_switch_on(ctx)
    if ctx.settings.provider:
        draw_binding(ctx, stepped=stepped)
    draw_mailbox(ctx)
    draw_own_keys(ctx)
    st.header(t("people.sessions_title"), anchor=False)
    draw_sessions(ctx)
    if found := own_account.resets(ctx):
        st.header(t("people.resets_title"), anchor=False)
        st.markdown("\n".join(f"- {reset_line(each)}" for each in found))
    st.header(t("people.leave_title"), anchor=False)
    st.markdown(t("people.leave_about"))
    if asked_first("leave_account", t("people.leave"), t("people.leave_warning")):
        do(lambda: people.leave(ctx))


def _password(ctx: Context, *, stepped: bool) -> None:
    st.caption(t("people.password_rules", shortest=shortest(stepped=stepped)))
    with st.form("password", border=False, clear_on_submit=True):
        present = password_field("present", "present_password", "current-password")
        code = code_field("password_code") if stepped else ""
        new = password_field("new", "new_password", "new-password")
        again = password_field("again", "again_password", "new-password")
        pressed = st.form_submit_button(t("people.change_password"), width="stretch")
    if not pressed:
        return
    if new != again:
        st.error(t("refusals.passwords_differ"))
        return
    try:
        own_account.change_password(ctx, token(), present, new, code)
    except Refusal as refusal:
        st.error(why_not(refusal))
    else:
        st.success(t("people.password_changed"))


show()
