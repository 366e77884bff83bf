"""One item on the page: the question, why it is asked, the answer, whether it is saved."""

from collections.abc import Mapping

import streamlit as st

from assessments.model import AnswerRecord
from questionnaires.model import Item, Kind, Questionnaire
from services.last_round import LastRound
from views import answering
from views.address import look_at
from views.dispute import draw_dispute
from views.enterprise.last_time import draw_last_answer
from views.enterprise.parts import Place, go_to
from views.evidence import EvidenceForm, draw_count, draw_files
from views.markdown import escaped
from views.refused import (
    draw_answer_refused,
    draw_note_state,
    draw_personal_mark,
    draw_unprintable,
    pressed_other,
)
from views.saving import AnswerForm, Drawn, drawn_of
from views.session import language, t
from views.shown import clock
from views.sources import mark_of, sources_of


def draw(  # noqa: PLR0913  (what a card shows)
    desk: AnswerForm,
    questionnaire: Questionnaire,
    item: Item,
    places: Mapping[str, Place],
    stored: AnswerRecord | None,
    *,
    files: EvidenceForm | None = None,
    last: LastRound | None = None,
) -> bool:
    """Draw the item; True where something was saved after drawing, so that a rerun is due.

    ``places`` say where each question stands; ``last`` is the round before.
    """
    lang, number = language(), places[item.id].number
    now = drawn_of(item, stored)
    desk.show(item, now)
    look_at(item.id)
    with st.container(border=True, key=f"item_{item.id}"):
        mark = mark_of(questionnaire, item)
        st.markdown(f"**{number}. {escaped(item.ask.to(lang))}**{mark}")
        st.caption(escaped(item.why.to(lang)))
        if item.id in desk.disputed:
            return draw_dispute(desk, item, now, stored)
        kept = last is not None and draw_last_answer(desk, last, item, now)
        answering.draw(item, desk.key(item), now.value)
        if draw_answer_refused(desk, item, now):
            _draw_others(desk, questionnaire, item, places)
        else:
            _draw_state(now, stored)
            if item.kind is Kind.TEXT and now.value:
                draw_unprintable(now.value)
                draw_personal_mark(now.value)
        if files is not None:
            draw_count(files, item.id)
        taken_back = _draw_more(desk, questionnaire, item, now, files)
        draw_note_state(desk, item, now)
        return taken_back or kept


def _draw_others(
    desk: AnswerForm, questionnaire: Questionnaire, item: Item, places: Mapping[str, Place]
) -> None:
    """The way to the questions that the refused answer contradicts."""

    def label(id: str) -> str:
        ask = escaped(questionnaire.by_id[id].ask.to(language()))
        return t("enterprise.to_other", number=places[id].number, ask=ask)

    if other := pressed_other(desk, item, label):
        go_to(places[other].part, other)


def _draw_state(now: Drawn, stored: AnswerRecord | None) -> None:
    """One line, always there, so that nothing moves under the finger."""
    if stored is None or now.value is None:
        st.caption(t("app.unanswered"))
    else:
        key = "enterprise.saved_noted" if now.note else "app.saved"
        st.caption(t(key, time=clock(stored.at)))


def _draw_more(
    desk: AnswerForm,
    questionnaire: Questionnaire,
    item: Item,
    now: Drawn,
    files: EvidenceForm | None,
) -> bool:
    """What helps to answer, and the note, drawn when opened; True if the answer was taken back."""
    lang, title = language(), t("enterprise.more")  # another title would be another box, and shut
    with st.expander(title, key=f"{desk.key(item)}:more", on_change="rerun") as more:
        # A note that is not saved would be lost with its field.
        if not more.open and item.id not in desk.refused_notes:
            return False
        if item.explain:
            st.markdown(escaped(item.explain.to(lang)))
        if item.evidence:
            st.markdown(t("enterprise.evidence", what=escaped(item.evidence.to(lang))))
        for source in sources_of(questionnaire, item):
            st.caption(source)
        if now.value is None:
            st.caption(t("enterprise.note_later"))
            return False
        st.text_area(
            t("enterprise.note"),
            value=now.note,
            key=desk.note_key(item),
            height=80,
            placeholder=t("enterprise.note_example"),
        )
        st.caption(t("app.no_personal_data"))
        if files is not None:
            draw_files(files, item.id)
        back = st.button(t("enterprise.take_back"), key=f"{desk.key(item)}:back")
        if back:
            desk.take_back(item)
        return back
