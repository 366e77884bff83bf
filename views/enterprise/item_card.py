"""One item on the page: the question, why it is asked, the answer, whether it is saved."""

import streamlit as st

from assessments.model import AnswerRecord
from questionnaires.model import Item, Questionnaire
from views import answering
from views.dispute import draw_dispute
from views.enterprise.parts import ITEM
from views.markdown import escaped
from views.saving import Desk, drawn_of
from views.session import language, t
from views.shown import clock
from views.sources import mark_of, sources_of

LONGEST_NOTE = 500  # characters


def draw(
    desk: Desk, questionnaire: Questionnaire, item: Item, number: int, stored: AnswerRecord | None
) -> bool:
    """Draw the item; True where something was saved after drawing, so that a rerun is due."""
    lang = language()
    now = drawn_of(item, stored)
    desk.show(item, now)
    if st.query_params.get(ITEM) == item.id:
        with st.container(key=f"look_at_{item.id}"):
            st.space(1)  # an empty container is not always drawn
    with st.container(border=True, key=f"item_{item.id}"):
        mark = mark_of(questionnaire, item)
        st.markdown(f"**{number}. {escaped(item.ask.to(lang))}**{mark}")
        st.caption(escaped(item.why.to(lang)))
        if item.id in desk.disputed:
            return draw_dispute(desk, item, now, stored)
        answering.draw(item, desk.key(item), now.value)
        _draw_state(desk, item, stored)
        taken_back = _draw_more(desk, questionnaire, item, stored)
        return desk.found_unsaved(item) or taken_back


def _draw_state(desk: Desk, item: Item, stored: AnswerRecord | None) -> None:
    """One line, always there, so that nothing moves under the finger."""
    if item.id in desk.refused:
        why = escaped(desk.refused[item.id].to(language()))
        st.markdown(f":red[{t('app.not_saved')} {why}]")
    elif stored is None or stored.value is None:
        st.caption(t("app.unanswered"))
    else:
        st.caption(t("app.saved", time=clock(stored.at)))


def _draw_more(
    desk: Desk, questionnaire: Questionnaire, item: Item, stored: AnswerRecord | None
) -> bool:
    """What helps to answer, and the note, drawn when opened; True if the answer was taken back."""
    lang = language()
    title = t("enterprise.more_noted" if stored and stored.note else "enterprise.more")
    with st.expander(title, key=f"{desk.key(item)}:more", on_change="rerun") as more:
        if not more.open:
            return False
        if item.explain:
            st.markdown(escaped(item.explain.to(lang)))
        if item.evidence:
            st.markdown(t("enterprise.evidence", what=escaped(item.evidence.to(lang))))
        for source in sources_of(questionnaire, item):
            st.caption(source)
        if stored is None or stored.value is None:
            st.caption(t("enterprise.note_later"))
            return False
        st.text_area(
            t("enterprise.note"),
            value=stored.note,
            key=desk.note_key(item),
            max_chars=LONGEST_NOTE,
            height=80,
            placeholder=t("enterprise.note_example"),
        )
        back = st.button(t("enterprise.take_back"), key=f"{desk.key(item)}:back")
        if back:
            desk.take_back(item)
        return back
