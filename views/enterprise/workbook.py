"""Filling in off line: the draft's workbook to take along, and to bring back."""

import streamlit as st

from assessments.model import Stage
from services import filling
from views.answer_book import draw_answer_book
from views.consent import agreed_before_filling
from views.markdown import escaped
from views.session import context, t


def show() -> None:
    """Draw the page for the assessment of this browser."""
    ctx = context()
    assessment = ctx.actor.assessment or ""
    if not agreed_before_filling(ctx, assessment):
        return
    st.title(t("answer_book.page_claimed"), anchor=False)
    sheet = filling.sheet(ctx, assessment)
    st.page_link("enterprise/fill.py", label=t("answer_book.back_claimed"))
    if sheet.assessment.stage is not Stage.DRAFT:
        st.success(t("enterprise.already_submitted"))
        return
    st.markdown(t("answer_book.about_claimed"))
    st.caption(
        t(
            "answer_book.progress",
            name=escaped(sheet.enterprise.name),
            answered=sheet.answered,
            asked=sheet.asked,
        )
    )
    draw_answer_book(ctx, sheet.assessment, "claimed", sheet.enterprise.name)


show()
