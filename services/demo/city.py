"""The made-up city: its numbers, and the enterprises drawn from them."""

from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from assessments.model import Enterprise
from files.frozen import Frozen
from i18n import say

FILE = Path(__file__).parent / "city.yaml"
CENTRE = "demo-centre-1"  # that of the consultant whom one can be

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Spread(Frozen):
    """A lognormal distribution: its median and the sigma of its logarithm."""

    middle: float
    spread: float
    least: float = 0
    most: float = 1e9

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """``size`` numbers, kept within the ends."""
        drawn = self.middle * np.exp(self.spread * rng.standard_normal(size))
        return np.clip(drawn, self.least, self.most)


class TradeProfile(Frozen):
    """A division's share of the enterprises and its lead in maturity."""

    share: float
    ahead: float


class Maturity(Frozen):
    """How maturity comes about; in standard deviations."""

    by_size: float
    of_its_own: float
    by_dimension: float
    by_item: float
    next_year: float
    from_year_to_year: float
    level: float
    over_claim: float


class City(Frozen):
    """Everything that ``city.yaml`` says."""

    divisions: dict[str, TradeProfile]
    districts: dict[str, float]
    employees: Spread
    revenue_per_employee: Spread
    assets_per_revenue: Spread
    maturity: Maturity
    facts: dict[str, dict[str, float]]
    numbers: dict[str, Spread]
    lifts: dict[str, float]
    years: tuple[int, int]
    in_first_year: float
    again_in_next: float
    verified: dict[int, float]
    under_verification: float
    drafts: float
    not_applicable: float
    noted: float
    centres: int
    labour: tuple[int, int]
    at_a_centre: float
    declares: float
    held: float
    pressed: float
    planned: int


@cache
def city() -> City:
    """The numbers."""
    return City.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


def enterprises(size: int, rng: np.random.Generator) -> list[Enterprise]:
    """``size`` enterprises, each with a name that says that it is synthetic."""
    drawn = city()
    codes = list(drawn.divisions)
    division = _pick(rng, [trade.share for trade in drawn.divisions.values()], size)
    places = list(drawn.districts)
    district = _pick(rng, list(drawn.districts.values()), size)
    employees = drawn.employees.draw(rng, size).round()
    revenue = (employees * drawn.revenue_per_employee.draw(rng, size)).round()
    assets = (revenue * drawn.assets_per_revenue.draw(rng, size)).round()
    return [
        Enterprise(
            id=f"demo-{number:05d}",
            name=say("demo.enterprise", "zh", number=f"{number:04d}"),
            credit_code=None,
            division=codes[division[index]],
            district=places[district[index]],
            employees=int(employees[index]),
            revenue=float(revenue[index]),
            assets=float(assets[index]),
            synthetic=True,
        )
        for index, number in enumerate(range(1, size + 1))
    ]


def _pick(rng: np.random.Generator, shares: list[float], size: int) -> Ints:
    """Indices, each as often as its share says."""
    weights = np.array(shares, dtype=np.float64)
    return rng.choice(len(shares), size=size, p=weights / weights.sum())
