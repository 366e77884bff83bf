"""How the plan begins: day by day in the first two weeks, then the first year by quarters."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reports.chapters.costs import WEEKS_A_YEAR, is_habit, owner_text, task_id, task_title
from reports.chapters.projects import first_text
from reports.narratives.narrator import Narrator
from reports.prose import prose
from reports.report import Block, Cell, Column, Paragraph, Table
from solutions.plans.model import Phase, Plan, Task

MOST_STEPS = 5  # of the first two weeks
DAYS = 14
QUARTERS = 4
WEEKS_A_QUARTER = WEEKS_A_YEAR // QUARTERS


class FirstStep(NamedTuple):
    """A task's first step and the days for it."""

    task: Task
    first: str
    days: tuple[int, int]


def steps(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where no task of the plan is left to be done."""
    diagnosis = narrator.diagnosis
    phase = open_phase(diagnosis.plan)
    if diagnosis.card.provisional or phase is None:
        return ()
    begun = begin(narrator)
    table = (_weeks(narrator, begun),) if begun else ()
    return (
        Paragraph(narrator.say("outlook.steps_lead", number=phase.number)),
        *table,
        _quarters(narrator, phase),
        Paragraph(narrator.say("outlook.steps_note"), "note"),
    )


def open_phase(plan: Plan | None) -> Phase | None:
    """The first phase with tasks that are not done."""
    phases = plan.phases if plan else ()
    return next((phase for phase in phases if _open(phase)), None)


def begin(narrator: Narrator) -> Sequence[FirstStep]:
    """The first steps of the tasks that come first; the days of two weeks shared among them."""
    phase = open_phase(narrator.diagnosis.plan)
    told = ((task, first_text(narrator, task, {})) for task in (_open(phase) if phase else ()))
    found = [(task, first) for task, first in told if first][:MOST_STEPS]
    ends = [DAYS * n // len(found) for n in range(len(found) + 1)] if found else []
    return tuple(
        FirstStep(task, first, (ends[n] + 1, ends[n + 1])) for n, (task, first) in enumerate(found)
    )


def days_text(narrator: Narrator, step: FirstStep) -> str:
    """From which day of the first two weeks to which."""
    low, high = step.days
    return narrator.say("outlook.days", low=low, high=high)


def quarters_of(phase: Phase, habits: frozenset[str]) -> Mapping[str, tuple[int, int]]:
    """Every open task of a phase with the quarters, 1 to 4, in which it begins and ends.

    What is urgent is done in the first one. Of the others one project and one habit go on at a
    time, in the plan's order and never before what they need; weeks are the longest a task takes,
    less where a year were too short.
    """
    ends: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    free = {True: 0, False: 0}
    for task in _open(phase):
        solution, longest = task.solution, task.solution.weeks[1]
        if solution.urgent:
            spans[solution.id] = (0, min(longest, WEEKS_A_QUARTER))
        else:
            lane = solution.id in habits
            start = max(free[lane], *(ends.get(id, 0) for id in task.after), 0)
            free[lane] = start + longest
            spans[solution.id] = (start, free[lane])
        ends[solution.id] = spans[solution.id][1]
    year = max(WEEKS_A_YEAR, *ends.values())
    return {id: _quarters_between(*span, year) for id, span in spans.items()}


def _quarters_between(start: int, end: int, year: int) -> tuple[int, int]:
    return start * QUARTERS // year + 1, max(-(-end * QUARTERS // year), 1)


def _open(phase: Phase) -> Sequence[Task]:
    """What is left of a phase, what is urgent first."""
    left = [task for task in phase.tasks if task.progress != "done"]
    return sorted(left, key=lambda task: not task.solution.urgent)


def _weeks(narrator: Narrator, begun: Sequence[FirstStep]) -> Table:
    columns = (
        Column(narrator.say("outlook.column_days"), 0.14, holds="records"),
        Column(narrator.say("outlook.column_task"), 0.16, holds="names"),
        Column(narrator.say("outlook.column_first"), 0.32),
        Column(narrator.say("outlook.column_owner"), 0.13),
        Column(narrator.say("outlook.column_proof"), 0.25),
    )
    rows = tuple(
        (
            Cell(days_text(narrator, step)),
            Cell(task_title(narrator, step.task)),
            Cell(step.first),
            Cell(owner_text(narrator, step.task)),
            Cell(_proof(narrator, step.task)),
        )
        for step in begun
    )
    return Table(narrator.say("outlook.caption_weeks"), columns, rows)


def _proof(narrator: Narrator, task: Task) -> str:
    """What somebody who comes to look is shown once the task is done."""
    asked = narrator.diagnosis.questionnaire.by_id
    for lift in task.lifts[:1]:
        if evidence := asked[lift.item].evidence:
            return prose(narrator.text(evidence), task_id(task, "proof"))
    return prose(narrator.text(task.solution.indicators[0]), task_id(task, "proof"))


def _quarters(narrator: Narrator, phase: Phase) -> Table:
    columns = (
        Column(narrator.say("outlook.column_quarter"), 0.2, holds="records"),
        Column(narrator.say("outlook.column_begun"), 0.4, holds="names"),
        Column(narrator.say("outlook.column_done"), 0.4, holds="names"),
    )
    rows = tuple(_rows(narrator, phase))
    return Table(narrator.say("outlook.caption_quarters", number=phase.number), columns, rows)


def _rows(narrator: Narrator, phase: Phase) -> Iterator[tuple[Cell, ...]]:
    """The quarters in which something begins or ends."""
    catalogue = narrator.diagnosis.catalogue
    solutions = (task.solution for task in phase.tasks)
    habits = frozenset(each.id for each in solutions if is_habit(catalogue, each))
    spans = quarters_of(phase, habits)
    for quarter in range(1, QUARTERS + 1):
        last = (phase.number - 1) * 12 + quarter * 3
        both = [
            narrator.listed(
                task_title(narrator, task)
                for task in _open(phase)
                if spans[task.solution.id][place] == quarter
            )
            for place in (0, 1)
        ]
        name = narrator.say("outlook.quarter", low=last - 2, high=last)
        dash = narrator.say("report.dash")
        if any(both):
            yield (Cell(name), *(Cell(titles or dash) for titles in both))
