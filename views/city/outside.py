"""Public figures of others, folded away below the city's own and in no picture with them."""

import streamlit as st

from questionnaires.outside import outside_figures
from views.markdown import escaped
from views.session import t, voice
from wording.outside import outside_line


def draw_outside(questionnaire: str) -> None:
    """Those that belong beside the figures of a questionnaire; nothing where there are none."""
    known = outside_figures()
    found = known.of(questionnaire, city=True)
    if not found:
        return
    said = voice()
    with st.expander(t("outside.title")):
        st.markdown(escaped(said.text(known.statement)))
        for each in found:
            link = t("outside.link", line=escaped(outside_line(said, each)), address=each.address)
            st.markdown(f"- {link}")
