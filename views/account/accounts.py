"""All accounts of the installation: finding, inviting, resetting, letting go."""

from collections.abc import Iterable

import streamlit as st

from assessments.districts import districts
from services import accounts, links, people
from services.context import Context
from services.making_accounts import SIGNING_IN
from services.people import Person
from views.doing import do
from views.people_list import (
    draw_invitations,
    draw_link,
    draw_owner_invitation,
    draw_people,
    draw_shown_link,
)
from views.session import context, language, t
from views.shown import district_name

INVITED = [role for role in SIGNING_IN if role.entry.belongs_to != "enterprise"]


def show() -> None:
    """Draw the page of the administrator."""
    ctx = context()
    st.title(t("people.accounts_title"), anchor=False)
    st.markdown(t("people.accounts_about"))
    draw_shown_link(ctx)
    words = st.text_input(t("people.search"), key="person_search", autocomplete="off").strip()
    gone = st.toggle(t("people.show_deactivated"), key="show_deactivated")
    everybody = people.people(ctx)
    found = [
        each
        for each in everybody
        if words.lower() in f"{each.username} {each.name}".lower()
        and (gone or each.deactivated_at is None)
    ]
    st.caption(t("people.found", n=len(found)))
    draw_people(ctx, found, manages=True)
    st.header(t("people.invite_title"), anchor=False)
    _invite(ctx)
    st.header(t("people.transfer_title"), anchor=False)
    _transfer(ctx, everybody)
    draw_invitations(ctx)


def _invite(ctx: Context) -> None:
    role = st.selectbox(
        t("people.role"),
        INVITED,
        format_func=lambda each: each.entry.label.to(language()),
        key="invite_role",
    )
    centre = district = None
    if role.entry.belongs_to == "centre":
        centre = _centre(ctx, "invite_centre")
    if role.entry.belongs_to == "district":
        district = st.selectbox(
            t("people.district"), list(districts()), format_func=district_name, key="invite_place"
        )
    name = st.text_input(t("people.name"), key="invite_name", autocomplete="off", max_chars=120)
    if st.button(t("people.invite"), type="primary", width="stretch"):
        belongs = {"centre": centre, "district": district}
        do(lambda: draw_link(ctx, links.invite(ctx, name, role, **belongs), name))
    with st.expander(t("people.invite_owner")):
        st.caption(t("people.invite_owner_about"))
        number = st.text_input(t("people.assessment_number"), key="owner_of", autocomplete="off")
        draw_owner_invitation(ctx, number.strip(), "invite_owner")
    new = st.text_input(t("people.new_centre"), key="new_centre", autocomplete="off")
    if st.button(t("people.add_centre"), width="stretch", disabled=not new.strip()):
        do(lambda: accounts.add_centre(ctx, new))


def _transfer(ctx: Context, everybody: Iterable[Person]) -> None:
    """Move somebody of a centre to another one."""
    movable = {
        each.username: each
        for each in everybody
        if each.centre is not None and each.deactivated_at is None
    }
    if not movable:
        st.caption(t("people.nobody"))
        return
    who = st.selectbox(
        t("people.who"),
        list(movable),
        format_func=lambda each: f"{movable[each].name} · {each}",
        key="transfer_who",
    )
    centre = _centre(ctx, "transfer_centre")
    if st.button(t("people.transfer"), width="stretch", disabled=centre is None):
        do(lambda: people.transfer(ctx, who, centre or ""))


def _centre(ctx: Context, key: str) -> str | None:
    names = accounts.centres(ctx)
    chosen: str | None = st.selectbox(
        t("people.centre"), list(names), format_func=lambda each: names[each], key=key
    )
    return chosen


show()
