"""The claimed and the verified result side by side."""

import streamlit as st

from i18n import difference_of
from reports.figures import first_depth
from scoring.scorecard import NodeScore, Scorecard
from services import comparing
from services.verifying import Case
from views.change import change_markdown
from views.kept import kept
from views.markdown import escaped
from views.session import language, t, voice
from views.shown import figure


def draw_comparison(case: Case) -> None:
    """Draw levels, totals and dimensions of both sides with their difference and its parts."""
    claimed, verified = case.claimed_card, case.verified_card
    found = {node.id: node for node in verified.nodes}
    level = escaped(_level(claimed)), escaped(_level(verified))
    lines = [
        "| | "
        + " | ".join(t(f"consultant.{side}") for side in ("claimed", "verified", "moved"))
        + " |",
        "| :--- | ---: | ---: | ---: |",
        f"| {t('consultant.level')} | {level[0]} | {level[1]} | |",
    ]
    nodes = (claimed.nodes[0], *first_depth(claimed))
    lines += [_line(node, found[node.id]) for node in nodes]
    with st.container(key="comparison"):
        st.markdown("\n".join(lines))
    dossier = case.dossier
    if dossier.verified:
        key = (dossier.assessment, dossier.enterprise, case.seen)
        made = kept("sides", key, lambda: comparing.compare_sides(dossier))
        st.markdown(change_markdown(made))


def _level(card: Scorecard) -> str:
    return voice().level_number(card.level.number if card.level else None)


def _line(claimed: NodeScore, verified: NodeScore) -> str:
    moved = ""
    if claimed.score is not None and verified.score is not None:
        moved = difference_of(claimed.score, verified.score)
    if moved not in ("", "0.0"):
        moved = f"**{moved}**"
    title = escaped(claimed.title.to(language()))
    return f"| {title} | {figure(claimed.score)} | {figure(verified.score)} | {moved} |"
