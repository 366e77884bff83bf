"""One solution in full, as an enterprise would see it, with its edits."""

import streamlit as st

from assessments.model import Document
from assessments.refusals import Refusal
from files.problems import InvalidFiles
from services import catalogue
from services.catalogue import EditableCatalogue
from services.context import Context
from views import address
from views.errors import why_not
from views.markdown import escaped
from views.method.solution_problems import draw_problems
from views.session import language, t
from views.shown import moment
from views.solution_card import changes_markdown, solution_markdown

PAGE = "method/solutions.py"
# In the address, so that they survive a refresh.
SOLUTION = "solution"
EDIT = "edit"  # the id of the one that is edited; NEW: one that is not there yet
AFTER = "after"  # the id of the one after which a new one is written
NEW = "new"


def place(**names: str) -> dict[str, str]:
    """The address of a solution or its form, or of the list, with what the list is searched by."""
    return address.with_(without=(SOLUTION, EDIT, AFTER), **names)


def draw_solution(ctx: Context, shelf: EditableCatalogue, id: str) -> None:
    """The solution ``id``, what can be done with it, and who changed it when."""
    solution = shelf.catalogue.by_id.get(id)
    if solution is None:
        st.info(t("solutions.unknown"))
    else:
        st.header(escaped(solution.title.to(language())), anchor=False)
        draw_mark(shelf, id)
        st.markdown(escaped(solution.says.to(language())))
        st.markdown(solution_markdown(shelf.catalogue, solution))
        st.subheader(t("solutions.changes"), anchor=False)
        for title, lines in changes_markdown(solution):
            st.markdown(title)
            st.markdown(lines)
        with st.container(horizontal=True):
            st.page_link(PAGE, label=t("solutions.edit"), query_params=place(edit=id))
            copy = place(edit=NEW, after=id)
            st.page_link(PAGE, label=t("solutions.copy"), query_params=copy)
    _history(ctx, shelf, id)


def draw_mark(shelf: EditableCatalogue, id: str) -> None:
    """Who edited or added it, where somebody did."""
    if id in shelf.edits and id not in shelf.left_out:
        edit = shelf.edits[id]
        key = "edited" if id in shelf.shipped else "own"
        st.caption(t(f"solutions.{key}", author=escaped(edit.author), at=moment(edit.at)))


def _history(ctx: Context, shelf: EditableCatalogue, id: str) -> None:
    revisions = catalogue.history(ctx, id)
    st.subheader(t("solutions.history"), anchor=False)
    if not revisions:
        st.caption(t("solutions.history_none"))
        return
    seen = revisions[-1].revision
    for each in reversed(revisions):
        key = "history_put_back" if each.value is None else "history_kept"
        said = t(f"solutions.{key}", at=moment(each.at), author=escaped(each.author))
        st.markdown(f"- {said}")
        again = each.value is not None and each.revision < seen
        if again and st.button(t("solutions.use_again"), key=f"again:{each.revision}"):
            _act(ctx, shelf, id, each, seen)
    if id in shelf.edits:
        label = "put_back" if id in shelf.shipped else "take_away"
        if st.button(t(f"solutions.{label}"), key="put_back"):
            _act(ctx, shelf, id, None, seen)


def _act(
    ctx: Context, shelf: EditableCatalogue, id: str, again: Document | None, seen: int
) -> None:
    """Use a revision again, or the shipped one; say why not."""
    try:
        if again is None:
            catalogue.put_back(ctx, id, seen=seen)
        else:
            edit = again.value
            catalogue.keep(ctx, id, edit["group"], edit["solution"], seen=seen)
    except Refusal as refusal:
        st.error(why_not(refusal))
    except InvalidFiles as invalid:
        st.error(t("solutions.cannot_put_back"))
        draw_problems(shelf, id, invalid.problems)
    else:
        st.rerun()
