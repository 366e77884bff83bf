"""Every task of the plan that is more than a habit: what, why, what it takes, what to beware of."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, takewhile

from i18n import Lang, one_decimal, say
from questionnaires.model import Item
from reports.chapters.costs import cost_of, is_habit, payback_text, weeks_text
from reports.chapters.plan import phase_name
from reports.diagnosis import Diagnosis
from reports.gaps import Gap
from reports.narratives.telling import Telling
from reports.report import Block, Cell, Column, Fact, Heading, Paragraph, Priority, Table
from scoring.paths.effort_reading import efforts
from scoring.steps import steps_of
from solutions.matching import Lift
from solutions.model import Solution, rungs_of
from solutions.payback import HOURS_A_MONTH
from solutions.plans.model import Plan, Task
from wording.phrases import difference, listed, step_text

MOST_GOALS = 3  # questions of a task that are told in words


def projects(telling: Telling, pains: Sequence[Gap]) -> tuple[Block, ...]:
    """The chapter, a group of the catalogue after the other; ``pains`` are the numbered ones.

    Empty without a plan.
    """
    diagnosis, lang = telling.diagnosis, telling.lang
    plan = diagnosis.plan
    if plan is None or not plan.tasks:
        return ()
    catalogue = diagnosis.catalogue
    placed = [(phase.number, task) for phase in plan.phases for task in phase.tasks]
    habits = [task for _, task in placed if is_habit(catalogue, task.solution)]
    larger = [each for each in placed if not is_habit(catalogue, each[1].solution)]
    blocks: list[Block] = []
    numbers = count(1)
    pained = {gap.item.id: number for number, gap in enumerate(pains, start=1)}
    if larger:
        blocks += [
            Paragraph(say("outlook.projects_lead", lang)),
            Paragraph(catalogue.statement.to(lang), "note"),
            Paragraph(say("outlook.projects_payback", lang, hours=HOURS_A_MONTH), "note"),
        ]
    for group in catalogue.groups:
        tasks = [each for each in larger if each[1].solution.group == group.id]
        if tasks:
            blocks.append(Heading(f"projects-{group.id.replace('_', '-')}", group.title.to(lang)))
            blocks += [_card(telling, task, phase, next(numbers), pained) for phase, task in tasks]
    if habits:
        if larger:
            blocks.append(Heading("projects-habits", say("outlook.projects_habits", lang)))
        blocks.append(_habits(habits, lang))
    return tuple(blocks)


def _card(
    telling: Telling, task: Task, phase: int, number: int, pained: Mapping[str, int]
) -> Priority:
    diagnosis, lang, solution = telling.diagnosis, telling.lang, task.solution
    rows = {
        "content": solution.says.to(lang),
        "problems": _problems(telling, task, pained),
        "goal": _goal(telling, task, pained),
        "when": say(
            "outlook.phase_and_weeks",
            lang,
            phase=phase_name(phase, lang),
            weeks=weeks_text(solution, lang),
        ),
        "effort": _effort(diagnosis, solution, lang),
        "cost": cost_of(diagnosis.catalogue, solution).name.to(lang),
        "payback": payback_text(diagnosis.catalogue, solution, lang),
        "prerequisites": _prerequisites(diagnosis, task, lang),
        "risks": _joined((each.to(lang) for each in solution.risks), lang),
        "indicators": _joined((each.to(lang) for each in solution.indicators), lang),
        "owner": task.owner.to(lang),
        "first": solution.first_step.to(lang),
    }
    told: tuple[Fact, ...] = tuple(
        (say(f"outlook.fact_{name}", lang), text) for name, text in rows.items() if text
    )
    return Priority(number, solution.title.to(lang), told)


def _problems(telling: Telling, task: Task, pained: Mapping[str, int]) -> str:
    """The questions that it lifts, with what is there before it; those first that are pains."""
    asked, lang = telling.diagnosis.questionnaire.by_id, telling.lang
    before = _lifted_before(telling.diagnosis.plan, task)
    told = []
    for lift in _lifts(task, pained)[:MOST_GOALS]:
        item = asked[lift.item]
        when = say(f"outlook.problem_{'then' if item.id in before else 'today'}", lang)
        now = _steps(item, lift.from_, lang)
        said = {"item": telling.title(item), "now": now, "when": when}
        if item.id in pained:
            told.append(say("outlook.problem_pain", lang, number=pained[item.id], **said))
        else:
            told.append(say("outlook.problem_now", lang, **said))
    return _and_more(told, task.lifts, lang)


def _lifted_before(plan: Plan | None, task: Task) -> set[str]:
    """The questions that tasks before this one lift, so that it does not begin from today."""
    earlier = takewhile(lambda each: each is not task, plan.tasks if plan else ())
    return {lift.item for each in earlier for lift in each.lifts}


def _lifts(task: Task, pained: Mapping[str, int]) -> Sequence[Lift]:
    return sorted(task.lifts, key=lambda lift: pained.get(lift.item, len(pained) + 1))


def _goal(telling: Telling, task: Task, pained: Mapping[str, int]) -> str:
    """What is there once it is done, in the options' own words, and the points that it brings."""
    asked, lang = telling.diagnosis.questionnaire.by_id, telling.lang
    told = []
    for lift in _lifts(task, pained)[:MOST_GOALS]:
        item = asked[lift.item]
        said = {"item": telling.title(item), "to": _steps(item, lift.to, lang)}
        told.append(say("outlook.goal_to", lang, **said))
    goals = _and_more(told, task.lifts, lang)
    if goals and one_decimal(abs(task.points)) != "0.0":
        points = difference(task.points)
        return say("outlook.goal_points", lang, goals=goals, points=points)
    return goals


