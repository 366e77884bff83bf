"""The cases of the centre: looked for, given out, taken home as a file, a table or a board."""

import streamlit as st

from services.context import Context
from services.file_jobs import PortfolioJob
from services.portfolio import SIZES, PortfolioChoice, portfolio
from views import address
from views.consultant.case_board import BOARD, SHAPE, draw_board
from views.consultant.case_bulk import draw_bulk
from views.consultant.case_filters import draw_filters
from views.consultant.case_table import draw_opening, draw_table
from views.consultant.case_views import draw_views
from views.download import download_button, when_pressed
from views.fields import stands
from views.paging import draw_pager, page_in_address
from views.session import context, t, voice

SIZE = "size"  # in the address: how many lines a page has
FILES = ("xlsx", "csv")


def show() -> None:
    """Draw what can be looked for, and what was found."""
    ctx = context()
    head = st.container(horizontal=True, vertical_alignment="center", key="cases_head")
    views = st.container()
    choice = draw_filters(ctx)
    with head:
        st.title(t("portfolio.title"), anchor=False)
        shape = _shape()
    with views:
        draw_views(ctx, choice)
    if shape == BOARD:
        draw_board(ctx, choice)
    else:
        _draw_list(ctx, choice)


def _shape() -> str:
    address.begin(SHAPE, SHAPE, (BOARD,))
    shape = st.segmented_control(
        t("portfolio.shape"),
        ("", BOARD),
        format_func=lambda each: t("portfolio.shape_board" if each else "portfolio.shape_list"),
        default=stands(SHAPE, ""),
        key=SHAPE,
        required=True,
        label_visibility="collapsed",
    )
    address.say(**{SHAPE: shape or ""})
    return shape or ""


def _draw_list(ctx: Context, choice: PortfolioChoice) -> None:
    sizes = [str(size) for size in SIZES]
    said = st.query_params.get(SIZE, "")
    size = int(said) if said in sizes else SIZES[1]
    found = portfolio(ctx, choice, page=page_in_address((choice, size)), size=size)
    if not found.cases:
        st.info(t("portfolio.none"))
        return
    acts = st.container(key="case_acts")
    if not found.lines:
        st.info(t("portfolio.nothing_found"))
        return
    chosen = draw_table(ctx, found)
    with acts:
        with st.container(horizontal=True, vertical_alignment="center", key="case_count"):
            st.markdown(t("portfolio.found", found=found.found, all=found.cases))
            draw_opening(chosen)
            st.space("stretch")
            with st.popover(t("portfolio.files")):
                _draw_files(ctx, choice)
        draw_bulk(ctx, chosen)
    with st.container(horizontal=True, vertical_alignment="bottom", key="pages"):
        draw_pager(found.page, found.pages)
        _draw_size(sizes, str(size))


def _draw_files(ctx: Context, choice: PortfolioChoice) -> None:
    for format in FILES:
        download_button(
            t(f"portfolio.file_{format}"),
            when_pressed(ctx, PortfolioJob(choice, voice(), format)),
            name=t("portfolio.file_name"),
            format=format,
            key=f"list:{format}",
        )


def _draw_size(sizes: list[str], size: str) -> None:
    key = f"{SIZE}:{size}"
    st.selectbox(
        t("portfolio.size"),
        sizes,
        index=sizes.index(size),
        key=key,
        on_change=lambda: address.say(**{SIZE: st.session_state[key]}),
        width=120,
    )


show()
