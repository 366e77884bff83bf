"""What somebody is told once in each tab after signing in: resets, and a password that is short."""

import streamlit as st

from access.account import OneTimeLink
from access.actor import Role
from access.passwords import SHORTEST
from services import own_account
from services.context import Context
from services.making_accounts import SIGNING_IN
from views.markdown import escaped
from views.session import language, t, token
from views.shown import moment

SEEN = "notices_seen"  # in the session: whose


def draw_notices(ctx: Context) -> None:
    """Draw them, with a button that ends them, for whoever has an account."""
    if ctx.actor.role not in SIGNING_IN or st.session_state.get(SEEN) == token():
        return
    told = own_account.notice(ctx, token())
    lines = [reset_line(each) for each in told.resets]
    if lines:
        lines.append(t("people.reset_not_yours"))
    if told.short_password:
        lines.append(t("people.short_password", shortest=SHORTEST))
    if lines:
        with st.container(key="notices"):
            st.warning("\n\n".join(lines))
            if not st.button(t("people.notices_seen"), width="stretch"):
                return
    st.session_state[SEEN] = token()
    if lines:
        st.rerun()


def reset_line(link: OneTimeLink) -> str:
    """Who renewed what by a link, and when."""
    operator = link.made_by == "operator"
    who = Role.OPERATOR.entry.label.to(language()) if operator else link.made_by
    at = moment(link.used_at) if link.used_at else "—"
    return t(f"people.was_{link.kind}", at=at, who=escaped(who))
