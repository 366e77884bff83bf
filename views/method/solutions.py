"""The catalogue of solutions: find one, read it as an enterprise would, edit it."""

import streamlit as st

from questionnaires.library import load
from services import catalogue
from services.catalogue import EditableCatalogue
from services.context import Context
from solutions.model import Solution
from views import address
from views.fields import index_of, stands
from views.markdown import escaped
from views.method.solution_form import draw_form
from views.method.solution_problems import draw_problems
from views.method.solution_read import (
    AFTER,
    EDIT,
    NEW,
    PAGE,
    SOLUTION,
    draw_mark,
    draw_solution,
    place,
)
from views.paging import page_of
from views.session import context, language, t
from views.solution_card import cost_name, weeks_of


def show() -> None:
    """Draw what the address names."""
    ctx = context()
    shelf = catalogue.editable_catalogue(ctx)
    named, edited = st.query_params.get(SOLUTION), st.query_params.get(EDIT)
    with st.container(key=f"top_{SOLUTION}:{named}:{EDIT}:{edited}"):
        st.title(t("solutions.title"), anchor=False)
    st.info(escaped(shelf.catalogue.statement.to(language())))
    if named or edited:
        address.say()
        st.page_link(PAGE, label=t("solutions.back"), query_params=place())
    if edited:
        draw_form(ctx, shelf, None if edited == NEW else edited, st.query_params.get(AFTER))
    elif named:
        draw_solution(ctx, shelf, named)
    else:
        _list(ctx, shelf)


def _list(ctx: Context, shelf: EditableCatalogue) -> None:
    st.markdown(t("solutions.about"))
    _lint(ctx, shelf)
    st.page_link(PAGE, label=t("solutions.add"), query_params=place(edit=NEW))
    found, by = _filtered(shelf)
    st.caption(t("solutions.found", found=len(found), all=len(shelf.catalogue.solutions)))
    for solution in page_of(found, by):
        _row(shelf, solution)


def _lint(ctx: Context, shelf: EditableCatalogue) -> None:
    """What does not fit any more; else that all is well."""
    st.header(t("solutions.lint"), anchor=False)
    if not shelf.left_out:
        st.success(t("solutions.clean", count=len(shelf.catalogue.solutions)))
    for id, problems in shelf.left_out.items():
        entry = catalogue.draft(ctx, id).entry
        title = escaped(str(entry["title"].get(language(), id)))
        key = "left_out" if id in shelf.shipped else "left_out_own"
        st.warning(t(f"solutions.{key}", title=title))
        draw_problems(shelf, id, problems)
        with st.container(horizontal=True):
            st.page_link(PAGE, label=t("solutions.edit"), query_params=place(edit=id))
            label = t("solutions.put_back" if id in shelf.shipped else "solutions.take_away")
            st.page_link(PAGE, label=label, query_params=place(solution=id))


def _filtered(shelf: EditableCatalogue) -> tuple[list[Solution], tuple[str, ...]]:
    """The solutions that match all that was typed and chosen, and what that is."""
    lang, book = language(), shelf.catalogue
    address.begin("words", "words")
    words = st.text_input(
        t("solutions.words"),
        stands("words", ""),
        key="words",
        placeholder=t("solutions.words_example"),
    )
    left, right = st.columns(2)
    groups = {each.id: each.title.to(lang) for each in book.groups}
    group = _choice(left, "group", groups)
    sources = {
        change.source: load(change.source, change.editions[-1]).title.to(lang)
        for solution in book.solutions
        for change in solution.changes
    }
    source = _choice(right, "questionnaire", sources)
    sizes = {size: t(f"app.size_{size}") for size in ("large", "medium", "small", "micro")}
    size = _choice(left, "size", sizes)
    cost = _choice(right, "cost", {each.id: each.name.to(lang) for each in book.costs})
    address.say(words=words, group=group, questionnaire=source, size=size, cost=cost)
    wanted = words.strip().lower()
    found = [
        each
        for each in book.solutions
        if group in ("", each.group)
        and (not source or any(change.source == source for change in each.changes))
        and (not size or size in each.sizes)
        and cost in ("", each.cost)
        and wanted in f"{each.id} {each.title.to(lang)} {each.says.to(lang)}".lower()
    ]
    return found, (wanted, group, source, size, cost)


def _choice(place: st.delta_generator.DeltaGenerator, name: str, options: dict[str, str]) -> str:
    address.begin(name, name, options)
    chosen: str = place.selectbox(
        t(f"solutions.{name}"),
        ["", *options],
        index=index_of(["", *options], name),
        format_func=lambda each: options[each] if each else t("solutions.all"),
        key=name,
    )
    return chosen


def _row(shelf: EditableCatalogue, solution: Solution) -> None:
    lang, book = language(), shelf.catalogue
    group = next(each.title for each in book.groups if each.id == solution.group)
    with st.container(border=True, key=f"solution_{solution.id}", gap="xsmall"):
        st.page_link(
            PAGE,
            label=f"**{escaped(solution.title.to(lang))}**",
            query_params=place(solution=solution.id),
        )
        st.caption(
            t(
                "solutions.row",
                group=group.to(lang),
                cost=escaped(cost_name(book, solution)),
                weeks=weeks_of(solution),
            )
        )
        draw_mark(shelf, solution.id)


show()
