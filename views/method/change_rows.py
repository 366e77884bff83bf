"""The changes of a solution as rows of pickers: a questionnaire, an item, its rungs."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from questionnaires.library import available, load
from questionnaires.model import Item, Kind
from scoring.steps import steps_of
from solutions.model import LOWEST
from views.markdown import escaped
from views.session import language, t, voice

UNTOUCHED = ("editions", "conditions", "needs", "side", "next_from")  # what the form keeps as it is


def draw_changes(name: str, entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows, begun with those of ``entry``; what they say now, as it stands in a file."""
    place = f"{name}:changes"
    if place not in st.session_state:
        st.session_state[place] = dict(enumerate(entry.get("changes", ())))
    held: dict[int, dict[str, Any]] = st.session_state[place]
    rows = []
    for number, (row, change) in enumerate(list(held.items()), start=1):
        key = f"{place}:{row}"
        with st.expander(_title(number, change), key=key):
            rows.append(_drawn(key, change))
            if st.button(t("solutions.change_remove"), key=f"{key}:remove"):
                del held[row]
                st.rerun()
    if st.button(t("solutions.change_add"), key=f"{place}:add"):
        held[max(held, default=-1) + 1] = {}
        st.rerun()
    return rows


@cache
def _sources() -> tuple[str, ...]:
    """What can be changed: every shipped questionnaire of our own, and every pool."""
    return tuple(id for id in available() if load(id).form != "reference")


def _title(number: int, change: Mapping[str, Any]) -> str:
    source = _source(change)
    edition = _edition(source, change)
    item = load(source, edition).by_id.get(change.get("item", "")) if source else None
    said = item.ask.to(language()) if item else change.get("item", "…")
    return t("solutions.change_to_item", number=number, item=escaped(said))


def _source(change: Mapping[str, Any]) -> str:
    return str(change.get("questionnaire") or change.get("pool") or "")


def _edition(source: str, change: Mapping[str, Any]) -> str | None:
    """The newest edition that asks the item of a change, among those that it names, if any."""
    known = available().get(source, ())
    wanted = change.get("editions") or known
    asking = (
        each
        for each in reversed(known)
        if each in wanted and change.get("item") in load(source, each).by_id
    )
    return next(asking, None)


def _drawn(key: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """One row; the keys of what was chosen lead to new pickers below it."""
    before = _source(change)
    sources = list(dict.fromkeys((*_sources(), *((before,) if before else ()))))
    source: str = st.selectbox(
        t("solutions.questionnaire"),
        sources,
        index=sources.index(before) if before else 0,
        format_func=lambda each: load(each).title.to(language()) if each in available() else each,
        key=f"{key}:source",
    )
    found = load(source, _edition(source, change if source == before else {}))
    items = {item.id: item for item in found.scored}
    ids = list(dict.fromkeys((*items, *([change["item"]] if source == before else ()))))
    item: str = st.selectbox(
        t("solutions.change_item"),
        ids,
        index=ids.index(change["item"]) if source == before else 0,
        format_func=lambda each: items[each].ask.to(language()) if each in items else each,
        key=f"{key}:{source}:item",
    )
    kept = change if source == before and item == change["item"] else {}
    return {
        "pool" if found.form == "pool" else "questionnaire": source,
        "item": item,
        **_rungs(f"{key}:{source}:{item}", items.get(item), kept),
        **{name: kept[name] for name in UNTOUCHED if name in kept},
    }


def _rungs(key: str, item: Item | None, change: Mapping[str, Any]) -> dict[str, Any]:
    """From where to where; what is not among the rungs stays to be seen."""
    steps = dict(zip(item.rungs, steps_of(item), strict=True)) if item else {}

    def rung_text(rung: str) -> str:
        if rung == LOWEST:
            return t("solutions.change_from_any")
        return voice().step(item, steps[rung]) if item and rung in steps else rung

    chosen: dict[str, Any] = {}
    before, to = change.get("from", LOWEST), list(change.get("to", ()))
    if item is None or item.kind is not Kind.MULTI or before != LOWEST:
        froms = list(dict.fromkeys((LOWEST, *steps, before)))
        from_ = st.selectbox(
            t("solutions.change_from"),
            froms,
            index=froms.index(before),
            format_func=rung_text,
            key=f"{key}:from",
        )
        chosen = {} if from_ == LOWEST else {"from": from_}
    goals = [rung for rung in dict.fromkeys((*steps, *to)) if _is_goal(item, rung) or rung in to]
    ticked = st.multiselect(
        t("solutions.change_to"), goals, default=to, format_func=rung_text, key=f"{key}:to"
    )
    return {**chosen, "to": list(ticked)}


def _is_goal(item: Item | None, rung: str) -> bool:
    """Of a checklist nothing exclusive or negative is a goal."""
    options = {option.id: option for option in item.options} if item else {}
    option = options.get(rung)
    return option is None or not (option.exclusive or option.negative)
