"""Every task of the plan that is more than a habit: what, why, what it takes, what to beware of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, takewhile
from typing import NamedTuple

from i18n import difference, one_decimal
from questionnaires.model import Item
from reports.chapters.costs import (
    cost_text,
    indicators_text,
    is_habit,
    owner_text,
    payback_text,
    task_id,
    task_title,
    weeks_text,
)
from reports.gaps import AMOUNTS, MOST_NAMED, CountedItem
from reports.narratives.narrator import Narrator
from reports.prose import PLACE, fixed, prose, within
from reports.report import Block, Cell, Column, Fact, Heading, Paragraph, Priority, Table
from scoring.paths.effort_reading import efforts
from scoring.steps import steps_of
from solutions.lifting import Lift
from solutions.model import Solution
from solutions.payback import HOURS_A_MONTH
from solutions.plans.model import Plan, Task
from wording.voice import Voice

MOST_GOALS = 3  # questions of a task that are told in words


class _Elsewhere(NamedTuple):
    """What other chapters tell: pains by their numbers, and whose first steps."""

    pains: Mapping[str, int]
    begun: Collection[str]


def projects(
    narrator: Narrator, pains: Sequence[CountedItem], begun: Collection[str] = ()
) -> tuple[Block, ...]:
    """The chapter, a group of the catalogue after the other; ``pains`` are the numbered ones.

    ``begun``: ids of the solutions whose first steps the chapter of the first two weeks tells.
    Empty without a plan.
    """
    diagnosis = narrator.diagnosis
    plan = diagnosis.plan
    if plan is None or not plan.tasks:
        return ()
    catalogue = diagnosis.catalogue
    placed = [(phase.number, task) for phase in plan.phases for task in phase.tasks]
    habits = [task for _, task in placed if is_habit(catalogue, task.solution)]
    larger = [each for each in placed if not is_habit(catalogue, each[1].solution)]
    blocks: list[Block] = []
    numbers = count(1)
    numbered = {gap.item.id: number for number, gap in enumerate(pains, start=1)}
    told = _Elsewhere(numbered, begun)
    if larger:
        blocks += [
            Paragraph(narrator.say("outlook.projects_lead")),
            Paragraph(narrator.text(catalogue.statement), "note"),
            *_beside(narrator),
        ]
    for group in catalogue.groups:
        tasks = [each for each in larger if each[1].solution.group == group.id]
        if tasks:
            blocks.append(
                Heading(f"projects-{group.id.replace('_', '-')}", narrator.text(group.title))
            )
            blocks += [_card(narrator, task, phase, next(numbers), told) for phase, task in tasks]
    if habits:
        if larger:
            blocks.append(Heading("projects-habits", narrator.say("outlook.projects_habits")))
        blocks.append(_habits(narrator, habits, told))
    return tuple(blocks)


def _beside(narrator: Narrator) -> Iterator[Paragraph]:
    """How payback is computed, where there are prices."""
    if narrator.diagnosis.assumptions is not None:
        yield Paragraph(narrator.say("outlook.projects_payback", hours=HOURS_A_MONTH), "note")


def _card(
    narrator: Narrator, task: Task, phase: int, number: int, elsewhere: _Elsewhere
) -> Priority:
    diagnosis, solution, pained = narrator.diagnosis, task.solution, elsewhere.pains
    rows = {
        "content": prose(narrator.text(solution.says), task_id(task, "content")),
        "problems": _problems(narrator, task, pained),
        "goal": _goal(narrator, task, pained),
        "when": narrator.say(
            "outlook.phase_and_weeks",
            phase=narrator.say("outlook.phase", number=phase),
            weeks=weeks_text(narrator, solution),
        ),
        "effort": _effort(narrator, solution),
        "cost": cost_text(narrator, diagnosis.catalogue, solution, diagnosis.assumptions),
        "payback": payback_text(narrator, diagnosis.catalogue, solution, diagnosis.assumptions),
        "prerequisites": prose(_prerequisites(narrator, task), task_id(task, "prerequisites")),
        "risks": prose(
            narrator.clauses(map(narrator.text, solution.risks)), task_id(task, "risks")
        ),
        "indicators": indicators_text(narrator, task),
        "owner": owner_text(narrator, task),
        "first": _told_once(narrator, task, elsewhere),
    }
    told: tuple[Fact, ...] = tuple(
        (narrator.say(f"outlook.fact_{name}"), text) for name, text in rows.items() if text
    )
    return Priority(number, task_title(narrator, task), told)


def first_text(narrator: Narrator, task: Task, pained: Mapping[str, int]) -> str:
    """The first step from where the enterprise stands: never below it, nor too small for it."""
    return prose(_first(narrator, task, pained), task_id(task, "first"))


def _told_once(narrator: Narrator, task: Task, elsewhere: _Elsewhere) -> str:
    """The first step, or where it is told."""
    if task.solution.id in elsewhere.begun:
        return fixed(narrator.say("outlook.first_told"), "records")
    return first_text(narrator, task, elsewhere.pains)


def _first(narrator: Narrator, task: Task, pained: Mapping[str, int]) -> str:
    solution = task.solution
    begin = solution.begin(fresh=task.fresh, ready=task.ready, large=narrator.is_large)
    if begin is not None:
        return narrator.text(begin)
    for lift in _lifts(task, pained)[:1]:
        item = narrator.diagnosis.questionnaire.by_id[lift.item]
        steps = dict(zip(item.rungs, steps_of(item), strict=True))
        return narrator.onward(item, steps[lift.to[0]], new=task.fresh)
    return ""


def _problems(narrator: Narrator, task: Task, pained: Mapping[str, int]) -> str:
    """The questions that it lifts, with what is there before it; those first that are pains."""
    asked = narrator.diagnosis.questionnaire.by_id
    before = _lifted_before(narrator.diagnosis.plan, task)
    told = []
    for lift in _lifts(task, pained)[:MOST_GOALS]:
        item = asked[lift.item]
        when = narrator.say(f"outlook.problem_{'then' if item.id in before else 'today'}")
        now = _steps(narrator, item, lift.from_)
        said = {"item": narrator.title(item), "now": now, "when": when}
        if item.id in pained:
            told.append(narrator.say("outlook.problem_pain", number=pained[item.id], **said))
        else:
            told.append(narrator.say("outlook.problem_now", **said))
    return _and_more(narrator, told, task.lifts)


def _lifted_before(plan: Plan | None, task: Task) -> set[str]:
    """The questions that tasks before this one lift, so that it does not begin from today."""
    earlier = takewhile(lambda each: each is not task, plan.tasks if plan else ())
    return {lift.item for each in earlier for lift in each.lifts}


def _lifts(task: Task, pained: Mapping[str, int]) -> Sequence[Lift]:
    return sorted(task.lifts, key=lambda lift: pained.get(lift.item, len(pained) + 1))


def _goal(narrator: Narrator, task: Task, pained: Mapping[str, int]) -> str:
    """What is there once it is done, in the options' own words, and the points that it brings."""
    asked = narrator.diagnosis.questionnaire.by_id
    told = []
    for lift in _lifts(task, pained)[:MOST_GOALS]:
        item = asked[lift.item]
        said = {"item": narrator.title(item), "to": _steps(narrator, item, lift.to)}
        told.append(narrator.say("outlook.goal_to", **said))
    goals = prose(_and_more(narrator, told, task.lifts), task_id(task, "goal"))
    if goals and one_decimal(abs(task.points)) != "0.0":
        points = difference(task.points)
        return within(narrator.say("outlook.goal_points", goals=PLACE, points=points), goals)
    return goals


