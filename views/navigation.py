"""The script of every page run: the pages that the asking role has, and the frame around them.

Every address leads to a page in any case: who may not use it reads a sentence instead. That is a
courtesy; the services check every act again.
"""

import streamlit as st

from access.addresses import network_of
from views import frame, uploads
from views.entering import at_the_door
from views.pages import HOME, PAGES, TAKING_FILES
from views.session import context, session_id, t, token


def run() -> None:
    """Run the page that the address names; the bare address leads to the first of the role."""
    ctx = context()
    role = ctx.actor.role
    pages = {
        file: st.Page(file, title=t(f"app.{title}"), default=file == HOME)
        for file, (title, _, _) in PAGES.items()
    }
    own = [file for file, (_, roles, _) in PAGES.items() if role in roles]
    chosen = st.navigation(list(pages.values()), position="hidden")
    file = next(file for file, page in pages.items() if page == chosen)
    if file == HOME:
        st.switch_page(pages[own[0]])
    takes = file in own and file in TAKING_FILES
    uploads.TAKING.note(session_id(), token(), network_of(ctx.address), takes=takes)
    frame.configure(chosen.title)
    if at_the_door():
        return
    frame.open_page(ctx, (pages[file] for file in own if PAGES[file][2]))
    if file in own:
        chosen.run()
    else:
        frame.not_for(PAGES[file][1])
    frame.close_page()


run()
