"""Long lists, a page at a time."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import streamlit as st

from views import address
from views.session import t

ON_A_PAGE = 20
PAGE = "page"  # in the address

T = TypeVar("T")


def page_of(rows: Sequence[T], by: Hashable) -> Sequence[T]:
    """The rows of the chosen page; a choice is drawn where they do not fit on one.

    ``by`` is what the rows were found by: another search begins at its first page.
    """
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    if st.session_state.setdefault("paged_by", by) != by:
        st.session_state["paged_by"] = by
        address.say(**{PAGE: ""})
    numbers = [str(number) for number in range(1, pages + 1)]
    page = numbers[0]
    if pages > 1:
        key = f"{PAGE}:{by}:{pages}"  # its labels tell of as many pages as these rows have
        address.begin(PAGE, key, numbers)
        page = st.selectbox(
            t("app.page"),
            numbers,
            format_func=lambda number: t("app.page_of", page=number, pages=pages),
            key=key,
        )
    address.say(**{PAGE: "" if page == numbers[0] else page})
    first = (int(page) - 1) * ON_A_PAGE
    return rows[first : first + ON_A_PAGE]
