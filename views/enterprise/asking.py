"""A button whose act cannot be undone by everybody: it asks first."""

import streamlit as st

from views.session import t


def asked_first(key: str, label: str, warning: str) -> bool:
    """Draw the button; a click shows ``warning`` and two buttons. True once it was confirmed."""
    asked = f"asks:{key}"
    if st.button(label, key=key, width="stretch"):
        st.session_state[asked] = True
    if not st.session_state.get(asked):
        return False
    st.warning(warning)
    yes, no = st.columns(2)
    sure = yes.button(t("enterprise.go_ahead"), key=f"{key}:yes", type="primary", width="stretch")
    stays = no.button(t("enterprise.stay"), key=f"{key}:no", width="stretch")
    if sure or stays:
        del st.session_state[asked]
    if stays:
        st.rerun()
    return sure
