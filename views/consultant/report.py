"""The report as it will read once it is signed, by chapters; its words can be edited."""

from collections.abc import Mapping

import streamlit as st

from assessments.model import Stage
from reports.prose import Prose, labelled, paragraphs_in
from reports.report import Block, Paragraph, Picture, Section, Table
from services import paragraphs
from services.paragraphs import EditableParagraph, Manuscript
from views import address
from views.blocks import draw_blocks
from views.consultant.paragraph import EDITING, SEEN, ParagraphEditor, draw_paragraph
from views.download import preview_buttons, report_buttons
from views.markdown import escaped, escaped_lines
from views.session import context, language, t
from views.shown import moment

CASE = "case"
CHAPTER = "chapter"  # in the address: which one is looked at


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
    for mark in manuscript.report.marks:
        st.markdown(f":orange-badge[{escaped(mark)}]")
    _edits(manuscript)
    desk = ParagraphEditor(ctx, assessment, language())
    section = _chosen(manuscript, desk)
    st.header(escaped(section.title), anchor=False)
    for place, block in enumerate(section.blocks):
        told = manuscript.paragraphs.get(block.id) if isinstance(block, Paragraph) else None
        if told is None:
            draw_blocks((block,), f"{section.id}:{place}")
            _parts(manuscript, desk, block)
        else:
            draw_paragraph(told, desk, is_open=manuscript.open)
    if manuscript.dossier.assessment.signed_at is not None:
        st.header(t("app.report_title"), anchor=False)
        report_buttons(ctx, manuscript.dossier)
    else:
        st.header(t("editing.preview_title"), anchor=False)
        st.markdown(t("editing.preview_about"))
        preview_buttons(ctx, manuscript)


def _parts(manuscript: Manuscript, desk: ParagraphEditor, block: Block) -> None:
    """The texts of a block that are edited, and all that can be where one is being edited."""
    found = {
        part.id: (label, manuscript.paragraphs[part.id])
        for label, text in labelled(block)
        if isinstance(text, Prose)
        for part in text.parts
        if isinstance(part, Paragraph)
    }
    opened = manuscript.open and desk.editing in found
    caption = t("editing.caption") if isinstance(block, Table | Picture) else ""
    found = {id: (label or caption, told) for id, (label, told) in found.items()}
    if opened and isinstance(block, Table):
        _choose(desk, found)
    for label, told in found.values():
        among = opened and not isinstance(block, Table)
        if among or told.edit is not None or desk.editing == told.generated.id:
            draw_paragraph(told, desk, is_open=manuscript.open, label=label)
    if found and manuscript.open and not opened:
        label, told = next(iter(found.values()))
        if st.button(t("editing.edit_block"), key=desk.key("block", told)):
            desk.open(told)
            st.rerun()


def _choose(desk: ParagraphEditor, found: Mapping[str, tuple[str, EditableParagraph]]) -> None:
    """Which of the many texts of a table is edited; another one is opened when it is chosen."""
    ids, (_, told) = list(found), found[desk.editing]

    def named(part: str) -> str:
        label, each = found[part]
        return t("editing.part", label=label, text=each.text)

    chosen = st.selectbox(
        t("editing.which"),
        ids,
        index=ids.index(desk.editing),
        format_func=named,
        key=desk.key("which", told),
    )
    if chosen in found and chosen != desk.editing:
        desk.open(found[chosen][1])
        st.rerun()


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


def _edits(manuscript: Manuscript) -> None:
    """How many there are in which chapters, and which of them want looking at."""
    told = manuscript.paragraphs.items()
    if written := {id for id, each in told if each.edit is not None}:
        chapters = _chapters(manuscript, written)
        st.markdown(t("editing.count", count=len(written), chapters=chapters))
    if changed := {id for id, each in told if each.changed}:
        chapters = _chapters(manuscript, changed)
        st.warning(t("editing.outdated", count=len(changed), chapters=chapters))
    for edit in manuscript.lost:
        with st.container(border=True):
            st.caption(t("editing.lost", name=escaped(edit.name), at=moment(edit.at)))
            st.markdown(escaped_lines(edit.text))


def _chapters(manuscript: Manuscript, ids: set[str]) -> str:
    """The chapters in which those paragraphs stand."""
    sections = manuscript.report.sections
    found = (escaped(each.title) for each in sections if not ids.isdisjoint(_ids(each)))
    return t("report.comma").join(found)


def _ids(section: Section) -> set[str]:
    """The ids of all that can be edited of a chapter."""
    return {each.id for each in paragraphs_in(section)}


def _chosen(manuscript: Manuscript, desk: ParagraphEditor) -> Section:
    """The chapter that is looked at; at first the one of the paragraph that is being edited."""
    sections = {section.id: section for section in manuscript.report.sections}
    ids, titles = list(sections), {id: section.title for id, section in sections.items()}
    first = next((id for id in ids if desk.editing in _ids(sections[id])), ids[0])
    key = f"chapter:{desk.assessment}:{desk.lang}"
    address.begin(CHAPTER, key, ids)
    chosen = st.selectbox(
        t("editing.chapter"),
        ids,
        index=ids.index(first),
        format_func=titles.__getitem__,
        key=key,
    )
    address.say(**{CHAPTER: chosen})
    return sections.get(chosen, sections[first])  # a title that changed meanwhile is none


show()
