"""What a solution takes and when it has paid for itself, in words and with the assumptions."""

import math

from i18n import exact, one_decimal
from solutions.model import Catalogue, Cost, Solution
from solutions.payback import payback_of
from solutions.plans.model import Task
from wording.voice import Voice

WEEKS_A_YEAR = 52
LONGEST = 36  # months; what takes longer is told as such
WIDEST = 12  # months between best and worst that are told as one range


def is_habit(catalogue: Catalogue, solution: Solution) -> bool:
    """Whether it is of the least effort: nothing is bought, people do otherwise."""
    return catalogue.efforts[solution.effort] <= min(catalogue.efforts.values())


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


def payback_text(voice: Voice, catalogue: Catalogue, solution: Solution) -> str:
    """When the hours that it saves have paid for its first year, if it is done to save hours.

    Months are rounded up; never an amount of money.
    """
    months = cost_of(catalogue, solution).months
    if months[1] == 0:
        return voice.say("outlook.payback_free")
    found = payback_of(catalogue, solution)
    if found is None:
        return voice.say("outlook.payback_other")
    hours, worker = _stretch(voice, "hours", *found.hours), _stretch(voice, "worker", *months)
    assumed = voice.say("outlook.payback_assumed", hours=hours, worker=worker)
    low, high = (None if weeks is None else _months(weeks) for weeks in found.weeks)
    if low is None or low > LONGEST:
        return voice.say("outlook.payback_long", assumed=assumed)
    if high is None or high > LONGEST:
        worst = voice.say("outlook.payback_years")
    elif high - low > WIDEST:
        worst = _stretch(voice, "span", high, high)
    else:
        span = _stretch(voice, "span", low, high)
        return voice.say("outlook.payback_range", span=span, assumed=assumed)
    best = _stretch(voice, "span", low, low)
    return voice.say("outlook.payback_wide", low=best, high=worst, assumed=assumed)


def _months(weeks: float) -> int:
    return max(math.ceil(weeks * 12 / WEEKS_A_YEAR), 1)


def _stretch(voice: Voice, of: str, low: float, high: float | None) -> str:
    """From, to: ``of`` is span, hours or worker; whole numbers without a decimal."""
    if high is None:
        return voice.say(f"outlook.{of}_at_least", low=_number(low))
    if low == high:
        return voice.say(f"outlook.{of}_{'one' if low == 1 else 'same'}", low=_number(low))
    if not low:
        if of == "worker" and high == 1:
            return voice.say("outlook.worker_at_most_one")
        return voice.say(f"outlook.{of}_at_most", high=_number(high))
    return voice.say(f"outlook.{of}_between", low=_number(low), high=_number(high))


def _number(value: float) -> str:
    return exact(value) if value == int(value) else one_decimal(value)
