"""Into an assessment that was just begun or found by its code: by a door that sets the cookie."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from access.actor import holder_of
from assessments.model import Assessment
from services import accounts, entering, holding
from services.context import Context
from views.pages import PAGES
from views.session import t, token

DOOR = "door"  # of the session: where its browser has to go before anything else


def enter(ctx: Context, assessment: Assessment, page: str, code: str) -> None:
    """Send this browser to ``page`` (its address) with a fresh token that holds the assessment.

    One that is signed in for the enterprise goes on with its own, in the assessment.
    """
    if ctx.actor.enterprise is not None:
        holding.choose(replace(ctx, actor=accounts.actor_of(ctx, token())), token(), assessment.id)
        st.switch_page(PAGES["fill"].file)
    holder = replace(ctx, actor=holder_of(assessment.id))
    ticket = entering.ticket_for(holder, token(), assessment.id, code)
    go_to("/enter?" + urlencode({"ticket": ticket, "to": page}))


def go_to(address: str) -> None:
    """Send this browser to an address of ours that is no page: ``at_the_door`` leads it there."""
    st.session_state[DOOR] = address
    st.rerun()


def at_the_door() -> bool:
    """Draw the door where this session has one; static/words.js goes through it at once.

    It stays until the browser came through, so that a connection that drops loses nothing.
    """
    door = st.session_state.get(DOOR)
    if door:
        st.html(f'<p><a class="door" href="{door}" target="_self">{t("enterprise.door")}</a></p>')
    return bool(door)
