"""The report as it will read once it is signed, by chapters; every paragraph can be edited."""

import streamlit as st

from assessments.model import Stage
from reports.report import Paragraph, Section
from services import paragraphs
from services.paragraphs import Manuscript
from views.blocks import draw_blocks
from views.consultant.paragraph import Desk, draw_paragraph
from views.download import preview_buttons, report_buttons
from views.markdown import escaped, escaped_lines
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
    st.page_link("consultant/verify.py", label=t("editing.back"), query_params={CASE: assessment})
    ctx = context()
    manuscript = paragraphs.paragraphs(ctx, assessment, language())
    st.title(t("editing.title", name=escaped(manuscript.enterprise.name)), anchor=False)
    _standing(manuscript)
    _edits(manuscript)
    desk = Desk(ctx, assessment, language())
    section = _chosen(manuscript, desk)
    st.header(escaped(section.title), anchor=False)
    for place, block in enumerate(section.blocks):
        told = manuscript.paragraphs.get(block.id) if isinstance(block, Paragraph) else None
        if told is None:
            draw_blocks((block,), f"{section.id}:{place}")
        else:
            draw_paragraph(told, desk, is_open=manuscript.open)
    if manuscript.assessment.signed_at is not None:
        st.header(t("app.report_title"), anchor=False)
        report_buttons(assessment, manuscript.enterprise)
    else:
        st.header(t("editing.preview_title"), anchor=False)
        st.markdown(t("editing.preview_about"))
        preview_buttons(manuscript)


def _standing(manuscript: Manuscript) -> None:
    """Whether it can be edited, and what that means."""
    assessment = manuscript.assessment
    if assessment.signed_at is not None:
        who, at = escaped(assessment.signed_by or ""), moment(assessment.signed_at)
        st.success(t("editing.about_signed", who=who, at=at))
    elif assessment.stage is Stage.UNDER_VERIFICATION:
        st.info(t("editing.about_open"))
    else:
        st.info(t("editing.about_early"))


def _edits(manuscript: Manuscript) -> None:
    """How many there are, and which want looking at."""
    if count := sum(each.edit is not None for each in manuscript.paragraphs.values()):
        st.markdown(t("editing.count", count=count))
    changed = [id for id, each in manuscript.paragraphs.items() if each.changed]
    if changed:
        where = [
            escaped(section.title)
            for section in manuscript.report.sections
            if any(isinstance(b, Paragraph) and b.id in changed for b in section.blocks)
        ]
        chapters = t("report.comma").join(where)
        st.warning(t("editing.outdated", count=len(changed), chapters=chapters))
    for edit in manuscript.lost:
        with st.container(border=True):
            st.caption(t("editing.lost", name=escaped(edit.name), at=moment(edit.at)))
            st.markdown(escaped_lines(edit.text))


def _chosen(manuscript: Manuscript, desk: Desk) -> Section:
    """The chapter that is looked at; at first the one of the paragraph that is being edited."""
    sections = manuscript.report.sections
    first = 0
    for place, section in enumerate(sections):
        if any(isinstance(b, Paragraph) and b.id and b.id == desk.editing for b in section.blocks):
            first = place
    place = st.selectbox(
        t("editing.chapter"),
        range(len(sections)),
        index=first,
        format_func=lambda place: _label(sections[place]),
        key=f"chapter:{manuscript.assessment.id}",
    )
    return sections[place]


def _label(section: Section) -> str:
    count = sum(isinstance(block, Paragraph) and block.edited for block in section.blocks)
    title = section.title
    return t("editing.chapter_edited", title=title, count=count) if count else title


show()
