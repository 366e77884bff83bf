"""Publishing: what officials see each month is frozen, looked at, and published for everybody."""

from functools import partial
from typing import Any

import streamlit as st

from services import public_bulletins, publishing
from services.city_files import subject_title
from services.context import Context
from services.edits import LANGS
from services.making_apart import Job
from services.public_bulletins import PUBLIC_FORMATS
from services.public_files import file_of_release, public_address
from services.public_releases import PublicRelease
from services.publishing import PublishingDesk
from views.doing import do
from views.download import download_button, when_pressed
from views.enterprise.asking import asked_first
from views.markdown import escaped, table_markdown
from views.paging import page_of
from views.public.page import shown_tables
from views.session import context, language, t, voice, wiring
from views.shown import moment
from wording.voice import Voice

LONGEST = 1_800.0  # seconds to compare with all that was public; a large city takes minutes


def show() -> None:
    """Draw the desk."""
    ctx = context()
    st.title(t("app.page_publishing"), anchor=False)
    st.markdown(t("public.desk_about"))
    desk = publishing.desk(ctx)
    st.caption(t("public.desk_second") if desk.second else t("public.desk_alone"))
    waiting = [each for each in desk.releases if each.state == "proposed"]
    if waiting:
        st.header(t("public.desk_waiting"), anchor=False)
    for each in waiting:
        with st.container(border=True, key=f"waiting_{each.id}"):
            _waiting(ctx, desk, each)
    st.header(t("public.desk_new"), anchor=False)
    _propose(ctx, desk)
    st.header(t("public.desk_public"), anchor=False)
    done = [each for each in desk.releases if each.state in ("public", "withdrawn")]
    if not done:
        st.caption(t("public.desk_none"))
    for each in page_of(done, "public"):
        with st.container(border=True, key=f"public_{each.id}"):
            _done(ctx, desk, each)


def _propose(ctx: Context, desk: PublishingDesk) -> None:
    if not desk.offered:
        st.info(t("public.desk_nothing"))
        return
    edition = st.selectbox(
        t("public.desk_edition"),
        list(desk.offered),
        format_func=lambda key: t(
            "city.questionnaire",
            title=desk.offered[key][0].title.to(language()),
            edition=key[1],
        ),
        key="publish_edition",
    )
    year = st.selectbox(
        t("public.desk_year"),
        desk.offered[edition][1],
        format_func=lambda each: t("city.year", year=each),
        key="publish_year",
    )
    st.caption(t("public.desk_propose_about"))
    if st.button(t("public.desk_propose"), type="primary", key="propose"):
        id, number = edition
        job = partial(publishing.propose, questionnaire=id, edition=number, year=year)
        do(partial(_apart, ctx, job))


def _apart(ctx: Context, job: Job) -> Any:
    """Do it in a process beside, out of the line for files: once a year, and it may take long."""
    with st.spinner(t("public.desk_working")):
        return wiring().makers.make(ctx, job, longest=LONGEST)


def _name(desk: PublishingDesk, username: str) -> str:
    """The person of an account; the account where that is gone."""
    return escaped(desk.names.get(username, username))


def _title(release: PublicRelease) -> str:
    title = release.title.to(language())
    return escaped(t("public.release_title", title=title, year=release.year))


def _waiting(ctx: Context, desk: PublishingDesk, release: PublicRelease) -> None:
    st.markdown(f"**{_title(release)}**")
    by, at = _name(desk, release.proposed_by), moment(release.proposed_at)
    st.caption(t("public.desk_by", by=by, at=at))
    with st.expander(t("public.desk_preview")):
        _preview(ctx, release)
    with st.expander(t("public.desk_bulletin")):
        _bulletin(ctx, release)
    publish, drop = st.columns(2)
    with publish:
        if desk.second and release.proposed_by == ctx.actor.id:
            st.info(t("refusals.publish_needs_second"))
        elif asked_first(
            f"publish:{release.id}", t("public.desk_publish"), t("public.desk_publish_about")
        ):
            do(partial(_apart, ctx, partial(publishing.publish, id=release.id)))
    with drop:
        if st.button(t("public.desk_drop"), key=f"drop:{release.id}", width="stretch"):
            do(partial(publishing.drop, ctx, release.id))


def _preview(ctx: Context, release: PublicRelease) -> None:
    """The tables of a subject as the public page will have them."""
    publishing.frozen_figures(ctx, release.id)  # refuses who may not see it
    count = release.count
    n = t("city.hidden") if count is None else f"{count.low}–{count.high}"
    stages = t(f"city.stages_{release.stages}")
    st.markdown(
        t("city.source", n=n, stages=stages, year=release.year, day=release.as_of.isoformat())
    )
    st.caption(t("public.frozen"))
    told = file_of_release(ctx, release).voices(voice())
    id = st.selectbox(
        t("public.desk_subject", n=len(told)),
        list(told),
        format_func=lambda each: subject_title(each).to(language()),
        key=f"preview:{release.id}",
    )
    for place, table in enumerate(shown_tables(told[id])):
        st.markdown(f"**{escaped(table.title)}**")
        with st.container(key=f"city_preview_{release.id}_{id}_{place}"):
            st.markdown(table_markdown(table))


def _bulletin(ctx: Context, release: PublicRelease) -> None:
    """The bulletin as it will be published, and what officials wrote in it."""
    st.markdown(t("public.desk_bulletin_about"))
    words = public_bulletins.proposed_words(ctx, release.id)
    wiring().makers.prepare()
    for lang in LANGS:
        for place, format in zip(st.columns(len(PUBLIC_FORMATS)), PUBLIC_FORMATS, strict=True):
            with place:
                _bulletin_button(ctx, release, Voice(lang), format)
    for lang, told in words.items():
        if told.left_out:
            st.warning(t(f"public.desk_words_left_{lang}", n=told.left_out))
        if told.stand:
            st.markdown(t(f"public.desk_words_{lang}", n=len(told.stand)))
        for each in told.stand:
            st.markdown(t("public.desk_word", text=escaped(each.text), name=escaped(each.name)))


def _bulletin_button(ctx: Context, release: PublicRelease, said: Voice, format: str) -> None:
    job = partial(public_bulletins.proposed_bulletin, id=release.id, voice=said, format=format)
    download_button(
        t(f"public.bulletin_{format}_{said.lang}"),
        when_pressed(ctx, job),
        name=t("public.desk_bulletin_file", year=release.year, lang=said.lang),
        format=format,
        key=f"bulletin:{release.id}:{said.lang}:{format}",
    )


def _done(ctx: Context, desk: PublishingDesk, release: PublicRelease) -> None:
    st.markdown(f"**{_title(release)}**")
    if release.published_at is not None:
        by, second = (_name(desk, each) for each in (release.proposed_by, release.published_by))
        day = moment(release.published_at)
        st.caption(t("public.desk_state_public", proposed=by, published=second, day=day))
    if not release.bulletin:
        st.caption(t("public.no_bulletin"))
    st.markdown(t("public.desk_address", address=public_address(ctx, release.id, voice())))
    if release.withdrawn_at is not None:
        reason, day = escaped(release.reason), moment(release.withdrawn_at)
        by = _name(desk, release.withdrawn_by)
        st.warning(t("public.desk_state_withdrawn", by=by, day=day, reason=reason))
        return
    reason = st.text_input(t("public.desk_reason"), key=f"reason:{release.id}", autocomplete="off")
    if asked_first(
        f"withdraw:{release.id}", t("public.desk_withdraw"), t("public.desk_withdraw_about")
    ):
        do(partial(publishing.withdraw, ctx, release.id, reason))


show()
