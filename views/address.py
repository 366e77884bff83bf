"""What the address of a page says: it survives a reload, a lost connection and the way back.

It names what is looked at and searched for; what was typed into a form never stands in it.
"""

from collections.abc import Container

import streamlit as st

ITEM = "item"  # the id of a question that is looked for


def with_(*, without: Container[str] = (), **names: str) -> dict[str, str]:
    """What the address says, ``without`` some names and with others, for a link."""
    kept = {name: said for name, said in st.query_params.items() if name not in without}
    return kept | names


def begin(name: str, key: str, known: Container[str] | None = None) -> None:
    """Let the widget ``key`` begin with what the address says under ``name``.

    Called before the widget is drawn; what is not ``known`` (None: anything is) is passed over.
    """
    said = st.query_params.get(name)
    if said is not None and key not in st.session_state and (known is None or said in known):
        st.session_state[key] = said


def say(**names: str) -> None:
    """Let the browser's address say ``names`` beside what it says; an empty one leaves it.

    Also without ``names``: a link from a page to itself hands its query to one run only, and the
    next click would come from the address before.
    """
    st.query_params.from_dict({name: said for name, said in with_(**names).items() if said})


def look_at(item: str) -> None:
    """Draw the place to which the browser scrolls, where the address names this question."""
    if st.query_params.get(ITEM) == item:
        draw_mark(item)


def draw_mark(place: str) -> None:
    """Draw a place to which the browser scrolls, once for each name (static/words.js)."""
    with st.container(key=f"look_at_{place}"):
        st.space(1)  # an empty container is not always drawn
