"""One case: the claim beside what the consultant finds, both results, review and signature."""

from collections.abc import Callable

import streamlit as st

from assessments.model import Stage
from services import reviewing, verifying
from services.context import Context
from services.correcting import correction_in, superseded_by
from services.evidence import evidence_in
from services.respondents import respondents
from services.verifying import Case
from views import address
from views.business import draw_business
from views.consultant.case_bar import DIMENSION, draw_bar
from views.consultant.check_first import draw_check_first
from views.consultant.comparison import draw_comparison
from views.consultant.finding import Beside, draw_finding
from views.consultant.neighbours import draw_neighbours
from views.consultant.request import draw_request
from views.consultant.signature import draw_signature
from views.consultant.visit import draw_visit
from views.download import report_buttons
from views.evidence import EvidenceForm
from views.fields import stands
from views.markdown import escaped
from views.provisional import mark_provisional
from views.saving import AnswerForm
from views.session import context, language, t
from views.shown import (
    day,
    district_name,
    division_name,
    moment,
    size_name,
    size_of_enterprise,
    stage_name,
)

CASE = "case"
PART = "part"  # in the address: which part of the case is looked at
PARTS = ("findings", "scores", "visit", "sign", "report")


def show() -> None:
    """Draw the case that the address names."""
    without = (CASE, PART, DIMENSION, address.ITEM)
    assessment = st.query_params.get(CASE)
    if assessment is None:
        back = address.with_(without=without)
        st.page_link("consultant/assigned.py", label=t("consultant.back"), query_params=back)
        st.info(t("consultant.none_chosen"))
        return
    _case(assessment)


def _case(assessment: str) -> None:
    """Save what the click changed, then draw what the store has. No fragment: see fill.py."""
    ctx = context()
    draw_neighbours(ctx, assessment, without=(PART, DIMENSION, address.ITEM))
    desk = AnswerForm(
        f"verified:{assessment}",
        lambda item, raw, note, seen: verifying.set_verified(
            ctx, assessment, item.id, raw, remark=note, seen=seen
        ),
    )
    desk.save_changes()
    case = verifying.case(ctx, assessment)
    _links()
    _head(case)
    if case.dossier.assessment.stage is Stage.SUBMITTED:
        st.info(t("consultant.begin_about"))
        if st.button(t("consultant.begin"), type="primary", width="stretch"):
            verifying.begin(ctx, assessment)
            st.rerun()
    match _part(assessment):
        case "scores":
            draw_comparison(case)
            draw_check_first(case)
        case "visit":
            draw_visit(case)
            draw_request(case)
            draw_business(ctx, case.dossier)
        case "sign":
            draw_signature(ctx, case, _open_item(case))
        case "report":
            _report(ctx, case)
        case _:
            _findings(ctx, case, desk)


def _links() -> None:
    """Where else one may go from here; a line each."""
    without = (CASE, PART, DIMENSION, address.ITEM)
    with st.container(horizontal=True, key="case_links"):
        back = address.with_(without=without)
        st.page_link("consultant/assigned.py", label=t("consultant.back"), query_params=back)
        st.page_link("consultant/briefing.py", label=t("briefing.link"), query_params=_here())
        st.page_link("consultant/case_plan.py", label=t("plan.to_plan"), query_params=_here())
        st.page_link("consultant/report.py", label=t("editing.link"), query_params=_here())
        st.page_link("consultant/case_rounds.py", label=t("rounds.case_link"), query_params=_here())
        label = t("answer_book.to_page_verified")
        st.page_link("consultant/case_workbook.py", label=label, query_params=_here())


def _here() -> dict[str, str]:
    """What the address says of this case, for a page beside this one."""
    return address.with_(without=(PART, DIMENSION, address.ITEM))


