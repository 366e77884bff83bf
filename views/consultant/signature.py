"""Review and signature of a case: what lacks, what is counted, who accepts, who signs."""

from collections.abc import Callable, Sequence

import streamlit as st

from assessments.corrections import opened
from assessments.model import Stage
from assessments.refusals import Refusal
from assessments.verdicts import ORDER
from i18n import Text
from services import correcting, verifying, visits
from services.context import Context
from services.correcting import LONGEST_REASON, superseded_by
from services.reviewing import hindrance, review_in
from services.signing import checked_signature
from services.verifying import Case
from views import address
from views.consultant.finding import COLOURS
from views.consultant.item_notes import note_markdown
from views.consultant.review_forms import draw_review, waits_for
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.markdown import escaped
from views.session import language, t
from views.shown import moment

GoTo = Callable[[str], None]


def draw_signature(ctx: Context, case: Case, go_to: GoTo) -> None:
    """The part of the page; ``go_to`` opens a question."""
    assessment = case.dossier.assessment
    _counted(case)
    if assessment.signed:
        _signed(case)
        draw_review(ctx, case, go_to)
        _correct(ctx, case)
    elif assessment.stage is Stage.UNDER_VERIFICATION:
        _unchecked(case, go_to)
        _open_points(case, go_to)
        if _lacks(case, go_to):
            return
        draw_review(ctx, case, go_to)
        _sign(ctx, case)


def _counted(case: Case) -> None:
    """How many claims had which verdict."""
    st.header(t("consultant.counted_title"), anchor=False)
    told = (
        f":{COLOURS[each]}-badge[{t(f'consultant.verdict_{each}')} {n}]"
        for each, n in case.counts.items()
    )
    st.markdown(" ".join(told))


def _unchecked(case: Case, go_to: GoTo) -> None:
    """Those that nobody has looked at, each by its name."""
    if case.unchecked:
        st.warning(t("consultant.unchecked_named", n=len(case.unchecked)))
        _items(case, case.unchecked, go_to, "unchecked")


def _open_points(case: Case, go_to: GoTo) -> None:
    """What is still open; it hinders nothing, and is told."""
    if not case.unsettled:
        return
    st.subheader(t("points.open_title", n=len(case.unsettled)), anchor=False)
    st.caption(t("points.open_about"))
    st.markdown("\n".join(map(note_markdown, case.unsettled)))
    items = tuple(dict.fromkeys(each.item for each in case.unsettled if each.item))
    _items(case, items, go_to, "open")


def _lacks(case: Case, go_to: GoTo) -> bool:
    """What has to be seen to before anybody signs; True where there is anything."""
    visit = visits.lacks(case.dossier)
    found = (*case.missing, *case.problems, *case.unexplained)
    if not found and not visit:
        return False
    st.warning(t("consultant.not_whole", count=len(found) + len(visit)))
    words: Sequence[Text] = (*case.problems.values(), *visit)
    st.markdown("\n".join(f"- {escaped(each.to(language()))}" for each in words))
    _items(case, case.missing, go_to, "missing")
    if case.unexplained:
        st.markdown(t("consultant.remarks_lacking"))
        _items(case, case.unexplained, go_to, "unexplained")
    return True


def _items(case: Case, ids: Sequence[str], go_to: GoTo, name: str) -> None:
    """A way to each of these questions."""
    by_id = case.dossier.questionnaire.by_id
    with st.container(key=f"named_{name}", gap="xsmall"):
        for id in ids:
            if id in by_id and st.button(
                escaped(by_id[id].ask.to(language())), key=f"{name}:{id}", type="tertiary"
            ):
                go_to(id)


def _sign(ctx: Context, case: Case) -> None:
    """What the signature freezes, the confirmations, the button."""
    st.header(t("consultant.sign_title"), anchor=False)
    dossier, id = case.dossier, case.dossier.assessment.id
    # A click signs what the page showed when it was clicked, not what was read just now.
    key = f"seen:{id}"
    seen = st.session_state.get(key, case.seen)
    st.session_state[key] = case.seen
    if waits_for(ctx, dossier):
        st.info(t("reviews.sign_judged"))
        return
    if hinders := hindrance(ctx, dossier):
        if hinders == "review_accepted_by_you":
            st.info(t("reviews.sign_accepted"))
        else:
            is_back = review_in(dossier).act == "returned"
            st.info(t("reviews.sign_returned" if is_back else "reviews.sign_waits"))
        return
    counted = case.checked._asdict()
    adjusted = sum(case.counts[each] for each in ORDER if each in ("up", "down", "changed"))
    told = {"changed": adjusted, "asked": len(dossier.claimed), **counted}
    st.markdown(t("consultant.sign_about", **told))
    if case.edits:
        st.markdown(t("editing.sign_about", edits=case.edits))
    left = len(case.unchecked)
    leaves = not left or st.checkbox(t("consultant.sign_leaves", n=left), key=f"leaves:{id}")
    sure = st.checkbox(t("consultant.sign_sure", **counted), key=f"sure:{id}")
    if st.button(t("consultant.sign"), type="primary", width="stretch"):
        if not (sure and leaves):
            st.error(t("consultant.sign_unsure" if leaves else "consultant.sign_left"))
            return
        try:
            verifying.sign(ctx, id, seen=seen)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        st.rerun()


def _signed(case: Case) -> None:
    """Who signed when, the digest, and whether it still holds."""
    st.header(t("reviews.signature_title"), anchor=False)
    assessment, found = case.dossier.assessment, checked_signature(case.dossier)
    by = escaped(assessment.signed_by or "")
    at = moment(assessment.signed_at) if assessment.signed_at else ""
    st.markdown(t("reviews.signed_by", by=by, at=at))
    if found is None:
        st.caption(t("reviews.no_digest"))
        return
    signature = found.signature
    if signature.reviewed_at is not None:
        reviewer, then = escaped(signature.reviewed_by), moment(signature.reviewed_at)
        st.markdown(t("reviews.reviewed_by", by=reviewer, at=then))
    st.markdown(t("reviews.digest"))
    st.code(signature.digest, language=None, wrap_lines=True)
    if found.holds:
        st.success(t("reviews.digest_holds"))
    else:
        st.error(t("reviews.digest_broken"))


def _correct(ctx: Context, case: Case) -> None:
    """The way to a correction, which is an assessment of its own."""
    dossier = case.dossier
    if superseded_by(dossier) is not None:
        return
    st.header(t("reviews.correct_title"), anchor=False)
    begun = opened(dossier.assessment, dossier.corrections)
    if begun is not None:
        st.info(t("reviews.correct_opened"))
        query = address.with_(without=("part",), case=begun.id)
        st.page_link("consultant/verify.py", label=t("reviews.to_correction"), query_params=query)
        return
    st.markdown(t("reviews.correct_about"))
    id = dossier.assessment.id
    reason = st.text_area(
        t("reviews.correct_reason"),
        key=f"reason:{id}",
        placeholder=t("reviews.correct_example"),
        max_chars=LONGEST_REASON,
        height=80,
    )
    if asked_first(f"correct:{id}", t("reviews.correct"), t("reviews.correct_warning")):
        try:
            made = correcting.correct(ctx, id, reason)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        address.say(case=made.id, part="")
        st.rerun()
