"""What somebody who knows exactly who took part can work out from the figures that are seen.

A seen figure tells the sum over its smallest cells (a division or a district, counted or rest);
cells with nobody in them are known. Another sum can be worked out if and only if it is a linear
combination of these.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from aggregates.breakdown import Breakdown, Sums

Flags = npt.NDArray[np.bool_]  # one a row of the breakdown
TOLERANCE = 1e-8


@dataclass(frozen=True)
class Known:
    """What is seen of a version and of the wider one, and in which rows there is somebody."""

    breakdown: Breakdown
    own: Flags  # somebody is counted
    rest: Flags  # somebody is counted by the wider version only
    seen: Flags
    seen_wider: Flags

    def exposed(self, own: Flags, rest: Flags, both: Flags) -> list[int]:
        """The rows whose sum can be worked out.

        Asked are the sums over what is counted of the rows in ``own``, over the rest of those in
        ``rest``, and over both of those in ``both``.
        """
        leaves, cells, zero = _cells(self.breakdown)
        somebody = np.concatenate([self.own[leaves], self.rest[leaves]])
        counted = np.hstack([cells, 0 * cells])[:, somebody]
        others = np.hstack([0 * cells, cells])[:, somebody]
        agreement = np.vstack([np.hstack([zero, 0 * zero]), np.hstack([0 * zero, zero])])
        told = np.vstack(
            [
                counted[self.seen],
                (counted + others)[self.seen_wider],
                agreement[:, somebody],
            ]
        )
        wanted = np.vstack([counted[own], others[rest], (counted + others)[both]])
        rows = np.concatenate([np.flatnonzero(flags) for flags in (own, rest, both)])
        return [int(row) for row in rows[_combined(told, wanted)]]


def _combined(told: Sums, wanted: Sums) -> npt.NDArray[np.bool_]:
    """Which lines of ``wanted`` are linear combinations of the lines of ``told``."""
    basis = _basis(told.tobytes(), told.shape[1])
    left = wanted - wanted @ basis.T @ basis
    return np.asarray(np.abs(left).max(axis=1, initial=0) < TOLERANCE)


@lru_cache(maxsize=64)  # most measures are seen in the same rows
def _basis(told: bytes, columns: int) -> Sums:
    """Orthonormal lines that span those of ``told``."""
    lines = np.frombuffer(told).reshape(-1, columns)
    _, sizes, directions = np.linalg.svd(lines, full_matrices=False)
    return np.asarray(directions[sizes > TOLERANCE * max(sizes.max(initial=0), 1)])


def _cells(breakdown: Breakdown) -> tuple[list[int], Sums, Sums]:
    """The rows that are smallest cells, of which every row is made (rows, cells), and zeros.

    The zeros are combinations of cells that give nothing: a city is the sum of its sectors as well
    as of its districts.
    """
    parents = {family.parent for family in breakdown.families}
    leaves = [row for row in range(len(breakdown.nodes)) if row not in parents]
    cells = np.zeros((len(breakdown.nodes), len(leaves)))
    cells[leaves, range(len(leaves))] = 1
    for family in reversed(breakdown.families):
        cells[family.parent] = cells[list(family.children)].sum(axis=0)
    sums = [
        cells[family.parent] - cells[list(family.children)].sum(0) for family in breakdown.families
    ]
    return leaves, cells, np.array(sums)
