"""How mature each enterprise is in each dimension and year, before any question is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.model import Enterprise
from services.demo.city import Floats, Ints, city


@dataclass(frozen=True)
class SyntheticSheets:
    """The answer sheets of the city, one entry a sheet in each array.

    ``enterprise`` is an index into the list of enterprises, ``year`` a calendar year, ``round``
    0 or 1. ``maturity`` has a row a dimension; ``over_claim`` is how much higher the enterprise
    claims to be. ``employees`` is the enterprise's.
    """

    enterprise: Ints
    year: Ints
    round: Ints
    maturity: Floats
    over_claim: Floats
    employees: Floats

    @property
    def size(self) -> int:
        """How many sheets there are."""
        return len(self.enterprise)


def respondents(
    enterprises: Sequence[Enterprise], dimensions: int, rng: np.random.Generator
) -> SyntheticSheets:
    """Draw who takes part when, and how mature each one is then."""
    count, numbers = len(enterprises), city().maturity
    employees = np.array([enterprise.employees for enterprise in enterprises], dtype=np.float64)
    size = np.log(employees / city().employees.middle) / city().employees.spread
    ahead = np.array([city().divisions[enterprise.division].ahead for enterprise in enterprises])
    general = numbers.by_size * size + ahead + numbers.of_its_own * rng.standard_normal(count)
    each = general + numbers.by_dimension * rng.standard_normal((dimensions, count))
    gain = numbers.next_year + numbers.from_year_to_year * rng.standard_normal((dimensions, count))
    over_claim = np.abs(numbers.over_claim * (1 + 0.6 * rng.standard_normal(count)))

    first, second = _taking_part(count, rng)
    enterprise = np.concatenate([np.flatnonzero(first), np.flatnonzero(second)])
    later = np.repeat([0, 1], [first.sum(), second.sum()])
    return SyntheticSheets(
        enterprise=enterprise,
        year=np.array(city().years)[later],
        round=later * first[enterprise],
        maturity=each[:, enterprise] + later * gain[:, enterprise],
        over_claim=over_claim[enterprise],
        employees=employees[enterprise],
    )


def _taking_part(
    count: int, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who takes part in the first year and in the second; everybody in one of them."""
    first = rng.random(count) < city().in_first_year
    second = ~first | (rng.random(count) < city().again_in_next)
    return first, second
