"""One case: the claim beside what the consultant finds, both results, the signature."""

import streamlit as st

from assessments.model import Stage
from assessments.refusals import Refusal
from services import verifying, visits
from services.evidence import evidence_in
from services.verifying import Case
from views import address
from views.business import draw_business
from views.consultant.check_first import draw_check_first
from views.consultant.comparison import draw_comparison
from views.consultant.finding import draw_finding, is_changed
from views.consultant.request import draw_request
from views.consultant.visit import draw_visit
from views.download import report_buttons
from views.evidence import EvidenceForm
from views.markdown import escaped
from views.saving import AnswerForm
from views.session import context, language, t
from views.shown import (
    district_name,
    division_name,
    moment,
    size_name,
    size_of_enterprise,
    stage_name,
)

CASE = "case"
DIMENSION = "dimension"  # in the address: which one is looked at


def show() -> None:
    """Draw the case that the address names."""
    st.page_link(
        "consultant/assigned.py",
        label=t("consultant.back"),
        query_params=address.with_(without=(CASE, DIMENSION, address.ITEM)),
    )
    assessment = st.query_params.get(CASE)
    if assessment is None:
        st.info(t("consultant.none_chosen"))
        return
    _case(assessment)


def _case(assessment: str) -> None:
    """Save what the click changed, then draw what the store has. No fragment: see fill.py."""
    ctx = context()
    desk = AnswerForm(
        f"verified:{assessment}",
        lambda item, raw, note, seen: verifying.set_verified(
            ctx, assessment, item.id, raw, remark=note, seen=seen
        ),
    )
    desk.save_changes()
    case = verifying.case(ctx, assessment)
    _head(case)
    draw_comparison(case)
    if case.dossier.assessment.stage is Stage.SUBMITTED:
        st.info(t("consultant.begin_about"))
        if st.button(t("consultant.begin"), type="primary", width="stretch"):
            verifying.begin(ctx, assessment)
            st.rerun()
    draw_check_first(case)
    st.page_link("consultant/case_plan.py", label=t("plan.to_plan"), query_params=address.with_())
    st.page_link(
        "consultant/case_rounds.py", label=t("rounds.case_link"), query_params=address.with_()
    )
    st.page_link(
        "consultant/case_workbook.py",
        label=t("answer_book.to_page_verified"),
        query_params=address.with_(),
    )
    files = EvidenceForm(
        ctx,
        assessment,
        evidence_in(case.dossier).files,
        keeps=not case.dossier.assessment.signed,
        judges=True,
    )
    changed = _findings(case, desk, files)
    if desk.settle() or changed:
        st.rerun()
    draw_request(case)
    draw_visit(case)
    draw_business(ctx, case.dossier)
    st.header(t("editing.link_title"), anchor=False)
    st.markdown(t("editing.link_about"))
    st.page_link("consultant/report.py", label=t("editing.link"), query_params=address.with_())
    if case.dossier.assessment.stage is Stage.UNDER_VERIFICATION:
        _signature(case)
    st.header(t("app.report_title"), anchor=False)
    report_buttons(ctx, case.dossier)


def _head(case: Case) -> None:
    enterprise, assessment = case.dossier.enterprise, case.dossier.assessment
    st.title(escaped(enterprise.name), anchor=False)
    st.caption(
        t(
            "consultant.facts",
            division=division_name(enterprise.division),
            district=district_name(enterprise.district),
            employees=enterprise.employees,
            size=size_name(size_of_enterprise(enterprise)),
            code=escaped(enterprise.credit_code or t("consultant.no_code")),
        )
    )
    st.markdown(t("consultant.state", stage=stage_name(assessment.stage)))
    if assessment.signed_at:
        signer = escaped(assessment.signed_by or "")
        st.success(
            t(
                "consultant.signed",
                signer=signer,
                at=moment(assessment.signed_at),
                **case.checked._asdict(),
            )
        )


def _findings(case: Case, desk: AnswerForm, files: EvidenceForm) -> bool:
    """The items of one dimension; True where something was saved after drawing."""
    lang, questionnaire = language(), case.dossier.questionnaire
    asked = [item for item in questionnaire.items if item.asked and case.shown[item.id]]
    dimensions = {
        dimension.id: dimension
        for dimension in questionnaire.dimensions
        if any(item.dimension == dimension.id for item in asked)
    }
    st.header(t("consultant.findings"), anchor=False)
    st.caption(t("consultant.checked", **case.checked._asdict()))
    key = f"dimension:{case.dossier.assessment.id}"
    address.begin(DIMENSION, key, dimensions)
    place = st.selectbox(
        t("consultant.dimension"),
        list(dimensions),
        format_func=lambda each: _dimension_label(case, each),
        key=key,
    )
    address.say(**{DIMENSION: place})
    chosen = dimensions[place]
    st.caption(escaped(chosen.about.to(lang)))
    saved = False

    def go_to(id: str) -> None:
        del st.session_state[key]  # the next run takes the dimension from the address
        address.say(**{DIMENSION: questionnaire.by_id[id].dimension, address.ITEM: id})
        st.rerun()

    for item in asked:
        if item.dimension == chosen.id:
            saved |= draw_finding(case, desk, item, go_to, files)
    return saved


def _dimension_label(case: Case, dimension: str) -> str:
    title = next(d.title for d in case.dossier.questionnaire.dimensions if d.id == dimension)
    own = [item for item in case.dossier.questionnaire.items if item.dimension == dimension]
    changed = sum(is_changed(case, item) for item in own)
    name = title.to(language())
    return t("consultant.dimension_changed", name=name, count=changed) if changed else name


def _signature(case: Case) -> None:
    """What the signature freezes, the confirmation, the button."""
    st.header(t("consultant.sign_title"), anchor=False)
    dossier = case.dossier
    # A click signs what the page showed when it was clicked, not what was read just now.
    key = f"seen:{dossier.assessment.id}"
    seen = st.session_state.get(key, case.seen)
    st.session_state[key] = case.seen
    lang, by_id = language(), dossier.questionnaire.by_id
    visit = visits.lacks(dossier)
    if case.missing or case.problems or visit:
        count = len(case.missing) + len(case.problems) + len(visit)
        st.warning(t("consultant.not_whole", count=count))
        for id in case.missing:
            st.markdown(f"- {escaped(by_id[id].ask.to(lang))}")
        for words in (*case.problems.values(), *visit):
            st.markdown(f"- {escaped(words.to(lang))}")
        return
    changed = sum(is_changed(case, item) for item in dossier.questionnaire.items)
    counted = case.checked._asdict()
    st.markdown(t("consultant.sign_about", changed=changed, asked=len(dossier.claimed), **counted))
    if case.edits:
        st.markdown(t("editing.sign_about", edits=case.edits))
    sure = st.checkbox(t("consultant.sign_sure", **counted), key=f"sure:{dossier.assessment.id}")
    if st.button(t("consultant.sign"), type="primary", width="stretch"):
        if not sure:
            st.error(t("consultant.sign_unsure"))
            return
        try:
            verifying.sign(context(), dossier.assessment.id, seen=seen)
        except Refusal as refusal:
            st.error(escaped(refusal.to(lang)))
            return
        st.rerun()


show()
