"""Where a questionnaire and its items come from, and how sure that is, as pages show it."""

import streamlit as st

from questionnaires.model import Item, Questionnaire
from views.markdown import escaped
from views.session import language, t

DOUBTFUL = ("secondary", "unconfirmed")


def draw_about(questionnaire: Questionnaire) -> None:
    """What the questionnaire is, with its sources folded away; the label says what is doubtful."""
    lang = language()
    st.markdown(escaped(questionnaire.about.to(lang)))
    doubtful = any(part.confidence == "unconfirmed" for part in questionnaire.provenance)
    with st.expander(t("enterprise.sources_unconfirmed" if doubtful else "enterprise.sources")):
        for part in questionnaire.provenance:
            confidence = t(f"report.confidence_{part.confidence}")
            st.markdown(f"- **{confidence}**　{escaped(part.source.to(lang))}")


def mark_of(questionnaire: Questionnaire, item: Item) -> str:
    """The mark behind an item whose own source is second hand or unconfirmed, else nothing."""
    named = {part.confidence for part in questionnaire.provenance if item.id in part.items}
    worst = next((each for each in reversed(DOUBTFUL) if each in named), None)
    return "" if worst is None else f" :orange-badge[{t(f'enterprise.mark_{worst}')}]"


def sources_of(questionnaire: Questionnaire, item: Item) -> list[str]:
    """The item's own sources, one line each."""
    return [
        t(
            "report.limit_source",
            confidence=t(f"report.confidence_{part.confidence}"),
            source=escaped(part.source.to(language())),
        )
        for part in questionnaire.provenance
        if item.id in part.items
    ]