def _and_more(voice: Voice, told: Sequence[str], lifts: Sequence[Lift]) -> str:
    said = voice.clauses(told)
    if len(lifts) <= MOST_GOALS:
        return said
    return voice.say("outlook.goals_more", goals=said, n=len(lifts) - MOST_GOALS)


def _steps(voice: Voice, item: Item, rungs: Sequence[str]) -> str:
    """Rungs in the options' own words, the first ones in quotation marks; amounts without."""
    steps = dict(zip(item.rungs, steps_of(item), strict=True))
    said = voice.clauses(voice.step(item, steps[rung]) for rung in rungs[:MOST_NAMED])
    if not said or item.kind in AMOUNTS:
        return said
    quoted, more = voice.quoted(said), len(rungs) - MOST_NAMED
    return voice.say("report.next_more", options=quoted, n=more) if more > 0 else quoted


def _effort(narrator: Narrator, solution: Solution) -> str:
    effort = efforts(narrator.diagnosis.questionnaire).classes[solution.effort]
    return narrator.say("outlook.effort", name=effort.name, meaning=effort.meaning)


def _prerequisites(narrator: Narrator, task: Task) -> str:
    known = narrator.diagnosis.catalogue.by_id
    told = []
    for kind, ids in (("after", task.after), ("assumed", task.assumed)):
        if ids:
            titles = narrator.listed(narrator.text(known[id].title) for id in ids)
            told.append(narrator.say(f"outlook.needs_{kind}", titles=titles))
    return narrator.clauses(told) or narrator.say("outlook.needs_none")


def _habits(narrator: Narrator, tasks: Sequence[Task], elsewhere: _Elsewhere) -> Table:
    columns = (
        Column(narrator.say("outlook.column_what"), 0.3, holds="names"),
        Column(narrator.say("outlook.column_first"), 0.4),
        Column(narrator.say("outlook.column_owner"), 0.16),
        Column(narrator.say("outlook.column_weeks"), 0.14, holds="figures"),
    )
    rows = tuple(
        (
            Cell(task_title(narrator, task)),
            Cell(_told_once(narrator, task, elsewhere)),
            Cell(owner_text(narrator, task)),
            Cell(weeks_text(narrator, task.solution)),
        )
        for task in tasks
    )
    return Table(narrator.say("outlook.caption_habits"), columns, rows)
