"""The form in which an enterprise says what it is."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Enterprise
from assessments.profile import LONGEST_NAME, MOST_EMPLOYEES, MOST_MONEY
from assessments.size import size_of
from i18n import Text
from reports.pdf_glyphs import missing_glyphs
from views.credit_codes import warn_of_codes
from views.markdown import escaped
from views.session import language, t
from views.shown import district_name, division_name, size_name


def ask_profile(problems: Mapping[str, Text], known: Enterprise | None = None) -> dict[str, Any]:
    """Draw the fields, each with what is wrong with it; returns what was typed.

    ``known`` is what the fields hold at first.
    """
    had = known.model_dump() if known else {}
    raw: dict[str, Any] = {}

    def told(field: str) -> None:
        if field in problems:
            st.markdown(f":red[{escaped(problems[field].to(language()))}]")

    raw["name"] = st.text_input(
        t("enterprise.name"),
        value=had.get("name", ""),
        key="name",
        max_chars=LONGEST_NAME,
        autocomplete="organization",
    )
    told("name")
    if lacking := missing_glyphs(raw["name"]):
        st.warning(escaped(t("enterprise.name_unprintable", characters=" ".join(lacking))))
    raw["credit_code"] = st.text_input(
        t("enterprise.credit_code"),
        value=had.get("credit_code") or "",
        key="credit_code",
        max_chars=40,
        autocomplete="off",
    )
    told("credit_code")
    warn_of_codes([raw["credit_code"]])
    raw["division"] = st.selectbox(
        t("enterprise.division"),
        _divisions(),
        index=_place(_divisions(), had.get("division")),
        format_func=division_name,
        key="division",
        placeholder=t("enterprise.choose_or_search"),
    )
    told("division")
    raw["district"] = st.selectbox(
        t("enterprise.district"),
        list(districts()),
        index=_place(districts(), had.get("district")),
        format_func=district_name,
        key="district",
        placeholder=t("app.choose"),
    )
    told("district")
    raw["employees"] = st.number_input(
        t("enterprise.employees"),
        min_value=0,
        max_value=MOST_EMPLOYEES,
        value=had.get("employees"),
        key="employees",
        placeholder=t("enterprise.employees_example"),
    )
    told("employees")
    for field in ("revenue", "assets"):
        raw[field] = st.number_input(
            t(f"enterprise.{field}"),
            min_value=0.0,
            max_value=float(MOST_MONEY),
            value=had.get(field),
            step=1.0,
            format="%0.0f",
            key=field,
            placeholder=t(f"enterprise.{field}_example"),
        )
        told(field)
    st.caption(_size_line(raw))
    return raw


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
