"""One paragraph of a report: read, and edited with the generated text beside it.

Which one is being edited, and what was read of it, stands in the address, so that neither a lost
connection nor a restart of the server forgets it: the browser still holds what was typed, and
hands it over with the next click.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from access.tokens import digest_of
from assessments.refusals import Refusal
from i18n import Lang
from reports.editing import Edit
from reports.pdf_glyphs import missing_glyphs
from reports.prose import MARK
from services.rewording import EditableParagraph
from views import address
from views.errors import why_not
from views.markdown import escaped, escaped_lines
from views.saving import MOST
from views.session import t
from views.shown import moment

# In the address: the id of a paragraph, and what stood there when it was read.
EDITING = "edit"
SEEN = "seen"


@dataclass(frozen=True)
class ParagraphEditor:
    """Which report is edited (``about`` is unique among them), in which language, and by what.

    ``edit`` and ``take_back`` are handed the id of a paragraph, as ``services.paragraphs`` has
    them; they raise Refusal.
    """

    about: str
    lang: Lang
    edit: Callable[..., Edit]
    take_back: Callable[..., None]

    @property
    def editing(self) -> str:
        """The id of the paragraph that is being edited; "" for none."""
        return st.query_params.get(EDITING, "")

    def key(self, what: str, told: EditableParagraph) -> str:
        """The key of a widget of the paragraph."""
        return f"{what}:{self.about}:{self.lang}:{told.generated.id}"

    def open(self, told: EditableParagraph) -> None:
        """Begin to edit the paragraph; the next run shows the fields."""
        address.say(**{EDITING: told.generated.id, SEEN: ""})
        st.session_state.pop(self.key("text", told), None)

    def close(self) -> None:
        """Edit nothing more."""
        address.say(**{EDITING: "", SEEN: ""})

    def read(self, told: EditableParagraph) -> None:
        """The paragraph was shown as it stands now; what is saved next is against that."""
        address.say(**{SEEN: f"{told.revision}.{_mark(told)}"})

    def save(self, told: EditableParagraph, text: str) -> None:
        """Keep ``text``. Raises Refusal; after Stale the next try is against what is shown then."""
        revision, mark = self._seen()
        self.read(told)
        generated = told.generated.text if mark == _mark(told) else ""
        self.edit(told.generated.id, text, generated=generated, seen=revision)

    def restore(self, told: EditableParagraph) -> None:
        """Let the generated text stand again. Raises Refusal."""
        revision, _ = self._seen()
        self.read(told)
        self.take_back(told.generated.id, seen=revision)

    def _seen(self) -> tuple[int, str]:
        """The revision and the mark of the generated text that were read; -1: not known."""
        revision, _, mark = st.query_params.get(SEEN, "").partition(".")
        known = revision.isdecimal() and len(revision) < len(str(MOST))
        return int(revision) if known else -1, mark


def _mark(told: EditableParagraph) -> str:
    """Stands for the generated text, short enough for an address."""
    return digest_of(told.generated.text)[:16]


def draw_paragraph(
    told: EditableParagraph, desk: ParagraphEditor, *, is_open: bool, label: str = ""
) -> None:
    """Draw the paragraph, its marks, and what it takes to edit it where ``is_open``.

    ``label``: what it is about, where it is a part of something else.
    """
    with st.container(border=told.edit is not None or is_open, gap="xsmall"):
        if label:
            st.markdown(f"**{escaped(label)}**")
        editing = is_open and desk.editing == told.generated.id
        if told.edit is not None:
            _edit(told, told.edit)
        if told.edit is not None or editing:
            _generated(told)
        else:
            st.markdown(escaped_lines(told.text))
        if editing:
            _fields(told, desk)
        elif is_open:
            label = t("editing.edit" if told.edit is None else "editing.edit_again")
            if st.button(label, key=desk.key("edit", told)):
                desk.open(told)
                st.rerun()


def _edit(told: EditableParagraph, edit: Edit) -> None:
    """What is written there, who wrote it, and what is to be said of it."""
    st.markdown(f"{escaped_lines(edit.text)} {MARK}")
    name, at = escaped(edit.name), moment(edit.at)
    st.caption(t("editing.written_by", name=name, at=at))
    if told.changed:
        st.warning(t("editing.changed"))
    if lacking := missing_glyphs(edit.text):
        named = t("report.comma").join(f"{each} U+{ord(each):04X}" for each in lacking)
        st.warning(t("editing.unprintable", characters=escaped(named)))


def _generated(told: EditableParagraph) -> None:
    with st.container(border=True, gap="xsmall"):
        st.caption(t("editing.generated"))
        st.markdown(escaped_lines(told.generated.text))


def _fields(told: EditableParagraph, desk: ParagraphEditor) -> None:
    """The text as it is being written, and what to do with it."""
    text = st.text_area(
        t("editing.yours"), value=told.text, key=desk.key("text", told), height="content"
    )
    if text == told.text:  # nothing was typed yet
        desk.read(told)
    st.caption(t("editing.limit", longest=told.longest))
    with st.container(horizontal=True):
        save = st.button(t("editing.save"), type="primary", key=desk.key("save", told))
        restore = told.edit is not None and st.button(
            t("editing.restore"), key=desk.key("restore", told)
        )
        cancel = st.button(t("editing.cancel"), key=desk.key("cancel", told))
    try:
        if save:
            desk.save(told, text)
        elif restore:
            desk.restore(told)
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    if save or restore or cancel:
        desk.close()
        st.rerun()
