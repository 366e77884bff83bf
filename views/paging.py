"""Long lists, a page at a time; which one stands in the address."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import streamlit as st

from views import address
from views.session import t

ON_A_PAGE = 20
PAGE = "page"  # in the address
LONGEST = 6  # digits of a page's number
BY = "paged_by"  # in the session: what was looked for when the address was written

T = TypeVar("T")


def page_of(rows: Sequence[T], by: Hashable) -> Sequence[T]:
    """The rows of the chosen page; a choice is drawn where they do not fit on one.

    ``by`` is what the rows were found by: another search begins at its first page.
    """
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = min(page_in_address(by), pages)
    draw_pager(page, pages)
    first = (page - 1) * ON_A_PAGE
    return rows[first : first + ON_A_PAGE]


def page_in_address(by: Hashable) -> int:
    """The page that the address names; the first one of another search."""
    if st.session_state.setdefault(BY, by) != by:
        st.session_state[BY] = by
        address.say(**{PAGE: ""})
    said = st.query_params.get(PAGE, "")
    known = said.isascii() and said.isdecimal() and len(said) <= LONGEST
    return max(1, int(said)) if known else 1


def draw_pager(page: int, pages: int) -> None:
    """Draw the choice of a page, with the one before and the one after; nothing for a single one.

    The address says the page that is shown, also where it named one that is not there.
    """
    _turn_to(page)
    if pages == 1:
        return
    key = f"{PAGE}:{page}:{pages}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="pager"):
        st.selectbox(
            t("app.page"),
            range(1, pages + 1),
            index=page - 1,
            format_func=lambda number: t("app.page_of", page=number, pages=pages),
            key=key,
            on_change=lambda: _turn_to(st.session_state[key]),
            width=240,
        )
        for name, to in (("page_before", page - 1), ("page_after", page + 1)):
            st.button(
                t(f"app.{name}"),
                key=f"{PAGE}:{name}",
                on_click=_turn_to,
                args=(to,),
                disabled=not 1 <= to <= pages,
            )


def _turn_to(page: int) -> None:
    address.say(**{PAGE: "" if page == 1 else str(page)})
