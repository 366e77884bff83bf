"""One item under verification: the claim, what was found, a remark."""

from collections.abc import Callable

import streamlit as st

from assessments.model import Stage
from questionnaires.model import Item
from services.verifying import Case
from views import answering
from views.address import look_at
from views.dispute import draw_dispute
from views.evidence import EvidenceForm, draw_count, draw_files
from views.markdown import escaped
from views.refused import draw_answer_refused, draw_note_state, pressed_other
from views.saving import AnswerForm, Drawn, drawn_of
from views.session import language, t
from views.shown import clock
from views.sources import mark_of


def is_changed(case: Case, item: Item) -> bool:
    """Whether the consultant found something else than was claimed."""
    claim = drawn_of(item, case.dossier.claimed.get(item.id)).value
    return bool(_found(case, item).value != claim)


def draw_finding(
    case: Case,
    desk: AnswerForm,
    item: Item,
    go_to: Callable[[str], None],
    files: EvidenceForm,
) -> bool:
    """Draw the item; True where something was saved after drawing, so that a rerun is due.

    ``go_to`` opens the question with this id.
    """
    lang, now, record = language(), _found(case, item), case.dossier.verified.get(item.id)
    open_ = case.dossier.assessment.stage is Stage.UNDER_VERIFICATION
    desk.show(item, now)
    look_at(item.id)
    with st.container(border=True, key=f"finding_{item.id}"):
        if is_changed(case, item):
            st.badge(t("consultant.changed"), color="orange")
        st.markdown(f"**{escaped(item.ask.to(lang))}**{mark_of(case.dossier.questionnaire, item)}")
        st.markdown(_claim(case, item))
        if item.evidence:
            st.caption(t("consultant.look_at", what=escaped(item.evidence.to(lang))))
        draw_count(files, item.id)
        with st.expander(
            t("evidence.title"), key=files.key("of", item.id), on_change="rerun"
        ) as more:
            if more.open:
                draw_files(files, item.id)
        if item.id in desk.disputed:
            return draw_dispute(desk, item, now, record)
        st.caption(t("consultant.your_finding"))
        answering.draw(item, desk.key(item), now.value, disabled=not open_)
        st.text_input(
            t("consultant.remark"),
            value=now.note,
            key=desk.note_key(item),
            placeholder=t("consultant.remark_example"),
            disabled=not open_,
        )
        if open_:
            st.caption(t("app.no_personal_data"))
        draw_note_state(desk, item, now)
        if draw_answer_refused(desk, item, now):
            if other := pressed_other(desk, item, lambda other: _to_other(case, other)):
                go_to(other)
        elif record is not None:
            st.caption(t("app.saved", time=clock(record.at)))
        return False


def _to_other(case: Case, id: str) -> str:
    ask = escaped(case.dossier.questionnaire.by_id[id].ask.to(language()))
    return t("consultant.to_other", ask=ask)


def _found(case: Case, item: Item) -> Drawn:
    """What stands: the verified answer, or the claim while there is none."""
    claim = case.dossier.claimed.get(item.id)
    return drawn_of(item, case.dossier.verified.get(item.id), claim.value if claim else None)


def _claim(case: Case, item: Item) -> str:
    """The claim with its evidence note, safe inside Markdown."""
    claim = case.dossier.claimed.get(item.id)
    words = answering.in_words(item, claim.value if claim else None)
    if claim is None or not claim.note:
        return t("consultant.claim", answer=words)
    return t("consultant.claim_noted", answer=words, note=escaped(claim.note))
