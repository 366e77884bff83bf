"""The plan: what is done in which phase, who answers for it, and where that leads."""

from collections.abc import Iterator, Mapping, Sequence

from i18n import difference, exact, one_decimal
from reports.chapters.costs import (
    basis_text,
    indicators_text,
    is_habit,
    owner_text,
    sum_text,
    task_id,
    task_title,
)
from reports.gaps import unlifted_text
from reports.narratives.narrator import Narrator
from reports.planned_gaps import unserved
from reports.prose import fixed, prose
from reports.report import Block, Cell, Column, Paragraph, Table
from scoring.paths.standing import Standing
from solutions.assumptions import amount_of
from solutions.model import Catalogue
from solutions.plans.model import Limits, Phase, Plan, Task
from wording.money import money_text
from wording.provisional import plan_held_back
from wording.voice import Voice

MOST_AIMS = 2  # groups that a phase is said to be about
MOST_TOLD = 3  # solutions that are named of each
MOST_NAMED = 8  # solutions that are named as left out for one reason


def plan(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where there is nothing to plan, held back where too little is answered."""
    diagnosis = narrator.diagnosis
    found, card = diagnosis.plan, diagnosis.card
    if card.provisional:
        why = plan_held_back(narrator, diagnosis.questionnaire, diagnosis.rubric, card)
        return (Paragraph(why, "warning"),)
    if found is None:
        return ()
    consultant = [Paragraph(text, "note") for text in _unserved(narrator, found)]
    if not (found.tasks or found.left_out or found.unlifted or consultant):
        return ()
    left_out = (Paragraph(text, "note") for text in _left_out(narrator, found))
    unlifted = (Paragraph(text, "note") for text in _unlifted(narrator, found))
    if not found.tasks:
        return (Paragraph(narrator.say("outlook.plan_nothing")), *unlifted, *left_out, *consultant)
    return (
        Paragraph(_lead(narrator, found)),
        *_phases(narrator, found, diagnosis.catalogue),
        _standings(narrator, found),
        *_money(narrator, found),
        *left_out,
        *unlifted,
        *consultant,
        Paragraph(narrator.say("outlook.plan_note"), "note"),
    )


def _lead(voice: Narrator, found: Plan) -> str:
    before, after = found.before, found.after
    limits = found.choices.limits
    same = before.level == after.level
    lead = voice.say(
        "outlook.plan_lead_same" if same else "outlook.plan_lead",
        months=limits.months,
        phases=len(found.phases),
        tasks=len(found.tasks),
        habits=_habits(voice, found, voice.diagnosis.catalogue),
        before=voice.figure(before.total),
        after=voice.figure(after.total),
        scale=exact(found.scale),
        level=voice.level_number(before.level),
        goal=voice.level_number(after.level),
    )
    said = voice.say("outlook.plan_limits", cost=_bound(voice, limits), at_once=limits.at_once)
    return voice.sentences((lead, said))


def _bound(narrator: Narrator, limits: Limits) -> str:
    """What one solution may cost."""
    known = narrator.diagnosis.assumptions
    cost = next((e for e in narrator.diagnosis.catalogue.costs if e.id == limits.cost), None)
    if cost is None:
        return narrator.say("outlook.plan_any_cost")
    high = None if known is None else amount_of(known.assumptions, cost).high
    if not high:
        return narrator.say("outlook.plan_cost", name=narrator.text(cost.name))
    return narrator.say("outlook.plan_cost_amount", amount=money_text(narrator, 0, high))


def _money(narrator: Narrator, found: Plan) -> Iterator[Paragraph]:
    """What all of it costs, and what that rests on; nothing where nothing costs."""
    diagnosis = narrator.diagnosis
    catalogue, known = diagnosis.catalogue, diagnosis.assumptions
    total = sum_text(narrator, catalogue, (each.solution for each in found.tasks), known)
    yield Paragraph(narrator.say("outlook.plan_sum", total=total))
    if any(catalogue.costs[each.cost].months[1] != 0 for each in found.phases if each.cost):
        yield Paragraph(basis_text(narrator, catalogue, known), "note")


def _habits(voice: Voice, found: Plan, catalogue: Catalogue) -> str:
    """How many of the tasks buy nothing; nothing is said of none."""
    n = sum(is_habit(catalogue, task.solution) for task in found.tasks)
    only = "_only" if n == len(found.tasks) else ""
    return voice.say(f"outlook.plan_habits{only}", n=n) if n else ""


def _phases(voice: Voice, found: Plan, catalogue: Catalogue) -> Iterator[Block]:
    """Each phase in a sentence and, where it has tasks, a table."""
    told: set[str] = set()
    ends = _empty_runs(found)
    for phase in found.phases:
        if not phase.tasks and phase.number not in ends:
            continue  # told with the one before
        if ends.get(phase.number, phase.number) != phase.number:
            said = {"first": phase.number, "last": ends[phase.number]}
            text = voice.say("outlook.phases_empty", **said)
            yield Paragraph(text, id=f"plan/phase-{phase.number}")
            continue
        last = phase is found.phases[-1]
        about = _about(voice, phase, catalogue, told, last=last)
        if phase.number == 1 and found.urgent:
            titles = voice.listed([task_title(voice, task) for task in found.urgent])
            yield Paragraph(voice.say("choosing.urgent_lead", titles=titles))
        yield Paragraph(about, id=f"plan/phase-{phase.number}")
        if phase.tasks:
            yield _tasks(voice, phase, found)


def _empty_runs(found: Plan) -> Mapping[int, int]:
    """Where phases without tasks begin, with where they end."""
    ends: dict[int, int] = {}
    for phase in found.phases:
        if phase.tasks:
            continue
        first = next((each for each, last in ends.items() if last == phase.number - 1), None)
        ends[phase.number if first is None else first] = phase.number
    return ends


def _about(voice: Voice, phase: Phase, catalogue: Catalogue, told: set[str], *, last: bool) -> str:
    """What the phase is about: the groups that win most, in the order in which they begin.

    One that a phase before was said to be about gives way to others; ``told`` takes them in.
    """
    if not phase.tasks:
        return voice.say("outlook.phase_empty", number=phase.number)
    won: dict[str, float] = {}
    for task in phase.tasks:
        group = task.solution.group
        won[group] = won.get(group, 0.0) + task.points
    most = sorted(won, key=lambda group: (group in told, -won[group]))[:MOST_AIMS]
    told.update(most)
    aims = {group.id: voice.text(group.aim) for group in catalogue.groups}
    said = []
    for group in (group for group in won if group in most):
        tasks = sorted(
            (task for task in phase.tasks if task.solution.group == group),
            key=lambda task: -task.points,
        )
        titles = voice.listed([task_title(voice, task) for task in tasks[:MOST_TOLD]])
        said.append(voice.say("outlook.aim_of", aim=aims[group], titles=titles))
    then = voice.say("outlook.aim_then")
    which = "first" if phase.number == 1 else "last" if last else "later"
    return voice.say(f"outlook.phase_{which}", number=phase.number, aims=then.join(said))


def _tasks(voice: Voice, phase: Phase, found: Plan) -> Table:
    columns = (
        Column(voice.say("outlook.column_task"), 0.29, holds="names"),
        Column(voice.say("outlook.column_owner"), 0.16),
        Column(voice.say("outlook.column_indicator"), 0.33),
        Column(voice.say("outlook.column_effect"), 0.22),
    )
    rows = tuple(
        (
            Cell(task_title(voice, task), tuple(_decided(voice, task, phase))),
            Cell(owner_text(voice, task)),
            Cell(indicators_text(voice, task)),
            Cell(_effect(voice, task, found)),
        )
        for task in phase.tasks
    )
    low, high = phase.months
    caption = voice.say("outlook.caption_phase", number=phase.number, low=low, high=high)
    return Table(caption, columns, rows)


def _decided(voice: Voice, task: Task, phase: Phase) -> Iterator[str]:
    """What is urgent, and what somebody has decided or done about it."""
    if task.solution.urgent:
        yield voice.say("choosing.urgent" if phase.number == 1 else "choosing.urgent_moved")
    if task.chosen:
        yield voice.say("outlook.task_chosen")
    if task.progress != "open":
        yield voice.say(f"outlook.progress_{task.progress}")


def _effect(voice: Voice, task: Task, found: Plan) -> str:
    """What it wins; of a task that wins nothing by itself, why it is there."""
    if one_decimal(abs(task.points)) != "0.0":
        points = difference(task.points)
        return fixed(voice.say("outlook.effect_points", points=points), "figures")
    id = task_id(task, "effect")
    served = [task_title(voice, each) for each in found.tasks if task.solution.id in each.after]
    if served:
        return prose(voice.say("outlook.effect_paves", titles=voice.listed(served)), id)
    return prose(voice.say("outlook.effect_small" if task.lifts else "outlook.effect_done"), id)


def _standings(voice: Narrator, found: Plan) -> Table:
    columns = (
        Column(voice.say("outlook.column_then"), 0.28, holds="names"),
        Column(voice.say("outlook.column_then_level"), 0.22, holds="levels"),
        Column(voice.say("outlook.column_total"), 0.16, figures=True),
        Column(voice.say("outlook.column_sum"), 0.34, holds="figures"),
    )
    catalogue, known = voice.diagnosis.catalogue, voice.diagnosis.assumptions

    def row(name: str, standing: Standing, tasks: Sequence[Task]) -> tuple[Cell, ...]:
        solutions = [each.solution for each in tasks]
        total = sum_text(voice, catalogue, solutions, known) if tasks else voice.say("report.dash")
        level = voice.level_number(standing.level)
        return Cell(name), Cell(level), Cell(voice.figure(standing.total)), Cell(total)

    rows = [row(voice.say("outlook.today"), found.before, ())]
    rows += [
        row(voice.say("outlook.after_phase", number=each.number), each.standing, each.tasks)
        for each in found.phases
    ]
    caption = voice.say("outlook.caption_standings", scale=exact(found.scale))
    return Table(caption, columns, tuple(rows))


def _unlifted(narrator: Narrator, found: Plan) -> Iterator[str]:
    """A sentence for each pain that no task lifts."""
    asked = narrator.diagnosis.questionnaire.by_id
    for item in map(asked.__getitem__, found.unlifted):
        title, why = narrator.title(item), unlifted_text(narrator, item)
        yield narrator.say("choosing.unlifted", title=title, why=why)


def _unserved(narrator: Narrator, found: Plan) -> Iterator[str]:
    """For which questions the catalogue has nothing, so that the consultant adds what fits."""
    titles = [narrator.title(gap.item) for gap in unserved(narrator.diagnosis, found)]
    if titles:
        named = narrator.listed(titles)
        yield narrator.say("choosing.unserved", n=len(titles), titles=named)


def _left_out(voice: Voice, found: Plan) -> Iterator[str]:
    """A sentence a reason, in the order in which reasons first come."""
    reasons = dict.fromkeys(each.reason for each in found.left_out)
    for reason in reasons:
        titles = [
            voice.text(each.solution.title) for each in found.left_out if each.reason == reason
        ]
        named = voice.listed(titles[:MOST_NAMED])
        if len(titles) > MOST_NAMED:
            n = len(titles) if voice.lang == "zh" else len(titles) - MOST_NAMED
            named = voice.say("outlook.titles_more", titles=named, n=n)
        yield voice.say(f"outlook.left_{reason}", titles=named)
