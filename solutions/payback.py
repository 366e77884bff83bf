"""When a solution has paid for itself in work that it saves: a range, from assumptions only."""

from dataclasses import dataclass

from solutions.model import Catalogue, Solution

HOURS_A_MONTH = 174  # of one worker: 21.75 paid days of eight hours


@dataclass(frozen=True)
class Payback:
    """Weeks of use until the hours saved equal what the first year costs.

    ``weeks``: from, to (None: no upper end, as the cost class has none). ``hours`` saved a week
    and ``months`` of one worker are the assumptions that it rests on.
    """

    weeks: tuple[float, float | None]
    hours: tuple[int, int]
    months: tuple[float, float | None]


def payback_of(catalogue: Catalogue, solution: Solution) -> Payback | None:
    """The range; None for a solution that is not for saved time."""
    if solution.hours_saved is None:
        return None
    least, most = solution.hours_saved
    low, high = next(each.months for each in catalogue.costs if each.id == solution.cost)
    longest = None if high is None else high * HOURS_A_MONTH / least
    return Payback((low * HOURS_A_MONTH / most, longest), solution.hours_saved, (low, high))
