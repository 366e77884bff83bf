"""The page of a plan: limits, what comes of it, the phases, what is left out."""

import streamlit as st

from i18n import one_decimal
from reports.chapters.costs import basis_text, sum_text
from services import plans
from services.context import Context
from services.plans import Planned
from views.markdown import escaped
from views.plan.acting import act, draw_outcome
from views.plan.leftover import draw_left_out
from views.plan.limits import draw_limits
from views.plan.tasks import draw_task, titles_of
from views.provisional import mark_provisional
from views.session import language, t, voice
from views.shown import figure, moment
from wording.provisional import plan_held_back


def draw_plan(ctx: Context, found: Planned) -> None:
    """The plan of an assessment; every click is kept before anything is said."""
    dossier = found.dossier
    st.markdown(t("plan.about"))
    if found.plan.before.total is None:
        st.info(t("plan.no_total"))
        return
    if dossier.present.provisional:
        mark_provisional(dossier.present)
        why = plan_held_back(voice(), dossier.questionnaire, dossier.rubric, dossier.present)
        st.warning(escaped(why))
        return
    if dossier.rubric.estimate is not None:
        st.info(t("plan.of_estimate"))
    draw_outcome(found)
    _dropped(ctx, found)
    if not found.plan.tasks and not found.plan.left_out:
        st.info(t("plan.no_solutions"))
        return
    draw_limits(ctx, found)
    with st.container(key="plan_table"):
        st.markdown(_table(found))
        st.caption(escaped(basis_text(voice(), dossier.catalogue, found.assumptions)))
    if found.at is not None:
        st.caption(t("app.saved", time=moment(found.at)))
    if found.plan.tasks:
        _phases(ctx, found)
    else:
        st.info(t("plan.no_tasks"))
    draw_left_out(ctx, found)
    st.caption(escaped(dossier.catalogue.statement.to(language())))


def _dropped(ctx: Context, found: Planned) -> None:
    """What the last act took out and what fell with it, until the next act; and the way back."""
    last = plans.last_drop(ctx, found.dossier)
    if last is None:
        return
    said = {"title": titles_of(found, (last.name,)), "points": one_decimal(last.points)}
    key = "plan.dropped_last"
    if last.fell:
        key, said = "plan.dropped_with", said | {"titles": titles_of(found, last.fell)}
    with st.container(border=True, key="plan_undo"):
        st.markdown(t(key, **said))
        if st.button(t("plan.undo"), key=f"undo:{found.revision}"):
            act(lambda: plans.undo(ctx, found.id, seen=found.revision), found)


def _table(found: Planned) -> str:
    """Level, total, how much and for how much, today and after each phase."""
    plan, catalogue, known = found.plan, found.dossier.catalogue, found.assumptions
    heads = ("when", "level", "total", "count", "sum")
    lines = [" | ".join(t(f"plan.{name}") for name in heads), ":--- | :--- | ---: | ---: | :---"]
    level = escaped(voice().level_number(plan.before.level))
    lines.append(f"{t('plan.now')} | {level} | {figure(plan.before.total)} | | ")
    for phase in plan.phases:
        level = escaped(voice().level_number(phase.standing.level))
        solutions = [task.solution for task in phase.tasks]
        total = sum_text(voice(), catalogue, solutions, known) if solutions else ""
        cells = (
            t(f"plan.end_of_{phase.number}"),
            level,
            figure(phase.standing.total),
            str(len(phase.tasks)),
            escaped(total),
        )
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def _phases(ctx: Context, found: Planned) -> None:
    """One column a phase; on a phone one below the other."""
    with st.container(key="plan_phases"):
        columns = st.columns(len(found.plan.phases))
    total = found.plan.before.total or 0.0
    for column, phase in zip(columns, found.plan.phases, strict=True):
        with column:
            st.header(t(f"plan.phase_{phase.number}"), anchor=False)
            low, high = phase.months
            st.caption(t("plan.phase_months", low=low, high=high))
            if not phase.tasks:
                st.markdown(t("plan.phase_empty"))
            for task in phase.tasks:
                total += task.points
                draw_task(ctx, found, phase, task, total)
