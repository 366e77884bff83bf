"""The plan of the enterprise's own assessment."""

import streamlit as st

from services.plans import planned
from views.plan.page import draw_plan
from views.session import context, t


def show() -> None:
    """Draw the page for the assessment of this browser."""
    ctx = context()
    st.page_link("enterprise/result.py", label=t("plan.to_result"))
    st.title(t("plan.title"), anchor=False)
    draw_plan(ctx, planned(ctx, ctx.actor.assessment or ""))


show()
