"""First steps: those of the plan where it has one, above what is there, each told once."""

from dataclasses import replace

from assessments.facts import facts_of
from questionnaires.library import load
from questionnaires.sheet import Sheet
from reports.build import build
from reports.chapters.priorities import largest_gaps_of
from reports.chapters.steps import begin
from reports.gaps import gaps
from reports.narratives.narrator import Narrator
from reports.planned_gaps import begin_task, begin_text, tasks_for, unserved
from reports.report import Priority
from scoring.steps import steps_of
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import MADE_ON, enterprise
from tests.unit.report_reading import section, texts
from tests.unit.test_report_register import ASKED


def test_a_pain_begins_with_its_task_and_names_it() -> None:
    """Whoever has what a next step takes begins with it; the card names task and phase."""
    known = whole()
    narrator, plan = Narrator("zh", known), known.plan
    assert plan is not None
    lifted = [gap for gap in largest_gaps_of(known) if tasks_for(plan, gap.item)]
    cards = section(build(known, "zh", MADE_ON), "priorities").blocks
    told = {card.title: dict(card.rows) for card in cards if isinstance(card, Priority)}
    assert lifted
    for gap in lifted:
        task = begin_task(narrator, gap)
        assert task is not None
        assert task.solution.next_step is not None
        begun = task.solution.begin(fresh=task.fresh, ready=task.ready)
        assert begun is not None
        assert begin_text(narrator, gap) == begun.zh
        assert task.solution.title.zh in told[narrator.title(gap.item)]["对应任务"]


def test_a_first_step_is_told_in_full_once_among_steps_and_projects() -> None:
    """In the table of the first two weeks; the cards and the table of habits refer to it."""
    known = whole()
    made, narrator = build(known, "zh", MADE_ON), Narrator("zh", known)
    begun = begin(narrator)
    assert begun
    parts = [
        replace(made, sections=(section(made, id),), slides=()) for id in ("steps", "projects")
    ]
    said = [text for part in parts for text in texts(part)]
    assert [(step.first, said.count(step.first)) for step in begun] == [
        (step.first, 1) for step in begun
    ]
    assert said.count(narrator.say("outlook.first_told")) == len(begun)


def test_the_step_of_an_item_without_a_task_is_about_that_item() -> None:
    """It says what a visit looks at, of whatever questionnaire and rung."""
    looked_at, known = {}, whole()
    for name in ASKED:
        questionnaire = load(name)
        narrator = Narrator("zh", replace(known, questionnaire=questionnaire))
        for item in questionnaire.scored:
            assert item.evidence is not None
            told = narrator.onward(item, steps_of(item)[-1])
            looked_at[name, item.id] = bare(item.evidence.zh) in bare(told)
    assert len(looked_at) > 400
    assert [each for each, fits in looked_at.items() if not fits] == []


def bare(text: str) -> str:
    """The text without spaces, which stand between scripts."""
    return text.replace(" ", "")


def test_a_farm_of_eleven_people_begins_small_whatever_its_revenue() -> None:
    """By revenue alone a farm is medium that has no office to audit."""
    known = whole()
    large = [
        Narrator("zh", replace(known, sheet=Sheet({}, facts_of(who)))).is_large
        for people in (11, 211)
        for who in (enterprise(division="04", employees=people, revenue=520),)
    ]
    assert large == [False, True]


def test_what_nothing_lifts_is_said_to_be_the_consultants_to_add() -> None:
    """High up, where the catalogue has little: each open question is in the plan or named."""
    known = whole("manufacturing", 0.75)
    plan, narrator = known.plan, Narrator("zh", known)
    assert plan is not None
    open_yet = unserved(known, plan)
    assert open_yet
    named = {gap.item.id for gap in open_yet}
    lifted = {lift.item for task in plan.tasks for lift in task.lifts}
    offered = {change.item for left in plan.left_out for change in left.solution.changes}
    assert not named & (lifted | set(plan.unlifted))
    every = {gap.item.id for gap in gaps(known) if gap.answer is not None}
    assert every <= named | lifted | set(plan.unlifted) | offered
    said = [text for text in texts(build(known, "zh", MADE_ON)) if "由顾问结合现场情况补充" in text]
    assert len(said) == 1
    assert all(narrator.title(gap.item) in said[0] for gap in open_yet)
