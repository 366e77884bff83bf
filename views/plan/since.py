"""What of the plan of the round before was done, asked at the next round."""

import streamlit as st

from services import plans
from services.context import Context
from services.dossier import Dossier
from services.plans import Planned
from solutions.plans.model import Task
from views.markdown import escaped
from views.plan.acting import act, draw_outcome
from views.plan.tasks import PROGRESS, draw_progress
from views.provisional import mark_provisional
from views.session import language, t, voice


def draw_plan_since(ctx: Context, dossier: Dossier) -> None:
    """The section; nothing where there is no earlier plan that the visitor may see."""
    found = plans.progress_since(dossier)
    if found is None:
        return
    tasks = found.plan.tasks
    counts = {each: sum(task.progress == each for task in tasks) for each in PROGRESS}
    then = found.dossier.assessment
    when = then.submitted_at or then.started_at
    st.header(t("plan.since_title"), anchor=False)
    mark_provisional(found.dossier.present)
    draw_outcome(found)
    lead = t("plan.since_lead", day=voice().day(when), count=len(tasks), **counts)
    st.markdown(escaped(lead))
    with st.expander(t("plan.since_open"), key="plan_since", on_change="rerun") as asked:
        if asked.open:
            for task in tasks:
                _ask(ctx, dossier.assessment.id, found, task)


def _ask(ctx: Context, assessment: str, found: Planned, task: Task) -> None:
    st.markdown(f"**{escaped(task.solution.title.to(language()))}**")
    progress = draw_progress(found, task)
    if progress != task.progress:
        name, seen = task.solution.id, found.revision
        act(lambda: plans.follow(ctx, assessment, name, progress, seen=seen))
