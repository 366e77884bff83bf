"""What stands around every page: title, language switch, who is signed in, the foot."""

import streamlit as st

from access.actor import Role
from services.context import Context
from views.session import language, t


def configure() -> None:
    """Set what the browser's tab shows. The first Streamlit call of a run."""
    st.set_page_config(
        page_title=t("app.product"),
        page_icon=":material/monitoring:",
        layout="centered",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )


def open_page(ctx: Context) -> None:
    """Draw the line above the page: product, who is signed in, language."""
    other = "en" if language() == "zh" else "zh"
    links = [f'<a href="/language?to={other}">{t("app.other_language")}</a>']
    if ctx.actor.role in (Role.VISITOR, Role.ENTERPRISE):
        links.append(f'<a href="/sign-in">{t("app.sign_in")}</a>')
    else:
        links.append(f'<a href="/sign-out">{t("app.sign_out")}</a>')
    st.html(f'<p class="shuzhen-links">{" · ".join(links)}</p>')


def close_page() -> None:
    """Draw the foot: what the product is."""
    st.caption(t("app.foot"))
