"""What is said in place of an answer or a note that was not saved, or will not print."""

from collections.abc import Callable

import streamlit as st

from assessments.personal import personal_mark
from assessments.refusals import Refusal
from questionnaires.model import Item, Kind
from reports.pdf_glyphs import missing_glyphs
from views import answering
from views.markdown import escaped
from views.saving import AnswerForm, Drawn
from views.session import language, t


def draw_answer_refused(desk: AnswerForm, item: Item, kept: Drawn) -> bool:
    """Say why what the widgets show is not saved and what is; False where it is saved."""
    refused = desk.refused.get(item.id)
    if refused is None:
        return False
    _draw("app.not_saved_why", refused.why, _holds(item, kept))
    return True


def pressed_other(desk: AnswerForm, item: Item, label: Callable[[str], str]) -> str:
    """Draw a button for each question that the refused answer contradicts; the id of the pressed.

    "" where none is; ``label`` words the button of an id.
    """
    for id in desk.refused[item.id].why.params.get("problems", ()):
        if st.button(label(id), key=f"{desk.key(item)}:to:{id}", type="tertiary"):
            return str(id)
    return ""


def draw_note_state(desk: AnswerForm, item: Item, kept: Drawn) -> None:
    """Under a note: why it is not saved, else what of it no PDF prints."""
    refused = desk.refused_notes.get(item.id)
    if refused is None:
        draw_unprintable(kept.note)
        draw_personal_mark(kept.note)
    else:
        _draw("app.note_not_saved", refused.why, t("app.note_holds") if kept.note else "")


def draw_unprintable(text: str) -> None:
    """Warn of the characters of a saved text that the PDF will not show."""
    if lacking := missing_glyphs(text):
        st.warning(t("app.unprintable", characters=escaped(" ".join(lacking))))


def draw_personal_mark(text: str) -> None:
    """Ask to take out what looks like the number of a phone or of an identity card."""
    if mark := personal_mark(text):
        st.warning(t(f"personal.note_{mark}"))


def _draw(key: str, why: Refusal, holds: str) -> None:
    told = why.params.get("why", why).to(language()).rstrip("。.")
    st.markdown(f":red[{t(key, why=escaped(told), holds=holds)}]")


def _holds(item: Item, kept: Drawn) -> str:
    if kept.value is None:
        return t("app.still_open")
    if item.kind is Kind.TEXT:
        return t("app.text_holds")
    return t("app.still_holds", answer=answering.in_words(item, kept.value))
