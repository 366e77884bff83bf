"""The people of a centre: its consultants, invitations, letting go."""

import streamlit as st

from access.actor import Role
from services import people
from views.people_list import draw_invitations, draw_invite, draw_people, draw_shown_link
from views.session import context, t


def show() -> None:
    """Draw the page of the centre's lead."""
    ctx = context()
    st.title(t("people.centre_title"), anchor=False)
    st.markdown(t("people.centre_about"))
    draw_shown_link(ctx)
    draw_people(ctx, people.people(ctx))
    st.header(t("people.invite_title"), anchor=False)
    draw_invite(ctx, Role.CONSULTANT, centre=ctx.actor.centre)
    draw_invitations(ctx)


show()
