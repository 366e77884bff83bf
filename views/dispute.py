"""Two devices, one question: both answers and the choice between them."""

import streamlit as st

from assessments.model import AnswerRecord
from questionnaires.model import Item
from views import answering
from views.markdown import escaped
from views.saving import AnswerForm, Drawn
from views.session import t
from views.shown import clock


def draw_dispute(desk: AnswerForm, item: Item, stored: Drawn, record: AnswerRecord | None) -> bool:
    """Draw what the store has and what was chosen here; True once one of them is taken."""
    st.warning(
        t(
            "app.dispute",
            time=clock(record.at) if record else "",
            theirs=_answer_markdown(item, stored),
            mine=_answer_markdown(item, desk.disputed[item.id]),
        )
    )
    keep = st.button(t("app.keep_theirs"), key=f"{desk.key(item)}:theirs", width="stretch")
    use = st.button(t("app.use_mine"), key=f"{desk.key(item)}:mine", width="stretch")
    if keep or use:
        desk.decide(item, mine=use)
    return keep or use


def _answer_markdown(item: Item, answer: Drawn) -> str:
    """An answer with its note, safe inside Markdown."""
    words = answering.in_words(item, answer.value)
    return t("app.with_note", answer=words, note=escaped(answer.note)) if answer.note else words
