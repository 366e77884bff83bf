"""The enterprises that were submitted to the consultant's centre."""

import streamlit as st

from assessments.model import Assessment, Enterprise, Stage
from scoring.scorecard import Scorecard
from services import verifying
from views import address
from views.markdown import escaped
from views.paging import page_of
from views.session import context, t, voice
from views.shown import district_name, division_name, figure, moment, stage_name

Assigned = tuple[Assessment, Enterprise]
CASE = "case"  # in the address of the page of one case; it names a case, it opens none


def show() -> None:
    """Draw the list with its filters."""
    ctx = context()
    st.title(t("consultant.assigned_title"), anchor=False)
    cases = verifying.assigned(ctx)
    if not cases:
        st.info(t("consultant.none_assigned"))
        return
    found, by = _filtered(cases)
    st.caption(t("consultant.found", found=len(found), all=len(cases)))
    shown = page_of(found, by)
    cards = verifying.cards(ctx, (assessment for assessment, _ in shown))
    for assessment, enterprise in shown:
        _row(assessment, enterprise, cards.get(assessment.id))


def _filtered(cases: list[Assigned]) -> tuple[list[Assigned], tuple[str, str]]:
    """The cases that match what was typed and chosen, and what that is."""
    stages = sorted({assessment.stage for assessment, _ in cases}, key=list(Stage).index)
    address.begin("stage", "stage", stages)
    address.begin("search", "search")
    left, right = st.columns(2)
    stage = left.selectbox(
        t("consultant.stage"),
        ["", *stages],
        format_func=lambda each: stage_name(each) if each else t("consultant.all_stages"),
        key="stage",
    )
    words = right.text_input(
        t("consultant.search"), key="search", placeholder=t("consultant.search_example")
    ).strip()
    address.say(stage=stage, search=words)
    found = [
        (assessment, enterprise)
        for assessment, enterprise in cases
        if (not stage or assessment.stage == stage) and words.lower() in enterprise.name.lower()
    ]
    return found, (stage, words)


def _row(assessment: Assessment, enterprise: Enterprise, card: Scorecard | None) -> None:
    with st.container(border=True, key=f"case_{assessment.id}", gap="xsmall"):
        st.page_link(
            "consultant/verify.py",
            label=f"**{escaped(enterprise.name)}**",
            query_params=address.with_(**{CASE: assessment.id}),
        )
        st.caption(
            t(
                "consultant.row",
                division=division_name(enterprise.division),
                district=district_name(enterprise.district),
                at=moment(assessment.submitted_at) if assessment.submitted_at else "",
            )
        )
        st.markdown(
            t(
                "consultant.row_state",
                stage=stage_name(assessment.stage),
                level=voice().level(card.level if card else None),
                total=figure(card.total if card else None),
            )
        )


show()
