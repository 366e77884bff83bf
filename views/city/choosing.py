"""What a page of published figures shows: filters that stay, in the address and in the session.

What the address asks for and was never offered is told in one sentence, alike for all of it, and
what is usual is shown instead: nothing can be learnt by trying.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from aggregates.breakdown import CITY
from aggregates.figures import CityFigures, FigureRow
from assessments.refusals import NotFound
from services.city import CityChoice, CityView
from views import address
from views.fields import index_of
from views.session import language, t
from wording.voice import Voice

OF, YEAR, ROW, VIEW = "questionnaire", "year", "row", "view"
WIDEST, WIDE, NARROW = 440, 220, 120  # pixels of a filter
CALLED = {  # what each filter is called on the page, in their order there
    OF: "city.choose_questionnaire",
    YEAR: "city.choose_year",
    ROW: "dashboard.choose_row",
    VIEW: "dashboard.choose_view",
    "quarter": "campaign.quarter",
    "gap": "dashboard.gap_choose",
}


@dataclass(frozen=True)
class CityFilters:
    """The filters of one page, each under a key with the page's ``prefix``.

    A filter is what the address says where that came from elsewhere (a link, a bookmark), else
    what was chosen on the page, now or when it was last looked at.
    """

    prefix: str = ""

    def key(self, name: str) -> str:
        """The widget's key."""
        return self.prefix + name

    def asked(self, name: str) -> str:
        """What is asked for; "" where it is what is usual."""
        held = st.session_state
        linked, kept = st.query_params.get(name, ""), self._kept.get(name, "")
        if linked and linked != kept:
            return linked
        return str(held[self.key(name)]) if self.key(name) in held else kept

    def settle(self, name: str, value: object, usual: object = None) -> None:
        """Let the widget show this; where something else was asked for, that is told.

        What is ``usual`` stands in no address.
        """
        asked = self.asked(name)
        if asked and asked != str(value):
            st.session_state.setdefault(self._refused, set()).add(name)
        st.session_state[self.key(name)] = value
        self._kept[name] = "" if value == usual else str(value)

    def choose(self, name: str, value: object) -> None:
        """Somebody chose this by a click elsewhere on the page."""
        st.session_state[self.key(name)] = value
        self.changed()

    def changed(self, *without: str) -> None:
        """Somebody chose: what was asked for in vain no longer matters, nor the ``without``."""
        st.session_state.pop(self._refused, None)
        for name in without:
            st.session_state.pop(self.key(name), None)
            if self._kept.pop(name, ""):
                st.query_params.pop(name)

    def keep(self) -> None:
        """Let the address say what is chosen."""
        address.say(**self._kept)

    def warn(self) -> None:
        """Say what the address asked for in vain."""
        refused = st.session_state.get(self._refused)
        if refused:
            voice = Voice(language())
            names = voice.listed(
                voice.quoted(t(CALLED[each])) for each in CALLED if each in refused
            )
            st.warning(t("dashboard.never_offered", names=names))

    @property
    def _kept(self) -> dict[str, str]:
        """What the address said after the last run."""
        kept: dict[str, str] = st.session_state.setdefault(self.key("city_kept"), {})
        return kept

    @property
    def _refused(self) -> str:
        return self.key("city_refused")


def chosen_view(read: Callable[[CityChoice], CityView], filters: CityFilters) -> CityView:
    """The figures for what is chosen; at first the questionnaire most used, its newest year."""
    of, _, edition = filters.asked(OF).partition("@")
    asked_year = filters.asked(YEAR)
    year = int(asked_year) if asked_year.isascii() and asked_year.isdigit() else None
    try:
        view = read(CityChoice(year, of or None, edition or None))
    except NotFound:
        view = read(CityChoice(year))
    titles = {
        f"{each.id}@{each.edition}": t(
            "city.questionnaire", title=each.title.to(language()), edition=each.edition
        )
        for each in (*view.questionnaires, view.questionnaire)
    }
    filters.settle(OF, f"{view.choice.questionnaire}@{view.choice.edition}")
    st.selectbox(
        t("city.choose_questionnaire"),
        list(titles),
        index=index_of(list(titles), filters.key(OF)),
        format_func=titles.__getitem__,
        key=filters.key(OF),
        on_change=filters.changed,
        args=(YEAR,),  # it may have no such year
        width=WIDEST,
    )
    if view.years:
        filters.settle(YEAR, view.choice.year, view.years[0])
        st.selectbox(
            t("city.choose_year"),
            view.years,
            index=index_of(view.years, filters.key(YEAR)),
            format_func=lambda each: t("city.year", year=each),
            key=filters.key(YEAR),
            on_change=filters.changed,
            width=NARROW,
        )
    return view


def chosen_row(figures: CityFigures, filters: CityFilters) -> FigureRow:
    """The row that is looked at by itself: the whole city at first."""
    rows = {row.id: row for row in focusable(figures)}
    row = rows.get(filters.asked(ROW), figures.city)
    filters.settle(ROW, row.id, CITY)
    st.selectbox(
        t("dashboard.choose_row"),
        list(rows),
        index=index_of(list(rows), filters.key(ROW)),
        format_func=lambda each: rows[each].title.to(language()),
        key=filters.key(ROW),
        on_change=filters.changed,
        width=WIDE,
    )
    return row


def chosen_name(filters: CityFilters, names: Sequence[str]) -> str:
    """Which of the views is looked at: the first one at first."""
    asked = filters.asked(VIEW)
    name = asked if asked in names else names[0]
    filters.settle(VIEW, name, names[0])
    chosen = st.segmented_control(
        t("dashboard.choose_view"),
        names,
        default=name,
        format_func=lambda each: t(f"dashboard.view_{each}"),
        key=filters.key(VIEW),
        on_change=filters.changed,
        required=True,
    )
    return chosen or name


def focusable(figures: CityFigures) -> Iterable[FigureRow]:
    """The rows that can be looked at by themselves; always the same ones, hidden or not."""
    return (figures.city, *figures.sectors, *figures.districts, *figures.sizes)
