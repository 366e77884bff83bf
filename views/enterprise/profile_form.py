"""The form in which an enterprise says what it is."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Enterprise
from assessments.profile import faults_of
from assessments.size import size_of
from reports.pdf_glyphs import missing_glyphs
from views.address import draw_mark
from views.credit_codes import warn_of_codes
from views.fields import number_field
from views.markdown import escaped
from views.session import language, t
from views.shown import district_name, division_to_search, size_name

WANTED = "wanted_place"  # in the session: where to scroll to, and how often that was asked for
FAULTS = "faults"  # such a place, beside the fields: the list of what is wrong


def ask_profile(*, tried: bool, known: Enterprise | None = None) -> dict[str, Any]:
    """Draw the fields; below each what is wrong with it. Returns what was typed.

    An empty field is wrong only once it was ``tried`` to go on without it. ``known`` is what the
    fields hold at first.
    """
    had = known.model_dump() if known else {}
    raw: dict[str, Any] = {}

    @contextmanager
    def field(name: str) -> Iterator[str]:
        """Around one field: the mark to scroll to before it, its fault after it."""
        _mark(name)
        yield t(f"enterprise.{name}")
        fault = faults_of({name: raw[name]}).get(name)
        if fault and (tried or raw[name] not in ("", None)):
            st.markdown(f":red[{escaped(fault.to(language()))}]")

    with field("name") as label:
        raw["name"] = st.text_input(
            label, value=had.get("name", ""), key="name", autocomplete="organization"
        )
    if lacking := missing_glyphs(raw["name"]):
        st.warning(escaped(t("enterprise.name_unprintable", characters=" ".join(lacking))))
    with field("credit_code") as label:
        raw["credit_code"] = st.text_input(
            label, value=had.get("credit_code") or "", key="credit_code", autocomplete="off"
        )
    warn_of_codes([raw["credit_code"]])
    with field("division") as label:
        raw["division"] = st.selectbox(
            label,
            _divisions(),
            index=_place(_divisions(), had.get("division")),
            format_func=division_to_search,
            key="division",
            placeholder=t("enterprise.choose_or_search"),
            filter_mode="contains",
        )
    with field("district") as label:
        raw["district"] = st.selectbox(
            label,
            list(districts()),
            index=_place(districts(), had.get("district")),
            format_func=district_name,
            key="district",
            placeholder=t("app.choose"),
        )
    for name in ("employees", "revenue", "assets"):
        with field(name) as label:
            example = t(f"enterprise.{name}_example")
            raw[name] = number_field(label, had.get(name), key=name, placeholder=example)
    st.caption(_size_line(sound(raw)))
    return raw


def sound(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values without those that are wrong (None in their place)."""
    faults = faults_of(raw)
    return {name: None if name in faults else value for name, value in raw.items()}


def draw_faults(raw: Mapping[str, Any]) -> None:
    """What is wrong with which field, beside the button; each line leads to its field."""
    faults = faults_of(raw)
    if not faults:
        return
    _mark(FAULTS)
    st.error(t("enterprise.profile_problems", count=len(faults)))
    with st.container(key="faults", gap=None):
        for name, fault in faults.items():
            label = t(
                "enterprise.profile_problem",
                field=t(f"enterprise.{name}"),
                problem=fault.to(language()),
            )
            if st.button(escaped(label), key=f"fault_{name}", type="tertiary"):
                want(name)
                st.rerun()


def want(place: str) -> None:
    """From the next rerun on the browser stands at ``place``: a field, or ``FAULTS``."""
    times = st.session_state.get(WANTED, ("", 0))[1]
    st.session_state[WANTED] = (place, times + 1)  # a mark of its own every time


def _mark(place: str) -> None:
    """Where to scroll to, if ``place`` is wanted."""
    if st.session_state.get(WANTED, ("",))[0] == place:
        draw_mark(f"{place}_{st.session_state[WANTED][1]}")


def _divisions() -> list[str]:
    """Every division, those of manufacturing first."""
    return sorted(divisions(), key=lambda code: divisions()[code].section != "C")


def _place(codes: Iterable[str], code: str | None) -> int | None:
    return list(codes).index(code) if code is not None else None


def _size_line(raw: Mapping[str, Any]) -> str:
    """The size class as far as the figures say it; a line stands here in any case."""
    if raw["division"] is None or raw["employees"] is None:
        return t("enterprise.size_later")
    size = size_of(raw["division"], raw["employees"], raw["revenue"], raw["assets"])
    return t("enterprise.size_is", size=size_name(size))
