"""The list of cases as a table over the whole width, with rows that can be chosen."""

import hashlib
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from assessments.model import Stage
from assessments.portfolio import OPEN, CaseLine
from services.context import Context
from services.flags import flag_counts
from services.portfolio import PortfolioPage
from services.portfolio_tables import voice_of
from views import address
from views.kept import kept
from views.markdown import escaped
from views.session import t, voice

CASE = "case"  # in the address of the page of one case; it names a case, it opens none
LINK, LATE = "#0f5c8a", "#b3261e"
ROW, HEAD, MOST = 35, 38, 18  # pixels of a row and of the header; rows that are seen at once
# what is shown, in this order, and how wide
SHOWN: Mapping[str, int] = {
    "name": 220,
    "stage": 135,
    "due": 160,
    "waiting": 90,
    "consultant": 90,
    "round": 60,
    "claimed": 105,
    "verified": 105,
    "flags": 70,
    "district": 90,
    "sector": 180,
    "questionnaire": 180,
    "submitted": 105,
    "signed": 105,
    "code": 180,
}


def draw_table(ctx: Context, found: PortfolioPage) -> Sequence[CaseLine]:
    """Draw the page of the list; the lines that are chosen. A click on a name opens its case."""
    said, flags = voice_of(ctx, voice(), found.lines), _flags(ctx, found.lines)
    rows = []
    for line in found.lines:
        row = said.row(line)
        rows.append({**row, "due": said.due(line), "flags": flags.get(line.assessment.id) or None})
    table = pd.DataFrame(rows, columns=list(SHOWN))
    late = {place for place, line in enumerate(found.lines) if line.overdue(said.today)}
    styled = table.style.set_properties(subset=["name"], color=LINK).apply(
        lambda cells: [f"color: {LATE}" if place in late else "" for place in cells.index],
        subset=["due"],
    )
    styled = styled.format(subset=["waiting", "flags"], precision=0, na_rep="")
    state = st.dataframe(
        styled,
        hide_index=True,
        height=HEAD + ROW * min(len(rows), MOST),
        row_height=ROW,
        placeholder="",
        key=f"cases:{_state(found.lines)}",
        on_select="rerun",
        selection_mode=["multi-row", "single-cell"],
        alt=t("portfolio.table_alt", count=len(rows)),
        column_config={
            name: st.column_config.Column(
                t(f"portfolio.column_{name}"), width=width, pinned=name == "name"
            )
            for name, width in SHOWN.items()
        },
    )
    for place, column in state.selection.cells:
        if column == "name":
            _open(found.lines[place])
    return [found.lines[place] for place in state.selection.rows]


def _flags(ctx: Context, lines: Sequence[CaseLine]) -> Mapping[str, int]:
    """How many quality flags each of those in hand has; worked out once while they stay."""
    cases = [line.assessment for line in lines if line.assessment.stage in OPEN]
    return kept("case_flags", _state(lines), lambda: flag_counts(ctx, cases))


def _open(line: CaseLine) -> None:
    if line.assessment.stage is Stage.DRAFT:
        st.info(t("portfolio.draft_closed", name=escaped(line.enterprise.name)))
        return
    where = address.with_(**{CASE: line.assessment.id})
    st.switch_page("consultant/verify.py", query_params=where)


def draw_opening(chosen: Sequence[CaseLine]) -> None:
    """A link to the case that is chosen, for whoever does not use a mouse; or how to choose."""
    if len(chosen) == 1:
        line = chosen[0]
        key = "draft_closed" if line.assessment.stage is Stage.DRAFT else "open"
        draw_link(line, t(f"portfolio.{key}", name=escaped(line.enterprise.name)))
    else:
        st.caption(t("portfolio.chosen", count=len(chosen)) if chosen else t("portfolio.choose"))


def draw_link(line: CaseLine, label: str, **sought: str) -> None:
    """A link to the case; what the list looks for goes along, or what is ``sought``.

    Of a draft the words alone: its answers are its enterprise's.
    """
    if line.assessment.stage is Stage.DRAFT:
        st.markdown(label)
        return
    st.page_link(
        "consultant/verify.py",
        label=label,
        query_params=(sought or address.with_()) | {CASE: line.assessment.id},
    )


def _state(lines: Sequence[CaseLine]) -> str:
    """Changes with what stands in which row, so that no choice slips to another row."""
    text = " ".join(
        f"{each.assessment.id}:{each.assessment.version}:{each.due_seen}" for each in lines
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]
