"""What a centre has imported before: taken back as a whole, or given new codes."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from access.table import allowed
from assessments.imports import Import
from assessments.refusals import Refusal
from services.context import Context
from services.importing import undoing
from services.importing.imported import imports
from services.importing.jobs import ImportUndoJob
from services.importing.undoing import ImportErasure
from services.making_apart import Job
from views.consultant.intake_codes import keep_codes
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.markdown import escaped
from views.paging import page_of
from views.session import t
from views.shown import moment

UNDONE = "intake:undone"  # in the session: what came of taking one back
MOST_NAMED = 50

Apart = Callable[[Job], Any]


def draw_history(ctx: Context, centre: str, apart: Apart) -> None:
    """Draw every import of the centre, the last first."""
    found = imports(ctx, centre)
    _undone()
    if not found:
        return
    st.header(t("intake.history"), anchor=False)
    for made in page_of(found, "imports"):
        with st.container(border=True, key=f"import_{made.id}", gap="xsmall"):
            _line(ctx, made, apart)


def _line(ctx: Context, made: Import, apart: Apart) -> None:
    st.markdown(f"**{escaped(made.file)}**")
    params = {"at": moment(made.at), "by": escaped(made.by), "rows": made.rows}
    st.caption(
        t(
            "intake.history_line",
            made=made.made,
            skipped=made.skipped,
            wrong=made.wrong,
            **params,
        )
    )
    if made.undone_at is not None:
        st.caption(t("intake.history_undone", n=made.undone, at=moment(made.undone_at)))
    if made.undone >= made.made or not allowed(ctx.actor, "import.change", made):
        return
    left, right = st.columns(2)
    with left:
        if asked_first(f"undo_{made.id}", t("intake.undo"), t("intake.undo_warning")):
            try:
                st.session_state[UNDONE] = (made, apart(ImportUndoJob(made.id)))
            except Refusal as refusal:
                st.error(why_not(refusal))
            else:
                st.rerun()
    with right:
        if asked_first(f"codes_{made.id}", t("intake.renew"), t("intake.renew_warning")):
            try:
                keep_codes(undoing.renew_codes(ctx, made.id), made, renewed=True)
            except Refusal as refusal:
                st.error(why_not(refusal))
            else:
                st.rerun()


def _undone() -> None:
    """What was just taken back, and what stays because somebody has touched it."""
    if UNDONE not in st.session_state:
        return
    made, done = st.session_state.pop(UNDONE)
    erased: ImportErasure = done
    st.success(t("intake.undone", n=erased.gone, file=escaped(made.file)))
    if erased.stayed:
        st.warning(t("intake.stayed", n=len(erased.stayed)))
        names = [
            t("intake.stayed_row", row=each.number, name=each.name or t("intake.elsewhere"))
            for each in erased.stayed[:MOST_NAMED]
        ]
        st.markdown("\n".join(f"- {escaped(name)}" for name in names))
        if len(erased.stayed) > MOST_NAMED:
            st.caption(t("intake.stayed_more", n=len(erased.stayed) - MOST_NAMED))
