"""Verifying off line: the case's workbook to take along, and to bring back."""

import streamlit as st

from services import verifying
from views import address
from views.answer_book import draw_answer_book
from views.markdown import escaped
from views.session import context, t

CASE = "case"


def show() -> None:
    """Draw the page for the case that the address names."""
    st.title(t("answer_book.page_verified"), anchor=False)
    assessment = st.query_params.get(CASE)
    if assessment is None:
        st.info(t("consultant.none_chosen"))
        st.page_link("consultant/assigned.py", label=t("consultant.back"))
        return
    ctx = context()
    case = verifying.case(ctx, assessment)
    dossier = case.dossier
    back = t("answer_book.back_verified")
    st.page_link("consultant/verify.py", label=back, query_params=address.with_())
    if dossier.assessment.signed:
        st.success(t("answer_book.signed"))
        return
    st.markdown(t("answer_book.about_verified"))
    name = dossier.enterprise.name
    done, every = len(case.verdicts) - len(case.unchecked), len(case.verdicts)
    st.caption(t("answer_book.progress_case", name=escaped(name), done=done, all=every))
    draw_answer_book(ctx, dossier.assessment, "verified", name)


show()
