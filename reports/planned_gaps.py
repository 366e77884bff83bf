"""What the plan, and what it leaves out, does about a gap: how it is begun, what nothing serves."""

from collections.abc import Sequence

from questionnaires.model import Item, Kind
from reports.diagnosis import Diagnosis
from reports.gaps import CountedItem, gaps, points_of
from reports.narratives.narrator import Narrator
from scoring.steps import next_steps, steps_of
from solutions.model import Change
from solutions.plans.model import Plan, Task

# Why a solution is left out with which an enterprise can yet begin.
POSTPONED = ("too_dear", "no_room", "too_little")


def begin_task(narrator: Narrator, gap: CountedItem) -> Task | None:
    """The task of the plan with whose next step the item is begun: one most about it, or the first.

    None where the item's own first step is for the enterprise, or where no task lifts it.
    """
    item, plan = gap.item, narrator.diagnosis.plan
    if gap.answer is None or plan is None:
        return None
    if item.first_step is not None and narrator.begins_small(item, gap.answer):
        return None
    tasks = [task for task in tasks_for(plan, item) if task.solution.next_step is not None]
    return min(tasks, key=lambda task: task.lifts[0].item != item.id, default=None)


def tasks_for(plan: Plan, item: Item) -> Sequence[Task]:
    """The tasks that lift it, in the plan's order."""
    return [task for task in plan.tasks if any(lift.item == item.id for lift in task.lifts)]


def begin_text(narrator: Narrator, gap: CountedItem) -> str:
    """What to do within a month, above what is there.

    The next step of the task that lifts the item, or of the solution for which there is no room;
    where there is neither, a look at the item as a visit would take it.
    """
    if gap.answer is None:
        return ""
    task, plan = begin_task(narrator, gap), narrator.diagnosis.plan
    left = None if plan is None else plan.unlifted.get(gap.item.id)
    if task is not None:
        large = narrator.is_large
        further = task.solution.begin(fresh=task.fresh, ready=task.ready, large=large)
    elif left is not None and left.reason in POSTPONED and left.ready and _is_begun(narrator, gap):
        further = left.solution.next_step
    else:
        further = None
    return narrator.begin(gap.item, gap.answer) if further is None else narrator.text(further)


def _is_begun(narrator: Narrator, gap: CountedItem) -> bool:
    return gap.answer is not None and not narrator.begins_small(gap.item, gap.answer)


def unserved(diagnosis: Diagnosis, plan: Plan) -> Sequence[CountedItem]:
    """The gaps, but for the pains, that nothing of the plan lifts and nothing left out would."""
    left = [change for each in plan.left_out for change in each.solution.changes]
    lifted = {lift.item for task in plan.tasks for lift in task.lifts} | set(plan.unlifted)
    return [
        gap
        for gap in gaps(diagnosis)
        if gap.answer is not None
        and gap.item.id not in lifted
        and not any(_would_lift(diagnosis, gap, change) for change in left)
    ]


def _would_lift(diagnosis: Diagnosis, gap: CountedItem, change: Change) -> bool:
    """Whether it leads to a step above what is there."""
    asked, item = diagnosis.questionnaire, gap.item
    sources = (asked.id, *asked.includes)
    if gap.answer is None or change.item != item.id or change.source not in sources:
        return False
    points = points_of(diagnosis, item)
    coming = next_steps(item, points, gap.answer)
    rungs = list(zip(item.rungs, steps_of(item), points, strict=True))
    brought = [(step, point) for rung, step, point in rungs if rung in change.to]
    if item.kind is Kind.MULTI:
        return any(step in coming for step, _ in brought)
    least = min((point for _, step, point in rungs if step in coming), default=max(points) + 1)
    return any(point >= least for _, point in brought)
