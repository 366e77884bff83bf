"""What presses the enterprise on the page of a case, and the answer to its request."""

import streamlit as st

from assessments.model import Stage
from assessments.refusals import Refusal
from services import concerns
from services.concerns import ConcernsRecord
from services.verifying import Case
from views.concerns import draw_concerns
from views.errors import why_not
from views.fields import stands
from views.markdown import escaped
from views.session import context, t

SAVED = "request_answered"


def draw_request(case: Case) -> None:
    """The section: what was said, and the field for the answer while the case is open."""
    dossier = case.dossier
    st.header(t("concerns.title_case"), anchor=False)
    if not dossier.assessment.signed:
        st.markdown(t("concerns.about_case"))
    draw_concerns(context(), dossier)
    record = concerns.concerns_in(dossier)
    if not record.said.request:
        return
    if dossier.assessment.stage is Stage.UNDER_VERIFICATION:
        _form(dossier.assessment.id, record)
    elif record.answer is not None:
        heading = t("concerns.answer", request=escaped(record.said.request))
        st.markdown(f"**{heading}**\n\n{escaped(record.answer.text)}")


def _form(id: str, record: ConcernsRecord) -> None:
    """The field keeps what was typed, also where the request is another meanwhile."""
    if _key(id, "text") not in st.session_state:
        st.session_state[_key(id, "text")] = record.answer.text if record.answer else ""
        st.session_state[_key(id, "seen")] = record.said.request, record.answer_revision
    with st.form(f"answer_{id}", enter_to_submit=False):
        label = t("concerns.answer", request=escaped(record.said.request))
        st.text_area(label, stands(_key(id, "text")), key=_key(id, "text"))
        st.caption(t("concerns.answer_about"))
        sent = st.form_submit_button(t("concerns.answer_save"), width="stretch")
    if sent:
        _save(id, record)
    elif st.session_state.pop(SAVED, False):
        st.success(t("concerns.answer_saved"))


def _save(id: str, record: ConcernsRecord) -> None:
    request, seen = st.session_state[_key(id, "seen")]
    typed = st.session_state[_key(id, "text")]
    st.session_state[_key(id, "seen")] = record.said.request, record.answer_revision
    try:
        kept = concerns.answer(context(), id, request, typed, seen=seen)
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    st.session_state[_key(id, "seen")] = request, kept.answer_revision
    st.session_state[SAVED] = True
    st.rerun()


def _key(id: str, name: str) -> str:
    return f"answer:{id}:{name}"
