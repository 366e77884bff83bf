"""What the centre has set out to do in a quarter, how far it has come, and who has how much."""

from datetime import date

import pandas as pd
import streamlit as st

from access.table import allowed
from aggregates.breakdown import sector_titles
from assessments.campaigns import CampaignTarget, Quarter, quarter_of
from assessments.portfolio import Caseload
from assessments.years import CHINA
from services import campaigns
from services.campaigns import CampaignProgress, KeptCampaign
from services.context import Context
from services.portfolio import PortfolioChoice, portfolio, today_of
from services.portfolio_tables import voice_of
from views import address
from views.consultant.case_table import draw_link
from views.consultant.targets import draw_targets_form
from views.fields import stands
from views.markdown import escaped
from views.session import context, language, t, voice
from views.shown import district_name, moment

QUARTER = "quarter"  # in the address
LISTED = 10  # overdue cases that are named
OVERDUE = PortfolioChoice(due="overdue", sort="due")


def show() -> None:
    """Draw the quarter that is chosen."""
    ctx = context()
    st.title(t("campaign.title"), anchor=False)
    kept = _chosen(ctx)
    found = campaigns.progress(ctx, kept.quarter)
    late = portfolio(ctx, OVERDUE, page=1, size=LISTED)
    _draw_figures(found, late.found)
    edits = allowed(ctx.actor, "campaign.edit", ctx.actor.centre)
    _draw_targets(found, edits=edits)
    if edits:
        draw_targets_form(ctx, found.kept)
    _draw_caseloads(ctx, found)
    st.header(t("campaign.overdue"), anchor=False)
    if not late.lines:
        st.caption(t("campaign.overdue_none"))
        return
    said = voice_of(ctx, voice(), late.lines)
    sought = {name: value for name, value in OVERDUE.parts().items() if value}
    for line in late.lines:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_link(line, escaped(line.enterprise.name), **sought)
            row = said.row(line)
            told = (said.due(line), row["stage"], row["consultant"])
            st.caption(" · ".join(escaped(str(each)) for each in told if each))
    st.page_link(
        "consultant/assigned.py",
        label=t("campaign.overdue_all", count=late.found),
        query_params=sought,
    )


def _chosen(ctx: Context) -> KeptCampaign:
    known = {str(each.quarter): each for each in campaigns.quarters(ctx)}
    address.begin(QUARTER, QUARTER, known)
    now, quarters = str(quarter_of(today_of(ctx))), list(known)
    said = st.selectbox(
        t("campaign.quarter"),
        quarters,
        index=quarters.index(stands(QUARTER, now)),
        format_func=lambda each: _quarter_name(known[each].quarter),
        key=QUARTER,
        width=420,
    )
    address.say(**{QUARTER: "" if said == now else said})
    return known[said]


def _quarter_name(quarter: Quarter) -> str:
    said = {"first": quarter.first.isoformat(), "last": quarter.last.isoformat()}
    return t("campaign.quarter_name", year=quarter.year, number=quarter.number, **said)


def _draw_figures(found: CampaignProgress, late: int) -> None:
    whole = found.whole
    figures = {
        "signed": whole.signed,
        "in_hand": whole.in_hand,
        "drafts": whole.drafts,
        "overdue": late,
    }
    for column, (name, figure) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(t(f"campaign.figure_{name}"), figure, border=True)


def _draw_targets(found: CampaignProgress, *, edits: bool) -> None:
    st.header(t("campaign.progress"), anchor=False)
    kept = found.kept
    if not found.targets:
        st.info(t("campaign.none_lead" if edits else "campaign.none"))
        return
    rows = [
        {
            "district": _district(each.target),
            "sector": _sector(each.target),
            "firms": each.target.firms,
            "signed": each.signed,
            "share": min(100.0, 100.0 * each.signed / each.target.firms),
            "expected": round(each.expected),
            "behind": round(each.behind) or None,
            "in_hand": each.in_hand,
            "drafts": each.drafts,
            "by": each.target.by.isoformat(),
        }
        for each in found.targets
    ]
    names = list(rows[0])
    st.dataframe(
        pd.DataFrame(rows, columns=names),
        hide_index=True,
        placeholder="",
        alt=t("campaign.progress"),
        column_config={
            **{name: st.column_config.Column(t(f"campaign.column_{name}")) for name in names},
            "share": st.column_config.ProgressColumn(
                t("campaign.column_share"), min_value=0, max_value=100, format="%d%%"
            ),
        },
    )
    st.caption(t("campaign.progress_about"))
    if kept.at is not None:
        st.caption(t("campaign.kept", author=escaped(kept.author), at=moment(kept.at)))


def _district(target: CampaignTarget) -> str:
    return district_name(target.district) if target.district else t("campaign.every_district")


def _sector(target: CampaignTarget) -> str:
    if target.sector is None:
        return t("campaign.every_sector")
    return sector_titles()[target.sector].to(language())


def _draw_caseloads(ctx: Context, found: CampaignProgress) -> None:
    st.header(t("campaign.workload"), anchor=False)
    if not found.caseloads:
        st.caption(t("campaign.workload_none"))
        return
    rows = [
        {
            "consultant": found.names.get(each.consultant, each.consultant)
            if each.consultant
            else t("campaign.nobody"),
            "waiting": each.waiting,
            "begun": each.begun,
            "overdue": each.overdue,
            "done": each.signed,
            "longest": _waited(each, today_of(ctx)),
        }
        for each in found.caseloads
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        placeholder="",
        alt=t("campaign.workload"),
        column_config={
            name: st.column_config.Column(t(f"campaign.column_{name}")) for name in rows[0]
        },
    )


def _waited(caseload: Caseload, today: date) -> int | None:
    if caseload.since is None:
        return None
    return (today - caseload.since.astimezone(CHINA).date()).days


show()
