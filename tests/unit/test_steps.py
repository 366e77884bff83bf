"""The steps of implementation: what comes first comes first, and a year holds a year's tasks."""

from dataclasses import replace

import pytest

from i18n import Lang
from questionnaires.library import available, load
from reports.build import build
from reports.chapters.costs import is_habit, task_title
from reports.chapters.steps import DAYS, MOST_STEPS, begin, open_phase, quarters_of, steps
from reports.narratives.narrator import Narrator
from reports.report import Table
from tests.unit.outlook_cases import planned, whole
from tests.unit.report_cases import LANGS, MADE_ON, diagnosis

FULL = [name for name in available() if load(name).form == "full"]


@pytest.mark.parametrize("name", FULL)
def test_two_weeks_are_shared_among_the_first_tasks(name: str) -> None:
    """Every day once, what is urgent before the rest, each with what proves that it is done."""
    narrator = Narrator("zh", whole(name))
    begun = begin(narrator)
    days = [day for step in begun for day in range(step.days[0], step.days[1] + 1)]
    assert days == list(range(1, DAYS + 1))
    assert len(begun) <= MOST_STEPS
    urgent = [step.task.solution.urgent for step in begun]
    assert urgent == sorted(urgent, reverse=True)
    weeks = next(block for block in steps(narrator) if isinstance(block, Table))
    assert all(cell.text for row in weeks.rows for cell in row)


@pytest.mark.parametrize("name", FULL)
def test_every_open_task_of_the_year_begins_and_ends_in_it(name: str) -> None:
    """No task before what it needs; what is urgent is done in the first quarter."""
    known = whole(name)
    phase = open_phase(known.plan)
    assert phase is not None
    habits = frozenset(
        task.solution.id for task in phase.tasks if is_habit(known.catalogue, task.solution)
    )
    spans = quarters_of(phase, habits)
    assert list(spans) == [task.solution.id for task in phase.tasks]
    for task in phase.tasks:
        begins, ends = spans[task.solution.id]
        assert 1 <= begins <= ends <= 4
        assert all(spans[id][1] <= begins + 1 and spans[id][0] <= begins
                   for id in task.after if id in spans)  # fmt: skip
        assert ends == 1 or not task.solution.urgent


@pytest.mark.parametrize("lang", LANGS)
def test_the_deck_has_the_same_two_weeks(lang: Lang) -> None:
    """The slide and the chapter tell the same tasks with the same days."""
    made = build(whole(), lang, MADE_ON)
    slide = next(each for each in made.slides if each.id == "weeks")
    chapter = next(each for each in made.sections if each.id == "steps")
    table = next(block for block in chapter.blocks if isinstance(block, Table))
    assert isinstance(slide.content, Table)
    shown = [(row[3].text, row[0].text, row[2].text) for row in slide.content.rows]
    assert shown == [(row[0].text, row[1].text, row[2].text) for row in table.rows]


def test_what_is_done_is_no_step_any_more() -> None:
    """The next task takes its place; of a plan that is done nothing is left to begin."""
    first = begin(Narrator("zh", whole()))[0].task
    later = planned(whole(), progress={first.solution.id: "done"})
    titles = [task_title(Narrator("zh", later), step.task) for step in begin(Narrator("zh", later))]
    assert titles
    assert task_title(Narrator("zh", later), first) not in titles
    plan = later.plan
    assert plan is not None
    done = planned(whole(), progress={task.solution.id: "done" for task in plan.tasks})
    assert steps(Narrator("zh", done)) == ()


def test_without_a_plan_there_are_no_steps() -> None:
    """Nor where too little is answered."""
    assert steps(Narrator("zh", diagnosis())) == ()
    known = whole()
    thin = replace(known, card=known.card.model_copy(update={"provisional": True}))
    assert steps(Narrator("zh", thin)) == ()
