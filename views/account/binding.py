"""Letting the provider of sign-ins open the own account, and no more."""

import streamlit as st

from assessments.refusals import Refusal
from services import identities
from services.context import Context
from views.account.password_fields import code_field, password_field
from views.account.provider import title
from views.doing import do
from views.errors import why_not
from views.session import t, token, voice


def draw_binding(ctx: Context, *, stepped: bool) -> None:
    """Whether it is bound, and the form that changes that; ``stepped``: a code is asked for."""
    name, bound = title(voice()), identities.is_bound(ctx)
    st.header(t("people.provider_title", title=name), anchor=False)
    st.markdown(t("people.provider_bound" if bound else "people.provider_about", title=name))
    with st.form("provider", border=False, clear_on_submit=True):
        present = password_field("bind_present", "present_password", "current-password")
        code = code_field("bind_code") if stepped else ""
        label = t("people.provider_unbind" if bound else "people.provider_bind")
        pressed = st.form_submit_button(label, width="stretch")
    if not pressed:
        return
    if bound:
        do(lambda: identities.unbind_own(ctx, present, code))
        return
    try:
        identities.begin_binding(ctx, token(), present, code)
    except Refusal as refusal:
        st.error(why_not(refusal))
    else:
        st.login()
