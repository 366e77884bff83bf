"""The report as it will read once it is signed, by chapters; its words can be edited."""

from functools import partial

import streamlit as st

from assessments.model import Stage
from services import paragraphs
from services.paragraphs import Manuscript
from views import address
from views.download import preview_buttons, report_buttons
from views.markdown import escaped
from views.paragraph import EDITING, SEEN, ParagraphEditor
from views.report_text import CHAPTER, draw_text
from views.session import context, language, t
from views.shown import moment

CASE = "case"


def show() -> None:
    """Draw the report of the case that the address names."""
    assessment = st.query_params.get(CASE)
    if assessment is None:
        st.page_link("consultant/assigned.py", label=t("consultant.back"))
        st.info(t("consultant.none_chosen"))
        return
    back = address.with_(without=(CHAPTER, EDITING, SEEN))
    st.page_link("consultant/verify.py", label=t("editing.back"), query_params=back)
    ctx = context()
    manuscript = paragraphs.paragraphs(ctx, assessment, language())
    st.title(t("editing.title", name=escaped(manuscript.dossier.enterprise.name)), anchor=False)
    _standing(manuscript)
    desk = ParagraphEditor(
        assessment,
        language(),
        partial(paragraphs.edit_paragraph, ctx, assessment, language()),
        partial(paragraphs.take_back, ctx, assessment, language()),
    )
    draw_text(manuscript, desk, is_open=manuscript.open)
    if manuscript.dossier.assessment.signed_at is not None:
        st.header(t("app.report_title"), anchor=False)
        report_buttons(ctx, manuscript.dossier)
    else:
        st.header(t("editing.preview_title"), anchor=False)
        st.markdown(t("editing.preview_about"))
        preview_buttons(ctx, manuscript)


def _standing(manuscript: Manuscript) -> None:
    """Whether it can be edited, and what that means."""
    assessment = manuscript.dossier.assessment
    if assessment.signed_at is not None:
        who, at = escaped(assessment.signed_by or ""), moment(assessment.signed_at)
        st.success(t("editing.about_signed", who=who, at=at))
    elif assessment.stage is Stage.UNDER_VERIFICATION:
        st.info(t("editing.about_open"))
    else:
        st.info(t("editing.about_early"))


show()
