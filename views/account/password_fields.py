"""Fields for what is secret, which the parts of the own account share."""

import streamlit as st

from views.breaking_off import PRIVATE
from views.session import t


def password_field(key: str, name: str, autocomplete: str) -> str:
    """What is typed into a field for a password."""
    return st.text_input(
        t(f"people.{name}"),
        type="password",
        key=f"{PRIVATE}{key}",
        autocomplete=autocomplete,
        max_chars=200,
    )


def code_field(key: str) -> str:
    """What is typed into a field for a code of the second step."""
    return st.text_input(t("people.code"), key=key, autocomplete="one-time-code", max_chars=10)
