"""One item as widgets: drawing it, reading what was chosen, putting a value into it.

Everything here speaks of raw values, the JSON form of ``questionnaires.answers``; None is no
answer. Reading works before drawing too, from what the browser sent with the click.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from assessments.plain_text import plain
from assessments.typed_numbers import typed_number
from i18n import exact
from questionnaires.model import Item, Kind
from views.fields import number_field, shown_number
from views.markdown import escaped
from views.session import language, t

DOES_NOT_APPLY = "*"  # stands beside option ids, which begin with a letter


def not_applicable(item: Item) -> dict[str, str] | None:
    """The raw value "does not apply" with the questionnaire's reason; None where it always does."""
    return {"not_applicable": item.not_applicable.zh} if item.not_applicable else None


def plain_value(item: Item, raw: Any) -> Any:
    """``raw`` in the one form that can be compared: lists in order, one reason, floats.

    What was typed for a number and says none stays text.
    """
    if isinstance(raw, Mapping):
        return not_applicable(item)
    if isinstance(raw, list | tuple):
        return [option.id for option in item.options if option.id in raw] or None
    if isinstance(raw, str):
        return plain(raw) or None
    return raw if raw is None else float(raw)


def is_drawn(item: Item, key: str) -> bool:
    """Whether the last run drew the widgets of ``key``, so that they can be read."""
    return _part(item, key) in st.session_state


def read(item: Item, key: str, before: Any) -> Any:
    """What is chosen now; ``before`` settles which of two ticks that exclude each other is new."""
    if item.kind in (Kind.CHOICE, Kind.LADDER):
        chosen = st.session_state[key]
        return not_applicable(item) if chosen == DOES_NOT_APPLY else chosen
    was_na = isinstance(before, Mapping)
    ticked_na = bool(st.session_state.get(_part(item, key, DOES_NOT_APPLY)))
    value = _ticks(item, key, before) if item.kind is Kind.MULTI else _typed(item, key)
    value = plain_value(item, value)
    if ticked_na and (not was_na or value is None):
        return not_applicable(item)
    return value


def put(item: Item, key: str, raw: Any) -> None:
    """Let the widgets show ``raw``; only before they are drawn in this run."""
    na = isinstance(raw, Mapping)
    if item.kind in (Kind.CHOICE, Kind.LADDER):
        st.session_state[key] = DOES_NOT_APPLY if na else raw
        return
    if item.not_applicable:
        st.session_state[_part(item, key, DOES_NOT_APPLY)] = na
    if item.kind is Kind.MULTI:
        for option in item.options:
            st.session_state[_part(item, key, option.id)] = not na and option.id in (raw or ())
    else:
        shown = shown_number if item.kind is Kind.NUMBER else str
        st.session_state[key] = "" if na or raw is None else shown(raw)


def draw(item: Item, key: str, raw: Any, *, disabled: bool = False) -> None:
    """Draw the widgets with ``raw`` chosen, unless the browser already holds another choice."""
    lang, na = language(), isinstance(raw, Mapping)
    label = escaped(item.ask.to(lang))
    if item.kind in (Kind.CHOICE, Kind.LADDER):
        says = {option.id: escaped(option.says.to(lang)) for option in item.options}
        if item.not_applicable:
            says[DOES_NOT_APPLY] = _reason(item)
        ids = list(says)
        index = ids.index(DOES_NOT_APPLY if na else raw) if raw is not None else None
        st.radio(
            label,
            ids,
            index=index,
            format_func=says.__getitem__,
            key=key,
            disabled=disabled,
            label_visibility="collapsed",
        )
        return
    with st.container(gap=None):
        if item.kind is Kind.MULTI:
            for option in item.options:
                st.checkbox(
                    escaped(option.says.to(lang)),
                    value=not na and option.id in (raw or ()),
                    key=_part(item, key, option.id),
                    disabled=disabled,
                )
        else:
            _draw_field(item, key, None if na else raw, label, disabled=disabled)
        if item.not_applicable:
            st.checkbox(
                _reason(item), value=na, key=_part(item, key, DOES_NOT_APPLY), disabled=disabled
            )


def in_words(item: Item, raw: Any) -> str:
    """``raw`` as a person reads it, safe inside Markdown."""
    lang = language()
    if raw is None:
        return t("app.no_answer")
    if isinstance(raw, Mapping):
        return t("app.does_not_apply", reason=escaped(raw["not_applicable"]))
    if item.options:
        ids = raw if isinstance(raw, list | tuple) else [raw]
        return t("report.semicolon").join(
            escaped(o.says.to(lang)) for o in item.options if o.id in ids
        )
    unit = f" {item.unit.to(lang)}" if item.unit else ""
    return escaped(f"{exact(raw)}{unit}" if isinstance(raw, int | float) else raw)


def _part(item: Item, key: str, option: str | None = None) -> str:
    """The key of one checkbox; without ``option`` that of the first widget of the item."""
    if option is None:
        return f"{key}.{item.options[0].id}" if item.kind is Kind.MULTI else key
    return f"{key}.{option}"


def _ticks(item: Item, key: str, before: Any) -> list[str]:
    """The ticked options; of an exclusive one and others, those that were ticked last."""
    ticked = [o for o in item.options if st.session_state.get(_part(item, key, o.id))]
    alone = [o.id for o in ticked if o.exclusive]
    if not alone or len(ticked) == 1:
        return [o.id for o in ticked]
    had = before if isinstance(before, list | tuple) else ()
    fresh = [id for id in alone if id not in had]
    return fresh[:1] if fresh else [o.id for o in ticked if not o.exclusive]


def _typed(item: Item, key: str) -> float | str | None:
    """What stands in the field of a number or a text."""
    typed: str = st.session_state[key]
    return typed_number(typed) if item.kind is Kind.NUMBER else typed


def _draw_field(item: Item, key: str, raw: Any, label: str, *, disabled: bool) -> None:
    if item.kind is Kind.TEXT:
        st.text_area(
            label,
            value=raw or "",
            key=key,
            disabled=disabled,
            label_visibility="collapsed",
        )
        return
    unit = item.unit.to(language()) if item.unit else ""
    number_field(
        label,
        raw,
        key=key,
        placeholder=t("app.a_number_in", unit=unit) if unit else t("app.a_number"),
        disabled=disabled,
        collapsed=True,
    )


def _reason(item: Item) -> str:
    reason = item.not_applicable.to(language()) if item.not_applicable else ""
    return t("app.does_not_apply", reason=escaped(reason))
