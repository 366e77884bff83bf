"""Doing what was asked on a page."""

from collections.abc import Callable

import streamlit as st

from assessments.refusals import Refusal
from views.markdown import escaped
from views.session import language


def do(act: Callable[[], object]) -> None:
    """Do it and show the page anew, or say why not."""
    try:
        act()
    except Refusal as refusal:
        st.error(escaped(refusal.to(language())))
    else:
        st.rerun()
