"""The notice on personal information: in short before an act, and what agrees to it."""

import streamlit as st

from assessments.model import Stage
from services import accounts
from services.context import Context
from services.filling import sheet
from services.key_ring import key_ring
from services.personal import notice
from services.personal.notice import VERSION
from views.markdown import escaped
from views.session import context, language, t

AGREED = "agreed_to"  # in the session: what was agreed to, so that it is not asked for again


def ask_consent(ctx: Context) -> str:
    """Draw the notice in short and a box that nobody has ticked yet; the version, once it is."""
    drafts, records = kept_for(ctx)
    who = who_answers(ctx)
    st.markdown(t("personal.consent_short", drafts=drafts, records=records, who=who))
    _draw_whole()
    return VERSION if st.checkbox(t("personal.agree", version=VERSION), key="consent") else ""


def _draw_whole() -> None:
    """The link to the whole notice, which opens beside what was typed."""
    st.markdown(f"[{t('personal.read_whole')}](/personal)")


def kept_for(ctx: Context) -> tuple[str, str]:
    """How long what no account holds is kept: drafts, and what was handed in."""
    limits = {"drafts": ctx.settings.draft_months, "records": ctx.settings.record_months}
    drafts, records = (
        t(f"personal.kept_{name}" if months else f"personal.kept_no_end_{name}", months=months)
        for name, months in limits.items()
    )
    return drafts, records


def sealing_sentence(ctx: Context) -> str:
    """Whether what is typed here lies sealed: only where the operator has set a key."""
    sealed = key_ring(ctx.settings).seals
    space = "" if language() == "zh" else " "
    return space + t("personal.sealed" if sealed else "personal.not_sealed")


def who_answers(ctx: Context) -> str:
    """The body that answers for the information, or that it is not stated."""
    handler, contact = ctx.settings.handler, ctx.settings.contact
    if not handler or not contact:
        return t("personal.who_missing")
    return t("personal.who", handler=escaped(handler), contact=escaped(contact))


def agreed_before_filling(ctx: Context, assessment: str) -> bool:
    """Whether the notice of now was agreed to for the assessment; else it is drawn to be.

    One that was handed in is only shown, and asks for nothing any more.
    """
    agreed = st.session_state.setdefault(AGREED, set())
    if (assessment, VERSION) in agreed or notice.consent(ctx, assessment).holds:
        agreed.add((assessment, VERSION))
        return True
    shown = sheet(ctx, assessment)
    if shown.assessment.stage is not Stage.DRAFT:
        return True
    st.title(t("personal.agree_again_title"), anchor=False)
    centre = accounts.centres(ctx).get(shown.assessment.centre or "")
    if centre is None:
        st.markdown(t("personal.agree_again"))
    else:  # which set it up, and nobody of the enterprise has agreed to anything yet
        name = escaped(shown.enterprise.name)
        st.markdown(t("personal.agree_first", centre=escaped(centre), name=name))
        if shown.answers:
            st.markdown(t("personal.agree_first_answers", n=len(shown.answers)))
    version = ask_consent(ctx)
    if st.button(
        t("personal.agree_and_go_on"), type="primary", width="stretch", disabled=not version
    ):
        notice.agree(context(), assessment, version)
        st.rerun()
    return False


def agreed_for_account(ctx: Context) -> bool:
    """The same for the own account, where it is to be agreed to for that."""
    agreed = st.session_state.setdefault(AGREED, set())
    mine = (f"account:{ctx.actor.id}", VERSION)
    if mine not in agreed:
        if notice.owes_consent(ctx):
            st.title(t("personal.agree_again_title"), anchor=False)
            st.markdown(t("personal.agree_again_account"))
            _draw_whole()
            ticked = st.checkbox(t("personal.agree_account", version=VERSION), key="consent")
            if st.button(
                t("personal.agree_and_go_on"), type="primary", width="stretch", disabled=not ticked
            ):
                notice.agree_for_account(context(), VERSION)
                st.rerun()
            return False
        agreed.add(mine)
    return True
