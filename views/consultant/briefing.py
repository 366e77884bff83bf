"""Before the visit: what a consultant should know of one case, and the list to take along."""

import re

import streamlit as st

from i18n import percent
from reports.figures import first_depth
from reports.registry import FORMATS
from scoring.sensitivity import CHANCE
from services import briefing
from services.briefing import Briefing
from services.concerns import concerns_in
from services.context import Context
from services.file_jobs import ChecklistJob
from solutions.concerns import concerns
from views import address
from views.consultant.check_first import check_lead
from views.consultant.flag_list import draw_flags
from views.consultant.order_table import draw_order, draw_rest
from views.download import download_button, when_pressed
from views.markdown import escaped
from views.provisional import mark_provisional
from views.session import context, language, t, voice, wiring
from views.shown import (
    district_name,
    division_name,
    figure,
    size_name,
    size_of_enterprise,
    stage_name,
)

CASE = "case"
FIRST = 10  # answers that are named at once
FILES = ("pdf", "docx")  # formats of the list
LONGEST = 60  # characters of a file name


def show() -> None:
    """Draw the briefing of the case that the address names."""
    assessment = st.query_params.get(CASE)
    if assessment is None:
        st.page_link("consultant/assigned.py", label=t("consultant.back"))
        st.info(t("consultant.none_chosen"))
        return
    ctx = context()
    found = briefing.briefing(ctx, assessment)
    here = address.with_()
    st.page_link("consultant/verify.py", label=t("briefing.to_case"), query_params=here)
    st.title(t("briefing.title", name=escaped(found.dossier.enterprise.name)), anchor=False)
    _facts(found)
    left, right = st.columns(2, gap="large")
    with left:
        _firm(found)
    with right:
        _list(ctx, found)
    _order(found)
    st.header(t("flags.title"), anchor=False)
    draw_flags(found.dossier.questionnaire, found.plan.flags)
    left, right = st.columns(2, gap="large")
    with left:
        _claim(found)
    with right:
        _files(found)


def _facts(found: Briefing) -> None:
    """Who it is, in a line."""
    enterprise = found.dossier.enterprise
    facts = t(
        "consultant.facts",
        division=division_name(enterprise.division),
        district=district_name(enterprise.district),
        employees=enterprise.employees,
        size=size_name(size_of_enterprise(enterprise)),
        code=escaped(enterprise.credit_code or t("consultant.no_code")),
    )
    stage = t("consultant.state", stage=stage_name(found.dossier.assessment.stage))
    st.caption(f"{facts} · {stage}")


def _order(found: Briefing) -> None:
    st.header(t("briefing.order"), anchor=False)
    mark_provisional(found.card)
    if found.plan.found is None:
        st.markdown(t("briefing.no_result"))
        return
    st.markdown(check_lead(found.plan.found))
    draw_order(found.dossier.questionnaire, found.plan, FIRST)
    draw_rest(found.dossier.questionnaire, found.plan, FIRST)
    st.caption(t("path.check_note", chance=percent(CHANCE)))


def _list(ctx: Context, found: Briefing) -> None:
    """The files to print, made apart from the server."""
    st.header(t("briefing.list_title"), anchor=False)
    st.markdown(t("briefing.list_about"))
    wiring().makers.prepare()
    name = re.sub(r"[^\w-]+", "_", found.dossier.enterprise.name)[:LONGEST].strip("_")
    for ending in FILES:
        job = ChecklistJob(found.dossier.assessment.id, voice(), ending)
        download_button(
            t(f"briefing.format_{ending}"),
            when_pressed(ctx, job),
            name=t("briefing.file_checklist", name=name),
            format=FORMATS[ending].ending,
            key=f"checklist:{ending}",
        )


def _firm(found: Briefing) -> None:
    """What it claims, what presses it, what it does."""
    dossier, card = found.dossier, found.card
    st.header(t("briefing.firm"), anchor=False)
    result = t("briefing.no_result")
    if card.total is not None:
        level = voice().rung(card.level)
        result = t("briefing.result", level=level, total=figure(card.total))
    known, said = concerns(), concerns_in(dossier).said
    pressing = [known[each].says.to(language()) for each in dossier.pressing]
    business = found.business.model_dump()
    rows = {
        t("briefing.claimed"): result,
        t("briefing.pressing"): t("report.comma").join(pressing),
        t("briefing.request"): said.request,
        **{t(f"business.field_{field}"): words for field, words in business.items()},
    }
    told = [t("briefing.row", label=each, words=escaped(rows[each])) for each in rows if rows[each]]
    st.markdown("\n".join(told))


def _claim(found: Briefing) -> None:
    """The dimensions as claimed."""
    lang = language()
    st.header(t("briefing.dimensions"), anchor=False)
    lines = [f"| {t('briefing.dimension')} | {t('briefing.claimed_score')} |", "| :--- | ---: |"]
    lines += [
        f"| {escaped(node.title.to(lang))} | {figure(node.score)} |"
        for node in first_depth(found.card)
    ]
    st.markdown("\n".join(lines))


def _files(found: Briefing) -> None:
    """What lies there by now; opened on the page of the case."""
    st.header(t("briefing.files"), anchor=False)
    asked, lang = found.dossier.questionnaire.by_id, language()
    lines = []
    for each in found.files:
        told = {
            "name": escaped(each.name),
            "item": escaped(asked[each.item].ask.to(lang)),
            "shows": escaped(each.shows),
        }
        key = "file_shows" if each.shows else "file"
        lines.append(f"- {t(f'briefing.{key}', **told)}")
    st.markdown("\n".join(lines) or t("briefing.no_files"))


show()
