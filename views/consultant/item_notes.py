"""Comments and open points beside an item, and how what was open was settled."""

import streamlit as st

from assessments.model import Stage
from assessments.verdicts import LONGEST_POINT, PointNote
from services import points
from services.context import Context
from services.points import points_in
from services.verifying import Case
from views.doing import do
from views.markdown import escaped
from views.session import t
from views.shown import moment


def draw_notes(ctx: Context, case: Case, item: str) -> None:
    """Those on one item, and the form that adds one."""
    assessment = case.dossier.assessment
    is_open = assessment.stage in (Stage.SUBMITTED, Stage.UNDER_VERIFICATION)
    found = points_in(case.dossier).of(item)
    st.markdown(f"**{t('points.title')}**")
    for note in found:
        st.markdown(note_markdown(note))
        if note.unsettled and is_open:
            _settle(ctx, assessment.id, note)
    if is_open:
        _add(ctx, assessment.id, item, len(found))
    elif not found:
        st.caption(t("points.none"))


def note_markdown(note: PointNote) -> str:
    """A comment or point with who wrote it, and how it was settled."""
    kind = "open" if note.unsettled else "settled" if note.open else "comment"
    said = t(
        f"points.{kind}",
        text=escaped(note.text),
        by=escaped(note.by),
        at=moment(note.at),
    )
    if not note.resolution or note.resolved_at is None:
        return f"- {said}"
    end = t(
        "points.resolution",
        text=escaped(note.resolution),
        by=escaped(note.resolved_by),
        at=moment(note.resolved_at),
    )
    return f"- {said}  \n  {end}"


def _settle(ctx: Context, assessment: str, note: PointNote) -> None:
    key = f"settle:{assessment}:{note.id}"
    with st.form(key, border=False, enter_to_submit=False):
        text = st.text_input(t("points.how"), key=f"{key}:text", max_chars=LONGEST_POINT)
        sent = st.form_submit_button(t("points.settle"))
    if sent:
        do(lambda: points.settle_point(ctx, assessment, note.id, text))


def _add(ctx: Context, assessment: str, item: str, count: int) -> None:
    """Another one begins anew."""
    key = f"point:{assessment}:{item}:{count}"
    with st.form(key, border=False, enter_to_submit=False):
        text = st.text_area(
            t("points.text"),
            key=f"{key}:text",
            placeholder=t("points.example"),
            max_chars=LONGEST_POINT,
            height=80,
        )
        is_open = st.checkbox(t("points.is_open"), key=f"{key}:open")
        sent = st.form_submit_button(t("points.add"))
    if sent:
        do(lambda: points.note_point(ctx, assessment, item, text, open=is_open))
