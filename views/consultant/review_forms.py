"""The second pair of eyes on the page of a case: handing over, accepting, returning."""

from collections.abc import Callable

import streamlit as st

from services import reviewing
from services.context import Context
from services.dossier import Dossier
from services.reviewing import LONGEST_REMARK, Review, may_review, needs_review, review_in
from services.signing import content_digest
from services.verifying import Case
from views.doing import do
from views.markdown import escaped
from views.session import language, t
from views.shown import moment

GoTo = Callable[[str], None]


def waits_for(ctx: Context, dossier: Dossier) -> bool:
    """Whether it was handed over, and the actor may accept or return it."""
    return review_in(dossier).act == "handed_over" and may_review(ctx, dossier)


def draw_review(ctx: Context, case: Case, go_to: GoTo) -> None:
    """Every act so far, and what can be done now."""
    dossier = case.dossier
    review, needed = review_in(dossier), needs_review(ctx, dossier)
    signed = dossier.assessment.signed
    if review.act == "none" and (signed or not needed):
        return
    st.header(t("reviews.title"), anchor=False)
    judges = not signed and waits_for(ctx, dossier)
    if not signed and (needed or review.act == "returned"):
        st.caption(t("reviews.needed" if needed else "reviews.not_needed"))
    for each in reviewing.history(ctx, dossier.assessment.id) if review.revision else ():
        _draw_act(case, each, go_to)
    if signed:
        return
    if judges:
        _judge(ctx, case, review)
    elif review.act == "accepted" and review.state != content_digest(dossier):
        st.warning(t("reviews.changed_since"))
        _hand_over(ctx, dossier, review)
    elif review.act in ("none", "returned"):
        _hand_over(ctx, dossier, review)


def _draw_act(case: Case, review: Review, go_to: GoTo) -> None:
    at = moment(review.at) if review.at else ""
    st.markdown(f"- {t(f'reviews.act_{review.act}', by=escaped(review.by), at=at)}")
    if review.remarks:
        st.markdown(f"  > {escaped(review.remarks)}")
    by_id = case.dossier.questionnaire.by_id
    for id, text in review.items.items():
        ask = escaped(by_id[id].ask.to(language()))
        with st.container(key=f"named_{review.revision}_{id}", gap="xsmall"):
            if st.button(ask, key=f"review:{review.revision}:{id}", type="tertiary"):
                go_to(id)
            st.markdown(f"> {escaped(text)}")


def _hand_over(ctx: Context, dossier: Dossier, review: Review) -> None:
    id = dossier.assessment.id
    with st.form(f"hand_over:{id}:{review.revision}", enter_to_submit=False):
        remarks = st.text_area(
            t("reviews.for_reviewer"), max_chars=LONGEST_REMARK, height=80, key=f"for:{id}"
        )
        sent = st.form_submit_button(t("reviews.hand_over"), type="primary", width="stretch")
    if sent:
        do(lambda: reviewing.hand_over(ctx, id, remarks, seen=review.revision))


def _judge(ctx: Context, case: Case, review: Review) -> None:
    """Accept what the page shows, or return it with remarks."""
    id, by_id = case.dossier.assessment.id, case.dossier.questionnaire.by_id
    # A click is about what the page showed when it was clicked, not what was read just now.
    key = f"reviewed:{id}"
    state = st.session_state.get(key) or content_digest(case.dossier)
    st.session_state[key] = content_digest(case.dossier)
    seen = review.revision
    chosen = st.multiselect(
        t("reviews.items"),
        list(case.verdicts),
        format_func=lambda each: by_id[each].ask.to(language()),
        key=f"items:{id}:{seen}",
        placeholder=t("reviews.items_none"),
    )
    items = {
        each: st.text_input(escaped(by_id[each].ask.to(language())), key=f"item:{id}:{seen}:{each}")
        for each in chosen
    }
    remarks = st.text_area(
        t("reviews.remarks"), max_chars=LONGEST_REMARK, height=80, key=f"remarks:{id}:{seen}"
    )
    left, right = st.columns(2)
    if left.button(t("reviews.accept"), type="primary", width="stretch", key=f"accept:{id}"):
        do(lambda: reviewing.accept(ctx, id, remarks, seen=seen, state=state))
    if right.button(t("reviews.return"), width="stretch", key=f"return:{id}"):
        do(lambda: reviewing.give_back(ctx, id, remarks, items, seen=seen))
