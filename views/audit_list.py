"""Entries of the audit trail, the newest first, some at a time."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

import streamlit as st

from access.actor import Role
from services.auditing import AuditLine, AuditPage
from views import address
from views.markdown import escaped
from views.session import language, t
from views.shown import clock, day

BEFORE = "before"  # in the address: the number of an entry
LONGEST = 9  # digits of it
ROLES = {str(role): role for role in Role}
WHETHER = {  # particulars that are or are not so
    "second_step": "audit.more_with_second_step",
    "by_provider": "audit.more_by_provider",
}
BY = "audit_by"  # in the session: what was looked for when the address was written


def draw_entries(
    find: Callable[[int | None], AuditPage], by: Hashable, *, of_one: bool = False
) -> None:
    """Draw the entries that ``find`` gives before the one that the address names.

    ``by`` is what they are found by: another search begins with the newest. ``of_one``: all are
    of the same object, which the page is about.
    """
    said = st.query_params.get(BEFORE, "")
    if st.session_state.setdefault(BY, by) != by:
        st.session_state[BY], said = by, ""
    known = said.isascii() and said.isdecimal() and len(said) <= LONGEST
    page = find(int(said) if known else None)
    address.say(**{BEFORE: said if known else ""})
    if not page.lines:
        st.info(t("audit.nothing"))
    lines = (replace(line, object="", enterprise="") if of_one else line for line in page.lines)
    st.markdown("\n".join(map(_entry, lines)))
    if page.earlier is not None and st.button(t("audit.earlier"), width="stretch"):
        address.say(**{BEFORE: str(page.earlier)})
        st.rerun()
    if known and st.button(t("audit.latest"), width="stretch"):
        address.say(**{BEFORE: ""})
        st.rerun()


def _entry(line: AuditLine) -> str:
    """What was done to what; then by whom, when, and from where."""
    key = line.action.replace(".", "_")
    about = " · ".join([f"**{escaped(t(f'audit.act_{key}'))}**", *map(escaped, _about(line))])
    when = f"{day(line.at)} {clock(line.at)}"
    small = [_who(line), when, t("audit.number", number=line.number)]
    if line.place:
        small.append(t("audit.from_place", place=line.place))
    return f"- {about}  \n  {' · '.join(map(escaped, small))}"


def _who(line: AuditLine) -> str:
    if line.role is Role.VISITOR:
        return t("audit.nobody")
    if line.role is Role.ENTERPRISE:
        return t("audit.with_code")
    if line.role is Role.OPERATOR:
        return t("audit.operator")
    role = line.role.entry.label.to(language())
    return " ".join(part for part in (role, line.name, line.actor) if part)


def _about(line: AuditLine) -> Iterator[str]:
    """What it was done to, unless that is the actor, and the particulars."""
    if line.enterprise:
        yield line.enterprise
    elif line.object and line.object != line.actor:
        yield f"{t(f'audit.kind_{line.kind}')} {line.object}"
    yield from particulars(line)


def particulars(line: AuditLine) -> Iterator[str]:
    """What else is known of it."""
    for name, value in line.details.items():
        if name == "role":
            yield ROLES[str(value)].entry.label.to(language())
        elif name in WHETHER:
            yield from [t(WHETHER[name])] if value else []
        elif name == "kind":
            yield t(f"people.kind_{value}")
        elif name == "lang":
            yield t(f"audit.more_lang_{value}")
        elif name == "side":
            yield t(f"audit.more_side_{value}")
        elif name == "to" and not value:
            yield t("audit.more_nobody")
        else:
            yield t(f"audit.more_{name}", value=value)
