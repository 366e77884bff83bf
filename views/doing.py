"""Doing what was asked on a page."""

from collections.abc import Callable

import streamlit as st

from assessments.refusals import Refusal
from views.errors import why_not


def do(act: Callable[[], object]) -> None:
    """Do it and show the page anew, or say why not."""
    try:
        act()
    except Refusal as refusal:
        st.error(why_not(refusal))
    else:
        st.rerun()
