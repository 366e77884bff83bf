"""What to verify first, as a table whose three factors can be seen."""

from collections.abc import Sequence

import streamlit as st

from i18n import exact, one_decimal
from questionnaires.model import Questionnaire
from scoring.checking_order import FirstCheck
from scoring.flags import flag_rules
from services.briefing import CheckPlan
from views.markdown import escaped
from views.session import language, t

COLUMNS = ("rank", "question", "effect", "unusual", "ease")


def draw_order(questionnaire: Questionnaire, plan: CheckPlan, most: int) -> None:
    """The first ``most`` answers to verify, and how the order comes about."""
    if not plan.order:
        st.markdown(t("briefing.order_none"))
        return
    with st.container(key="checking_order"):
        st.markdown(_table(questionnaire, plan, plan.order[:most], 1))
    rule, least = flag_rules(), flag_rules().rare.least
    factors = {
        "level": exact(rule.order.level),
        "unusual": exact(rule.order.rare),
        "file": exact(rule.order.file),
        "counted": exact(rule.order.counted),
        "told": exact(rule.order.told),
    }
    known = "kind_known" if plan.compared else "kind_unknown"
    st.caption(t("briefing.order_about", **factors))
    st.caption(t(f"briefing.{known}", least=least, compared=plan.compared))


def draw_rest(questionnaire: Questionnaire, plan: CheckPlan, most: int) -> None:
    """The others, folded; nothing where there are none."""
    rest = plan.order[most:]
    if rest:
        with st.expander(t("briefing.order_more", n=len(rest))):
            st.markdown(_table(questionnaire, plan, rest, most + 1))


def _table(
    questionnaire: Questionnaire, plan: CheckPlan, checks: Sequence[FirstCheck], first: int
) -> str:
    heads = " | ".join(t(f"briefing.column_{name}") for name in COLUMNS)
    lines = [f"| {heads} |", "| ---: | :--- | :--- | :--- | :--- |"]
    for place, check in enumerate(checks, start=first):
        item = questionnaire.by_id[check.item]
        cells = (
            str(place),
            escaped(item.ask.to(language())),
            _effect(check),
            t(f"briefing.unusual_{_unusual(check, plan)}"),
            t(f"briefing.ease_{check.ease}"),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _effect(check: FirstCheck) -> str:
    """Points, doubt of the level, and whether the level goes with it alone."""
    words = t("briefing.effect", points=one_decimal(check.doubt.drop))
    relief = one_decimal(check.doubt.relief * 100)
    if relief != one_decimal(0):
        words += t("briefing.effect_relief", relief=relief)
    return words + (t("briefing.effect_alone") if check.doubt.alone else "")


def _unusual(check: FirstCheck, plan: CheckPlan) -> str:
    if check.rare and check.flagged:
        return "both"
    if check.rare or check.flagged:
        return "rare" if check.rare else "flagged"
    return "no" if plan.compared else "unknown"
