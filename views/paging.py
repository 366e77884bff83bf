"""Long lists, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from views.session import t

ON_A_PAGE = 20

T = TypeVar("T")


def page_of(rows: Sequence[T]) -> Sequence[T]:
    """The rows of the chosen page; a choice is drawn where they do not fit on one."""
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = 1
    if pages > 1:
        page = st.selectbox(
            t("app.page"),
            range(1, pages + 1),
            format_func=lambda number: t("app.page_of", page=number, pages=pages),
            key="page",
        )
    return rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
