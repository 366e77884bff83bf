"""The slides that tell what is there, what hurts and what is done about it."""

from collections.abc import Iterator, Sequence

from i18n import one_decimal, share
from reports.chapters.concerns import answers_of, named_concerns
from reports.chapters.costs import basis_text, class_text, owner_text, sum_text, task_title
from reports.chapters.steps import MOST_STEPS, begin, days_text
from reports.chapters.summary import MOST, strengths
from reports.gaps import CountedItem, dimension_title
from reports.narratives.narrator import Narrator
from reports.planned_gaps import begin_text
from reports.report import Block, Bullets, Card, Cell, Column, Paragraph, Slide, Table
from solutions.plans.model import Phase, Plan
from wording.money import exact_money_text


def strengths_slide(narrator: Narrator) -> Slide:
    """What stands highest."""
    cards = tuple(
        Card(
            head=narrator.title(counted.item),
            rows=(("", narrator.found(counted.item, counted.answer)),),
            foot=dimension_title(narrator, counted),
        )
        for counted in strengths(narrator.diagnosis)
        if counted.answer is not None
    )
    nothing = "level_nothing" if narrator.diagnosis.card.total is None else "boss_good_none"
    return Slide(
        id="strengths",
        title=narrator.say("deck.strengths_title"),
        lead=narrator.say("deck.strengths_lead") if cards else "",
        content=cards or Bullets((narrator.say(f"report.{nothing}"),)),
        notes=(narrator.say("deck.tell_strengths"),),
    )


def gaps_slide(narrator: Narrator, pains: Sequence[CountedItem]) -> Slide:
    """The three gaps that cost most: what was found, and what it costs."""
    first = pains[:MOST]
    cards = tuple(_pain(narrator, gap) for gap in first)
    lead, lost = "", sum(gap.score.lost for gap in first)
    if first:
        every = sum(score.lost for score in narrator.diagnosis.card.items)
        said = {"lost": one_decimal(lost), "share": share(lost / every)}
        key = "deck.pains_lead_one" if len(first) == 1 else "deck.pains_lead"
        lead = narrator.say(key, n=len(first), **said)
    nothing = "nothing" if narrator.diagnosis.card.total is None else "none"
    return Slide(
        id="pains",
        title=narrator.say("deck.pains_title"),
        lead=lead,
        content=cards or Bullets((narrator.say(f"report.priorities_{nothing}"),)),
        notes=(narrator.say("deck.tell_pains"),),
    )


def plan_slide(narrator: Narrator, instead: Sequence[str]) -> Slide:
    """The phases with their tasks and where each leads; ``instead`` of a plan why there is none."""
    plan = narrator.diagnosis.plan
    title = narrator.say("deck.plan_title")
    if plan is None or not plan.tasks:
        tell = narrator.say("deck.tell_plan_none")
        return Slide("plan", title, "", Bullets(tuple(instead)), (tell,))
    key = "deck.plan_lead" if len(plan.phases) > 1 else "deck.plan_lead_one"
    lead = narrator.say(
        key,
        months=plan.choices.limits.months,
        phases=len(plan.phases),
        tasks=len(plan.tasks),
        after=narrator.figure(plan.after.total),
        goal=narrator.level_number(plan.after.level),
    )
    if named := named_concerns(narrator):
        lead = narrator.sentences((lead, narrator.say("concerns.slide", named=named)))
    cards = tuple(_phase(narrator, phase) for phase in plan.phases)
    notes = (
        narrator.say("deck.tell_plan"),
        *answers_of(narrator),
        narrator.say("outlook.plan_note"),
    )
    return Slide("plan", title, lead, cards, notes)


def weeks_slide(narrator: Narrator, pains: Sequence[CountedItem]) -> Slide:
    """Who does what in the first two weeks: the first steps of what comes first."""
    rows = list(_first_steps(narrator, pains))[:MOST_STEPS]
    columns = (
        Column(narrator.say("deck.column_task"), 0.24),
        Column(narrator.say("deck.column_who"), 0.16),
        Column(narrator.say("deck.column_first"), 0.46),
        Column(narrator.say("deck.column_day"), 0.14),
    )
    title = narrator.say("deck.weeks_title")
    table = Table(title, columns, tuple(tuple(map(Cell, row)) for row in rows))
    nothing = "nothing" if narrator.diagnosis.card.total is None else "none"
    return Slide(
        id="weeks",
        title=title,
        lead=narrator.say("deck.weeks_lead") if rows else "",
        content=table if rows else Bullets((narrator.say(f"report.priorities_{nothing}"),)),
        notes=(narrator.say("deck.tell_weeks"),),
    )


