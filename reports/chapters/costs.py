"""What a solution takes and when it has paid for itself, in words and with the assumptions."""

import math

from i18n import Lang, one_decimal, say
from solutions.model import Catalogue, Cost, Solution
from solutions.payback import HOURS_A_MONTH, payback_of

WEEKS_A_YEAR = 52
LONGEST = 36  # months; what takes longer is told as such


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
    """When the hours that it saves have paid for its first year; without hours, how many it needs.

    Months are rounded up; never an amount of money.
    """
    months = cost_of(catalogue, solution).months
    if months[1] == 0:
        return say("outlook.payback_free", lang)
    worker = _stretch("worker", *months, lang)
    found = payback_of(catalogue, solution)
    if found is None:
        year, two = (_hours_needed(months, WEEKS_A_YEAR * years, lang) for years in (1, 2))
        return say("outlook.payback_other", lang, year=year, two=two, worker=worker)
    low, high = (None if weeks is None else _months(weeks) for weeks in found.weeks)
    assumed = {"hours": _stretch("hours", *found.hours, lang), "worker": worker}
    if low is None or low > LONGEST:
        return say("outlook.payback_long", lang, **assumed)
    if high is None or high > LONGEST:
        return say("outlook.payback_from", lang, span=_stretch("span", low, low, lang), **assumed)
    return say("outlook.payback_range", lang, span=_stretch("span", low, high, lang), **assumed)


def _months(weeks: float) -> int:
    return max(math.ceil(weeks * 12 / WEEKS_A_YEAR), 1)


def _hours_needed(months: tuple[float, float | None], weeks: int, lang: Lang) -> str:
    """Hours a week that are worth what the first year costs, over so many weeks."""
    low, high = (None if each is None else each * HOURS_A_MONTH / weeks for each in months)
    return _stretch("needed", low or 0, high, lang)


def _stretch(of: str, low: float, high: float | None, lang: Lang) -> str:
    """From, to: ``of`` is span, hours, needed or worker; whole numbers without a decimal."""
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
    return f"{value:g}" if value == int(value) else one_decimal(value)
