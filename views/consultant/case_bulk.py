"""What is done to several cases at once: giving them to a consultant, setting a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from access.table import allowed
from assessments.portfolio import CaseLine
from assessments.refusals import Refusal
from services import assigning
from services.assigning import LineOutcome
from services.context import Context
from services.portfolio import NOBODY
from views.errors import why_not
from views.markdown import escaped
from views.session import context, t

TO, DAY = "bulk_to", "bulk_day"
DONE = "bulk_done"  # in the session: what became of it, to be read once


@dataclass(frozen=True)
class BulkOutcome:
    """What was asked for, in words, and what became of each line; or why of none."""

    asked: str
    lines: Sequence[LineOutcome] = ()
    refused: Refusal | None = None


def draw_bulk(ctx: Context, chosen: Sequence[CaseLine]) -> None:
    """Draw the acts for who may do them, also while nothing is chosen: so no row moves away."""
    if done := st.session_state.pop(DONE, None):
        _draw_outcome(done)
    if not allowed(ctx.actor, "person.list"):
        return
    names = {NOBODY: t("people.anybody")}
    names |= {each.username: each.name for each in assigning.consultants(ctx)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="bulk", gap="xsmall"):
        to = st.selectbox(
            t("portfolio.bulk_to"),
            list(names),
            index=None,
            placeholder=t("portfolio.bulk_whom"),
            format_func=lambda each: names.get(each, each),
            key=TO,
            width=150,
        )
        st.button(
            t("portfolio.bulk_assign", count=len(chosen)),
            key="bulk_assign",
            type="primary",
            disabled=not (chosen and to),
            on_click=_assign,
            args=(chosen, names),
        )
        st.date_input(t("portfolio.bulk_day"), value=None, key=DAY, format="YYYY-MM-DD", width=160)
        st.button(
            t("portfolio.bulk_due", count=len(chosen)),
            key="bulk_due",
            disabled=not chosen,
            on_click=_set_due,
            args=(chosen,),
        )


def _assign(chosen: Sequence[CaseLine], names: Mapping[str, str]) -> None:
    """What is chosen was bound when it was drawn: a click does what the page showed."""
    to = st.session_state[TO]
    asked = t("portfolio.bulk_assigned", name=names[to])
    whom = None if to == NOBODY else to
    _try(asked, lambda: assigning.assign_all(context(), chosen, whom))


def _set_due(chosen: Sequence[CaseLine]) -> None:
    day = st.session_state[DAY]
    asked = t("portfolio.bulk_day_set", day=day.isoformat()) if day else t("portfolio.bulk_day_off")
    _try(asked, lambda: assigning.set_due_of_all(context(), chosen, day))


def _try(asked: str, act: Callable[[], Sequence[LineOutcome]]) -> None:
    try:
        st.session_state[DONE] = BulkOutcome(asked, act())
    except Refusal as refusal:
        st.session_state[DONE] = BulkOutcome(asked, refused=refusal)


def _draw_outcome(done: BulkOutcome) -> None:
    """What was saved in passing; what was refused, with every reason, until it is put away."""
    if done.refused is not None:
        st.error(why_not(done.refused))
        return
    refused = [each for each in done.lines if each.refused is not None]
    if kept := len(done.lines) - len(refused):
        st.toast(t("portfolio.bulk_done", asked=escaped(done.asked), count=kept))
    if refused:
        lines = [
            f"- **{escaped(each.line.enterprise.name)}**: {why_not(each.refused)}"
            for each in refused
            if each.refused is not None
        ]
        title = t("portfolio.bulk_refused_title", count=len(refused))
        st.dialog(title, width="medium")(_draw_refused)(done.asked, lines)


def _draw_refused(asked: str, lines: Sequence[str]) -> None:
    head = t("portfolio.bulk_refused", asked=escaped(asked), count=len(lines))
    st.error("\n".join([head, "", *lines]))
