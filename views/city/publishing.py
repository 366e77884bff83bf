"""Publishing: what officials see each month is frozen, looked at, and published for everybody."""

from functools import partial

import streamlit as st

from services import publishing
from services.city_files import tables_of
from services.context import Context
from services.public_files import file_of_release, public_address
from services.public_releases import PublicRelease
from services.publishing import PublishingDesk
from views.doing import do
from views.enterprise.asking import asked_first
from views.markdown import escaped, table_markdown
from views.paging import page_of
from views.session import context, language, t, voice
from views.shown import moment


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
            _done(ctx, each)


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
        do(partial(publishing.propose, ctx, *edition, year))


def _title(release: PublicRelease) -> str:
    title = release.title.to(language())
    return escaped(t("public.release_title", title=title, year=release.year))


def _waiting(ctx: Context, desk: PublishingDesk, release: PublicRelease) -> None:
    st.markdown(f"**{_title(release)}**")
    by, at = escaped(release.proposed_by), moment(release.proposed_at)
    st.caption(t("public.desk_by", by=by, at=at))
    with st.expander(t("public.desk_preview")):
        _preview(ctx, release)
    publish, drop = st.columns(2)
    with publish:
        if desk.second and release.proposed_by == ctx.actor.id:
            st.info(t("refusals.publish_needs_second"))
        elif asked_first(
            f"publish:{release.id}", t("public.desk_publish"), t("public.desk_publish_about")
        ):
            do(partial(publishing.publish, ctx, release.id))
    with drop:
        if st.button(t("public.desk_drop"), key=f"drop:{release.id}", width="stretch"):
            do(partial(publishing.drop, ctx, release.id))


def _preview(ctx: Context, release: PublicRelease) -> None:
    """Every table as the public page will have it."""
    publishing.frozen_figures(ctx, release.id)  # refuses who may not see it
    count = release.count
    n = t("city.hidden") if count is None else f"{count.low}–{count.high}"
    stages = t(f"city.stages_{release.stages}")
    st.markdown(
        t("city.source", n=n, stages=stages, year=release.year, day=release.as_of.isoformat())
    )
    st.caption(t("public.frozen"))
    for id, said in file_of_release(ctx, release).voices(voice()).items():
        for place, table in enumerate(tables_of(said)):
            st.markdown(f"**{escaped(table.title)}**")
            with st.container(key=f"city_preview_{release.id}_{id}_{place}"):
                st.markdown(table_markdown(table))


def _done(ctx: Context, release: PublicRelease) -> None:
    st.markdown(f"**{_title(release)}**")
    if release.published_at is not None:
        st.caption(t("public.desk_state_public", published=moment(release.published_at)))
    st.markdown(t("public.desk_address", address=public_address(ctx, release.id, voice())))
    if release.withdrawn_at is not None:
        reason, day = escaped(release.reason), moment(release.withdrawn_at)
        st.warning(t("public.desk_state_withdrawn", withdrawn=day, reason=reason))
        return
    reason = st.text_input(
        t("public.desk_reason"), key=f"reason:{release.id}", max_chars=publishing.LONGEST_REASON
    )
    if asked_first(
        f"withdraw:{release.id}", t("public.desk_withdraw"), t("public.desk_withdraw_about")
    ):
        do(partial(publishing.withdraw, ctx, release.id, reason))


show()