def costs_slide(narrator: Narrator) -> Iterator[Slide]:
    """How many tasks of each class of cost a phase has; nothing without a plan."""
    plan, catalogue = narrator.diagnosis.plan, narrator.diagnosis.catalogue
    if plan is None or not plan.tasks:
        return
    known = narrator.diagnosis.assumptions
    phases = [phase for phase in plan.phases if phase.tasks]
    width = 0.13
    columns = (
        Column(narrator.say("deck.column_class"), 0.24),
        Column(narrator.say("deck.column_meaning"), 0.76 - width * len(phases)),
        *(
            Column(narrator.say("deck.column_phase", number=phase.number), width, figures=True)
            for phase in phases
        ),
    )
    rows = tuple(
        (
            Cell(narrator.text(cost.name)),
            Cell(class_text(narrator, cost, known)),
            *(Cell(_count(narrator, phase, cost.id)) for phase in phases),
        )
        for cost in catalogue.costs
        if any(task.solution.cost == cost.id for task in plan.tasks)
    )
    title = narrator.say("deck.costs_title")
    yield Slide(
        id="costs",
        title=title,
        lead=_costs_lead(narrator, plan),
        content=Table(title, columns, rows),
        notes=(narrator.text(catalogue.statement), basis_text(narrator, catalogue, known)),
    )


def texts_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """What the paragraphs among some blocks say."""
    return tuple(each.text for each in blocks if isinstance(each, Paragraph))


def _pain(narrator: Narrator, gap: CountedItem) -> Card:
    found = narrator.say("report.unanswered")
    if gap.answer is not None:
        found = narrator.found(gap.item, gap.answer)
    rows = {"found": found, "cost": narrator.pain(gap.item)}
    return Card(
        head=narrator.title(gap.item),
        rows=tuple((narrator.say(f"deck.{name}"), text) for name, text in rows.items()),
        foot=narrator.say("deck.lost", lost=one_decimal(gap.score.lost)),
    )


def _phase(narrator: Narrator, phase: Phase) -> Card:
    low, high = phase.months
    standing = phase.standing
    titles = [task_title(narrator, task) for task in phase.tasks]
    return Card(
        head=narrator.say("deck.phase", number=phase.number, low=low, high=high),
        rows=tuple(("", title) for title in titles or [narrator.say("deck.phase_empty")]),
        foot=narrator.say(
            "deck.phase_after",
            total=narrator.figure(standing.total),
            level=narrator.level_number(standing.level),
        ),
    )


def _first_steps(
    narrator: Narrator, pains: Sequence[CountedItem]
) -> Iterator[tuple[str, str, str, str]]:
    """Those that the report has, with their days; without a plan of the pains."""
    for step in begin(narrator):
        who, day = owner_text(narrator, step.task), days_text(narrator, step)
        yield task_title(narrator, step.task), who, step.first, day
    if narrator.diagnosis.plan is None:
        for gap in pains:
            first = begin_text(narrator, gap)
            if first:
                open_yet = narrator.say("deck.who_open")
                yield narrator.title(gap.item), open_yet, first, open_yet


def _costs_lead(narrator: Narrator, plan: Plan) -> str:
    """What all of it costs and what that rests on."""
    diagnosis = narrator.diagnosis
    known = diagnosis.assumptions
    if known is None:
        return narrator.say("deck.costs_lead")
    labour = known.assumptions.labour
    solutions = [task.solution for task in plan.tasks]
    return narrator.say(
        "deck.costs_lead_priced",
        total=sum_text(narrator, diagnosis.catalogue, solutions, known),
        centre=known.centre,
        labour=exact_money_text(narrator, labour.low, labour.high),
    )


def _count(narrator: Narrator, phase: Phase, cost: str) -> str:
    n = sum(task.solution.cost == cost for task in phase.tasks)
    return narrator.say("deck.tasks", n=n) if n else narrator.say("report.dash")
