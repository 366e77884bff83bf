"""A page that cannot be drawn to its end: what was typed into it stands there when it can.

Streamlit forgets the fields of a page that was drawn without them, and so does the browser. A page
that is broken off is stopped instead, which the server's side of the fields survives; the next run
hands them to the browser anew.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from assessments.refusals import Unavailable
from views.errors import why_not
from views.session import t

DRAWN = "drawn_once"  # in the session: something may have been typed
BROKEN = "broken_off"
PRIVATE = "private:"  # how the keys of fields begin that are never handed out again


def to_its_end(draw: Callable[[], None]) -> None:
    """Draw the page; where the store fails, say so, and that what was typed is not lost."""
    if st.session_state.pop(BROKEN, False):
        _hand_out()
    try:
        draw()
    except Unavailable as refusal:
        st.error(why_not(refusal))
        if DRAWN in st.session_state:
            st.caption(t("app.typed_is_here"))
        st.button(t("app.try_again"), key="try_again", type="primary", width="stretch")
        st.session_state[BROKEN] = True
        st.stop()
    st.session_state[DRAWN] = True


def _hand_out() -> None:
    for key, value in st.session_state.items():
        if not str(key).startswith(PRIVATE) and _is_typed(value):
            st.session_state[key] = value


def _is_typed(value: Any) -> bool:
    """Whether a field may hold it; not of a button, which nothing can press but a person."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) for each in value)
    return isinstance(value, str | date)
