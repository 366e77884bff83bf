"""What an intervention comes to under what an official assumes, from figures that may be seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from aggregates.breakdown import CITY
from aggregates.city_parts import Seen
from aggregates.simulation import SimulatedOutcome, SimulatedYear
from solutions.interventions import Intervention

Drawn = npt.NDArray[np.float64]

SEED = 20_230_701
DRAWS = 2_001
ENDS = (0.05, 0.5, 0.95)  # what nine draws of ten are between, and the middle
TAKE_UP = 0.3  # of those who lack it and are offered a subsidy, unless an official says otherwise


@dataclass(frozen=True)
class AssumedPolicy:
    """What an official takes to be so: for ``row`` of the breakdown, taken up by a share.

    ``take_up`` in [0, 1] of whoever lacks it, 1 where all do; an assumption, not a figure.
    ``level``: only who rises to that level counts, None any; of the whole city only.
    """

    row: str
    take_up: float
    level: int | None = None


@dataclass(frozen=True)
class Forecast:
    """What comes of an intervention. Every figure from–to; None where it is hidden.

    ``reached``: who takes it up; ``rising``: low, middle, high of those who rise; ``share``: of
    the enterprises of the row, in per cent. ``reaching``: those of the whole city who rise to each
    level, of which anything is seen.
    """

    intervention: Intervention
    assumed: AssumedPolicy
    enterprises: Seen
    lacking: Seen
    reached: Seen
    rising: tuple[int, int, int] | None
    share: tuple[float, float] | None
    reaching: Mapping[int, tuple[int, int, int]]
    sure: tuple[float, float] | None


def forecast(year: SimulatedYear, intervention: Intervention, assumed: AssumedPolicy) -> Forecast:
    """The outcome of ``intervention`` under what is assumed; the same for the same input.

    Drawn from a fixed seed are the number within its band, how sure it is, and who takes it up;
    with the same draws a larger share never comes to fewer.
    """
    found = _outcome(year, intervention.id)
    enterprises = year.counts.get(assumed.row)
    lacking = None if found is None else found.lacking.get(assumed.row)
    rises = None if found is None else _rises(found, assumed)
    sure = None if found is None else found.sure
    rising = None if rises is None else _ends(_drawn(rises, sure or (1.0, 1.0), assumed.take_up))
    share = None
    if rising is not None and enterprises is not None:
        low, high = 100 * rising[0] / enterprises[1], 100 * rising[2] / enterprises[0]
        share = low, min(high, 100.0)
    reached = None
    if lacking is not None:
        low, _, high = _ends(_drawn(lacking, (1.0, 1.0), assumed.take_up))
        reached = low, high
    reaching = {
        level: _ends(_drawn(seen, sure or (1.0, 1.0), assumed.take_up))
        for level, seen in (found.reaching.items() if found and assumed.row == CITY else ())
        if seen is not None
    }
    return Forecast(
        intervention, assumed, enterprises, lacking, reached, rising, share, reaching, sure
    )


def cheapest(
    year: SimulatedYear, among: Sequence[Intervention], assumed: AssumedPolicy, wanted: int
) -> tuple[Forecast, ...]:
    """The interventions by which ``wanted`` enterprises rise in the middle of the draws.

    That of the lowest class of cost first, among equals the one by which most do. Not among them
    is one of which nobody knows the class, and a rung that a solution brings which is there and by
    which as many rise.
    """
    found = [forecast(year, each, assumed) for each in _priced(year, among)]
    enough = [each for each in found if each.rising is not None and each.rising[1] >= wanted]
    by_solution = {each.intervention.solution: _middle(each) for each in enough}
    return tuple(
        each
        for each in sorted(enough, key=_order)
        if each.intervention.solution is not None
        or all(by_solution.get(id, -1) < _middle(each) for id in each.intervention.brought_by)
    )


def most(
    year: SimulatedYear, among: Sequence[Intervention], assumed: AssumedPolicy
) -> tuple[Forecast, ...]:
    """Every intervention with a class of cost of which something is seen, most risers first."""
    found = [forecast(year, each, assumed) for each in _priced(year, among)]
    seen = [each for each in found if each.rising is not None]
    return tuple(sorted(seen, key=lambda each: (-_middle(each), *_order(each))))


def _priced(year: SimulatedYear, among: Sequence[Intervention]) -> Iterator[Intervention]:
    known = {each.id for each in year.outcomes}
    yield from (each for each in among if each.id in known and each.cost is not None)


def _order(each: Forecast) -> tuple[int, int, str]:
    cost = each.intervention.cost
    return -1 if cost is None else cost, -_middle(each), each.intervention.id


def _middle(each: Forecast) -> int:
    return 0 if each.rising is None else each.rising[1]


def _outcome(year: SimulatedYear, id: str) -> SimulatedOutcome | None:
    return next((each for each in year.outcomes if each.id == id), None)


def _rises(found: SimulatedOutcome, assumed: AssumedPolicy) -> Seen:
    if assumed.level is None:
        return found.rising.get(assumed.row)
    return found.reaching.get(assumed.level)


def _drawn(band: tuple[int, int], sure: tuple[float, float], take_up: float) -> Drawn:
    """The number in each draw: within its band, as sure as it is, of whom a share takes it up."""
    within, surely, taken = np.random.default_rng(SEED).random((3, DRAWS))
    many = np.floor(band[0] + within * (band[1] - band[0] + 1))
    many = np.rint(many * (sure[0] + surely * (sure[1] - sure[0])))
    return _takers(taken, many, take_up)


def _takers(chance: Drawn, many: Drawn, take_up: float) -> Drawn:
    """The quantiles of the binomial distribution; with a larger share never fewer.

    Where nearly everything lies on 0 the library says NaN.
    """
    if take_up >= 1 or take_up <= 0:
        return many * (take_up >= 1)
    inverses: Any = special  # without scipy.stats, which takes a second to import
    some = np.maximum(many, 1)
    takers = np.clip(np.ceil(np.nan_to_num(inverses.bdtrik(chance, some, take_up))), 0, some)
    return np.where(many < 1, 0.0, takers)


def _ends(drawn: Drawn) -> tuple[int, int, int]:
    low, middle, high = (int(each) for each in np.quantile(drawn, ENDS, method="nearest"))
    return low, middle, high
