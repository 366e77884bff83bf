"""The people of an enterprise: its members, invitations, letting go."""

import streamlit as st

from access.actor import Role
from services import people
from views.people_list import draw_invitations, draw_invite, draw_people, draw_shown_link
from views.session import context, t


def show() -> None:
    """Draw the page of the enterprise's owner."""
    ctx = context()
    st.title(t("people.members_title"), anchor=False)
    st.markdown(t("people.members_about"))
    draw_shown_link(ctx)
    draw_people(ctx, people.people(ctx))
    st.header(t("people.invite_title"), anchor=False)
    draw_invite(ctx, Role.MEMBER, enterprise=ctx.actor.enterprise)
    draw_invitations(ctx)


show()
