"""The solutions that win most points back, as a section of the result page."""

import streamlit as st

from i18n import one_decimal
from reports.chapters.costs import basis_text, cost_text
from services import advising
from services.advising import Advice
from services.results import Result
from solutions.matching import Match
from views.markdown import escaped
from views.provisional import mark_provisional
from views.session import language, t, voice
from views.shown import day
from views.solution_card import (
    effort_name,
    lift_line,
    line,
    titles_of,
    weeks_of,
)

AT_ONCE, MOST = 3, 9  # solutions that are shown at once, and in all


def draw_advice(result: Result) -> None:
    """The section, with what it rests on."""
    found = advising.advice(result.dossier)
    st.header(t("solutions.advice_title"), anchor=False)
    mark_provisional(result.card)
    if not found.matches:
        st.markdown(t("solutions.advice_none"))
        return
    st.markdown(t("solutions.advice_about"))
    st.info(escaped(found.catalogue.statement.to(language())))
    st.caption(escaped(basis_text(voice(), found.catalogue, found.assumptions)))
    told = list(enumerate(found.matches[:MOST], start=1))
    for number, match in told[:AT_ONCE]:
        _draw(found, number, match)
    if told[AT_ONCE:]:
        title = t("solutions.advice_more", count=len(told) - AT_ONCE)
        with st.expander(title, key="advice_more", on_change="rerun") as more:
            if more.open:
                for number, match in told[AT_ONCE:]:
                    _draw(found, number, match)


def _draw(found: Advice, number: int, match: Match) -> None:
    """One solution: what changes, what it needs, what it takes, how to begin."""
    lang, solution, book = language(), match.solution, found.catalogue
    takes = {
        "effort": effort_name(book, solution),
        "cost": cost_text(voice(), book, solution, found.assumptions),
        "weeks": weeks_of(solution),
    }
    lines = [escaped(lift_line(found.questionnaire.by_id[lift.item], lift)) for lift in match.lifts]
    if solution.prerequisites:
        lines.append(line("first", titles_of(book, solution.prerequisites)))
    first = solution.begin(fresh=match.fresh, ready=match.ready)
    lines += [
        line("takes", t("solutions.advice_takes", **takes)),
        *([line("first_step", first.to(lang))] if first is not None else []),
        line("light", solution.light.to(lang)),
    ]
    with st.container(border=True, key=f"advice_{solution.id}", gap="xsmall"):
        st.markdown(
            t(
                "solutions.advice_title_line",
                number=number,
                title=escaped(solution.title.to(lang)),
                points=one_decimal(match.points),
            )
        )
        st.markdown(escaped(solution.says.to(lang)))
        st.markdown("\n".join(f"- {each}" for each in lines))
        _vendors(found, solution.id)


def _vendors(found: Advice, id: str) -> None:
    """Those of the centre that has the case, with what they rest on; nothing where it has none."""
    table = found.vendors
    offered = table.for_solution(id) if table else ()
    if table is None or table.at is None or not offered:
        return
    named = (
        t(
            "solutions.vendor",
            name=vendor.name,
            clients=vendor.clients,
            interest=vendor.interest,
            checked_on=vendor.checked_on,
        )
        for vendor in offered
    )
    st.markdown(line("vendors", t("solutions.between").join(named)))
    date = day(table.at)
    st.caption(t("solutions.vendors_basis", centre=escaped(found.centre), date=date))
