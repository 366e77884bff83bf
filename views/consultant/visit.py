"""The visit of the consultant, as a form on the page of a case."""

from collections.abc import Iterator
from datetime import date

import streamlit as st

from assessments.model import Stage
from assessments.refusals import Refusal, Stale
from assessments.visits import LISTS
from services import visits
from services.verifying import Case
from services.visits import VisitRecord
from views.credit_codes import warn_of_codes
from views.errors import why_not
from views.fields import stands
from views.markdown import escaped, escaped_lines
from views.refused import draw_personal_mark
from views.session import context, language, t
from views.shown import moment

DAYS = ("first_day", "last_day")
TEXTS = ("impossible", "no_code")
CODES = ("credit_code", "parent_code")
SAVED = "visit_saved"
WITHIN = date(1990, 1, 1), date(2099, 12, 31)  # the browser lets through; the service judges


def draw_visit(case: Case) -> None:
    """The section; once it is signed, what was put down."""
    record, stage = visits.visit_of(case.dossier), case.dossier.assessment.stage
    if stage is Stage.SUBMITTED:
        return
    st.header(t("consultant.visit_title"), anchor=False)
    if stage is Stage.UNDER_VERIFICATION:
        _form(case, record)
    else:
        st.markdown(_present(record) or t("consultant.visit_none"))


def _form(case: Case, record: VisitRecord) -> None:
    """The fields keep what was typed, also where it is refused or somebody else was faster."""
    id, known = case.dossier.assessment.id, case.dossier.enterprise.credit_code
    st.markdown(t("consultant.visit_about"))
    codes = ("parent_code",) if known else ("credit_code", "no_code", "parent_code")
    names = (*DAYS, *LISTS, "impossible", *codes)
    if _key(id, "people") not in st.session_state:
        _fill(id, record)
    with st.form(f"visit_{id}", border=True, enter_to_submit=False):
        for name in names:
            _field(id, name)
        st.caption(t("app.no_personal_data_but_names"))
        sent = st.form_submit_button(t("consultant.visit_save"), width="stretch")
    if not known:
        warn_of_codes([st.session_state[_key(id, "credit_code")]])
    warn_of_codes([st.session_state[_key(id, "parent_code")]])
    if sent:
        _save(id, names, record)
    elif st.session_state.pop(SAVED, False):
        st.success(t("consultant.visit_saved"))
    draw_personal_mark("\n".join(st.session_state[_key(id, name)] for name in (*LISTS, *TEXTS)))
    if record.at is not None:
        said = t("consultant.visit_by", by=escaped(record.by), at=moment(record.at))
        st.caption(said)


def _fill(id: str, record: VisitRecord) -> None:
    """What the fields hold at first, and the revision that this is."""
    visit = record.visit
    for name in DAYS:
        st.session_state[_key(id, name)] = getattr(visit, name)
    for name in LISTS:
        st.session_state[_key(id, name)] = "\n".join(getattr(visit, name))
    for name in TEXTS:
        st.session_state[_key(id, name)] = getattr(visit, name)
    st.session_state[_key(id, "credit_code")] = ""
    st.session_state[_key(id, "parent_code")] = record.parent
    st.session_state[_key(id, "seen")] = record.revision


def _field(id: str, name: str) -> None:
    label, key = t(f"consultant.visit_{name}"), _key(id, name)
    if name in DAYS:
        low, high = WITHIN
        st.date_input(
            label, value=stands(key), key=key, format="YYYY-MM-DD", min_value=low, max_value=high
        )
    elif name in CODES:
        about = t("consultant.visit_parent_about") if name == "parent_code" else None
        st.text_input(label, stands(key), key=key, autocomplete="off", help=about)
    else:
        example = t(f"consultant.visit_{name}_example")
        height = 104 if name in LISTS else 68
        st.text_area(label, stands(key), key=key, placeholder=example, height=height)


def _save(id: str, names: tuple[str, ...], record: VisitRecord) -> None:
    raw = {name: st.session_state[_key(id, name)] for name in names}
    raw.setdefault("no_code", record.visit.no_code)
    try:
        kept = visits.keep(context(), id, raw, seen=st.session_state[_key(id, "seen")])
    except Stale as refusal:
        st.session_state[_key(id, "seen")] = record.revision
        st.error(why_not(refusal))
        st.markdown(f"**{t('consultant.visit_present')}**\n\n{_present(record)}")
        return
    except Refusal as refusal:
        st.error("\n".join(_faults(refusal)))
        return
    st.session_state[_key(id, "seen")] = kept.revision
    st.session_state[SAVED] = True
    st.rerun()


def _faults(refusal: Refusal) -> Iterator[str]:
    """Which field is wrong and why, a line each."""
    fields = refusal.params.get("fields")
    if fields is None:
        yield why_not(refusal)
        return
    for name, fault in fields.items():
        field = t(f"consultant.visit_{name}")
        yield f"- {t('consultant.visit_fault', field=field, fault=escaped(fault.to(language())))}"


def _present(record: VisitRecord) -> str:
    """What was put down, a line a field; "" for nothing."""
    visit = record.visit
    told = {name: t("report.comma").join(getattr(visit, name)) for name in LISTS}
    told |= {name: getattr(visit, name) for name in TEXTS}
    told["parent_code"] = record.parent
    if visit.first_day is not None:
        first, last = str(visit.first_day), str(visit.last_day or "")
        days = t("consultant.visit_days", first=first, last=last) if last else first
        told = {"first_day": days, **told}
    return "\n".join(
        f"- **{t(f'consultant.visit_{name}')}** {escaped_lines(text)}"
        for name, text in told.items()
        if text
    )


def _key(id: str, name: str) -> str:
    return f"visit:{id}:{name}"
