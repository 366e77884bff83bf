"""Filling in: one part of the questionnaire at a time, every answer saved as it is given."""

import streamlit as st

from assessments.model import Stage
from services import evidence, filling
from views.consent import agreed_before_filling
from views.enterprise.last_time import last_time
from views.enterprise.part_page import draw_part
from views.evidence import EvidenceForm
from views.saving import AnswerForm
from views.session import context, t


def show() -> None:
    """Save what the click changed, then draw what the store has.

    No fragment: a click that reaches a restarted server before its first run has drawn the
    fragment would be dropped by Streamlit.
    """
    ctx = context()
    assessment = ctx.actor.assessment or ""
    if not agreed_before_filling(ctx, assessment):
        return
    desk = AnswerForm(
        f"claimed:{assessment}",
        lambda item, raw, note, seen: filling.record_answer(
            ctx, assessment, item.id, raw, note=note, seen=seen
        ),
    )
    desk.save_changes()
    sheet = filling.sheet(ctx, assessment)
    if sheet.assessment.stage is not Stage.DRAFT:
        st.success(t("enterprise.already_submitted"))
        st.page_link("enterprise/result.py", label=t("enterprise.to_result"))
        return
    draw_part(
        desk,
        sheet,
        t("enterprise.to_submit"),
        lambda: st.switch_page("enterprise/submit.py"),
        EvidenceForm(ctx, assessment, evidence.listed(ctx, assessment), keeps=True),
        last=last_time(ctx, sheet.assessment),
    )
    st.page_link("enterprise/workbook.py", label=t("answer_book.to_page_claimed"))


show()
