"""What presses the enterprise: what the plan does about each concern, or why nothing."""

from collections.abc import Iterator

from assessments.concerns import MOST
from i18n import share
from questionnaires.answers import Answer
from questionnaires.model import Item, Kind
from reports.chapters.costs import task_title
from reports.chapters.projects import first_text
from reports.narratives.narrator import Narrator
from reports.report import Fact
from scoring.steps import present_steps
from solutions.concerns import Concern, concerns
from solutions.plans.model import Phase, Plan, Task

SHORT = 80  # characters of an answer that the page for the owner has room for


def answers_of(narrator: Narrator) -> list[str]:
    """A line for each concern, what presses most first, and for the request; empty for none."""
    begun: set[str] = set()
    lines = [
        narrator.say(
            "concerns.line",
            concern=_named(narrator, id),
            answer=_answer(narrator, concerns()[id], begun),
        )
        for id in narrator.diagnosis.pressing
    ]
    return [*lines, *_request(narrator)]


def named_concerns(narrator: Narrator) -> str:
    """Those that the enterprise names; "" for none."""
    pressing = narrator.diagnosis.concerns.said.pressing
    return narrator.clauses(narrator.text(concerns()[id].says) for id in pressing)


def concern_facts(narrator: Narrator) -> Iterator[Fact]:
    """What was said, by whom, and what the figures show; only what there is."""
    known = narrator.diagnosis.concerns
    shown = narrator.diagnosis.low_figures
    rows = {
        "named": named_concerns(narrator),
        "request": known.said.request,
        "by": _by(narrator) if known.said.pressing or known.said.request else "",
        "answer": _answered(narrator),
        "figures": narrator.clauses(_named(narrator, id) for id in shown),
    }
    for name, text in rows.items():
        if text:
            yield narrator.say(f"concerns.fact_{name}"), text


def _named(narrator: Narrator, id: str) -> str:
    """The concern, with the figures that show it."""
    diagnosis = narrator.diagnosis
    says = narrator.text(concerns()[id].says)
    for item in (diagnosis.questionnaire.by_id[each] for each in diagnosis.low_figures.get(id, ())):
        answer = diagnosis.answer(item)
        if answer is not None:
            said = {"title": narrator.title(item), "now": _now(narrator, item, answer)}
            return narrator.say("concerns.with_figure", concern=says, **said)
    return says


def _now(narrator: Narrator, item: Item, answer: Answer) -> str:
    """Where it stands, in few words."""
    if item.kind is Kind.RATIO and isinstance(answer, float):
        return share(answer)
    return narrator.clauses(narrator.step(item, step) for step in present_steps(item, answer))


def _answer(narrator: Narrator, concern: Concern, begun: set[str]) -> str:
    """What the plan does; of the first tasks, once each, also the first step.

    ``begun`` takes in what was told so.
    """
    plan = narrator.diagnosis.plan
    if plan is None:
        return narrator.say("concerns.no_plan")
    places = [
        (phase.number, place, phase, task)
        for phase in plan.phases
        for task in phase.tasks
        if (place := concern.place(task.solution)) is not None
    ]
    if not places:
        return _why_not(narrator, plan, concern)
    _, _, phase, task = min(places, key=lambda each: each[:2])
    tells = task.solution.id not in begun and len(begun) < MOST
    first = first_text(narrator, task, {}) if tells else ""
    begun.add(task.solution.id)
    told = [
        _planned(narrator, phase, task),
        narrator.say("concerns.first", first=first) if first else "",
    ]
    return narrator.sentences([each for each in told if each])


def _planned(narrator: Narrator, phase: Phase, task: Task) -> str:
    key = "concerns.planned"
    if phase.number == 1 and task.solution.urgent:
        key = "concerns.planned_urgent"
    elif task.chosen:
        key = "concerns.planned_chosen"
    elif phase.number > 1:
        key = "concerns.planned_later"
    title = task_title(narrator, task)
    return narrator.say(key, phase=phase.number, title=title)


def _why_not(narrator: Narrator, plan: Plan, concern: Concern) -> str:
    left = plan.unanswered.get(concern.id)
    if left is None:
        why = narrator.say("choosing.unlifted_none")
    else:
        title = narrator.text(left.solution.title)
        key = "concerns.there" if left.reason == "there" else f"choosing.unlifted_{left.reason}"
        why = narrator.say(key, title=title)
    return narrator.say("concerns.not_planned", why=why)


def _request(narrator: Narrator) -> Iterator[str]:
    known = narrator.diagnosis.concerns
    if not known.said.request:
        return
    by = narrator.say("concerns.consultant", name=known.answered_by)
    key = "answered" if known.answer else "open"
    if len(known.answer) > SHORT:
        key = "elsewhere"
    yield narrator.say(
        f"concerns.request_{key}", request=known.said.request, by=by, answer=known.answer
    )


def _answered(narrator: Narrator) -> str:
    known = narrator.diagnosis.concerns
    if not known.answer:
        return ""
    by = narrator.say("concerns.consultant", name=known.answered_by)
    return narrator.say("concerns.line", concern=by, answer=known.answer)


def _by(narrator: Narrator) -> str:
    known = narrator.diagnosis.concerns
    day = narrator.day(known.at) if known.at else ""
    if known.by:
        return narrator.say("concerns.by_consultant", name=known.by, day=day)
    return narrator.say("concerns.by_enterprise", day=day)
