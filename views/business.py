"""What the enterprise does, as a form; once it is signed, what was said."""

import streamlit as st

from assessments.business import FIELDS
from assessments.refusals import Refusal, Stale
from services import business
from services.business import BusinessRecord
from services.context import Context
from services.dossier import Dossier
from views.errors import why_not
from views.fields import stands
from views.markdown import escaped
from views.refused import draw_personal_mark
from views.session import t
from views.shown import moment

SAVED = "business_saved"


def draw_business(ctx: Context, dossier: Dossier) -> None:
    """The section, opened on request; the fields keep what is in them, also where it is refused.

    Nothing for a quick scan, whose report says nothing of it.
    """
    if dossier.questionnaire.form == "quick":
        return
    with st.expander(t("business.title"), key="business", on_change="rerun") as opened:
        if opened.open:
            _draw(ctx, dossier)


def _draw(ctx: Context, dossier: Dossier) -> None:
    id, record = dossier.assessment.id, business.business_in(dossier)
    if dossier.assessment.signed:
        st.markdown(_present(record) or t("business.nothing"))
        st.caption(t("business.fixed"))
        return
    st.markdown(t("business.about"))
    if _key(id, "seen") not in st.session_state:
        _fill(id, record)
    with st.form(f"business_{id}", border=False, enter_to_submit=False):
        for name in FIELDS:
            example = t(f"business.example_{name}")
            label = t(f"business.field_{name}")
            key = _key(id, name)
            st.text_area(label, stands(key), key=key, placeholder=example, height=68)
        st.caption(t("app.no_personal_data"))
        sent = st.form_submit_button(t("business.save"), width="stretch")
    if sent:
        _save(ctx, id, record)
    elif st.session_state.pop(SAVED, False):
        st.success(t("business.saved"))
    draw_personal_mark("\n".join(st.session_state[_key(id, name)] for name in FIELDS))
    if record.at is not None:
        by = escaped(record.by) or t("refusals.the_enterprise")
        st.caption(t("concerns.saved_by", by=by, at=moment(record.at)))


def _fill(id: str, record: BusinessRecord) -> None:
    """What the fields hold at first, and the revision that this is."""
    for name in FIELDS:
        st.session_state[_key(id, name)] = getattr(record.said, name)
    st.session_state[_key(id, "seen")] = record.revision


def _save(ctx: Context, id: str, record: BusinessRecord) -> None:
    raw = {name: st.session_state[_key(id, name)] for name in FIELDS}
    try:
        kept = business.keep(ctx, id, raw, seen=st.session_state[_key(id, "seen")])
    except Stale as refusal:
        st.session_state[_key(id, "seen")] = record.revision
        st.error(why_not(refusal))
        st.markdown(f"**{t('concerns.present')}**\n\n{_present(record)}")
        return
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    st.session_state[_key(id, "seen")] = kept.revision
    st.session_state[SAVED] = True
    st.rerun()


def _present(record: BusinessRecord) -> str:
    """What was said, a line each; "" for nothing."""
    said = {name: getattr(record.said, name) for name in FIELDS}
    return "\n".join(
        f"- **{t(f'business.field_{name}')}** {escaped(words)}"
        for name, words in said.items()
        if words
    )


def _key(id: str, name: str) -> str:
    return f"business:{id}:{name}"
