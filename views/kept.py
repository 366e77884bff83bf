"""What a page has worked out, held by the browser's session until what it rests on changes."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def kept(name: str, key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gave for this ``key``; made anew where the last key was another.

    Whether the visitor may see it has to be asked before: what is held is not asked again.
    """
    place = f"kept:{name}"
    held = st.session_state.get(place)
    if held is None or held[0] != key:
        held = st.session_state[place] = (key, make())
    made: T = held[1]
    return made
