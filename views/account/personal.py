"""Personal information: what is kept and for how long; what is one's own, to take or to erase."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from access.actor import Role
from assessments.model import Stage
from assessments.refusals import Refusal
from services.context import Context
from services.filling import sheet
from services.holding import own_assessments
from services.making_apart import Job
from services.personal import erasing, exporting
from services.personal.notice import VERSION
from views.account.password_fields import password_field
from views.consent import kept_for
from views.download import when_pressed
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.markdown import escaped
from views.session import context, t, voice

DONE = "erased_now"  # in the session: an erasure that has just been done


def show() -> None:
    """Draw the page."""
    ctx = context()
    st.title(t("personal.title"), anchor=False)
    if st.session_state.pop(DONE, False):
        st.success(t("personal.erased"))
    st.markdown(t("personal.about", version=VERSION))
    _notice(ctx)
    st.header(t("personal.yours_title"), anchor=False)
    door = ctx.actor.role.entry.enters_by
    firm = _assessment(ctx)
    if firm:
        _firm(ctx, firm)
    if door == "account":
        _account(ctx)
    elif not firm:
        st.markdown(t("personal.yours_nobody"))


def _notice(ctx: Context) -> None:
    settings = ctx.settings
    st.header(t("personal.handler_title"), anchor=False)
    if settings.handler and settings.contact:
        handler, contact = escaped(settings.handler), escaped(settings.contact)
        st.markdown(t("personal.handler", handler=handler, contact=contact))
    else:
        st.warning(t("personal.handler_missing"))
    st.header(t("personal.collected_title"), anchor=False)
    st.markdown(t("personal.collected"))
    st.header(t("personal.seen_title"), anchor=False)
    st.markdown(t("personal.seen", threshold=settings.disclosure_threshold))
    st.header(t("personal.kept_title"), anchor=False)
    st.markdown("\n".join(f"- {each}" for each in _kept(ctx)))
    st.header(t("personal.rights_title"), anchor=False)
    st.markdown(t("personal.rights"))
    st.caption(t("personal.basis"))


def _kept(ctx: Context) -> list[str]:
    settings = ctx.settings
    hours, days, backups = settings.session_hours, settings.resume_days, settings.backup_days
    return [
        *kept_for(ctx),
        t("personal.kept_accounts"),
        t("personal.kept_sessions", hours=hours, days=days),
        t("personal.kept_backups", days=backups) if backups else t("personal.kept_backups_unknown"),
        t("personal.kept_trail"),
    ]


def _assessment(ctx: Context) -> str:
    """One assessment of the firm that the actor may dispose of; "" for nobody's."""
    if ctx.actor.unsettled:
        return ""
    if ctx.actor.role is Role.ENTERPRISE:
        return ctx.actor.assessment or ""
    if ctx.actor.role is Role.OWNER:
        return next((assessment.id for assessment, _ in own_assessments(ctx)), "")
    return ""


def _firm(ctx: Context, firm: str) -> None:
    st.subheader(t("personal.of_firm"), anchor=False)
    st.caption(t("personal.export_about_firm"))
    job = partial(exporting.export_firm, assessment_id=firm, voice=voice())
    _download(ctx, "export_firm", job)
    st.markdown(t("personal.erase_about_firm"))
    chosen = ctx.actor.assessment
    if chosen and sheet(ctx, chosen).assessment.stage is Stage.DRAFT:
        label, warning = t("personal.erase_draft"), t("personal.erase_draft_warning")
        if asked_first("erase_draft", label, warning):
            _do(lambda: erasing.erase_draft(ctx, chosen))
    if not st.checkbox(t("personal.last_step"), key="last_step_firm"):
        return
    lost = erasing.losses(ctx, firm)
    warning = t(
        "personal.erase_firm_warning",
        assessments=lost.assessments,
        signed=lost.signed,
        accounts=lost.accounts,
        kept=lost.kept,
    )
    present = _sure(ctx, "firm", warning)
    if present is not None:
        _do(lambda: erasing.erase_firm(ctx, firm, present))


def _account(ctx: Context) -> None:
    st.subheader(t("personal.of_account"), anchor=False)
    st.caption(t("personal.export_about_account"))
    _download(ctx, "export_account", partial(exporting.export_own_account, voice=voice()))
    if not st.checkbox(t("personal.last_step"), key="last_step_account"):
        return
    present = _sure(ctx, "account", t("personal.erase_account_warning"))
    if present is not None:
        _do(lambda: erasing.erase_own_account(ctx, present))


def _sure(ctx: Context, of: str, warning: str) -> str | None:
    """The password, once it was sent with that warning in sight; "" of whoever has none.

    None before. In a form, because a field alone forgets what was typed when the tabulator leads
    from it to its eye.
    """
    label = t(f"personal.erase_{of}")
    if ctx.actor.role.entry.enters_by != "account":
        return "" if asked_first(f"erase_{of}", label, warning) else None
    with st.form(f"erase_{of}", border=False):
        st.warning(warning)
        present = password_field(f"erase_{of}_present", "present_password", "current-password")
        pressed = st.form_submit_button(label, width="stretch")
    return present if pressed else None


def _download(ctx: Context, name: str, job: Job) -> None:
    st.download_button(
        t(f"personal.{name}"),
        when_pressed(ctx, job),
        file_name=f"{t('personal.export_file')}.zip",
        mime="application/zip",
        key=name,
        on_click="ignore",
        width="stretch",
    )


def _do(act: Callable[[], object]) -> None:
    """Erase and draw the page anew, for whoever is left; or say why not."""
    try:
        act()
    except Refusal as refusal:
        st.error(why_not(refusal))
    else:
        st.session_state.clear()
        st.session_state[DONE] = True
        st.rerun()


show()