def _and_more(told: Sequence[str], lifts: Sequence[Lift], lang: Lang) -> str:
    said = _joined(told, lang)
    if len(lifts) <= MOST_GOALS:
        return said
    return say("outlook.goals_more", lang, goals=said, n=len(lifts) - MOST_GOALS)


def _steps(item: Item, rungs: Sequence[str], lang: Lang) -> str:
    steps = dict(zip(rungs_of(item), steps_of(item), strict=True))
    return _joined((step_text(item, steps[rung], lang) for rung in rungs), lang)


def _effort(diagnosis: Diagnosis, solution: Solution, lang: Lang) -> str:
    effort = efforts(diagnosis.questionnaire).classes[solution.effort]
    return say("outlook.effort", lang, name=effort.name.to(lang), meaning=effort.meaning.to(lang))


def _prerequisites(diagnosis: Diagnosis, task: Task, lang: Lang) -> str:
    known = diagnosis.catalogue.by_id
    told = []
    for kind, ids in (("after", task.after), ("assumed", task.assumed)):
        if ids:
            titles = listed((known[id].title.to(lang) for id in ids), lang)
            told.append(say(f"outlook.needs_{kind}", lang, titles=titles))
    return _joined(told, lang) or say("outlook.needs_none", lang)


def _habits(tasks: Sequence[Task], lang: Lang) -> Table:
    columns = (
        Column(say("outlook.column_what", lang), 0.3),
        Column(say("outlook.column_first", lang), 0.4),
        Column(say("outlook.column_owner", lang), 0.16),
        Column(say("outlook.column_weeks", lang), 0.14),
    )
    rows = tuple(
        (
            Cell(task.solution.title.to(lang)),
            Cell(task.solution.first_step.to(lang)),
            Cell(task.owner.to(lang)),
            Cell(weeks_text(task.solution, lang)),
        )
        for task in tasks
    )
    return Table(say("outlook.caption_habits", lang), columns, rows)


def _joined(parts: Iterator[str] | Sequence[str], lang: Lang) -> str:
    return say("report.semicolon", lang).join(parts)
