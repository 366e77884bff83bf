"""The audit trail: all of it for the administrator, a centre's part for its lead."""

from datetime import date, datetime, time, timedelta
from functools import partial

import streamlit as st

from access.actor import Role
from access.audit import AuditFilter
from assessments.plain_text import one_line
from assessments.years import CHINA
from services import auditing
from views.audit_list import draw_entries
from views.session import context, t

LONGEST = 160  # characters of an id


def show() -> None:
    """Draw what is looked for and what was found."""
    ctx = context()
    whole = ctx.actor.role is Role.ADMINISTRATOR
    st.title(t("audit.trail_title"), anchor=False)
    st.markdown(t("audit.trail_about" if whole else "audit.centre_about"))
    with st.expander(t("audit.filters")):
        wanted = _wanted()
    find = auditing.trail if whole else auditing.trail_of_centre
    draw_entries(lambda before: partial(find, ctx, wanted)(before=before), wanted)


def _wanted() -> AuditFilter:
    actor = st.text_input(
        t("audit.actor"), key="audit_actor", autocomplete="off", max_chars=LONGEST
    )
    action = st.selectbox(
        t("audit.action"),
        ["", *auditing.actions()],
        format_func=_label,
        key="audit_action",
    )
    object = st.text_input(
        t("audit.object"),
        key="audit_object",
        help=t("audit.object_help"),
        autocomplete="off",
        max_chars=LONGEST,
    )
    since = st.date_input(t("audit.since"), value=None, key="audit_since")
    until = st.date_input(t("audit.until"), value=None, key="audit_until")
    return AuditFilter(
        actor=one_line(actor).lower(),
        action=action,
        object=one_line(object),
        since=None if since is None else _begin_of(since),
        until=None if until is None else _begin_of(until) + timedelta(days=1),
    )


def _label(action: str) -> str:
    key = action.replace(".", "_")
    return t(f"audit.act_{key}") if action else t("audit.any_action")


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


show()
