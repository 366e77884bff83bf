"""The attacker: what is seen as equations over the smallest cells, and what follows from them.

A smallest cell is a division, a district or a size class.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, kron

from aggregates.ledger import Ledger, Verdict, ledger, verdict
from aggregates.population import Lines, Population
from tests.security.odd_cities import BREAKDOWN

THRESHOLD = 10
YEARS = (2025, 2026)
Equation = tuple[np.ndarray, float]  # coefficients and the value


@dataclass(frozen=True)
class Attack:
    """Linear programs over the smallest cells."""

    seen: list[Equation]
    upper: np.ndarray  # what a cell can at most hold
    most: Sequence[Equation] = ()  # what is known to be at most so much

    def bounds(self, wanted: np.ndarray) -> tuple[float, float]:
        """The narrowest interval that ``wanted`` (coefficients) must lie in."""
        known = {"A_eq": matrix(self.seen), "b_eq": values(self.seen)}
        if self.most:
            known |= {"A_ub": matrix(self.most), "b_ub": values(self.most)}
        ends = []
        for sign in (1, -1):
            limits = np.column_stack([np.zeros(len(self.upper)), self.upper])
            found = linprog(sign * wanted, bounds=limits, method="highs", **known)
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ends[0], ends[1]

    def widths(self, wanted: Sequence[np.ndarray]) -> np.ndarray:
        """How far open each of these is: all linear programs as the blocks of one.

        One call for hundreds of them; the matrix of what is known is made once.
        """
        if not wanted:
            return np.zeros(0)
        blocks = eye_array(2 * len(wanted), format="csr")
        known = {"A_eq": kron(blocks, matrix(self.seen), format="csr")}
        known["b_eq"] = np.tile(values(self.seen), 2 * len(wanted))
        if self.most:
            known["A_ub"] = kron(blocks, matrix(self.most), format="csr")
            known["b_ub"] = np.tile(values(self.most), 2 * len(wanted))
        aims = np.concatenate([sign * each for each in wanted for sign in (1, -1)])
        limits = np.column_stack([np.zeros(len(self.upper)), self.upper])
        bounds = np.tile(limits, (2 * len(wanted), 1))
        found = linprog(aims, bounds=bounds, method="highs-ds", **known)
        assert found.status == 0, found.message
        ends = (aims * found.x).reshape(len(wanted), 2, -1).sum(axis=2)
        return -ends.sum(axis=1)


def matrix(equations: Sequence[Equation]) -> csr_array:
    """The coefficients of all equations."""
    return csr_array(np.array([row for row, _ in equations]))


def values(equations: Sequence[Equation]) -> np.ndarray:
    """The values of all equations."""
    return np.array([value for _, value in equations])


TABLES = [BREAKDOWN.layer(layer) for layer in (2, 3, 4)]  # each holds everybody once
LEAVES = tuple(chain.from_iterable(TABLES))


def coefficients(node: int) -> np.ndarray:
    """Which smallest cells make up ``node``."""
    below = {node}
    for family in BREAKDOWN.families:
        if family.parent in below and BREAKDOWN.nodes[family.children[0]].layer in (1, 2):
            below |= set(family.children)
    return np.array([leaf in below for leaf in LEAVES], dtype=float)


def block(row: np.ndarray, place: int, of: int) -> np.ndarray:
    """``row`` as the coefficients of one of several quantities."""
    return np.concatenate([row if each == place else 0 * row for each in range(of)])


@cache
def agreeing() -> list[np.ndarray]:
    """Divisions, districts and size classes add up to the same city: each of these gives 0."""
    first, *others = (np.isin(LEAVES, table).astype(float) for table in TABLES)
    return [first - other for other in others]


Judged = dict[int, tuple[Ledger, Verdict]]


def whole(city: Lines) -> Population:
    """Everybody, as if nothing had been published before."""
    everybody, counts = city.as_of(np.datetime64("2100-01-01"))
    return everybody.only(counts)


def judge(city: Lines) -> Judged:
    """Sums and verdicts of each year."""
    found = {year: ledger(whole(city), year, THRESHOLD) for year in YEARS}
    return {year: (sums, verdict(sums)) for year, sums in found.items()}


def smallest(found: Judged, year: int, values: Callable[[Ledger], np.ndarray]) -> np.ndarray:
    """The true values of a year's smallest cells."""
    return values(found[year][0])[list(LEAVES)]


@cache
def targets() -> list[np.ndarray]:
    """Everything that somebody could want to know of a year: each row."""
    return [coefficients(node) for node in range(len(BREAKDOWN.nodes))]
