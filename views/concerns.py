"""What presses the enterprise most, as a form; once it is signed, what was said."""

import streamlit as st

from assessments.concerns import DeclaredConcerns
from assessments.refusals import Refusal, Stale
from services import concerns
from services.concerns import ConcernsRecord
from services.context import Context
from services.dossier import Dossier
from solutions.concerns import concerns as listed
from views.errors import why_not
from views.fields import stands
from views.markdown import escaped
from views.refused import draw_personal_mark
from views.session import language, t
from views.shown import moment

FIELDS = ("pressing", "request")
SAVED = "concerns_saved"


def draw_concerns(ctx: Context, dossier: Dossier) -> None:
    """The form; the fields keep what is in them, also where it is refused."""
    id, record = dossier.assessment.id, concerns.concerns_in(dossier)
    if dossier.assessment.signed:
        st.markdown(_present(record) or t("concerns.nothing"))
        st.caption(t("concerns.fixed"))
        return
    if _key(id, "request") not in st.session_state:
        _fill(id, record)
    with st.form(f"concerns_{id}", border=False, enter_to_submit=False):
        st.pills(
            t("concerns.choose"),
            list(listed()),
            selection_mode="multi",
            default=stands(_key(id, "pressing")),
            format_func=_name,
            key=_key(id, "pressing"),
        )
        st.text_area(
            t("concerns.request"),
            stands(_key(id, "request")),
            key=_key(id, "request"),
            placeholder=t("concerns.request_example"),
            height=90,
        )
        st.caption(t("app.no_personal_data"))
        sent = st.form_submit_button(t("concerns.save"), width="stretch")
    if sent:
        _save(ctx, id, record)
    elif st.session_state.pop(SAVED, False):
        st.success(t("concerns.saved"))
    draw_personal_mark(st.session_state[_key(id, "request")])
    if record.at is not None:
        by = escaped(record.by) or t("refusals.the_enterprise")
        st.caption(t("concerns.saved_by", by=by, at=moment(record.at)))
    if besides := [each for each in dossier.pressing if each not in record.said.pressing]:
        named = t("report.comma").join(_name(each) for each in besides)
        st.caption(t("concerns.by_figures", named=named))


def _fill(id: str, record: ConcernsRecord) -> None:
    """What the fields hold at first, and the revision that this is."""
    st.session_state[_key(id, "pressing")] = [x for x in record.said.pressing if x in listed()]
    st.session_state[_key(id, "request")] = record.said.request
    st.session_state[_key(id, "seen")] = record.revision


def _save(ctx: Context, id: str, record: ConcernsRecord) -> None:
    pressing, request = (st.session_state[_key(id, name)] for name in FIELDS)
    try:
        kept = concerns.keep(ctx, id, pressing, request, seen=st.session_state[_key(id, "seen")])
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


def _present(record: ConcernsRecord) -> str:
    """What was said, a line each; "" for nothing."""
    said: DeclaredConcerns = record.said
    lines = [*(_name(id) for id in said.pressing if id in listed()), escaped(said.request)]
    return "\n".join(f"- {line}" for line in lines if line)


def _name(id: str) -> str:
    return listed()[id].says.to(language())


def _key(id: str, name: str) -> str:
    return f"concerns:{id}:{name}"
