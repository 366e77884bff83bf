"""The script of every page run: the pages that the asking role has, and the frame around them.

A page that is not listed is not protected by that: the services check every act again.
"""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from access.actor import Role
from views import frame
from views.session import context, t

# file below views/, address, name of its title in i18n/texts/app.yaml
PAGES: dict[Role, tuple[tuple[str, str, str], ...]] = {
    Role.VISITOR: (
        ("enterprise/start.py", "start", "page_start"),
        ("enterprise/resume.py", "resume", "page_resume"),
    ),
    Role.ENTERPRISE: (
        ("enterprise/fill.py", "fill", "page_fill"),
        ("enterprise/submit.py", "submit", "page_submit"),
        ("enterprise/result.py", "result", "page_result"),
        ("enterprise/code.py", "code", "page_code"),
    ),
    Role.CONSULTANT: (
        ("consultant/assigned.py", "assigned", "page_assigned"),
        ("consultant/verify.py", "verify", "page_verify"),
    ),
    Role.OFFICIAL: (("city/overview.py", "city", "page_city"),),
    Role.METHOD_OWNER: (("account/nothing.py", "home", "page_home"),),
    Role.OPERATOR: (),
}


def pages_of(role: Role) -> list[StreamlitPage]:
    """The pages of ``role``; the first is where it lands."""
    return [
        st.Page(file, title=t(f"app.{title}"), url_path=address, default=place == 0)
        for place, (file, address, title) in enumerate(PAGES[role])
    ]


def run() -> None:
    """Run the page that the address names."""
    frame.configure()
    ctx = context()
    page = st.navigation(pages_of(ctx.actor.role), position="top")
    frame.open_page(ctx)
    page.run()
    frame.close_page()


run()
