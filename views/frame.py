"""What stands around every page: title, language switch, who is signed in, the foot."""

from collections.abc import Iterable
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from access.actor import Role
from services.context import Context
from services.public_files import PUBLIC_PAGE
from services.settings import VERSION
from views.markdown import escaped
from views.session import language, t


def configure(title: str, *, wide: bool) -> None:
    """Set what the browser's tab shows, and whether the page takes the whole width."""
    layout: Literal["wide", "centered"] = "wide" if wide else "centered"
    st.set_page_config(page_title=f"{title} · {t('app.product')}", layout=layout)


def open_page(ctx: Context, menu: Iterable[StreamlitPage]) -> None:
    """Draw the bar above the page: the product, the menu, signing in and out, the language."""
    signed_in = ctx.actor.role.entry.enters_by == "account"
    other = "en" if language() == "zh" else "zh"
    door = ("/sign-out", "app.sign_out") if signed_in else ("/sign-in", "app.sign_in")
    with st.container(key="bar"):
        st.html(
            f'<a class="product" href="/" target="_self">{t("app.product")}</a>'
            f'<span class="doors"><a href="{door[0]}" target="_self">{t(door[1])}</a>'
            f'<a href="/language?to={other}" target="_self">{t("app.other_language")}</a></span>'
        )
        with st.container(horizontal=True, key="menu"):
            for page in menu:
                st.page_link(page)
        if signed_in:
            st.caption(t("app.signed_in_as", name=escaped(ctx.actor.name)))
    if ctx.settings.demo:
        st.info(t("app.demonstration"))


def not_for(roles: set[Role]) -> None:
    """Say that the page is for somebody else, and where to go."""
    doors = {role.entry.enters_by for role in roles}
    if Role.VISITOR in roles:
        st.info(t("app.already_inside"))
    elif "code" in doors:
        st.warning(t("app.for_enterprise"))
        st.page_link("enterprise/resume.py", label=t("app.page_resume"))
    else:
        labels = [each.entry.label.to(language()) for each in Role if each in roles]
        st.warning(t("app.for_staff", roles=" / ".join(labels)))
    if "account" in doors:
        st.html(f'<p><a href="/sign-in" target="_self">{t("app.sign_in")}</a></p>')


def close_page() -> None:
    """Draw the foot: what the product is, which version, and what becomes of what is entered."""
    with st.container(key="foot"):
        st.page_link("account/personal.py", label=t("personal.title"))
        st.html(f'<a href="/{PUBLIC_PAGE}" target="_self">{t("public.title")}</a>')
        st.caption(t("app.foot", version=VERSION))
