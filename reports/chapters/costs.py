"""What a solution takes and when it has paid for itself, in words and with the assumptions."""

import math
from collections.abc import Iterable

from reports.prose import prose
from solutions.assumptions import AssumedAmount, CentreAssumptions, amount_of, amount_of_all
from solutions.model import Catalogue, Cost, Solution
from solutions.payback import payback_of
from solutions.plans.model import Task
from wording.money import exact_money_text, money_text
from wording.voice import Voice

WEEKS_A_YEAR = 52
LONGEST = 36  # months; what takes longer is told as such


def is_habit(catalogue: Catalogue, solution: Solution) -> bool:
    """Whether it is of the least effort: nothing is bought, people do otherwise."""
    return catalogue.efforts[solution.effort] <= min(catalogue.efforts.values())


def task_id(task: Task, row: str) -> str:
    """Under what a text of a task is edited, wherever it is told."""
    return f"projects/{task.solution.id}/{row}"


def indicators_text(voice: Voice, task: Task) -> str:
    """By what it is seen that the task is done."""
    said = voice.clauses(voice.text(each) for each in task.solution.indicators)
    return prose(said, task_id(task, "indicators"))


def owner_text(voice: Voice, task: Task) -> str:
    """Who answers for it."""
    return prose(voice.text(task.owner), task_id(task, "owner"))


def task_title(voice: Voice, task: Task) -> str:
    """Its name; of one of which something is there, that it extends that."""
    title = voice.text(task.solution.title)
    return voice.say("choosing.extend", title=title) if task.there else title


def cost_of(catalogue: Catalogue, solution: Solution) -> Cost:
    """Its class of cost."""
    return next(each for each in catalogue.costs if each.id == solution.cost)


def weeks_text(voice: Voice, solution: Solution) -> str:
    """How long it takes."""
    low, high = solution.weeks
    key = "weeks" if low != high else "weeks_same" if low != 1 else "weeks_one"
    return voice.say(f"outlook.{key}", low=low, high=high)


def class_text(voice: Voice, cost: Cost, known: CentreAssumptions | None) -> str:
    """What the first year of such a solution costs; without assumptions that nobody knows yet."""
    if cost.months[1] == 0:
        return voice.text(cost.name)
    if known is None:
        return voice.say("outlook.cost_unpriced", name=voice.text(cost.name))
    low, high = amount_of(known.assumptions, cost)
    amount = money_text(voice, low, high)
    return voice.say("outlook.cost_open", amount=amount) if high is None else amount


def cost_text(
    voice: Voice, catalogue: Catalogue, solution: Solution, known: CentreAssumptions | None
) -> str:
    """What its first year costs."""
    return class_text(voice, cost_of(catalogue, solution), known)


def sum_text(
    voice: Voice,
    catalogue: Catalogue,
    solutions: Iterable[Solution],
    known: CentreAssumptions | None,
) -> str:
    """What the first years of all of them cost together."""
    paid = [each for each in solutions if cost_of(catalogue, each).months[1] != 0]
    if not paid:
        return voice.say("outlook.sum_free")
    if known is None:
        return voice.say("outlook.sum_unpriced", n=len(paid))
    low, high = amount_of_all(known.assumptions, catalogue, paid)
    amount = money_text(voice, low, high)
    n = sum(cost_of(catalogue, each).months[1] is None for each in paid)
    return voice.say("outlook.sum_open", amount=amount, n=n) if n else amount


def basis_text(voice: Voice, catalogue: Catalogue, known: CentreAssumptions | None) -> str:
    """What all sums of money rest on, who set it and when; or why there is none."""
    if known is None:
        return voice.say("outlook.basis_none")
    told = known.assumptions
    rows = [("labour", told.labour), ("day_rate", told.day_rate)]
    said = [_assumed(voice, f"basis_{name}", each) for name, each in rows if each is not None]
    for cost in catalogue.costs:
        if cost.id in told.licences:
            licence = told.licences[cost.id]
            said.append(_assumed(voice, "basis_licence", licence, name=voice.text(cost.name)))
    basis = voice.say(
        "outlook.basis",
        centre=known.centre,
        told=voice.clauses(said),
        author=known.author,
        day=voice.day(known.at),
    )
    beside = told.day_rate is not None or told.licences
    return voice.sentences((basis, *([voice.say("outlook.basis_beside")] if beside else [])))


def payback_text(
    voice: Voice, catalogue: Catalogue, solution: Solution, known: CentreAssumptions | None
) -> str:
    """When the hours that it saves have paid for its first year, if it is done to save hours.

    Months are rounded up. Without a price there is none.
    """
    if cost_of(catalogue, solution).months[1] == 0:
        return voice.say("outlook.payback_free")
    found = payback_of(catalogue, solution)
    if found is None:
        return voice.say("outlook.payback_other")
    hours = _stretch(voice, "hours", *found.hours)
    if known is None:
        return voice.say("outlook.payback_unpriced", hours=hours)
    labour = known.assumptions.labour
    said = {"hours": hours, "labour": exact_money_text(voice, labour.low, labour.high)}
    assumed = voice.say("outlook.payback_assumed", **said)
    low, high = (None if weeks is None else _months(weeks) for weeks in found.weeks)
    if low is None or low > LONGEST:
        return voice.say("outlook.payback_long", assumed=assumed)
    if high is None or high > LONGEST:
        key = "open" if high is None else "wide"
        best = _stretch(voice, "span", low, low)
        return voice.say(f"outlook.payback_{key}", low=best, assumed=assumed)
    if not found.months[0]:  # it may cost next to nothing: no least time is known
        span = voice.say("outlook.span_within", high=high)
    else:
        span = _stretch(voice, "span", low, high)
    return voice.say("outlook.payback_range", span=span, assumed=assumed)


def _assumed(voice: Voice, key: str, each: AssumedAmount, **said: str) -> str:
    amount = exact_money_text(voice, each.low, each.high)
    return voice.say(f"outlook.{key}", amount=amount, source=each.source, **said)


def _months(weeks: float) -> int:
    return max(math.ceil(weeks * 12 / WEEKS_A_YEAR), 1)


def _stretch(voice: Voice, of: str, low: int, high: int) -> str:
    """From, to: ``of`` is span or hours."""
    if low == high:
        return voice.say(f"outlook.{of}_{'one' if low == 1 else 'same'}", low=low)
    return voice.say(f"outlook.{of}_between", low=low, high=high)
