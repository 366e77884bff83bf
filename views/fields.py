"""Fields that hand over what was typed, right or wrong, so that a refusal can be told in words.

Streamlit's own fields refuse in the browser: ``st.number_input`` keeps the earlier number when the
new one is out of range, and a field with ``max_chars`` swallows what is too long. What they show
is then not what the server has. So numbers are typed into a text field, and no field limits its
length.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from assessments.typed_numbers import typed_number
from i18n import exact


def number_field(  # noqa: PLR0913  (all that a field is)
    label: str,
    value: float | None = None,
    *,
    key: str,
    placeholder: str = "",
    disabled: bool = False,
    collapsed: bool = False,
) -> float | str | None:
    """Draw a field for a number; a phone shows digits for it (static/words.js).

    Returns the number, the text where it says none, None where nothing was typed. Under ``key``
    in the session stands the text: put ``shown_number`` there to change it.
    """
    with st.container(key=f"number_{key}"):
        typed = st.text_input(
            label,
            value=shown_number(value),
            key=key,
            placeholder=placeholder,
            disabled=disabled,
            autocomplete="off",
            label_visibility="collapsed" if collapsed else "visible",
        )
    return typed_number(typed)


def stands(key: str, usual: Any = None) -> Any:
    """What a page has put into the field ``key``: the field's default, beside.

    Streamlit tells such a value once. A browser that gets the code of the field late, over a weak
    line, hears only of a later run, begins with the default, and sends it with the next click.
    """
    return st.session_state.get(key, usual)


def index_of(options: Sequence[Any], key: str) -> int:
    """Which of the options ``stands`` there; the first one where none does."""
    said = stands(key)
    return options.index(said) if said in options else 0


def shown_number(value: float | str | None) -> str:
    """What the field shows for ``value``; a text that says no number stays as it was typed."""
    if value is None:
        return ""
    return value if isinstance(value, str) else exact(value)
