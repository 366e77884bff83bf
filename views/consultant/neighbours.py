"""The case before and the case after, as they stand in the list that somebody came from."""

from collections.abc import Container

import streamlit as st

from assessments.portfolio import CasePlace
from services.context import Context
from services.portfolio import PortfolioChoice, place
from views import address
from views.consultant.case_table import CASE
from views.session import t

BESIDE = "beside"  # in the session: where the case stood when it was opened


def draw_neighbours(ctx: Context, assessment: str, *, without: Container[str] = ()) -> None:
    """Draw the links to them; the address goes along ``without`` what belongs to this case."""
    found = _place(ctx, assessment)
    if found.cases == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="neighbours"):
        for name, id in (("before", found.before), ("after", found.after)):
            if id is not None:
                st.page_link(
                    "consultant/verify.py",
                    label=t(f"portfolio.{name}"),
                    query_params=address.with_(without=without, **{CASE: id}),
                )
        st.caption(t("portfolio.place", number=found.number, cases=found.cases))


def _place(ctx: Context, assessment: str) -> CasePlace:
    """As it was when the case was opened: whoever signs it goes on to what came next then."""
    choice = PortfolioChoice.read(st.query_params)
    asked = (assessment, choice)
    if st.session_state.get(BESIDE, (None, None))[0] != asked:
        st.session_state[BESIDE] = (asked, place(ctx, choice, assessment))
    found: CasePlace = st.session_state[BESIDE][1]
    return found
