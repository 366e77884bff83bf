"""The mark of a result that too few answers carry, wherever a page shows what rests on it."""

import streamlit as st

from scoring.scorecard import Scorecard
from services.dossier import Dossier
from views.session import t


def mark_estimate(dossier: Dossier) -> None:
    """Draw the mark of a level that so few questions have given; nothing otherwise."""
    if dossier.rubric.estimate is not None:
        st.markdown(f":orange-badge[{t('report.mark_estimate')}]")


def mark_provisional(card: Scorecard) -> None:
    """Draw the mark where ``card`` is provisional; nothing otherwise."""
    if card.provisional:
        st.markdown(f":orange-badge[{t('report.mark_provisional')}]")
