"""What is done to several cases at once: giving them to a consultant, setting a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from access.table import allowed
from assessments.portfolio import CaseLine
from assessments.refusals import Refusal
from services import assigning
from services.assigning import LineOutcome
from services.context import Context
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
    """Draw what became of the last act; then the acts, if the actor may do them to these."""
    if done := st.session_state.pop(DONE, None):
        _draw_outcome(done)
    if not chosen or not all(
        allowed(ctx.actor, "case.schedule", line.assessment) for line in chosen
    ):
        return
    names = {each.username: each.name for each in assigning.consultants(ctx)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="bulk", gap="small"):
        st.selectbox(
            t("portfolio.bulk_to"),
            [None, *names],
            format_func=lambda each: names[each] if each else t("people.anybody"),
            key=TO,
            width=200,
        )
        st.button(
            t("portfolio.bulk_assign", count=len(chosen)),
            key="bulk_assign",
            type="primary",
            on_click=_assign,
            args=(chosen, names),
        )
        st.date_input(t("portfolio.bulk_day"), value=None, key=DAY, format="YYYY-MM-DD", width=160)
        st.button(
            t("portfolio.bulk_due", count=len(chosen)),
            key="bulk_due",
            on_click=_set_due,
            args=(chosen,),
        )


def _assign(chosen: Sequence[CaseLine], names: dict[str, str]) -> None:
    """What is chosen was bound when it was drawn: a click does what the page showed."""
    to = st.session_state[TO]
    asked = t("portfolio.bulk_assigned", name=names[to] if to else t("people.anybody"))
    _try(asked, lambda: assigning.assign_all(context(), chosen, to))


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
    if done.refused is not None:
        st.error(why_not(done.refused))
        return
    refused = [each for each in done.lines if each.refused is not None]
    kept = len(done.lines) - len(refused)
    if kept:
        st.success(t("portfolio.bulk_done", asked=escaped(done.asked), count=kept))
    if refused:
        lines = (
            f"- **{escaped(each.line.enterprise.name)}**: {why_not(each.refused)}"
            for each in refused
            if each.refused is not None
        )
        head = t("portfolio.bulk_refused", asked=escaped(done.asked), count=len(refused))
        st.error("\n".join([head, "", *lines]))
