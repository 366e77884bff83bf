"""The cases by their stage, side by side: how many, and those that press most."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import streamlit as st

from assessments.model import Stage
from assessments.portfolio import CaseLine
from services.context import Context
from services.portfolio import PortfolioChoice, board
from services.portfolio_tables import PortfolioVoice, voice_of
from views.consultant.case_filters import look_for
from views.consultant.case_table import draw_link
from views.markdown import escaped
from views.session import t, voice
from views.shown import stage_name

SHAPE = "shape"  # in the address: the list, or the board
BOARD = "board"


def draw_board(ctx: Context, choice: PortfolioChoice) -> None:
    """Draw a column a stage; a stage that has none is left out, unless it is a centre's work."""
    counts, found = board(ctx, choice)
    said = voice_of(ctx, voice(), [line for lines in found.values() for line in lines])
    shown = [stage for stage in Stage if counts.get(stage) or stage is not Stage.PUBLISHED]
    for column, stage in zip(st.columns(len(shown)), shown, strict=True):
        with column:
            _draw_stage(said, stage, counts.get(stage, 0), found[stage])
            rest = counts.get(stage, 0) - len(found[stage])
            label = t("portfolio.board_rest", count=rest)
            if rest > 0 and st.button(label, key=f"board:{stage}", type="tertiary"):
                look_for(replace(choice, stage=stage.value), **{SHAPE: ""})


def _draw_stage(said: PortfolioVoice, stage: Stage, count: int, lines: Sequence[CaseLine]) -> None:
    title = t("portfolio.board_stage", stage=stage_name(stage), count=count)
    st.header(title, anchor=False)
    if not lines:
        st.caption(t("portfolio.board_none"))
    for line in lines:
        with st.container(border=True, key=f"card_{line.assessment.id}", gap="xsmall"):
            draw_link(line, f"**{escaped(line.enterprise.name)}**")
            for text in _said(said, line):
                st.markdown(text)


def _said(said: PortfolioVoice, line: CaseLine) -> Iterator[str]:
    """By when it is due, how long it has waited, whose it is, and what came of it."""
    row = said.row(line)
    if line.due is not None and not line.assessment.signed:
        due = t("portfolio.card_due", due=said.due(line))
        yield f":red[{due}]" if row["late"] else due
    if row["waiting"] is not None:
        yield t("portfolio.card_waiting", days=row["waiting"])
    level = row["verified"] or row["claimed"]
    who = row["consultant"] or t("portfolio.nobody")
    small = (row["district"], row["round"], level, who if not line.assessment.signed else "")
    yield f":small[{' · '.join(escaped(str(each)) for each in small if each)}]"
