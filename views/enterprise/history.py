"""What was done to the assessment: who opened, submitted, signed and downloaded."""

import streamlit as st

from services import auditing
from views.audit_list import draw_entries
from views.session import context, t


def show() -> None:
    """Draw the entries of the assessment that this browser is at."""
    ctx = context()
    assessment = ctx.actor.assessment or ""
    st.title(t("audit.history_title"), anchor=False)
    st.markdown(t("audit.history_about"))
    draw_entries(
        lambda before: auditing.trail_of_assessment(ctx, assessment, before=before),
        assessment,
        of_one=True,
    )


show()