def _head(case: Case) -> None:
    enterprise, assessment = case.dossier.enterprise, case.dossier.assessment
    st.title(escaped(enterprise.name), anchor=False)
    facts = t(
        "consultant.facts",
        division=division_name(enterprise.division),
        district=district_name(enterprise.district),
        employees=enterprise.employees,
        size=size_name(size_of_enterprise(enterprise)),
        code=escaped(enterprise.credit_code or t("consultant.no_code")),
    )
    st.caption(f"{t('consultant.state', stage=stage_name(assessment.stage))} · {facts}")
    mark_provisional(case.verified_card)
    _corrected(case)
    review = reviewing.review_in(case.dossier)
    if review.act != "none" and not assessment.signed:
        at = moment(review.at) if review.at else ""
        told = t(f"reviews.now_{review.act}", by=escaped(review.by), at=at)
        (st.warning if review.act == "returned" else st.info)(told)
    if assessment.signed_at:
        signer, at = escaped(assessment.signed_by or ""), moment(assessment.signed_at)
        counted = case.checked._asdict()
        st.success(t("consultant.signed", signer=signer, at=at, **counted))


def _corrected(case: Case) -> None:
    """What it corrects and why, and what has taken its place."""
    note, later = correction_in(case.dossier), superseded_by(case.dossier)
    if note is not None:
        told = {"reason": escaped(note.reason), "by": escaped(note.by), "day": day(note.signed_at)}
        st.info(t("reviews.corrects", **told))
        query = {**_here(), CASE: note.corrects}
        st.page_link("consultant/verify.py", label=t("reviews.to_corrected"), query_params=query)
    if later is not None and later.signed_at is not None:
        by = escaped(later.signed_by or "")
        st.warning(t("reviews.superseded", by=by, at=moment(later.signed_at)))
        query = {**_here(), CASE: later.id}
        st.page_link("consultant/verify.py", label=t("reviews.to_correction"), query_params=query)


def _part(assessment: str) -> str:
    """Which part of the case is looked at; the others are not drawn."""
    key = f"{PART}:{assessment}"
    address.begin(PART, key, PARTS)
    # Said by name, too: a mere default would leave the browser at the part that it showed before.
    st.session_state.setdefault(key, PARTS[0])
    part = st.segmented_control(
        t("consultant.part"),
        PARTS,
        default=stands(key),
        required=True,
        format_func=lambda each: t(f"consultant.part_{each}"),
        key=key,
        label_visibility="collapsed",
        width="stretch",
    )
    chosen = str(part or PARTS[0])
    address.say(**{PART: "" if chosen == PARTS[0] else chosen})
    return chosen


def _open_item(case: Case) -> Callable[[str], None]:
    """Opens the question with an id, whatever part of the case is drawn."""
    assessment = case.dossier.assessment.id

    def go_to(id: str) -> None:
        for key in (f"{PART}:{assessment}", f"{DIMENSION}:{assessment}"):
            st.session_state.pop(key, None)  # the next run takes both from the address
        place = case.dossier.questionnaire.by_id[id].dimension
        address.say(**{PART: "", DIMENSION: place, address.ITEM: id})
        st.rerun()

    return go_to


def _findings(ctx: Context, case: Case, desk: AnswerForm) -> None:
    """The items of one dimension below the bar that tells of all."""
    dossier, go_to = case.dossier, _open_item(case)
    chosen = draw_bar(case, go_to)
    st.caption(f"{escaped(chosen.about.to(language()))} {t('consultant.findings_about')}")
    files = EvidenceForm(
        ctx,
        dossier.assessment.id,
        evidence_in(dossier).files,
        keeps=not dossier.assessment.signed,
        judges=True,
    )
    told = respondents(ctx, dossier)
    saved = False
    for item in dossier.questionnaire.items:
        if item.asked and case.shown[item.id] and item.dimension == chosen.id:
            beside = Beside(go_to, files, told.get(item.id, ()))
            saved |= draw_finding(ctx, case, desk, item, beside)
    if desk.settle() or saved:
        st.rerun()


def _report(ctx: Context, case: Case) -> None:
    st.header(t("editing.link_title"), anchor=False)
    st.markdown(t("editing.link_about"))
    st.page_link("consultant/report.py", label=t("editing.link"), query_params=_here())
    st.header(t("app.report_title"), anchor=False)
    report_buttons(ctx, case.dossier)


show()
