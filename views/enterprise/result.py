"""The result: the level and why, where points were lost, what to do first, the report."""

from collections.abc import Container

import streamlit as st

from assessments.model import Stage
from i18n import one_decimal
from reports.report import Facts, Report
from services import counted, gathering, reporting, results
from services.context import Context
from services.correcting import superseded_by
from services.dossier import Dossier
from services.results import Loss, Result
from services.series import series_of
from views.appointments import draw_asking
from views.blocks import draw_blocks
from views.business import draw_business
from views.concerns import draw_concerns
from views.deliveries import draw_delivered
from views.download import report_buttons
from views.enterprise.advice import draw_advice
from views.enterprise.credit_code import draw_code
from views.enterprise.go_on import draw_go_on
from views.enterprise.next_level import draw_next_level
from views.enterprise.programmes import draw_programmes
from views.enterprise.read_under import draw_read_under
from views.enterprise.since_last import draw_since_last
from views.kept import kept
from views.markdown import escaped, escaped_lines
from views.plan.since import draw_plan_since
from views.provisional import mark_estimate, mark_provisional
from views.series import draw_series
from views.session import context, language, t, voice
from views.shown import moment

LEVEL = "level-section"
WHY = ("verification", "priorities")  # the rest is in the report


def show() -> None:
    """Draw the page for the assessment of this browser, a draft's included."""
    ctx = context()
    lang, result = language(), results.result(ctx, ctx.actor.assessment or "")
    dossier = result.dossier
    key = (result.seen, lang, counted.as_of(ctx))  # the peers of another release are others
    report = kept("report", key, lambda: _report(ctx, dossier))
    st.title(escaped(dossier.enterprise.name), anchor=False)
    _standing(ctx, result)
    _kind(ctx, result)
    if result.claimed.total is None:
        return
    mark_provisional(result.card)
    mark_estimate(dossier)
    st.markdown(escaped(report.summary))
    _concerns(ctx, dossier, report)
    draw_asking(ctx, dossier)
    draw_delivered(dossier)
    st.header(t("app.report_title"), anchor=False)
    mark_provisional(result.card)
    report_buttons(ctx, dossier)
    _sections(result, report, (LEVEL,))
    draw_plan_since(ctx, dossier)
    draw_since_last(result)
    if dossier.earlier is not None and dossier.assessment.submitted_at is not None:
        draw_series(series_of(dossier))
    # The summary ends with one first step; whoever wants more opens it.
    with st.expander(t("enterprise.fold_why")):
        _sections(result, report, WHY)
        _losses(result)
    with st.expander(t("enterprise.fold_how")):
        draw_next_level(result)
        draw_advice(result)
    if dossier.questionnaire.form != "reference":  # the catalogue has nothing for those
        st.page_link("enterprise/plan.py", label=t("plan.to_plan"))
    with st.expander(t("enterprise.fold_others")):
        draw_read_under(ctx, result)
        draw_programmes(ctx, result)
    if dossier.questionnaire.form != "quick":  # there it stands at the top
        draw_go_on(ctx, result)


def _report(ctx: Context, dossier: Dossier) -> Report:
    """The report without its check code, for it is not handed out here."""
    return reporting.report_of(ctx, dossier, gathering.diagnosis(dossier), language())


def _sections(result: Result, report: Report, ids: Container[str]) -> None:
    """Chapters of the report, as they stand in it."""
    for section in report.sections:
        if section.id in ids:
            st.header(t(f"report.{section.id.replace('-', '_')}"), anchor=False)
            mark_provisional(result.card)
            mark_estimate(result.dossier)
            draw_blocks(section.blocks, section.id)


def _standing(ctx: Context, result: Result) -> None:
    """How much weight the figures bear, and what is next."""
    match result.dossier.assessment:
        case assessment if assessment.stage is Stage.DRAFT:
            st.warning(t("enterprise.provisional"))
            st.page_link("enterprise/fill.py", label=t("enterprise.go_on"))
        case assessment if assessment.signed_at:
            signer = escaped(assessment.signed_by or "")
            counted = result.checked._asdict()
            at = moment(assessment.signed_at)
            st.success(t("enterprise.signed", signer=signer, at=at, **counted))
            later = superseded_by(result.dossier)
            if later is not None and later.signed_at is not None:
                by, then = escaped(later.signed_by or ""), moment(later.signed_at)
                st.warning(t("reviews.superseded_firm", by=by, at=then))
        case assessment if assessment.submitted_at:
            key = "submitted_to" if assessment.centre else "submitted_alone"
            st.success(t(f"enterprise.{key}", at=moment(assessment.submitted_at)))
            draw_code(ctx, result.dossier)


def _kind(ctx: Context, result: Result) -> None:
    """What a result of anything but a full questionnaire of ours is worth, and what is more."""
    form = result.dossier.questionnaire.form
    if form != "full":
        st.info(t(f"enterprise.about_{form}"))
    if form == "quick":
        draw_go_on(ctx, result)


def _concerns(ctx: Context, dossier: Dossier, report: Report) -> None:
    """What presses most and what the plan answers; the catalogue has nothing for references."""
    if dossier.questionnaire.form == "reference":
        return
    heading = t("concerns.row")
    for block in report.sections[0].blocks:
        for label, text in block.rows if isinstance(block, Facts) else ():
            if label == heading:
                st.markdown(f"**{heading}**\n\n{escaped_lines(text)}")
    with st.expander(t("concerns.title"), key="concerns", on_change="rerun") as concerns:
        if concerns.open:
            st.markdown(t("concerns.about"))
            draw_concerns(ctx, dossier)
    draw_business(ctx, dossier)


def _losses(result: Result) -> None:
    """Every item that cost points, the dearest first; drawn when opened."""
    title = t("enterprise.losses", count=len(result.losses))
    with st.expander(title, key="losses", on_change="rerun") as losses:
        if losses.open:
            for loss in result.losses:
                st.markdown(_loss_markdown(loss))


def _loss_markdown(loss: Loss) -> str:
    """One lost item: its points, what comes next, how to begin, where it is asked for."""
    lang, item = language(), loss.item
    lines = [
        t(
            "enterprise.lost",
            lost=one_decimal(loss.lost),
            possible=one_decimal(loss.lost + loss.gained),
        )
    ]
    if loss.next_rung is not None:
        says = escaped(voice().step(item, loss.next_rung))
        lines.append(t("enterprise.next_rung", says=says))
    if item.first_step is not None and not loss.gained:
        lines.append(t("enterprise.first_step", says=escaped(item.first_step.to(lang))))
    for heading, places in voice().provisions(loss.cites).items():
        lines.append(t("enterprise.cites", heading=heading, places=escaped(places)))
    return "\n".join((f"**{escaped(item.ask.to(lang))}**\n", *(f"- {line}" for line in lines)))


show()
