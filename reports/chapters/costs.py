"""What a solution takes and when it has paid for itself, in words and with the assumptions."""

import math

from i18n import Lang, exact, one_decimal, say
from solutions.model import Catalogue, Cost, Solution
from solutions.payback import payback_of

WEEKS_A_YEAR = 52
LONGEST = 36  # months; what takes longer is told as such
WIDEST = 12  # months between best and worst that are told as one range


def is_habit(catalogue: Catalogue, solution: Solution) -> bool:
    """Whether it is of the least effort: nothing is bought, people do otherwise."""
    return catalogue.efforts[solution.effort] <= min(catalogue.efforts.values())


def cost_of(catalogue: Catalogue, solution: Solution) -> Cost:
    """Its class of cost."""
    return next(each for each in catalogue.costs if each.id == solution.cost)


def weeks_text(solution: Solution, lang: Lang) -> str:
    """How long it takes."""
    low, high = solution.weeks
    key = "weeks" if low != high else "weeks_same" if low != 1 else "weeks_one"
    return say(f"outlook.{key}", lang, low=low, high=high)


def payback_text(catalogue: Catalogue, solution: Solution, lang: Lang) -> str:
    """When the hours that it saves have paid for its first year, if it is done to save hours.

    Months are rounded up; never an amount of money.
    """
    months = cost_of(catalogue, solution).months
    if months[1] == 0:
        return say("outlook.payback_free", lang)
    found = payback_of(catalogue, solution)
    if found is None:
        return say("outlook.payback_other", lang)
    hours, worker = _stretch("hours", *found.hours, lang), _stretch("worker", *months, lang)
    assumed = say("outlook.payback_assumed", lang, hours=hours, worker=worker)
    low, high = (None if weeks is None else _months(weeks) for weeks in found.weeks)
    if low is None or low > LONGEST:
        return say("outlook.payback_long", lang, assumed=assumed)
    if high is None or high > LONGEST:
        worst = say("outlook.payback_years", lang)
    elif high - low > WIDEST:
        worst = _stretch("span", high, high, lang)
    else:
        span = _stretch("span", low, high, lang)
        return say("outlook.payback_range", lang, span=span, assumed=assumed)
    best = _stretch("span", low, low, lang)
    return say("outlook.payback_wide", lang, low=best, high=worst, assumed=assumed)


def _months(weeks: float) -> int:
    return max(math.ceil(weeks * 12 / WEEKS_A_YEAR), 1)


def _stretch(of: str, low: float, high: float | None, lang: Lang) -> str:
    """From, to: ``of`` is span, hours or worker; whole numbers without a decimal."""
    if high is None:
        return say(f"outlook.{of}_at_least", lang, low=_number(low))
    if low == high:
        return say(f"outlook.{of}_{'one' if low == 1 else 'same'}", lang, low=_number(low))
    if not low:
        if of == "worker" and high == 1:
            return say("outlook.worker_at_most_one", lang)
        return say(f"outlook.{of}_at_most", lang, high=_number(high))
    return say(f"outlook.{of}_between", lang, low=_number(low), high=_number(high))


def _number(value: float) -> str:
    return exact(value) if value == int(value) else one_decimal(value)
