"""The pains: what costs most, each with what it costs, what will be there and how to begin."""

from collections.abc import Sequence

from i18n import one_decimal, share
from reports.chapters.costs import task_id, task_title
from reports.diagnosis import Diagnosis
from reports.gaps import CountedItem, counted_items, dimension_title, now_text, unlifted_text
from reports.narratives.narrator import Narrator
from reports.planned_gaps import begin_task, begin_text, tasks_for
from reports.prose import prose
from reports.report import Block, Fact, Paragraph, Priority
from scoring.gaps import largest_gaps


def largest_gaps_of(diagnosis: Diagnosis) -> tuple[CountedItem, ...]:
    """The largest gaps, as the report shows them."""
    found = {gap.item.id: gap for gap in counted_items(diagnosis)}
    return tuple(found[score.id] for score in largest_gaps(diagnosis.card, diagnosis.found))


def priorities(narrator: Narrator, pains: Sequence[CountedItem]) -> tuple[Block, ...]:
    """The chapter; ``pains`` the dearest first."""
    begun: dict[str, int] = {}
    cards = [
        Priority(number, narrator.title(gap.item), _rows(narrator, gap, number, begun))
        for number, gap in enumerate(pains, start=1)
    ]
    return (Paragraph(_lead(narrator, pains)), *cards)


def _lead(narrator: Narrator, pains: Sequence[CountedItem]) -> str:
    diagnosis = narrator.diagnosis
    if not pains:
        nothing = diagnosis.card.total is None
        return narrator.say(f"report.priorities_{'nothing' if nothing else 'none'}")
    lost = sum(gap.score.lost for gap in pains)
    if len(pains) == 1:
        return narrator.say("report.priorities_one", lost=one_decimal(lost))
    of = sum(score.lost for score in diagnosis.card.items)
    said = {"n": len(pains), "lost": one_decimal(lost), "share": share(lost / of)}
    if diagnosis.found:
        return narrator.say("report.priorities_lead_found", **said)
    return narrator.say("report.priorities_lead", **said)


def _rows(
    narrator: Narrator, gap: CountedItem, number: int, begun: dict[str, int]
) -> tuple[Fact, ...]:
    """``begun``: first steps that are told, each with the number of its pain; takes this one in."""
    item, answer = gap.item, gap.answer
    lost = narrator.say(
        "report.lost_of", lost=one_decimal(gap.score.lost), possible=one_decimal(gap.possible)
    )
    rows = {
        "now": now_text(narrator, gap),
        "pain" if narrator.knows(item) else "why": pain_text(narrator, gap),
        "goal": prose("" if answer is None else narrator.goal(item, answer), _id(gap, "goal")),
        "tasks": _tasks(narrator, gap),
        "first": _first(narrator, gap, number, begun),
        "lost": lost,
        "dimension": _dimension(narrator, gap),
    }
    told = {narrator.say(f"report.row_{name}"): text for name, text in rows.items() if text}
    return tuple({**told, **narrator.provisions(item.cites)}.items())


def pain_text(narrator: Narrator, gap: CountedItem) -> str:
    """What it costs, the same text wherever it is told."""
    return prose(narrator.pain(gap.item), _id(gap, "pain"))


def first_step_text(narrator: Narrator, gap: CountedItem) -> str:
    """How to begin, likewise; empty where nothing is answered.

    What a task is begun with is edited as the task's first step.
    """
    task = begin_task(narrator, gap)
    id = _id(gap, "first") if task is None else task_id(task, "first")
    return prose(begin_text(narrator, gap), id)


def _first(narrator: Narrator, gap: CountedItem, number: int, begun: dict[str, int]) -> str:
    """The same; where a pain above begins so as well, only that it does."""
    text = first_step_text(narrator, gap)
    above = begun.setdefault(text, number)
    return text if above == number else narrator.say("report.first_as", number=above)


def _tasks(narrator: Narrator, gap: CountedItem) -> str:
    """What the plan does about it, the task whose first step is told first; or why nothing."""
    plan = narrator.diagnosis.plan
    if plan is None or narrator.diagnosis.card.provisional:
        return ""
    chosen = begin_task(narrator, gap)
    tasks = sorted(tasks_for(plan, gap.item), key=lambda task: task is not chosen)
    told = [
        narrator.say(
            "report.task_in_phase",
            number=plan.phase_of[task.solution.id],
            title=task_title(narrator, task),
        )
        for task in tasks
    ]
    why = unlifted_text(narrator, gap.item)
    return narrator.clauses(told) or (why and narrator.say("concerns.not_planned", why=why))


def _id(gap: CountedItem, row: str) -> str:
    return f"priorities/{gap.item.id}/{row}"


def _dimension(narrator: Narrator, gap: CountedItem) -> str:
    """The dimension, and whether it is one that keeps the enterprise from its next level."""
    title = dimension_title(narrator, gap)
    for need in narrator.diagnosis.card.held_back:
        if need.node == gap.item.dimension:
            level = narrator.level_number(need.level)
            return narrator.say("report.dimension_holds", title=title, level=level)
    return title
