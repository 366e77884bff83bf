"""What the parts of the own account share: fields for what is secret, and doing what was asked."""

from collections.abc import Callable

import streamlit as st

from assessments.refusals import Refusal
from views.markdown import escaped
from views.session import language, t


def password_field(key: str, name: str, autocomplete: str) -> str:
    """What is typed into a field for a password."""
    return st.text_input(
        t(f"people.{name}"), type="password", key=key, autocomplete=autocomplete, max_chars=200
    )


def code_field(key: str) -> str:
    """What is typed into a field for a code of the second step."""
    return st.text_input(t("people.code"), key=key, autocomplete="one-time-code", max_chars=10)


def do(act: Callable[[], object]) -> None:
    """Do it and show the page anew, or say why not."""
    try:
        act()
    except Refusal as refusal:
        st.error(escaped(refusal.to(language())))
    else:
        st.rerun()
