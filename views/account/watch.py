"""What came in too much together, for whoever runs the installation to look at."""

import streamlit as st

from access.arrival import ARRIVALS_KEPT
from services import watching
from services.watching import WATCHED, Burst
from views.markdown import escaped
from views.paging import page_of
from views.session import context, t
from views.shown import moment

LISTED = 50


def show() -> None:
    """Draw the watch list."""
    days = WATCHED.days
    st.title(t("confirming.watch_title"), anchor=False)
    st.markdown(t("confirming.watch_about", days=days, kept=ARRIVALS_KEPT.days))
    found = watching.bursts(context())
    if not found:
        st.info(t("confirming.watch_none", days=days))
        return
    for place, burst in enumerate(page_of(found, "watch")):
        with st.container(border=True, key=f"burst_{place}", gap="xsmall"):
            _burst(burst)


def _burst(burst: Burst) -> None:
    many = len(burst.firms)
    title = t(f"confirming.burst_{burst.kind}", n=many, about=escaped(burst.about))
    st.markdown(f"**{title}**")
    first, last = moment(burst.first), moment(burst.last)
    st.caption(t("confirming.burst_time", first=first, last=last))
    with st.expander(t("confirming.burst_firms", n=many)):
        codes = [firm.credit_code or t("confirming.without_code") for firm in burst.firms]
        lines = [
            f"- {escaped(firm.name)} · {escaped(code)}"
            for firm, code in zip(burst.firms[:LISTED], codes, strict=False)
        ]
        st.markdown("\n".join(lines))
        if many > LISTED:
            st.caption(t("confirming.burst_more", n=many - LISTED))


show()
