"""The script of every page run: the pages that the asking role has, and the frame around them.

Every address leads to a page in any case: who may not use it reads a sentence instead. That is a
courtesy; the services check every act again.
"""

import streamlit as st

from access.addresses import network_of
from views import frame, uploads
from views.account.notices import draw_notices
from views.breaking_off import to_its_end
from views.consent import agreed_for_account
from views.entering import at_the_door
from views.pages import HOME, NOTICE, PAGES, SETTLE, roles_of
from views.session import context, session_id, t, token


def run() -> None:
    """Run the page that the address names; the bare address leads to the first of the role."""
    ctx = context()
    own = (SETTLE, NOTICE) if ctx.actor.unsettled else ctx.actor.role.entry.pages
    pages = {
        address: st.Page(page.file, title=t(f"app.{page.title}"), default=address == HOME)
        for address, page in PAGES.items()
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    address = next(address for address, page in pages.items() if page == chosen)
    if address == HOME or (address == SETTLE and not ctx.actor.unsettled):
        st.switch_page(pages[own[0]])
    if PAGES[address].of_assessment and address in own and not ctx.actor.assessment:
        st.switch_page(pages[own[0]])  # an account that has not chosen one of its assessments
    takes = address in own and PAGES[address].takes_files
    line, person = network_of(ctx.address), ctx.actor.person
    uploads.TAKING.note(session_id(), token(), line, person, takes=takes)
    frame.configure(chosen.title, wide=PAGES[address].wide)
    if at_the_door():
        return
    listed = (each for each in own if PAGES[each].listed)
    chosen_one = bool(ctx.actor.assessment)
    menu = (pages[each] for each in listed if chosen_one or not PAGES[each].of_assessment)
    frame.open_page(ctx, menu)
    draw_notices(ctx)
    asks = ctx.actor.role.entry.enters_by == "account" and address != NOTICE
    if not asks or agreed_for_account(ctx):
        if address in own:
            chosen.run()
        elif ctx.actor.unsettled:
            st.switch_page(pages[SETTLE])
        else:
            frame.not_for(roles_of(address))
    frame.close_page()


to_its_end(run)
