"""Running again."""

from typing import NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException


def run_again() -> NoReturn:
    """Run the fragment again where it runs alone (the usual click), else the whole page."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # raised in a run of the whole page, the first of a session
        st.rerun()
