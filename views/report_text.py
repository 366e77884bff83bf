"""The text of a report by chapters, with what was written in place of generated paragraphs."""

from collections.abc import Mapping

import streamlit as st

from reports.prose import Prose, labelled, paragraphs_in
from reports.report import Block, Paragraph, Picture, Section, Table
from services.rewording import EditableParagraph, ReportText
from views import address
from views.blocks import draw_blocks
from views.fields import stands
from views.markdown import escaped, escaped_lines
from views.paragraph import ParagraphEditor, draw_paragraph
from views.session import t
from views.shown import moment

CHAPTER = "chapter"  # in the address: which one is looked at


def draw_text(text: ReportText, desk: ParagraphEditor, *, is_open: bool) -> None:
    """Draw what was edited, a chapter to choose, and that with what can be edited in it."""
    for mark in text.report.marks:
        st.markdown(f":orange-badge[{escaped(mark)}]")
    _edits(text)
    section = _chosen(text, desk)
    st.header(escaped(section.title), anchor=False)
    for place, block in enumerate(section.blocks):
        each = text.paragraphs.get(block.id) if isinstance(block, Paragraph) else None
        if each is None:
            draw_blocks((block,), f"{section.id}:{place}", office=text.report.of_office)
            _parts(text, desk, block, is_open=is_open)
        else:
            draw_paragraph(each, desk, is_open=is_open)


def _parts(text: ReportText, desk: ParagraphEditor, block: Block, *, is_open: bool) -> None:
    """The texts of a block that are edited, and all that can be where one is being edited."""
    found = {
        part.id: (label, text.paragraphs[part.id])
        for label, said in labelled(block)
        if isinstance(said, Prose)
        for part in said.parts
        if isinstance(part, Paragraph)
    }
    opened = is_open and desk.editing in found
    caption = t("editing.caption") if isinstance(block, Table | Picture) else ""
    found = {id: (label or caption, told) for id, (label, told) in found.items()}
    if opened and isinstance(block, Table):
        _choose(desk, found)
    for label, told in found.values():
        among = opened and not isinstance(block, Table)
        if among or told.edit is not None or desk.editing == told.generated.id:
            draw_paragraph(told, desk, is_open=is_open, label=label)
    if found and is_open and not opened:
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


def _edits(text: ReportText) -> None:
    """How many there are in which chapters, and which of them want looking at."""
    told = text.paragraphs.items()
    if written := {id for id, each in told if each.edit is not None}:
        chapters = _chapters(text, written)
        st.markdown(t("editing.count", count=len(written), chapters=chapters))
    if changed := {id for id, each in told if each.changed}:
        chapters = _chapters(text, changed)
        st.warning(t("editing.outdated", count=len(changed), chapters=chapters))
    for edit in text.lost:
        with st.container(border=True):
            st.caption(t("editing.lost", name=escaped(edit.name), at=moment(edit.at)))
            st.markdown(escaped_lines(edit.text))


def _chapters(text: ReportText, ids: set[str]) -> str:
    """The chapters in which those paragraphs stand."""
    sections = text.report.sections
    found = (escaped(each.title) for each in sections if not ids.isdisjoint(_ids(each)))
    return t("report.comma").join(found)


def _ids(section: Section) -> set[str]:
    """The ids of all that can be edited of a chapter."""
    return {each.id for each in paragraphs_in(section)}


def _chosen(text: ReportText, desk: ParagraphEditor) -> Section:
    """The chapter that is looked at; at first the one of the paragraph that is being edited."""
    sections = {section.id: section for section in text.report.sections}
    ids, titles = list(sections), {id: section.title for id, section in sections.items()}
    first = next((id for id in ids if desk.editing in _ids(sections[id])), ids[0])
    key = f"chapter:{desk.about}:{desk.lang}"
    address.begin(CHAPTER, key, ids)
    place = ids.index(stands(key, first)) if stands(key, first) in ids else ids.index(first)
    chosen = st.selectbox(
        t("editing.chapter"),
        ids,
        index=place,
        format_func=titles.__getitem__,
        key=key,
    )
    address.say(**{CHAPTER: chosen})
    return sections.get(chosen, sections[first])  # a title that changed meanwhile is none
