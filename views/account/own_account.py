"""The own account: password, second step, where it is signed in, leaving."""

from collections.abc import Callable
from functools import partial

import segno
import streamlit as st

from assessments.refusals import Refusal
from services import own_account, people
from services.context import Context
from views.enterprise.asking import asked_first
from views.markdown import escaped
from views.session import context, language, t, token
from views.shown import moment

OFFERED = "second_step_offered"  # in the session: a secret that is not in use yet


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
        _switch_off(ctx)
    else:
        _switch_on(ctx)
    st.header(t("people.sessions_title"), anchor=False)
    _sessions(ctx)
    st.header(t("people.leave_title"), anchor=False)
    st.markdown(t("people.leave_about"))
    if asked_first("leave_account", t("people.leave"), t("people.leave_warning")):
        _do(lambda: people.leave(ctx))


def _typed(key: str, name: str, autocomplete: str) -> str:
    return st.text_input(
        t(f"people.{name}"), type="password", key=key, autocomplete=autocomplete, max_chars=200
    )


def _code(key: str) -> str:
    return st.text_input(t("people.code"), key=key, autocomplete="one-time-code", max_chars=10)


def _password(ctx: Context, *, stepped: bool) -> None:
    st.caption(t("people.password_rules"))
    with st.form("password", border=False, clear_on_submit=True):
        present = _typed("present", "present_password", "current-password")
        code = _code("password_code") if stepped else ""
        new = _typed("new", "new_password", "new-password")
        again = _typed("again", "again_password", "new-password")
        pressed = st.form_submit_button(t("people.change_password"), width="stretch")
    if not pressed:
        return
    if new != again:
        st.error(t("refusals.passwords_differ"))
        return
    try:
        own_account.change_password(ctx, token(), present, new, code)
    except Refusal as refusal:
        st.error(escaped(refusal.to(language())))
    else:
        st.success(t("people.password_changed"))


def _switch_on(ctx: Context) -> None:
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
        present = _typed("step_present", "present_password", "current-password")
        code = _code("step_code")
        pressed = st.form_submit_button(t("people.second_step_on"), width="stretch")
    if pressed:
        _do(lambda: own_account.switch_on(ctx, offered.secret, present, code))


def _switch_off(ctx: Context) -> None:
    st.session_state.pop(OFFERED, None)
    st.markdown(t("people.second_step_is_on"))
    with st.form("second_step_off", border=False):
        present = _typed("off_present", "present_password", "current-password")
        code = _code("off_code")
        pressed = st.form_submit_button(t("people.second_step_off"), width="stretch")
    if pressed:
        _do(lambda: own_account.switch_off(ctx, present, code))


def _sessions(ctx: Context) -> None:
    idle, hours = ctx.settings.idle_minutes, ctx.settings.session_hours
    st.caption(t("people.sessions_about", idle=idle, hours=hours))
    found = own_account.sessions(ctx, token())
    for each in found:
        with st.container(border=True, key=f"session_{each.digest[:12]}", gap="xsmall"):
            device = each.device or t("people.unknown_device")
            here = t("people.this_device") if each.present else ""
            st.markdown(f"**{escaped(device)}** {here}")
            seen = moment(each.seen_at) if each.seen_at else "—"
            begun = moment(each.begun_at) if each.begun_at else "—"
            st.caption(t("people.session_line", begun=begun, seen=seen))
            if not each.present and st.button(
                t("people.end_session"), key=f"end:{each.digest}", width="stretch"
            ):
                _do(partial(own_account.end_session, ctx, each.digest))
    if len(found) > 1 and st.button(t("people.sign_out_others"), width="stretch"):
        _do(lambda: own_account.sign_out_everywhere(ctx, token()))
    if asked_first("everywhere", t("people.sign_out_all"), t("people.sign_out_all_warning")):
        _do(lambda: own_account.sign_out_everywhere(ctx))


def _do(act: Callable[[], object]) -> None:
    """Do it and show the page anew, or say why not."""
    try:
        act()
    except Refusal as refusal:
        st.error(escaped(refusal.to(language())))
    else:
        st.rerun()


show()
