"""Anybody who holds a report learns here what it stated, and whether a file is as it was issued."""

from functools import partial

import streamlit as st

from access.addresses import network_of
from access.tokens import digest_of
from assessments.refusals import Refusal
from i18n import exact, one_decimal
from reports.registry import FORMATS
from services import checking, handing_out
from services.checking import CheckedFile
from services.handing_out import CheckedReport
from services.stating import Statement
from views.account.checked_file import show_file
from views.errors import why_not
from views.markdown import escaped
from views.session import (
    context,
    is_connected,
    language,
    session_id,
    t,
    token,
    voice,
    wiring,
)
from views.turns import TURNS

CODE = "code"  # in the address, so that a link can lead here
LONGEST_TYPED = 80  # characters


def show() -> None:
    """Draw the page; a code in the address is looked up at once."""
    st.title(t("check_code.title"), anchor=False)
    st.markdown(t("check_code.about"))
    linked = st.query_params.get(CODE, "")[:LONGEST_TYPED]
    with st.form("check", border=False):
        typed = st.text_input(
            t("check_code.code"),
            value=linked,
            key="check_code",
            autocomplete="off",
            placeholder=t("check_code.example"),
        )
        file = st.file_uploader(t("check_code.file"), type=list(FORMATS), key="check_file")
        st.caption(t("check_code.file_about"))
        pressed = st.form_submit_button(t("check_code.check"), type="primary", width="stretch")
    first = linked and st.session_state.get("check_code_linked") != linked
    if pressed or first:
        st.session_state["check_code_linked"] = linked
        try:
            _look_up(typed, None if file is None else file.getvalue())
        except Refusal as refusal:
            st.error(why_not(refusal))


def _look_up(code: str, content: bytes | None) -> None:
    ctx = context()
    if content is None:
        _tell(handing_out.check(ctx, code))
        return
    stays = is_connected(session_id())
    holder, line, person = digest_of(token()), network_of(ctx.address), ctx.actor.person
    with TURNS.turn(holder, line, stays, person=person):  # it may take long
        job = partial(checking.check_file, content=content, typed=code)
        checked: CheckedFile = wiring().makers.make(ctx, job, stays)
    show_file(checked)
    _tell(checked.report)


def _tell(found: CheckedReport) -> None:
    if found.statement.synthetic:
        st.warning(t("check_code.synthetic"))
    if found.corrected is not None and found.corrected.signed_at is not None:
        by, at = escaped(found.corrected.signed_by or ""), voice().day(found.corrected.signed_at)
        st.error(t("check_code.corrected", by=by, day=at))
    elif found.newest:
        st.success(t("check_code.newest"))
    else:
        st.warning(t("check_code.superseded"))
    st.header(t("check_code.stated"), anchor=False)
    with st.container(key="checked"):
        st.markdown("\n".join(f"- **{label}** {escaped(said)}" for label, said in _rows(found)))
    if found.holds is not None:
        st.markdown(t("check_code.digest", digest=found.statement.signature))
        (st.success if found.holds else st.error)(
            t("check_code.digest_holds" if found.holds else "check_code.digest_broken")
        )
    st.caption(t("check_code.compare"))


def _rows(found: CheckedReport) -> list[tuple[str, str]]:
    """What a reader finds on the paper too, most telling first."""
    lang, told, stamp = language(), found.statement, found.statement.stamp
    turn = "report.round_again" if told.round else "report.round_first"
    said = {
        "enterprise": told.enterprise,
        "credit_code": told.credit_code or t("check_code.not_given"),
        "level": voice().rung(told.level),
        "total": _total(told),
        "basis": _basis(told),
        "submitted": voice().day(told.submitted_at),
        "round": t(turn, n=told.round),
        "questionnaire": t(
            "report.edition", title=found.questionnaire.to(lang), edition=stamp.edition
        ),
        "rubric": t("report.version", title=found.rubric.to(lang), version=stamp.rubric_version),
        "assessment": told.assessment,
        "handed_out": voice().day(found.handed_out_at),
    }
    return [(t(f"check_code.{name}"), text) for name, text in said.items()]


def _total(told: Statement) -> str:
    if told.total is None:
        return t("report.dash")
    total = t("check_code.total_of", total=one_decimal(told.total), scale=exact(told.scale))
    return t("check_code.provisional", total=total) if told.provisional else total


def _basis(told: Statement) -> str:
    if told.signed_at is None:
        return t("check_code.claimed")
    who = told.signed_by or ""
    if told.centre:
        who = t("report.who", person=who, centre=told.centre)
    return t("check_code.verified", who=who, day=voice().day(told.signed_at))


show()
