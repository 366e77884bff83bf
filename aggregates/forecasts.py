"""What an intervention comes to under what an official assumes, from figures that may be seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from aggregates.breakdown import CITY
from aggregates.city_parts import Seen
from aggregates.simulation import SimulatedOutcome, SimulatedYear
from solutions.interventions import Intervention

Drawn = npt.NDArray[np.float64]
Ends = tuple[int, int, int]  # low, middle, high

SEED = 20_230_701
DRAWS = 501
ENDS = (0.05, 0.5, 0.95)  # what nine draws of ten are between, and the middle
CERTAIN = (1.0, 1.0)  # where nothing makes a number larger or smaller
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

    ``rising``: low, middle, high of those who rise; ``share``: of the enterprises of the row, in
    per cent. ``levels``: of the whole city, how many would rise to each if all took it up.
    """

    intervention: Intervention
    assumed: AssumedPolicy
    enterprises: Seen
    lacking: Seen
    rising: Ends | None
    share: tuple[float, float] | None
    levels: Mapping[int, Seen]
    sure: tuple[float, float] | None

    @property
    def reached(self) -> Seen:
        """Who takes it up."""
        if self.lacking is None:
            return None
        low, _, high = _ends_of(self.lacking, CERTAIN, self.assumed.take_up)
        return low, high

    @property
    def reaching(self) -> Mapping[int, Ends]:
        """Those of the whole city who rise to each level, of which anything is seen."""
        sure, take_up = self.sure or CERTAIN, self.assumed.take_up
        return {
            level: _ends_of(seen, sure, take_up)
            for level, seen in self.levels.items()
            if seen is not None
        }


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
    rising = None if rises is None else _ends_of(rises, sure or CERTAIN, assumed.take_up)
    share = None
    if rising is not None and enterprises is not None:
        low, high = 100 * rising[0] / enterprises[1], 100 * rising[2] / enterprises[0]
        share = low, min(high, 100.0)
    levels = found.reaching if found and assumed.row == CITY else {}
    return Forecast(intervention, assumed, enterprises, lacking, rising, share, levels, sure)


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


@lru_cache(maxsize=20_000)
def _ends_of(band: tuple[int, int], sure: tuple[float, float], take_up: float) -> Ends:
    """The ends and the middle of what is drawn; bands are few, and a page asks again and again."""
    low, middle, high = (
        int(each) for each in np.quantile(_drawn(band, sure, take_up), ENDS, method="nearest")
    )
    return low, middle, high


def _drawn(band: tuple[int, int], sure: tuple[float, float], take_up: float) -> Drawn:
    """The number in each draw: within its band, as sure as it is, of whom a share takes it up."""
    within, surely, taken = _uniform()
    many = np.floor(band[0] + within * (band[1] - band[0] + 1))
    many = np.rint(many * (sure[0] + surely * (sure[1] - sure[0])))
    return _takers(taken, many, take_up)


@cache
def _uniform() -> Drawn:
    """What every number is drawn with: a Latin square, so that a few hundred draws are enough."""
    rng = np.random.default_rng(SEED)
    drawn = (np.array([rng.permutation(DRAWS) for _ in range(3)]) + 0.5) / DRAWS
    drawn.flags.writeable = False
    return drawn


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
