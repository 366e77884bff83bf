"""What of the cases is looked for: fields whose values stand in the address."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from aggregates.breakdown import divisions_of_sectors, sector_titles
from assessments.districts import districts
from assessments.model import Stage
from services.context import Context
from services.portfolio import (
    IN_HAND,
    LONGEST,
    NOBODY,
    ROUNDS,
    SORTS,
    SPANS,
    TURNED,
    PortfolioChoice,
    holders,
)
from views import address
from views.fields import index_of, stands
from views.session import language, t
from views.shown import district_name, stage_name

WISH = "cases_wish"  # in the session: what the fields are to say when they are drawn next
WIDTH, WIDER = 128, 260  # pixels of a field


def draw_filters(ctx: Context) -> PortfolioChoice:
    """Draw the fields; what they say."""
    for key, said in st.session_state.pop(WISH, {}).items():
        st.session_state[key] = said
    names = holders(ctx)
    fields: Mapping[str, Sequence[str]] = {
        "stage": ("", IN_HAND, *Stage),
        "due": ("", *SPANS),
        "consultant": ("", NOBODY, *names),
        "district": ("", *districts()),
        "sector": ("", *divisions_of_sectors()),
        "round": ("", *map(str, range(ROUNDS))),
        "sort": SORTS,
    }
    said = {}
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="case_filters", gap="xsmall"
    ):
        address.begin("search", _key("search"))
        said["search"] = st.text_input(
            t("portfolio.search"),
            stands(_key("search"), ""),
            key=_key("search"),
            placeholder=t("portfolio.search_example"),
            max_chars=LONGEST,
            width=WIDER,
        )
        for name, options in fields.items():
            address.begin(name, _key(name), options)
            if st.session_state.get(_key(name)) not in options:
                st.session_state[_key(name)] = ""  # somebody who has left since
            labels = {each: _label(name, each, names) for each in options}
            said[name] = st.selectbox(
                t(f"portfolio.{name}"),
                options,
                index=index_of(options, _key(name)),
                format_func=labels.__getitem__,
                key=_key(name),
                width=WIDER if name == "sort" else WIDTH,
            )
    address.say(**said)
    return PortfolioChoice.read(said)


def look_for(choice: PortfolioChoice, **beside: str) -> None:
    """Draw the page anew with fields that say that, and what stands ``beside`` them."""
    st.session_state[WISH] = {_key(name): said for name, said in choice.parts().items()} | beside
    st.rerun()


def _label(name: str, said: str, names: Mapping[str, str]) -> str:
    """What an option of the field is called."""
    if name == "sort":
        by = t(f"portfolio.sort_{said.removeprefix(TURNED) or 'waiting'}")
        return t("portfolio.sort_turned", by=by) if said.startswith(TURNED) else by
    if not said:
        return t("portfolio.any")
    labels: Mapping[str, Callable[[], str]] = {
        "stage": lambda: t("portfolio.stage_open") if said == IN_HAND else stage_name(Stage(said)),
        "due": lambda: t(f"portfolio.due_{said}"),
        "consultant": lambda: names.get(said, t("portfolio.nobody")),
        "district": lambda: district_name(said),
        "sector": lambda: sector_titles()[said].to(language()),
        "round": lambda: f"T{said}",
    }
    return labels[name]()


def _key(name: str) -> str:
    return f"cases_{name}"
