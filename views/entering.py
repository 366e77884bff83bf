"""Into an assessment that was just begun or found by its code: by a door that sets the cookie."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from access.actor import holder_of
from assessments.model import Assessment
from services import entering
from services.context import Context
from views.session import t, token

DOOR = "door"  # of the session: where its browser has to go before anything else


def enter(ctx: Context, assessment: Assessment, page: str, code: str) -> None:
    """Send this browser to ``page`` (its address) with a fresh token that holds the assessment."""
    holder = replace(ctx, actor=holder_of(assessment.id))
    ticket = entering.ticket_for(holder, token(), assessment.id, code)
    st.session_state[DOOR] = "/enter?" + urlencode({"ticket": ticket, "to": page})
    st.rerun()


def at_the_door() -> bool:
    """Draw the door where this session has one; static/words.js goes through it at once.

    It stays until the browser came through, so that a connection that drops loses nothing.
    """
    door = st.session_state.get(DOOR)
    if door:
        st.html(f'<p><a class="door" href="{door}" target="_self">{t("enterprise.door")}</a></p>')
    return bool(door)
