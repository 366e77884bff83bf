"""What was handed over for review, what was returned or accepted; a lead's rule about it."""

from collections.abc import Sequence

import streamlit as st

from access.table import allowed
from assessments.model import Assessment, Enterprise
from services import reviewing, verifying
from services.context import Context
from services.reviewing import Review
from views.doing import do
from views.markdown import escaped
from views.session import context, t
from views.shown import moment

GROUPS = ("handed_over", "returned", "accepted")
Reviewed = tuple[Assessment, Enterprise, Review]


def show() -> None:
    """Draw the groups that have a case, and the rule for whoever may set it."""
    ctx = context()
    st.title(t("reviews.page_title"), anchor=False)
    st.markdown(t("reviews.page_about"))
    found = _found(ctx)
    if not found:
        st.info(t("reviews.none"))
    for group in GROUPS:
        own = [each for each in found if each[2].act == group]
        if own:
            st.header(t(f"reviews.group_{group}"), anchor=False)
            for each in own:
                _row(*each)
    if allowed(ctx.actor, "review.rule", ctx.actor.centre):
        _rule(ctx)


def _found(ctx: Context) -> Sequence[Reviewed]:
    """The open cases that were ever handed over, those that wait longest first."""
    cases = [each for each in verifying.assigned(ctx) if not each[0].signed]
    known = reviewing.reviews(ctx, (assessment for assessment, _ in cases))
    found = [(each, firm, known[each.id]) for each, firm in cases if each.id in known]
    return sorted(found, key=lambda each: str(each[2].at))


def _row(assessment: Assessment, enterprise: Enterprise, review: Review) -> None:
    with st.container(border=True, key=f"review_{assessment.id}", gap="xsmall"):
        st.page_link(
            "consultant/verify.py",
            label=f"**{escaped(enterprise.name)}**",
            query_params={"case": assessment.id, "part": "sign"},
        )
        at = moment(review.at) if review.at else ""
        st.caption(t("reviews.row", by=escaped(review.by), at=at))
        if review.remarks:
            st.markdown(f"> {escaped(review.remarks)}")


def _rule(ctx: Context) -> None:
    rule = reviewing.rule(ctx)
    st.header(t("reviews.rule_title"), anchor=False)
    with st.form(f"rule:{rule.revision}", enter_to_submit=False):
        wanted = st.checkbox(t("reviews.rule_wanted"), value=rule.wanted, key="rule_wanted")
        if rule.at is None:
            st.caption(t("reviews.rule_default"))
        else:
            st.caption(t("reviews.rule_by", by=escaped(rule.by), at=moment(rule.at)))
        sent = st.form_submit_button(t("reviews.rule_save"))
    if sent and wanted != rule.wanted:
        do(lambda: reviewing.set_rule(ctx, wanted=wanted, seen=rule.revision))


show()
