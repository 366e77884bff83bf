"""All assessments of an enterprise's account; a further one by its code, or begun anew."""

import streamlit as st

from access.actor import Role
from assessments.confirmation import Confirmation
from assessments.model import Assessment, Enterprise, Stage
from assessments.refusals import Refusal
from questionnaires.model import Questionnaire
from services import confirming, filling, holding
from services.context import Context
from services.editions import pinned
from views.doing import do
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.markdown import escaped
from views.paging import page_of
from views.session import context, language, t, token
from views.shown import moment, stage_name

SHOWN = "code_shown"  # in the session: an assessment and its new resume code


def show() -> None:
    """Draw the list; a choice leads into the assessment."""
    ctx = context()
    st.title(t("people.assessments_title"), anchor=False)
    st.markdown(t("people.assessments_about"))
    found = holding.own_assessments(ctx)
    if not found:
        st.info(t("people.no_assessments"))
    decided = confirming.own_confirmations(ctx)
    for assessment, enterprise in page_of(found, "assessments"):
        _row(ctx, assessment, enterprise, decided.get(enterprise.id))
    if ctx.actor.role is Role.OWNER:
        st.page_link("enterprise/start.py", label=t("people.begin"))
        _join(ctx)


def _row(
    ctx: Context, assessment: Assessment, enterprise: Enterprise, decided: Confirmation | None
) -> None:
    with st.container(border=True, key=f"own_{assessment.id}", gap="xsmall"):
        title = _title(pinned(ctx.settings, assessment))
        st.markdown(f"**{escaped(title)}**")
        at = moment(assessment.submitted_at or assessment.started_at)
        st.caption(
            t(
                "people.own_line",
                name=escaped(enterprise.name),
                stage=stage_name(assessment.stage),
                at=at,
            )
        )
        draft = assessment.stage is Stage.DRAFT
        if not draft:
            st.caption(_identity(enterprise, decided))
        label = t("people.go_fill" if draft else "people.go_result")
        if st.button(label, key=f"open:{assessment.id}", type="primary", width="stretch"):
            page = "enterprise/fill.py" if draft else "enterprise/result.py"
            do(lambda: _go_to(ctx, assessment, page))
        if ctx.actor.role is Role.OWNER:
            with st.expander(t("people.code_of")):
                _code(ctx, assessment)


def _go_to(ctx: Context, assessment: Assessment, page: str) -> None:
    holding.choose(ctx, token(), assessment.id)
    st.switch_page(page)


def _identity(enterprise: Enterprise, decided: Confirmation | None) -> str:
    """Whether a centre or an administrator has confirmed that the firm is who it says it is."""
    if decided is None:
        return t("confirming.own_waiting" if enterprise.credit_code else "confirming.own_no_code")
    told = {name: escaped(getattr(decided, name)) for name in ("by", "reason")}
    return t(f"confirming.own_{decided.decision}", at=moment(decided.at), **told)


def _title(questionnaire: Questionnaire) -> str:
    return questionnaire.title.to(language())


def _code(ctx: Context, assessment: Assessment) -> None:
    """A resume code for somebody without an account; and an end to all of them."""
    st.caption(t("people.code_about"))
    shown = st.session_state.get(SHOWN, ("", ""))
    if shown[0] == assessment.id:
        st.code(shown[1], language=None)
    if st.button(t("people.code_new"), key=f"renew:{assessment.id}", width="stretch"):
        do(lambda: _renew(ctx, assessment))
    label, warning = t("people.code_revoke"), t("people.code_revoke_warning")
    if asked_first(f"revoke:{assessment.id}", label, warning):
        try:
            holding.revoke_code(ctx, assessment.id)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        st.session_state.pop(SHOWN, None)
        st.toast(t("people.code_revoked"))


def _renew(ctx: Context, assessment: Assessment) -> None:
    st.session_state[SHOWN] = (assessment.id, filling.renew_code(ctx, assessment.id))


def _join(ctx: Context) -> None:
    st.header(t("people.join_title"), anchor=False)
    st.markdown(t("people.join_about"))
    with st.form("join", border=False):
        code = st.text_input(
            t("enterprise.resume_code"),
            key="code_to_join",
            autocomplete="off",
            placeholder=t("enterprise.resume_example"),
        )
        pressed = st.form_submit_button(t("people.join"), width="stretch")
    if pressed:
        try:
            holding.join(ctx, code)
        except Refusal as refusal:
            st.error(why_not(refusal))
        else:
            st.rerun()


show()
