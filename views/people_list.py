"""The people somebody answers for: who there is, who is invited, inviting, letting go."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from access.account import Resetting
from access.actor import Role
from assessments.refusals import Refusal
from services import accounts, links, people
from services.context import Context
from services.people import Person
from views.doing import do
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.markdown import escaped
from views.paging import page_of
from views.session import context, language, t
from views.shown import district_name, moment

LINK = "link_shown"  # in the session: a link, until the page is left


def draw_link(ctx: Context, token: str, name: str) -> None:
    """Show a fresh link once, to be handed on."""
    st.session_state[LINK] = (name, links.address_of_link(ctx, token))
    st.rerun()


def draw_shown_link(ctx: Context) -> None:
    """The link that was just made, with what to do with it."""
    if LINK not in st.session_state:
        return
    name, address = st.session_state[LINK]
    st.success(t("people.link_made", name=escaped(name), hours=ctx.settings.link_hours))
    st.code(address, language=None, wrap_lines=True)
    if not ctx.settings.public_address:
        st.caption(t("people.link_host"))
    if st.button(t("people.link_done"), width="stretch"):
        del st.session_state[LINK]
        st.rerun()


def draw_team(name: str, role: Role, **belongs: str | None) -> None:
    """The page of whoever answers for the people of ``belongs``; ``name``: of its texts."""
    ctx = context()
    st.title(t(f"people.{name}_title"), anchor=False)
    st.markdown(t(f"people.{name}_about"))
    draw_shown_link(ctx)
    draw_people(ctx, people.people(ctx))
    st.header(t("people.invite_title"), anchor=False)
    draw_invite(ctx, role, **belongs)
    draw_invitations(ctx)


def draw_people(ctx: Context, found: Iterable[Person], *, manages: bool = False) -> None:
    """A card each, with what can be done; ``manages``: also a reset, and coming back."""
    names, shown = accounts.centres(ctx), list(found)
    if not shown:
        st.info(t("people.nobody"))
    for person in page_of(shown, "people"):
        with st.container(border=True, key=f"person_{person.username}", gap="xsmall"):
            st.markdown(f"**{escaped(person.name)}** · {escaped(person.username)}")
            where = names.get(person.centre or "", "")
            where = where or (district_name(person.district) if person.district else "")
            role = person.role.entry.label.to(language())
            state = "active" if person.deactivated_at is None else "deactivated"
            line = [role, *([where] if where else []), t(f"people.{state}")]
            if person.second_step:
                line.append(t("people.second_step"))
            st.caption(" · ".join(escaped(each) for each in line))
            _acts(ctx, person, manages=manages)


def _acts(ctx: Context, person: Person, *, manages: bool) -> None:
    if person.username == ctx.actor.id:
        return
    if person.deactivated_at is not None:
        if manages and st.button(t("people.activate"), key=f"activate:{person.username}"):
            do(lambda: people.activate(ctx, person.username))
        return
    if manages:
        _reset(ctx, person)
    label = t("people.deactivate")
    warning = t("people.deactivate_warning", name=escaped(person.name))
    if asked_first(f"deactivate:{person.username}", label, warning):
        do(lambda: people.deactivate(ctx, person.username))


def _reset(ctx: Context, person: Person) -> None:
    """What was lost is chosen: each is a link of its own kind."""
    lost: tuple[Resetting, ...] = ("reset", "device", "renew")
    with st.popover(t("people.reset"), width="stretch"):
        for kind in lost if person.second_step else lost[:1]:
            st.caption(t(f"people.about_{kind}"))
            label, key = t(f"people.make_{kind}"), f"{kind}:{person.username}"
            if st.button(label, key=key, width="stretch"):
                do(partial(_draw_reset, ctx, person, kind))


def _draw_reset(ctx: Context, person: Person, kind: Resetting) -> None:
    draw_link(ctx, links.reset(ctx, person.username, kind), person.name)


def draw_owner_invitation(ctx: Context, assessment: str, key: str) -> None:
    """A form that makes an invitation for the owner of the enterprise of an assessment."""
    with st.form(key, border=False):
        name = st.text_input(
            t("people.open_account_name"), key=f"{key}_name", autocomplete="off", max_chars=120
        )
        pressed = st.form_submit_button(t("people.invite"), width="stretch")
    if pressed:
        try:
            made = links.owner_link(ctx, assessment, name)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        draw_link(ctx, made, name)


def draw_invitations(ctx: Context) -> None:
    """The links that can still be used, each with a way to take it back."""
    found = links.invitations(ctx)
    if not found:
        return
    st.header(t("people.open_links"), anchor=False)
    for link in found:
        with st.container(border=True, key=f"link_{link.digest[:12]}", gap="xsmall"):
            kind = t(f"people.kind_{link.kind if link.kind in links.RESETTING else 'invite'}")
            st.markdown(f"**{escaped(link.name)}** · {link.role.entry.label.to(language())}")
            st.caption(t("people.link_line", kind=kind, until=moment(link.expires)))
            if st.button(t("people.take_back"), key=f"take_back:{link.digest}", width="stretch"):
                do(partial(links.take_back, ctx, link.digest))


def draw_invite(ctx: Context, role: Role, **belongs: str | None) -> None:
    """A form that makes an invitation to one role."""
    with st.form(f"invite_{role}", border=True):
        name = st.text_input(
            t("people.name"), key=f"invite_{role}_name", autocomplete="off", max_chars=120
        )
        pressed = st.form_submit_button(
            t("people.invite_as", role=role.entry.label.to(language())), width="stretch"
        )
    if pressed:
        try:
            token = links.invite(ctx, name, role, **belongs)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        draw_link(ctx, token, name)
