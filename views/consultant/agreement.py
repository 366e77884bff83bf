"""How far two consultants agree who verify the same case alone; asking for a second one."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from aggregates.items.estimates import SampleEstimate, SampleFigure
from i18n import difference_of
from services import agreeing, assigning, seconding
from services.agreeing import Agreement, AgreementView, SecondedCase
from services.analysis_tables import two_decimals
from services.context import Context
from views.consultant.second_compared import draw_compared
from views.doing import do
from views.enterprise.asking import asked_first
from views.markdown import escaped
from views.paging import page_of
from views.session import context, language, t
from views.shown import day, figure, stage_name


def show() -> None:
    """Draw the page of the lead's own centre."""
    ctx = context()
    st.title(t("second.agreement_title"), anchor=False)
    st.markdown(t("second.agreement_about"))
    view = agreeing.agreement(ctx)
    names = {each.username: each.name for each in assigning.consultants(ctx)}
    _ask(ctx, view, names)
    _coefficients(view)
    st.header(t("second.cases_title"), anchor=False)
    if not view.cases:
        st.info(t("second.no_cases"))
    for case in page_of(view.cases, "agreement"):
        _case(ctx, case, names)


def _ask(ctx: Context, view: AgreementView, names: Mapping[str, str]) -> None:
    """Which case, and who."""
    st.header(t("second.ask_title"), anchor=False)
    if not view.askable:
        st.caption(t("second.no_askable"))
        return
    left, right = st.columns(2)
    cases = {assessment.id: (assessment, name) for assessment, name in view.askable}
    chosen = left.selectbox(
        t("second.case"),
        list(cases),
        index=None,
        format_func=lambda each: t(
            "second.case_of",
            name=cases[each][1].name,
            stage=stage_name(cases[each][0].stage),
            first=names.get(cases[each][0].consultant or "", cases[each][0].consultant or ""),
        ),
        placeholder=t("second.choose"),
        key="second_case",
    )
    others = [each for each in names if not chosen or each != cases[chosen][0].consultant]
    who = right.selectbox(
        t("second.who"),
        others,
        index=None,
        format_func=lambda each: names[each],
        placeholder=t("second.choose"),
        key="second_who",
    )
    pressed = st.button(t("second.ask"), type="primary", disabled=not (chosen and who))
    if pressed and chosen and who:
        do(lambda: seconding.ask(ctx, chosen, who))


def _coefficients(view: AgreementView) -> None:
    """Of the edition that is chosen: totals, levels, and every question."""
    st.header(t("second.found_title"), anchor=False)
    if not view.agreements:
        st.info(t("second.no_pairs"))
        return
    titles = [
        t(
            "second.edition",
            title=each.questionnaire.title.to(language()),
            edition=each.questionnaire.edition,
            pairs=each.pairs,
        )
        for each in view.agreements
    ]
    place = st.selectbox(
        t("analysis.choose"), range(len(titles)), format_func=titles.__getitem__, key="agreed"
    )
    found = view.agreements[place]
    st.markdown(
        t(
            "second.totals",
            pairs=found.pairs,
            icc=_text(found.totals),
            levels=_text(found.levels),
        )
    )
    if found.pairs < found.needed:
        st.warning(t("second.few", pairs=found.pairs, needed=found.needed))
    st.dataframe(_table(found), hide_index=True, width="stretch", key="agreement_items")
    st.caption(t("second.how", needed=found.needed))


def _table(found: Agreement) -> pd.DataFrame:
    """A line a question."""
    rows = [
        (
            each.item.ask.to(language()),
            each.n,
            t("second.share", alike=each.alike, n=each.n, percent=round(100 * each.alike / each.n))
            if each.n
            else "—",
            _text(each.kappa),
        )
        for each in found.items
    ]
    columns = [t(f"second.column_{name}") for name in ("question", "n", "share", "kappa")]
    return pd.DataFrame(rows, columns=columns)


def _text(figure: SampleFigure) -> str:
    if not isinstance(figure, SampleEstimate):
        return t(f"second.few_{figure.why}", n=figure.n, needed=figure.needed)
    value = two_decimals(figure.value)
    if figure.low is None or figure.high is None:
        return t("second.no_interval", value=value)
    low, high = map(two_decimals, (figure.low, figure.high))
    return t("second.interval", value=value, low=low, high=high)


def _case(ctx: Context, case: SecondedCase, names: Mapping[str, str]) -> None:
    """Who, since when, how far; both totals once both are done."""
    id, finding = case.assessment.id, case.finding
    with st.container(border=True, key=f"agreed_{id}", gap="xsmall"):
        st.markdown(f"**{escaped(case.enterprise.name)}**")
        people = {
            "first": escaped(names.get(case.assessment.consultant or "", "—")),
            "second": escaped(names.get(finding.by, finding.by)),
        }
        st.caption(t("second.case_people", day=day(finding.asked_at), **people))
        if case.cards is not None and case.questionnaire is not None:
            first, second = (card.total for card in case.cards)
            apart = "" if first is None or second is None else difference_of(first, second)
            totals = {"first": figure(first), "second": figure(second), "apart": apart}
            st.markdown(t("second.case_totals", **totals))
            with st.expander(t("second.case_items"), key=f"items_{id}", on_change="rerun") as more:
                if more.open:
                    draw_compared(
                        case.questionnaire,
                        case.claims or {},
                        case.firsts or {},
                        case.seconds or {},
                    )
            return
        if finding.open:
            st.markdown(t("second.case_open", given=len(finding.answers)))
            label, warning = t("second.withdraw"), t("second.withdraw_warning")
            if asked_first(f"withdraw:{id}", label, warning):
                do(lambda: seconding.withdraw(ctx, id))
        else:
            st.markdown(t("second.case_waits"))


show()
