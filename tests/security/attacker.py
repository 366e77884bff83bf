"""The attacker: what is seen as equations over the smallest cells, and what follows from them.

A smallest cell is a division or a district, its signed enterprises or the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from aggregates.ledger import Ledger, Verdict
from aggregates.population import Population
from aggregates.publication import judged
from aggregates.versions import STAGES, StageSet, Version
from tests.security.odd_cities import BREAKDOWN

THRESHOLD = 10
YEARS = (2025, 2026)
VERSIONS = tuple(Version(year, stages) for year in YEARS for stages in ("submitted", "signed"))
Equation = tuple[np.ndarray, float]  # coefficients and the value


@dataclass(frozen=True)
class Attack:
    """Linear programs over the smallest cells: (division or district) x (signed, rest)."""

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


def matrix(equations: Sequence[Equation]) -> csr_array:
    """The coefficients of all equations."""
    return csr_array(np.array([row for row, _ in equations]))


def values(equations: Sequence[Equation]) -> np.ndarray:
    """The values of all equations."""
    return np.array([value for _, value in equations])


LEAVES = (*BREAKDOWN.layer(2), *BREAKDOWN.layer(3))


def coefficients(node: int, stages: StageSet) -> np.ndarray:
    """Which smallest cells make up ``node`` in a version with these stages."""
    below = {node}
    for family in BREAKDOWN.families:
        if family.parent in below and family.children[0] in (*BREAKDOWN.layer(1), *LEAVES[:9]):
            below |= set(family.children)
    signed = np.array([leaf in below for leaf in LEAVES], dtype=float)
    return np.concatenate([signed, signed if stages == "submitted" else 0 * signed])


def block(row: np.ndarray, place: int, of: int) -> np.ndarray:
    """``row`` as the coefficients of one of several quantities."""
    return np.concatenate([row if each == place else 0 * row for each in range(of)])


def agreeing() -> list[np.ndarray]:
    """Divisions and districts add up to the same city, signed and rest: these give 0."""
    side = np.concatenate([np.ones(9), -np.ones(4)])
    return [np.concatenate([side, 0 * side]), np.concatenate([0 * side, side])]


Judged = dict[Version, tuple[Ledger, Verdict]]


def judge(city: Population) -> Judged:
    """Sums and verdicts of all published versions."""
    return {version: judged(city, version, THRESHOLD) for version in VERSIONS}


def rest(node: int) -> np.ndarray:
    """The smallest cells of ``node`` that only the wider version counts."""
    return coefficients(node, "submitted") - coefficients(node, "signed")


def smallest(found: Judged, year: int, values: Callable[[Ledger], np.ndarray]) -> np.ndarray:
    """The true values of a year's smallest cells: the signed ones, then the rest."""
    signed = values(found[Version(year, "signed")][0])[list(LEAVES)]
    return np.concatenate(
        [signed, values(found[Version(year, "submitted")][0])[list(LEAVES)] - signed]
    )


def targets() -> list[np.ndarray]:
    """Everything that somebody could want to know of a year: each row signed, submitted, rest."""
    nodes = range(len(BREAKDOWN.nodes))
    counted = [coefficients(node, stages) for stages in STAGES for node in nodes]
    return [*counted, *(rest(node) for node in nodes)]
