"""The targets of a quarter as a table that the lead fills in."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from aggregates.breakdown import divisions_of_sectors, sector_titles
from assessments.campaigns import MOST_FIRMS, Quarter
from assessments.districts import districts
from assessments.refusals import Refusal, Stale
from services import campaigns
from services.campaigns import KeptCampaign
from services.context import Context
from views.errors import why_not
from views.session import language, t
from views.shown import district_name

SAVED = "targets_saved"  # in the session: to be said once
COLUMNS = ("district", "sector", "firms", "by")


def draw_targets_form(ctx: Context, kept: KeptCampaign) -> None:
    """Draw the table. It keeps what was typed where it is refused or somebody was faster."""
    name = f"targets:{kept.quarter}"
    before: KeptCampaign = st.session_state.setdefault(name, kept)
    seen: int = st.session_state.setdefault(f"{name}:seen", kept.seen)
    with st.expander(t("campaign.edit"), expanded=kept.campaign is None):
        st.caption(t("campaign.edit_about"))
        with st.container(key="targets"):
            typed = st.data_editor(
                _table(before),
                num_rows="dynamic",
                hide_index=True,
                key=f"{name}:{before.seen}",
                alt=t("campaign.edit"),
                column_config=_columns(kept.quarter),
            )
        pressed = st.button(t("campaign.save"), key="targets:save", type="primary")
    if pressed:
        _save(ctx, name, kept, _rows(typed), seen)
    elif st.session_state.pop(SAVED, False):
        st.success(t("campaign.saved"))


def _save(
    ctx: Context, name: str, kept: KeptCampaign, rows: Sequence[Mapping[str, Any]], seen: int
) -> None:
    """Whoever was slower sees the other's targets above, and may save over them."""
    try:
        st.session_state[name] = campaigns.keep(ctx, kept.quarter, rows, seen=seen)
    except Refusal as refusal:
        if isinstance(refusal, Stale):
            st.session_state[f"{name}:seen"] = kept.seen
        st.error(why_not(refusal))
        return
    st.session_state[f"{name}:seen"] = st.session_state[name].seen
    st.session_state[SAVED] = True
    st.rerun()


def _columns(quarter: Quarter) -> dict[str, Any]:
    titles = {name: t(f"campaign.column_{name}") for name in COLUMNS}
    make = st.column_config
    return {
        "district": make.SelectboxColumn(titles["district"], options=list(_districts())),
        "sector": make.SelectboxColumn(titles["sector"], options=list(_sectors())),
        "firms": make.NumberColumn(titles["firms"], min_value=1, max_value=MOST_FIRMS, step=1),
        "by": make.DateColumn(
            titles["by"], min_value=quarter.first, max_value=quarter.last, format="YYYY-MM-DD"
        ),
    }


def _table(kept: KeptCampaign) -> pd.DataFrame:
    targets = kept.campaign.targets if kept.campaign else ()
    rows = [
        {
            "district": district_name(each.district) if each.district else None,
            "sector": sector_titles()[each.sector].to(language()) if each.sector else None,
            "firms": each.firms,
            "by": each.by,
        }
        for each in targets
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    types = {"district": "object", "sector": "object", "firms": "Int64"}
    return table.astype(types).assign(by=pd.to_datetime(table["by"]))


def _rows(typed: pd.DataFrame) -> list[dict[str, Any]]:
    """What was typed, with codes for names and None for what is empty."""
    rows = typed.astype(object).where(typed.notna(), None).to_dict("records")
    return [
        {
            "district": _districts().get(row["district"]),
            "sector": _sectors().get(row["sector"]),
            "firms": row["firms"],
            "by": row["by"],
        }
        for row in rows
    ]


def _districts() -> Mapping[str, str]:
    """The code of every district by its name."""
    return {district_name(code): code for code in districts()}


def _sectors() -> Mapping[str, str]:
    """The id of every sector by its title."""
    return {sector_titles()[id].to(language()): id for id in divisions_of_sectors()}
