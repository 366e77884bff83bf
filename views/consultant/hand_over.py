"""Who of the centre has which open case, and handing one on to another centre."""

from collections.abc import Mapping

import streamlit as st

from assessments.model import Assessment, Enterprise
from services import accounts, assigning
from services.context import Context
from services.portfolio import IN_HAND, PortfolioChoice, portfolio
from views.doing import do
from views.enterprise.asking import asked_first
from views.markdown import escaped
from views.paging import ON_A_PAGE, draw_pager, page_in_address
from views.people_list import draw_owner_invitation, draw_shown_link
from views.session import context, t
from views.shown import moment, stage_name

OPEN_CASES = PortfolioChoice(stage=IN_HAND)


def show() -> None:
    """Draw the open cases of the centre, each with whom it was given to."""
    ctx = context()
    st.title(t("people.hand_over_title"), anchor=False)
    st.markdown(t("people.hand_over_about"))
    draw_shown_link(ctx)
    st.page_link("consultant/assigned.py", label=t("people.hand_over_many"))
    found = portfolio(ctx, OPEN_CASES, page=page_in_address("hand_over"), size=ON_A_PAGE)
    if not found.lines:
        st.info(t("people.no_open_cases"))
        return
    names = {each.username: each.name for each in assigning.consultants(ctx)}
    draw_pager(found.page, found.pages)
    for line in found.lines:
        _case(ctx, line.assessment, line.enterprise, names)


def _case(
    ctx: Context, assessment: Assessment, enterprise: Enterprise, names: Mapping[str, str]
) -> None:
    with st.container(border=True, key=f"case_{assessment.id}", gap="xsmall"):
        st.markdown(f"**{escaped(enterprise.name)}**")
        at = moment(assessment.submitted_at) if assessment.submitted_at else ""
        st.caption(t("people.case_line", stage=stage_name(assessment.stage), at=at))
        present = assessment.consultant
        choices = list(dict.fromkeys((None, *names, present)))  # who has it may be gone
        chosen = st.selectbox(
            t("people.consultant"),
            choices,
            index=choices.index(present),
            format_func=lambda each: names.get(each, each) if each else t("people.anybody"),
            key=f"consultant:{assessment.id}:{assessment.version}",
        )
        if chosen != present:
            do(lambda: assigning.assign(ctx, assessment.id, chosen, seen=assessment.version))
        _transfer(ctx, assessment, enterprise)
        with st.expander(t("people.invite_owner")):
            st.caption(t("people.invite_owner_about"))
            draw_owner_invitation(ctx, assessment.id, f"owner_{assessment.id}")


def _transfer(ctx: Context, assessment: Assessment, enterprise: Enterprise) -> None:
    centres = {id: name for id, name in accounts.centres(ctx).items() if id != ctx.actor.centre}
    if not centres:
        return
    with st.expander(t("people.transfer_case")):
        to = st.selectbox(
            t("people.centre"),
            list(centres),
            format_func=lambda each: centres[each],
            key=f"to:{assessment.id}",
        )
        label = t("people.transfer_case_now")
        warning = t(
            "people.transfer_case_warning", name=escaped(enterprise.name), to=escaped(centres[to])
        )
        if asked_first(f"transfer:{assessment.id}", label, warning):
            seen = assessment.version
            do(lambda: assigning.transfer_case(ctx, assessment.id, to, seen=seen))


show()
