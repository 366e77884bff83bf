"""Which answers to check first, as a section of the page of a case."""

import streamlit as st

from assessments.model import Stage
from i18n import one_decimal, percent
from questionnaires.model import Item
from scoring.sensitivity import CHANCE, Doubt, Sensitivity
from services import planning
from services.verifying import Case
from views.markdown import escaped
from views.session import language, t, voice

FIRST = 5  # answers that are named


def draw_check_first(case: Case) -> None:
    """The section; nothing once the case is signed, or where there is no total yet."""
    if case.dossier.assessment.stage not in (Stage.SUBMITTED, Stage.UNDER_VERIFICATION):
        return
    found = planning.sensitivity(case.dossier)
    if found is None:
        return
    st.header(t("path.check_title"), anchor=False)
    first = [doubt for doubt in found.doubts[:FIRST] if doubt.drop > 0]
    if not first:
        st.markdown(t("path.check_sure"))
        return
    st.markdown(_lead(found))
    st.markdown(
        "\n".join(_row(case.dossier.questionnaire.by_id[doubt.item], doubt) for doubt in first)
    )
    st.caption(t("path.check_note", chance=percent(CHANCE)))


def _lead(found: Sensitivity) -> str:
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


def _row(item: Item, doubt: Doubt) -> str:
    """One answer: what hangs on it, and what to look at."""
    lang = language()
    relief = one_decimal(doubt.relief * 100)
    words = t("path.check_row", drop=one_decimal(doubt.drop))
    if relief != one_decimal(0):
        words += t("path.check_relief", relief=relief)
    if doubt.alone:
        words += t("path.check_alone")
    lines = [f"1. **{escaped(item.ask.to(lang))}**", f"   - {words}"]
    if item.evidence is not None:
        look = t("consultant.look_at", what=escaped(item.evidence.to(lang)))
        lines.append(f"   - {look}")
    return "\n".join(lines)
