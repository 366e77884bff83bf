"""Which answers to check first, as a section of the page of a case."""

import streamlit as st

from assessments.model import Stage
from i18n import one_decimal, percent
from scoring.sensitivity import CHANCE, Sensitivity
from services.briefing import checking_plan
from services.verifying import Case
from views.consultant.order_table import draw_order
from views.kept import kept
from views.session import context, t, voice

FIRST = 5  # answers that are named


def draw_check_first(case: Case) -> None:
    """The section; nothing once the case is signed, or where there is no total yet."""
    dossier = case.dossier
    if dossier.assessment.stage not in (Stage.SUBMITTED, Stage.UNDER_VERIFICATION):
        return
    key = (dossier.assessment, dossier.enterprise, case.seen)
    plan = kept("checking_plan", key, lambda: checking_plan(context(), dossier))
    if plan.found is None:
        return
    st.header(t("path.check_title"), anchor=False)
    if plan.order:
        st.markdown(check_lead(plan.found))
    draw_order(dossier.questionnaire, plan, FIRST)
    st.caption(t("path.check_note", chance=percent(CHANCE)))


def check_lead(found: Sensitivity) -> str:
    """How sure the result is, in a sentence."""
    low, high = found.middle
    return t(
        "path.check_lead",
        chance=percent(CHANCE),
        too_high=percent(found.too_high),
        low=one_decimal(low),
        high=one_decimal(high),
        worst=voice().level_number(found.worst.level),
        worst_total=one_decimal(found.worst.total),
    )
