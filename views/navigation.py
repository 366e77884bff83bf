"""The script of every page run: the pages that the asking role has, and the frame around them.

Every address leads to a page in any case: who may not use it reads a sentence instead. That is a
courtesy; the services check every act again.
"""

import streamlit as st

from views import frame
from views.pages import PAGES
from views.session import context, t


def run() -> None:
    """Run the page that the address names."""
    frame.configure()
    ctx = context()
    role = ctx.actor.role
    landing = next(file for file, (_, roles, _) in PAGES.items() if role in roles)
    pages = {
        file: st.Page(
            file,
            title=t(f"app.{title}"),
            default=file == landing,
        )
        for file, (title, _, _) in PAGES.items()
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    menu = (pages[file] for file, (_, roles, listed) in PAGES.items() if listed and role in roles)
    frame.open_page(ctx, menu)
    file = next(file for file, page in pages.items() if page == chosen)
    if role in PAGES[file][1]:
        chosen.run()
    else:
        frame.not_for(PAGES[file][1])
    frame.close_page()


run()
