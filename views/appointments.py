"""A visit by appointment, as the enterprise asks for it and as its centre answers."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from assessments.appointments import AHEAD, HALVES, MOST_DAYS, Appointment
from assessments.refusals import Refusal
from assessments.years import CHINA
from services import appointments
from services.appointments import AppointmentRecord
from services.context import Context
from services.dossier import Dossier
from services.personal.notice import VERSION
from views.consent import sealing_sentence
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.markdown import escaped, escaped_lines
from views.session import language, t
from views.shown import moment


def draw_asking(ctx: Context, dossier: Dossier) -> None:
    """The enterprise's side: ask, see what comes of it, agree, call it off."""
    if dossier.assessment.centre is None or dossier.assessment.submitted_at is None:
        return
    record = appointments.appointment_in(dossier)
    st.header(t("appointments.title"), anchor=False)
    now = record.appointment
    if now is not None:
        _state(record, now)
    if record.open:
        _own_acts(ctx, dossier.assessment.id, record)
        return
    label = t("appointments.ask_again" if now else "appointments.ask")
    with st.expander(label, key="asks_visit", on_change="rerun") as asks:
        if asks.open:
            _request(ctx, dossier.assessment.id, record)


def draw_answering(ctx: Context, dossier: Dossier) -> None:
    """The centre's side: what was asked for, and a day for it."""
    record = appointments.appointment_in(dossier)
    st.header(t("appointments.title"), anchor=False)
    now = record.appointment
    if now is None:
        st.caption(t("appointments.nobody_asked"))
        return
    _state(record, now)
    if record.open:
        _answer(ctx, dossier.assessment.id, record, now)


def state_text(now: Appointment) -> str:
    """Where it stands, in a sentence."""
    day = str(now.day) if now.day else ""
    if now.half:
        half = t(f"appointments.half_{now.half}")
        day = t("appointments.day_and_half", day=day, half=half)
    return t(f"appointments.state_{now.state}", day=day, by=escaped(now.by))


def _state(record: AppointmentRecord, now: Appointment) -> None:
    show = st.success if now.state == "agreed" else st.info
    show(state_text(now))
    days = t("report.comma").join(map(str, now.days))
    lines = [
        t("appointments.wish_line", wish=escaped_lines(now.wish)),
        t("appointments.days_line", days=days, at=moment(now.asked_at)),
    ]
    if record.contact:
        lines.append(t("appointments.contact_line", contact=escaped(record.contact)))
    if now.words:
        lines.append(t("appointments.words_line", words=escaped_lines(now.words)))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _own_acts(ctx: Context, id: str, record: AppointmentRecord) -> None:
    seen, now = record.revision, record.appointment
    if now is not None and now.state == "proposed":
        label = t("appointments.accept", day=now.day)
        if st.button(label, type="primary", key="accepts", width="stretch"):
            _act(lambda: appointments.accept(ctx, id, seen=seen))
    if asked_first("calls_off", t("appointments.withdraw"), t("appointments.withdraw_warning")):
        _act(lambda: appointments.withdraw(ctx, id, seen=seen))


def _request(ctx: Context, id: str, record: AppointmentRecord) -> None:
    """The fields keep what was typed, also where it is refused."""
    today = ctx.now().astimezone(CHINA).date()
    st.markdown(t("appointments.about"))
    owes = appointments.owes_consent(ctx, id)
    with st.form(f"visit_request_{id}", border=False, enter_to_submit=False):
        wish = st.text_area(
            t("appointments.wish"),
            key="visit_wish",
            placeholder=t("appointments.wish_example"),
            height=90,
        )
        columns = st.columns(MOST_DAYS)
        days = [
            column.date_input(
                t("appointments.day", number=number),
                value=None,
                key=f"visit_day_{number}",
                min_value=today,
                max_value=today + timedelta(days=AHEAD),
                format="YYYY-MM-DD",
            )
            for number, column in enumerate(columns, 1)
        ]
        contact = st.text_input(
            t("appointments.contact"),
            key="visit_contact",
            placeholder=t("appointments.contact_example"),
            autocomplete="off",
        )
        st.caption(t("appointments.contact_about") + sealing_sentence(ctx))
        agreed = not owes or st.checkbox(t("personal.agree", version=VERSION), key="visit_consent")
        if owes:
            st.markdown(f"[{t('personal.read_whole')}](/personal)")
        sent = st.form_submit_button(t("appointments.send"), width="stretch")
    if sent:
        consent = VERSION if agreed else ""
        seen = record.revision
        _act(lambda: appointments.request(ctx, id, wish, days, contact, seen=seen, consent=consent))


def _answer(ctx: Context, id: str, record: AppointmentRecord, now: Appointment) -> None:
    today = ctx.now().astimezone(CHINA).date()
    seen = record.revision
    with st.form(f"visit_answer_{id}", enter_to_submit=False):
        left, right = st.columns(2)
        first = now.day or next((day for day in now.days if day >= today), None)
        day = left.date_input(
            t("appointments.answer_day"),
            value=first if first is None or first >= today else None,
            key=f"visit_answer_day:{id}:{seen}",
            min_value=today,
            max_value=today + timedelta(days=AHEAD),
            format="YYYY-MM-DD",
        )
        half = right.selectbox(
            t("appointments.half"),
            HALVES,
            index=HALVES.index(now.half),
            format_func=lambda each: t(f"appointments.half_{each or 'open'}"),
            key=f"visit_half:{id}:{seen}",
        )
        words = st.text_input(
            t("appointments.words"), value=now.words, key=f"visit_words:{id}:{seen}"
        )
        st.caption(t("appointments.answer_about"))
        one, other = st.columns(2)
        sent = one.form_submit_button(t("appointments.answer"), type="primary", width="stretch")
        no = other.form_submit_button(t("appointments.decline"), width="stretch")
    if sent:
        _act(lambda: appointments.answer(ctx, id, day, half, words, seen=seen))
    elif no:
        _act(lambda: appointments.decline(ctx, id, words, seen=seen))


def _act(act: Callable[[], object]) -> None:
    """Do it and draw anew, or say what is wrong, field by field."""
    try:
        act()
    except Refusal as refusal:
        fields = refusal.params.get("fields")
        st.error(why_not(refusal))
        for name, fault in (fields or {}).items():
            label = t(f"appointments.field_{name}")
            st.markdown(f"- :red[{label}：{escaped(fault.to(language()))}]")
        return
    st.rerun()
