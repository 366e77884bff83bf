"""The plan: what is done in which phase, who answers for it, and where that leads."""

from collections.abc import Iterator

from i18n import Lang, exact, one_decimal, say
from reports.chapters.costs import is_habit
from reports.diagnosis import Diagnosis
from reports.report import Block, Cell, Column, Paragraph, Table
from scoring.paths.standing import Standing
from solutions.model import Catalogue
from solutions.plans.model import Phase, Plan, Task
from wording.phrases import difference, figure, level_number, listed
from wording.provisional import plan_held_back

MOST_AIMS = 2  # groups that a phase is said to be about
MOST_TOLD = 3  # solutions that are named of each
MOST_NAMED = 8  # solutions that are named as left out for one reason


def plan(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter; empty where there is nothing to plan, held back where too little is answered."""
    found, card = diagnosis.plan, diagnosis.card
    if card.provisional:
        why = plan_held_back(diagnosis.questionnaire, diagnosis.rubric, card, lang)
        return (Paragraph(why, "warning"),)
    if found is None or not (found.tasks or found.left_out):
        return ()
    left_out = (Paragraph(text, "note") for text in _left_out(found, lang))
    if not found.tasks:
        return (Paragraph(say("outlook.plan_nothing", lang)), *left_out)
    return (
        Paragraph(_lead(found, diagnosis.catalogue, lang)),
        *_phases(found, diagnosis.catalogue, lang),
        _standings(found, diagnosis.catalogue, lang),
        *left_out,
        Paragraph(say("outlook.plan_note", lang), "note"),
    )


def phase_name(number: int, lang: Lang) -> str:
    """A phase by its number."""
    return say("outlook.phase", lang, number=number)


def _lead(found: Plan, catalogue: Catalogue, lang: Lang) -> str:
    before, after = found.before, found.after
    limits = found.choices.limits
    same = before.level == after.level
    lead = say(
        "outlook.plan_lead_same" if same else "outlook.plan_lead",
        lang,
        months=limits.months,
        phases=len(found.phases),
        tasks=len(found.tasks),
        habits=sum(is_habit(catalogue, task.solution) for task in found.tasks),
        before=figure(before.total, lang),
        after=figure(after.total, lang),
        scale=exact(found.scale),
        level=level_number(before.level, lang),
        goal=level_number(after.level, lang),
    )
    names = {each.id: each.name.to(lang) for each in catalogue.costs}
    cost = (
        say("outlook.plan_cost", lang, name=names[limits.cost])
        if limits.cost in names
        else say("outlook.plan_any_cost", lang)
    )
    return (
        lead
        + ("" if lang == "zh" else " ")
        + say("outlook.plan_limits", lang, cost=cost, at_once=limits.at_once)
    )


def _phases(found: Plan, catalogue: Catalogue, lang: Lang) -> Iterator[Block]:
    """Each phase in a sentence and, where it has tasks, a table."""
    told: set[str] = set()
    for phase in found.phases:
        last = phase is found.phases[-1]
        about = _about(phase, catalogue, lang, told, last=last)
        yield Paragraph(about, id=f"plan/phase-{phase.number}")
        if phase.tasks:
            yield _tasks(phase, found, lang)


def _about(phase: Phase, catalogue: Catalogue, lang: Lang, told: set[str], *, last: bool) -> str:
    """What the phase is about: the groups that win most, in the order in which they begin.

    One that a phase before was said to be about gives way to others; ``told`` takes them in.
    """
    if not phase.tasks:
        return say("outlook.phase_empty", lang, number=phase.number)
    won: dict[str, float] = {}
    for task in phase.tasks:
        group = task.solution.group
        won[group] = won.get(group, 0.0) + task.points
    most = sorted(won, key=lambda group: (group in told, -won[group]))[:MOST_AIMS]
    told.update(most)
    aims = {group.id: group.aim.to(lang) for group in catalogue.groups}
    said = []
    for group in (group for group in won if group in most):
        tasks = sorted(
            (task for task in phase.tasks if task.solution.group == group),
            key=lambda task: -task.points,
        )
        titles = listed([task.solution.title.to(lang) for task in tasks[:MOST_TOLD]], lang)
        said.append(say("outlook.aim_of", lang, aim=aims[group], titles=titles))
    then = say("outlook.aim_then", lang)
    which = "first" if phase.number == 1 else "last" if last else "later"
    return say(f"outlook.phase_{which}", lang, number=phase.number, aims=then.join(said))


def _tasks(phase: Phase, found: Plan, lang: Lang) -> Table:
    columns = (
        Column(say("outlook.column_task", lang), 0.29),
        Column(say("outlook.column_owner", lang), 0.16),
        Column(say("outlook.column_indicator", lang), 0.33),
        Column(say("outlook.column_effect", lang), 0.22),
    )
    rows = tuple(
        (
            Cell(task.solution.title.to(lang), tuple(_decided(task, lang))),
            Cell(task.owner.to(lang)),
            Cell(say("report.semicolon", lang).join(i.to(lang) for i in task.solution.indicators)),
            Cell(_effect(task, found, lang)),
        )
        for task in phase.tasks
    )
    low, high = phase.months
    caption = say("outlook.caption_phase", lang, number=phase.number, low=low, high=high)
    return Table(caption, columns, rows)


def _decided(task: Task, lang: Lang) -> Iterator[str]:
    """What somebody has decided or done about it."""
    if task.chosen:
        yield say("outlook.task_chosen", lang)
    if task.progress != "open":
        yield say(f"outlook.progress_{task.progress}", lang)


def _effect(task: Task, found: Plan, lang: Lang) -> str:
    """What it wins; of a task that wins nothing by itself, why it is there."""
    if one_decimal(abs(task.points)) != "0.0":
        return say("outlook.effect_points", lang, points=difference(task.points))
    served = [
        each.solution.title.to(lang) for each in found.tasks if task.solution.id in each.after
    ]
    if served:
        return say("outlook.effect_paves", lang, titles=listed(served, lang))
    return say("outlook.effect_small" if task.lifts else "outlook.effect_done", lang)


def _standings(found: Plan, catalogue: Catalogue, lang: Lang) -> Table:
    columns = (
        Column(say("outlook.column_then", lang), 0.28),
        Column(say("outlook.column_then_level", lang), 0.22),
        Column(say("outlook.column_total", lang), 0.16, figures=True),
        Column(say("outlook.column_dearest", lang), 0.34),
    )

    def row(name: str, standing: Standing, cost: int | None) -> tuple[Cell, ...]:
        dearest = say("report.dash", lang) if cost is None else catalogue.costs[cost].name.to(lang)
        level = level_number(standing.level, lang)
        return Cell(name), Cell(level), Cell(figure(standing.total, lang)), Cell(dearest)

    rows = [row(say("outlook.today", lang), found.before, None)]
    rows += [
        row(say("outlook.after_phase", lang, number=each.number), each.standing, each.cost)
        for each in found.phases
    ]
    caption = say("outlook.caption_standings", lang, scale=exact(found.scale))
    return Table(caption, columns, tuple(rows))


def _left_out(found: Plan, lang: Lang) -> Iterator[str]:
    """A sentence a reason, in the order in which reasons first come."""
    reasons = dict.fromkeys(each.reason for each in found.left_out)
    for reason in reasons:
        titles = [each.solution.title.to(lang) for each in found.left_out if each.reason == reason]
        named = listed(titles[:MOST_NAMED], lang)
        if len(titles) > MOST_NAMED:
            n = len(titles) if lang == "zh" else len(titles) - MOST_NAMED
            named = say("outlook.titles_more", lang, titles=named, n=n)
        yield say(f"outlook.left_{reason}", lang, titles=named)
