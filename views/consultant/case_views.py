"""Lists of cases that are had with one click: those that everybody wants, and one's own."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from access.table import allowed
from assessments.refusals import Refusal
from services.context import Context
from services.portfolio import IN_HAND, NOBODY, PortfolioChoice
from services.saved_views import (
    LONGEST,
    SavedView,
    SavedViews,
    drop_view,
    save_view,
    saved_views,
)
from views.consultant.case_filters import look_for
from views.errors import why_not
from views.markdown import escaped
from views.session import context, t

REFUSED = "view_refused"  # in the session: why nothing was saved, to be read once
NAME = "view_name"
DROPPED = "view_dropped"


def draw_views(ctx: Context, now: PortfolioChoice) -> None:
    """Draw them; ``now`` is what is looked for, and can be given a name."""
    saved = saved_views(ctx)
    with st.container(horizontal=True, key="case_views", gap="small"):
        for number, view in enumerate((*_usual(ctx), *saved.views)):
            kind: Literal["primary", "secondary"] = "primary" if view.choice == now else "secondary"
            if st.button(escaped(view.name), key=f"view:{number}", type=kind):
                look_for(view.choice)
        with st.popover(t("portfolio.view_keep")):
            _draw_keeping(saved, now)
    if refusal := st.session_state.pop(REFUSED, None):
        st.error(why_not(refusal))


def _usual(ctx: Context) -> list[SavedView]:
    """What a lead and what a consultant looks for every day."""
    leads = allowed(ctx.actor, "case.schedule", None) or allowed(ctx.actor, "person.list")
    nobody = PortfolioChoice(stage=IN_HAND, consultant=NOBODY)
    own = PortfolioChoice(stage=IN_HAND, consultant=ctx.actor.id)
    return [
        SavedView(t("portfolio.view_all"), PortfolioChoice()),
        SavedView(t("portfolio.view_open"), PortfolioChoice(stage=IN_HAND)),
        *([] if leads else [SavedView(t("portfolio.view_own"), own)]),
        SavedView(t("portfolio.view_nobody"), nobody),
        SavedView(t("portfolio.view_overdue"), PortfolioChoice(due="overdue", sort="due")),
        SavedView(t("portfolio.view_week"), PortfolioChoice(due="week", sort="due")),
    ]


def _draw_keeping(saved: SavedViews, now: PortfolioChoice) -> None:
    st.caption(t("portfolio.view_about"))
    st.text_input(t("portfolio.view_name"), key=NAME, max_chars=LONGEST)
    st.button(
        t("portfolio.view_save"),
        key="view_save",
        type="primary",
        on_click=_try,
        args=(lambda: _save(now, saved.seen),),
    )
    if saved.views:
        st.selectbox(t("portfolio.view_saved"), [each.name for each in saved.views], key=DROPPED)
        st.button(
            t("portfolio.view_drop"),
            key="view_drop",
            on_click=_try,
            args=(lambda: drop_view(context(), st.session_state[DROPPED], seen=saved.seen),),
        )


def _save(now: PortfolioChoice, seen: int) -> None:
    save_view(context(), st.session_state[NAME], now, seen=seen)
    st.session_state[NAME] = ""


def _try(act: Callable[[], object]) -> None:
    try:
        act()
    except Refusal as refusal:
        st.session_state[REFUSED] = refusal
