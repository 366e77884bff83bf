"""One task of a plan: what it brings, what it takes, who does it, and what can be done to it."""

from collections.abc import Iterable
from typing import cast

import streamlit as st

from i18n import difference, one_decimal
from reports.chapters.costs import cost_text, payback_text
from scoring.steps import steps_of
from services import plans
from services.context import Context
from services.plans import Planned
from solutions.lifting import Lift
from solutions.model import Solution
from solutions.plans.choosing import Number
from solutions.plans.model import Phase, Progress, Task
from views.markdown import escaped
from views.plan.acting import act
from views.session import language, t, voice

TOGETHER = "\u2060"  # a range does not break over lines
PROGRESS: tuple[Progress, ...] = ("open", "begun", "done")


def draw_task(ctx: Context, found: Planned, phase: Phase, task: Task, total: float) -> None:
    """The card; ``total`` is the total once it is done."""
    lang, solution = language(), task.solution
    with st.container(border=True, key=f"task_{solution.id}", gap="xsmall"):
        title = solution.title.to(lang)
        named = t("choosing.extend", title=title) if task.there else title
        st.subheader(escaped(named) + _mark(task, phase), anchor=False)
        st.markdown(_gain(task, phase, total))
        st.caption(escaped(facts_of(found, solution)))
        if (first := solution.begin(fresh=task.fresh, ready=task.ready)) is not None:
            st.markdown(t("plan.first_step", says=escaped(first.to(lang))))
        with st.expander(t("plan.more")):
            st.markdown(_details(found, task))
        progress = draw_progress(found, task)
        _buttons(ctx, found, phase, task)
    if progress != task.progress:
        seen = found.revision
        act(
            lambda: plans.tick(ctx, found.id, solution.id, progress, seen=seen),
            found,
        )


def draw_progress(found: Planned, task: Task) -> Progress:
    """How far it is, as chosen now. Another revision draws it anew."""
    return st.radio(
        t("plan.progress_of", title=escaped(task.solution.title.to(language()))),
        PROGRESS,
        index=PROGRESS.index(task.progress),
        format_func=lambda progress: t(f"plan.progress_{progress}"),
        horizontal=True,
        label_visibility="collapsed",
        key=f"progress:{found.id}:{found.revision}:{task.solution.id}",
    )


def facts_of(found: Planned, solution: Solution) -> str:
    """Who answers for it, its effort, what it costs and how long it takes."""
    lang = language()
    low, high = solution.weeks
    return t(
        "plan.facts",
        owner=solution.owner.to(lang),
        effort=found.effort(solution.effort).name.to(lang),
        cost=cost_text(voice(), found.dossier.catalogue, solution, found.assumptions),
        weeks=f"{low}{TOGETHER}–{TOGETHER}{high}",
    )


def titles_of(found: Planned, names: Iterable[str]) -> str:
    """The titles of those solutions, safe inside Markdown."""
    lang = language()
    by_id = found.dossier.catalogue.by_id
    return escaped(voice().listed(by_id[name].title.to(lang) for name in names))


def _mark(task: Task, phase: Phase) -> str:
    """Said where it is urgent, or not where the proposal has it."""
    when = "choosing.urgent" if phase.number == 1 else "choosing.urgent_moved"
    badges = [t(when)] if task.solution.urgent else []
    badges += [t("plan.chosen")] if task.chosen else []
    return "".join(f" :gray-badge[{badge}]" for badge in badges)


def _gain(task: Task, phase: Phase, total: float) -> str:
    points = difference(task.points)
    if points == "0.0":
        return t("plan.gain_none")
    if task.points < 0:
        return t("plan.gain_lost", points=escaped(points))
    if task.levels > 0:
        level = voice().level_number(_level_at(phase, task))
        return t("plan.gain_level", points=one_decimal(task.points), level=escaped(level))
    return t("plan.gain", points=one_decimal(task.points), total=one_decimal(total))


def _level_at(phase: Phase, task: Task) -> int | None:
    """The level once the task is done: that at the phase's end without what comes after it."""
    if phase.standing.level is None:
        return None
    after = phase.tasks[phase.tasks.index(task) + 1 :]
    return phase.standing.level - sum(each.levels for each in after)


def _details(found: Planned, task: Task) -> str:
    """What it is, what it changes, what it needs, when it has paid for itself."""
    lines = [_lifted(found, lift) for lift in task.lifts] or [t("plan.lifts_nothing")]
    if task.after:
        lines.append(t("plan.needs", titles=titles_of(found, task.after)))
    if task.assumed:
        lines.append(t("plan.assumed", titles=titles_of(found, task.assumed)))
    paid = payback_text(voice(), found.dossier.catalogue, task.solution, found.assumptions)
    lines.append(t("plan.payback", text=escaped(paid)))
    says = escaped(task.solution.says.to(language()))
    return "\n".join((says, "", *(f"- {line}" for line in lines)))


def _lifted(found: Planned, lift: Lift) -> str:
    lang, item = language(), found.dossier.questionnaire.by_id[lift.item]
    steps = dict(zip(item.rungs, steps_of(item), strict=True))
    to = voice().listed(voice().step(item, steps[rung]) for rung in lift.to)
    return t("plan.lifts", ask=escaped(item.ask.to(lang)), to=escaped(to))


def _buttons(ctx: Context, found: Planned, phase: Phase, task: Task) -> None:
    """Earlier, later, drop."""
    assessment, name, seen = found.id, task.solution.id, found.revision

    def moved(by: int) -> None:
        to = cast("Number", phase.number + by)
        act(lambda: plans.move(ctx, assessment, name, to, seen=seen), found)

    with st.container(horizontal=True, gap="small", key=f"acts_{name}"):
        if phase.number > 1 and _button("earlier", name, seen):
            moved(-1)
        if phase.number < len(found.plan.phases) and _button("later", name, seen):
            moved(1)
        if _button("drop", name, seen):
            act(lambda: plans.drop(ctx, assessment, name, seen=seen), found)


def _button(deed: str, name: str, seen: int) -> bool:
    return st.button(t(f"plan.{deed}"), key=f"{deed}:{seen}:{name}", type="tertiary")
