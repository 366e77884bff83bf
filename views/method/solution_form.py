"""The form in which a method owner edits a solution; every problem stands beside it at once."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
import yaml

from assessments.divisions import sections
from assessments.refusals import Refusal
from files.problems import InvalidFiles
from services import catalogue
from services.catalogue import EditableCatalogue, SolutionDraft
from services.context import Context
from solutions.model import BENEFITS
from views.errors import why_not
from views.fields import number_field
from views.markdown import escaped
from views.method.change_rows import draw_changes
from views.method.solution_problems import draw_problems
from views.method.solution_read import PAGE, place
from views.session import language, t

LONG = ("says", "light", "first_step")
LISTS = ("indicators", "risks")
SIZES = ("large", "medium", "small", "micro")

Entry = Mapping[str, Any]
Typed = int | float | str | None


def draw_form(ctx: Context, shelf: EditableCatalogue, id: str | None, after: str | None) -> None:
    """The form for the solution ``id``; None: a new one, written after another if one is named."""
    try:
        draft = _draft(ctx, shelf, id, after)
    except Refusal as refusal:
        st.info(why_not(refusal))
        return
    name = f"edit:{id}:{after}:{draft.seen}"
    title = draft.entry.get("title", {}).get(language(), "")
    st.header(
        t("solutions.edit_title", title=escaped(title)) if id else t("solutions.new_title"),
        anchor=False,
    )
    left, right = st.columns([2, 1], gap="large")
    with left:
        draft = _named(ctx, name, shelf, draft) if id is None else draft
        entry = _entry(name, shelf, draft)
    problems = catalogue.problems(ctx, draft.id, draft.group, entry)
    with right:
        st.subheader(t("solutions.lint"), anchor=False)
        if problems:
            draw_problems(shelf, draft.id, problems)
        else:
            st.success(t("solutions.nothing_to_mend"))
    with left:
        taken = id is None and (draft.id in shelf.catalogue.by_id or draft.id in shelf.edits)
        if taken:
            st.warning(t("solutions.taken", id=escaped(draft.id)))
        elif problems:
            st.warning(t("solutions.to_mend", count=len(problems)))
        stopped = taken or bool(problems)
        if st.button(t("solutions.save"), type="primary", disabled=stopped, key="save"):
            _save(ctx, shelf, draft, entry)
        st.page_link(
            PAGE, label=t("solutions.cancel"), query_params=place(solution=id) if id else place()
        )


def _draft(
    ctx: Context, shelf: EditableCatalogue, id: str | None, after: str | None
) -> SolutionDraft:
    if id is not None:
        return catalogue.draft(ctx, id)
    group = shelf.catalogue.groups[0].id
    if after is None:
        return SolutionDraft("", group, {}, 0)
    found = catalogue.draft(ctx, after)
    return SolutionDraft(
        "", found.group, {key: found.entry[key] for key in found.entry if key != "id"}, 0
    )


def _save(ctx: Context, shelf: EditableCatalogue, draft: SolutionDraft, entry: Entry) -> None:
    try:
        catalogue.keep(ctx, draft.id, draft.group, entry, seen=draft.seen)
    except Refusal as refusal:
        st.error(why_not(refusal))
    except InvalidFiles as invalid:  # somebody else has changed what it rests on
        draw_problems(shelf, draft.id, invalid.problems)
    else:
        st.toast(t("solutions.saved"))
        st.query_params.from_dict(place(solution=draft.id))
        st.rerun()


def _named(
    ctx: Context, name: str, shelf: EditableCatalogue, draft: SolutionDraft
) -> SolutionDraft:
    """A new one with the id and the group that are typed."""
    id = st.text_input(t("solutions.id"), key=f"{name}:id").strip()
    groups = {each.id: each.title.to(language()) for each in shelf.catalogue.groups}
    group = _one(f"{name}:group", t("solutions.group"), groups, draft.group)
    return SolutionDraft(id, group, draft.entry, len(catalogue.history(ctx, id)))


def _entry(name: str, shelf: EditableCatalogue, draft: SolutionDraft) -> Entry:
    """What the form says now, as it would stand in a file."""
    old, lang, book = draft.entry, language(), shelf.catalogue
    entry: dict[str, Any] = {"id": draft.id, "title": _pair(name, "title", old, st.text_input)}
    entry |= {key: _pair(name, key, old, st.text_area) for key in LONG}
    if any((further := _pair(name, "next_step", old, st.text_area)).values()):
        entry["next_step"] = further
    serves: dict[str, str] = {benefit: t(f"solutions.serves_{benefit}") for benefit in BENEFITS}
    if good_for := _several(name, "serves", old, serves):
        entry["serves"] = good_for
    urgent = st.checkbox(t("solutions.field_urgent"), bool(old.get("urgent")), key=f"{name}:urgent")
    if urgent:
        entry["urgent"] = True
    st.subheader(t("solutions.changes"), anchor=False)
    entry["changes"] = draw_changes(name, old)
    titles = {each.id: each.title.to(lang) for each in book.solutions if each.id != draft.id}
    entry["prerequisites"] = _several(name, "prerequisites", old, titles)
    if "conditions" in old:
        st.caption(t("solutions.conditions_kept"))
        st.code(yaml.safe_dump(old["conditions"], allow_unicode=True), language="yaml")
        entry["conditions"] = old["conditions"]
    left, right = st.columns(2)
    efforts = {key: text.to(lang) for key, text in book.effort_names.items()}
    with left:
        entry["effort"] = _one(
            f"{name}:effort", t("solutions.field_effort"), efforts, old.get("effort", "")
        )
    costs = {each.id: each.name.to(lang) for each in book.costs}
    with right:
        entry["cost"] = _one(f"{name}:cost", t("solutions.field_cost"), costs, old.get("cost", ""))
    entry["weeks"] = _range(name, "weeks", old.get("weeks") or (1, 4))
    hours = _range(name, "hours", old.get("hours_saved") or (0, 0))
    st.caption(t("solutions.hours_none"))
    if any(hours):
        entry["hours_saved"] = hours
    owner = _pair(name, "owner", old, st.text_input)
    group = next(each for each in book.groups if each.id == draft.group)
    st.caption(t("solutions.owner_empty", owner=escaped(group.owner.to(lang))))
    if any(owner.values()):
        entry["owner"] = owner
    entry |= {key: _lines(name, key, old) for key in LISTS}
    sizes = {size: t(f"app.size_{size}") for size in SIZES}
    entry["sizes"] = _several(name, "sizes", old, sizes)
    trades = {letter: f"{letter} {text.to(lang)}" for letter, text in sections().items()}
    entry["sections"] = _several(name, "sections", old, trades)
    st.caption(t("solutions.sections_empty"))
    return entry


def _pair(name: str, key: str, old: Entry, field: Callable[..., str]) -> dict[str, str]:
    """One text in both languages."""
    label, said = t(f"solutions.field_{key}"), old.get(key) or {}
    return {
        lang: field(
            t(f"solutions.in_{lang}", label=label), said.get(lang, ""), key=f"{name}:{key}:{lang}"
        ).strip()
        for lang in ("zh", "en")
    }


def _lines(name: str, key: str, old: Entry) -> list[dict[str, str]]:
    """Several texts in both languages, a line each."""
    label = t("solutions.a_line_each", label=t(f"solutions.field_{key}"))
    columns: dict[str, list[str]] = {}
    for lang in ("zh", "en"):
        before = "\n".join(str(each.get(lang, "")) for each in old.get(key, ()))
        text = st.text_area(
            t(f"solutions.in_{lang}", label=label), before, key=f"{name}:{key}:{lang}"
        )
        columns[lang] = [line.strip() for line in text.splitlines() if line.strip()]
    most = max(map(len, columns.values()))
    return [
        {lang: lines[place] if place < len(lines) else "" for lang, lines in columns.items()}
        for place in range(most)
    ]


def _one(key: str, label: str, options: Mapping[str, str], old: str) -> str:
    """One of the options; what the solution has and is none of them stays to be seen."""
    known = list(dict.fromkeys((*options, *([old] if old else ()))))
    chosen: str = st.selectbox(
        label,
        known,
        index=known.index(old) if old else 0,
        format_func=lambda each: options.get(each, each),
        key=key,
    )
    return chosen


def _several(name: str, key: str, old: Entry, options: Mapping[str, str]) -> list[str]:
    had = list(old.get(key, ()))
    known = list(dict.fromkeys((*options, *had)))
    return list(
        st.multiselect(
            t(f"solutions.field_{key}"),
            known,
            default=had,
            format_func=lambda each: options.get(each, each),
            key=f"{name}:{key}",
        )
    )


def _range(name: str, key: str, old: Any) -> list[Typed]:
    """What was typed for two whole numbers, from and to; the checks of the files judge it."""
    numbers: list[Typed] = []
    for column, end, value in zip(st.columns(2), ("from", "to"), old, strict=True):
        with column:
            typed: Typed = number_field(
                t(f"solutions.{key}_{end}"), value, key=f"{name}:{key}:{end}"
            )
        if isinstance(typed, float) and typed.is_integer():
            typed = int(typed)
        numbers.append(typed)
    return numbers
