"""The yearly bulletin: look at it by chapters, edit its words, take it as a file."""

from functools import partial

import streamlit as st

from services import bulletins
from services.bulletins import BULLETIN_FORMATS, BulletinChoice, BulletinText
from services.city import overview
from services.context import Context
from services.file_jobs import BulletinJob
from services.reporting import remark_of
from views.city.choosing import CityFilters, chosen_view
from views.download import download_button, when_pressed
from views.markdown import escaped
from views.paragraph import ParagraphEditor
from views.report_text import draw_text
from views.session import context, language, t, wiring
from wording.voice import Voice


def show() -> None:
    """Draw the bulletin of what is chosen on the page."""
    ctx, lang, filters = context(), language(), CityFilters("bulletin_")
    st.title(t("app.page_bulletin"), anchor=False)
    st.markdown(t("bulletin.page_about"))
    with st.container(horizontal=True, key="filters"):
        view = chosen_view(partial(overview, ctx), filters)
    filters.keep()
    filters.warn()
    wanted = BulletinChoice(view.choice, Voice(lang))
    text = bulletins.bulletin(ctx, wanted)
    if text is None:
        st.info(t(f"city.nothing_{ctx.settings.city_counts}", day=view.as_of.isoformat()))
        return
    if not ctx.settings.handler:
        st.warning(t("bulletin.page_no_office"))
    st.header(t("bulletin.page_files"), anchor=False)
    st.markdown(t("bulletin.page_files_about"))
    _files(ctx, wanted, text)
    st.header(t("bulletin.page_text"), anchor=False)
    if text.published_on:
        st.info(t("bulletin.page_public", day=text.published_on.isoformat()))
    else:
        st.markdown(t("bulletin.page_text_about"))
    choice = view.choice
    desk = ParagraphEditor(
        f"{choice.year}:{choice.questionnaire}",
        lang,
        partial(bulletins.edit_bulletin, ctx, wanted),
        partial(bulletins.take_back_bulletin, ctx, wanted),
    )
    draw_text(text, desk, is_open=text.published_on is None)


def _files(ctx: Context, wanted: BulletinChoice, text: BulletinText) -> None:
    """A button a format; what the PDF shows as numbers is said below."""
    wiring().makers.prepare()
    places = st.columns(len(BULLETIN_FORMATS))
    for place, format in zip(places, BULLETIN_FORMATS, strict=True):
        with place:
            download_button(
                t(f"bulletin.file_{format}"),
                when_pressed(ctx, BulletinJob(wanted, format)),
                name=t("bulletin.file", year=text.year),
                format=format,
                key=f"bulletin:{format}",
            )
    if remark := remark_of(text.report):
        st.caption(escaped(remark))


show()
