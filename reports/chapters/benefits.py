"""What the plan is good for: which tasks serve it, what is watched, and how that stands today."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from questionnaires.model import Item, Questionnaire
from reports.chapters.costs import task_title
from reports.diagnosis import Diagnosis
from reports.gaps import AMOUNTS
from reports.narratives.narrator import Narrator
from reports.prose import fixed, prose
from reports.report import Block, Cell, Column, Paragraph, Table
from solutions.concerns import concerns
from solutions.model import BENEFITS, Benefit, Catalogue
from solutions.plans.model import Task

MOST_TASKS = 3  # that are named for one benefit


def benefits(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty without a plan. What is to be reached is left to be agreed."""
    plan = narrator.diagnosis.plan
    if plan is None or not plan.tasks:
        return ()
    columns = (
        Column(narrator.say("outlook.column_benefit"), 0.09, holds="names"),
        Column(narrator.say("outlook.column_serving"), 0.33, holds="names"),
        Column(narrator.say("outlook.column_watched"), 0.27),
        Column(narrator.say("outlook.column_measured"), 0.2, holds="figures"),
        Column(narrator.say("outlook.column_target"), 0.11),
    )
    table = Table(narrator.say("outlook.caption_benefits"), columns, tuple(_rows(narrator)))
    lead = Paragraph(narrator.say("outlook.benefits_lead"))
    return (lead, table, Paragraph(narrator.say("outlook.benefits_note"), "note"))


def _rows(narrator: Narrator) -> Iterator[tuple[Cell, ...]]:
    plan = narrator.diagnosis.plan
    measured = _measured(narrator)
    watched: set[str] = set()
    for benefit in BENEFITS:
        serving = [task for task in plan.tasks if benefit in task.solution.serves] if plan else []
        if not serving:
            continue
        serving.sort(key=lambda task: (task.solution.serves.index(benefit), -task.points))
        pairs = measured.get(benefit) or [_first_indicator(narrator, benefit, serving, watched)]
        watched.update(name for name, _ in pairs)
        names, values = (narrator.clauses(each) for each in zip(*pairs, strict=True))
        id = f"benefits/{benefit}"
        name = narrator.say(f"solutions.serves_{benefit}")
        yield (
            Cell(name[:1].upper() + name[1:]),
            Cell(_titles(narrator, serving)),
            Cell(fixed(names, "names") if benefit in measured else prose(names, f"{id}/watched")),
            Cell(values),
            Cell(prose(narrator.say("outlook.target_open"), f"{id}/target")),
        )


def _titles(narrator: Narrator, serving: Sequence[Task]) -> str:
    titles = [task_title(narrator, task) for task in serving]
    named = narrator.listed(titles[:MOST_TASKS])
    if len(titles) <= MOST_TASKS:
        return named
    n = len(titles) if narrator.lang == "zh" else len(titles) - MOST_TASKS
    return narrator.say("outlook.titles_more", titles=named, n=n)


def _first_indicator(
    narrator: Narrator, benefit: Benefit, serving: Sequence[Task], watched: set[str]
) -> tuple[str, str]:
    """What the tasks that serve it first are watched by, one that no benefit before it has.

    None of them is measured yet. Where the benefit is a side effect of all, there is none: it is
    left to be agreed.
    """
    first = [task for task in serving if task.solution.serves[0] == benefit]
    names = [narrator.text(each) for task in first for each in task.solution.indicators]
    new = [name for name in names if name not in watched] or names
    if not new:
        return narrator.say("outlook.target_open"), narrator.say("report.dash")
    return new[0], narrator.say("outlook.measured_not")


def _measured(narrator: Narrator) -> Mapping[Benefit, list[tuple[str, str]]]:
    """The amounts that were answered, each with its value, by the benefit that they show.

    Only what a task of the plan lifts, or what is a result of the whole enterprise.
    """
    diagnosis = narrator.diagnosis
    moved = _lifted(diagnosis) | _results(diagnosis.questionnaire)
    found: dict[Benefit, list[tuple[str, str]]] = {}
    for item in diagnosis.questionnaire.scored:
        answer = diagnosis.answer(item)
        if item.id not in moved or item.kind not in AMOUNTS or not isinstance(answer, float):
            continue
        benefit = shown_by(diagnosis.catalogue, item)
        if diagnosis.state(item) == "answered" and benefit is not None:
            value = narrator.amount(item, diagnosis.sheet, answer)
            found.setdefault(benefit, []).append((narrator.title(item), value))
    return found


def _lifted(diagnosis: Diagnosis) -> set[str]:
    """The items that a task of the plan lifts."""
    phases = diagnosis.plan.phases if diagnosis.plan else ()
    return {lift.item for phase in phases for task in phase.tasks for lift in task.lifts}


def _results(questionnaire: Questionnaire) -> set[str]:
    """The key figures that can show a concern."""
    figures = (figure for concern in concerns().values() for figure in concern.figures)
    return {figure.item for figure in figures if figure.questionnaire == questionnaire.id}


def shown_by(catalogue: Catalogue, item: Item) -> Benefit | None:
    """The benefit that most of the solutions serve that lift ``item``, the first on a tie."""
    votes = Counter(
        benefit
        for solution in catalogue.solutions
        if any(change.item == item.id for change in solution.changes)
        for benefit in solution.serves
    )
    return max(votes, key=lambda benefit: votes[benefit], default=None)
